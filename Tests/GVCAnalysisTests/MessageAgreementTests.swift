import GVCAnalysis
import GVCLibrary
import GVCModel
import Testing

/// Messages read as a person would write them: verbs and pronouns agree with what they are about.
@Suite struct MessageAgreementTests {
  /// The messages of all findings that hold, of a rule with this message about the suppliers of links.
  private func messages(_ message: String, _ actors: String) -> [String] {
    let analysed = AnalysedCase(
      """
      theory t {
        source notes {}
        rule told "Told" {
          for l in links
          when count(l.supplier.sales) > 0
          find l.supplier observed on l
          message "\(message)"
          cite notes
        }
      }
      activity design "Design"
      activity branding "Branding"
      buyer big_house {}
      \(actors)
      """)
    #expect(analysed.problems.filter { !$0.contains("warning") } == [])
    return analysed.analysis.findings.map { analysed.reader.message(of: $0) }
  }

  private static let one = "firm maker {}\nlink maker -> big_house {}"
  private static let several = "firm growers {}\nlink growers -> big_house {}"

  @Test(arguments: [
    ("{l.supplier} has it.", "Maker has it.", "Growers have it."),
    ("{l.supplier} sells to {l.buyer}.", "Maker sells to big house.", "Growers sell to big house."),
    (
      "{l.supplier} no longer carries it.", "Maker no longer carries it.",
      "Growers no longer carry it."
    ),
    (
      "{l.supplier} makes nothing itself and is large, or passes it on.",
      "Maker makes nothing itself and is large, or passes it on.",
      "Growers make nothing themselves and are large, or pass it on."
    ),
    (
      "{l.supplier}, a supplier, does what {l.buyer} asks.",
      "Maker, a supplier, does what big house asks.",
      "Growers, a supplier, do what big house asks."
    ),
    ("{l.supplier} keeps its own.", "Maker keeps its own.", "Growers keep their own."),
    ("The rent of {l.supplier} rises.", "The rent of maker rises.", "The rent of growers rises."),
    (
      "What {l.supplier} sells is good.", "What maker sells is good.",
      "What growers sell is good."
    ),
    (
      "{l.buyer} wants what {l.supplier:it makes|they make}.",
      "Big house wants what it makes.", "Big house wants what they make."
    ),
  ])
  func `A verb agrees with its subject`(message: String, one: String, several: String) {
    #expect(messages(message, Self.one) == [one])
    #expect(messages(message, Self.several) == [several])
  }

  @Test(arguments: [
    ("firm x \"Growers in the valley\" {}", true), ("firm x \"A group of growers\" {}", false),
    ("firm x { count: 25 firms }", true), ("firm x \"Growers\" { count: 1 firms }", false),
    ("firm x \"Texas Instruments\" {}", false), ("firm x \"The press\" {}", false),
    ("firm x \"Women of the village\" {}", true), ("firm x \"Small farms\" {}", true),
  ])
  func `What is named is one or several`(actor: String, isSeveral: Bool) {
    let found = messages("{l.supplier:it|they}", "\(actor)\nlink x -> big_house {}")
    #expect(found == [isSeveral ? "They" : "It"])
  }

  @Test func `Lists read as lists`() {
    let actors = "firm maker { performs: [design, branding] }\nlink maker -> big_house {}"
    #expect(
      messages("{l.supplier.performs} {l.supplier.performs:is|are} done.", actors)
        == ["Design and Branding are done."])
    let open = "firm maker { performs: [design, ..] }\nlink maker -> big_house {}"
    #expect(
      messages("It does {l.supplier.performs}.", open) == ["It does Design and perhaps others."])
  }

  /// Where a message begins with a thing, no verb in the singular is left behind it.
  @Test(arguments: Library.packs.map(\.name))
  func `The messages of a pack agree with groups`(name: String) {
    let pack = AnalysedCase("use \(name)\n")
    for plan in pack.program.rules {
      var text = ""
      for part in plan.message {
        switch part {
        case .text(let literal): text += literal
        case .value(let node):
          if case .entity = pack.program[node].type { text += "GROUPS" } else { text += "VALUE" }
        case .agreement(_, _, let several): text += several
        }
      }
      for verb in ["is", "has", "does", "was", "itself"] {
        #expect(!text.hasPrefix("GROUPS \(verb) "), "\(text)")
        #expect(!text.contains(". GROUPS \(verb) "), "\(text)")
      }
      let words = text.split(separator: " ")
      guard words.count > 1, words[0] == "GROUPS" else { continue }
      let second = words[1]
      #expect(
        !second.hasSuffix("s") || second.hasSuffix("ss") || second == "always",
        "\(text)")
    }
  }
}
