import Foundation
import Testing

@testable import GVCPicture

/// The colours of pictures keep the contrast that WCAG 2.2 asks for.
@Suite struct PictureStyleTests {
  /// The relative luminance of `#rrggbb`, by WCAG 2.2.
  private func luminance(_ colour: String) throws -> Double {
    let value = try #require(Int(colour.dropFirst(), radix: 16))
    func part(_ shift: Int) -> Double {
      let part = Double((value >> shift) & 0xFF) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
  }

  private func contrast(_ a: String, _ b: String) throws -> Double {
    let (x, y) = (try luminance(a), try luminance(b))
    return (max(x, y) + 0.05) / (min(x, y) + 0.05)
  }

  @Test func blackOnWhiteHasTheMost() throws {
    #expect(abs(try contrast("#000000", "#ffffff") - 21) < 0.01)
  }

  @Test(arguments: ["light", "dark", "print"]) func textAndLinesCanBeSeen(_ name: String) throws {
    let palette: PicturePalette =
      name == "light" ? .light : name == "dark" ? .dark : .print
    let grounds = [
      palette.ground, palette.firm, palette.buyer, palette.agent, palette.market, palette.group,
    ]
    for ground in grounds {
      for text in [palette.ink, palette.mutedInk, palette.warning] {
        #expect(try contrast(text, ground) >= 4.5, "\(text) on \(ground)")
      }
    }
    for ground in [palette.ground, palette.group] {
      for line in palette.lines + [palette.unknown, palette.boxStroke, palette.groupStroke] {
        #expect(try contrast(line, ground) >= 3, "\(line) on \(ground)")
      }
    }
    #expect(try contrast(palette.added, palette.inflow) >= 1.5)
    #expect(try contrast(palette.ink, palette.inflow) >= 4.5)
  }

  @Test func typesOfGovernanceDifferWithoutColour() {
    #expect(Set(PictureStyle.dashes).count == PictureStyle.dashes.count)
  }

  @Test func theSheetReachesNothingElse() {
    let rules = PictureStyle.sheet().split(separator: "\n").filter {
      $0.contains("{") && !$0.hasPrefix("@")
    }
    #expect(rules.count > 40)
    #expect(
      rules.allSatisfy { rule in
        rule.prefix { $0 != "{" }.split(separator: ",").allSatisfy {
          $0.drop { $0 == " " }.hasPrefix(".gvc-picture ")
        }
      })
  }
}
