import Foundation
import GVCAnalysis
import GVCModel
import Testing

/// The tables of the language reference are those of the prelude, of the packs and of the functions.
///
/// `GVC_UPDATE_GOLDEN=1 swift test --filter ReferenceTests` writes them anew.
@Suite struct ReferenceTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Grammar/reference.md")

  @Test func tablesAreUpToDate() throws {
    let text = try String(decoding: Data(contentsOf: Self.file), as: UTF8.self)
    let functions = Self.replace("functions", by: ReferenceTables.functions, in: text)
    let theories = Self.replace("theories", by: ReferenceTables.theories, in: functions)
    let wanted = Self.replace("vocabulary", by: ReferenceTables().vocabularyTables(), in: theories)
    if ProcessInfo.processInfo.environment["GVC_UPDATE_GOLDEN"] == "1" {
      try Data(wanted.utf8).write(to: Self.file)
    } else {
      #expect(text == wanted, "the tables differ; see the comment of this suite")
    }
  }

  /// The words of the rule language are all spoken of.
  @Test func everyWordIsSpokenOf() throws {
    let text = try String(decoding: Data(contentsOf: Self.file), as: UTF8.self)
    for modality in Modality.allCases {
      #expect(text.contains("| `\(modality.rawValue)` |"), "\(modality)")
    }
    for name in BuiltIn.all.map(\.name) { #expect(text.contains("| `\(name)("), "\(name)") }
    for aggregate in Aggregate.allCases {
      #expect(text.contains("| `\(aggregate.rawValue)("), "\(aggregate)")
    }
    for comparison in Comparison.allCases {
      #expect(text.contains("`\(comparison.rawValue)`"), "\(comparison)")
    }
  }

  /// The text between the marks of a table, replaced.
  private static func replace(_ name: String, by table: String, in text: String) -> String {
    guard let mark = text.firstRange(of: "<!-- generated: \(name) -->\n"),
      let end = text[mark.upperBound...].firstRange(of: "<!-- end -->")
    else {
      Issue.record("no place for \(name)")
      return text
    }
    return String(text[..<mark.upperBound]) + "\n" + table.trimmedEnd + "\n\n"
      + String(text[end.lowerBound...])
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
