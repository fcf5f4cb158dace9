import GVCIDE
import GVCSyntax
import Testing

@Suite struct CodeActionTests {
  /// The text after the action of a title, at the caret.
  private func applied(_ title: String, _ text: String) throws -> String? {
    let project = try MarkedProject(text)
    let actions = project.features.codeActions(
      in: project.file, range: TextRange(project.offset, project.offset))
    return actions.first { $0.title == title }.map { project.applying($0.edits) }
  }

  private func titles(_ text: String) throws -> [String] {
    let project = try MarkedProject(text)
    return project.features.codeActions(
      in: project.file, range: TextRange(project.offset, project.offset)
    ).map(\.title)
  }

  @Test func `A fix of a diagnostic is an action at its place, and nowhere else`() throws {
    #expect(
      try applied("Replace by `size`", "firm a { si$0se: small }") == "firm a { size: small }")
    #expect(try titles("fi$0rm a { sise: small }").isEmpty)
  }

  @Test func `Fix all takes every fix without a choice, and none that overlap`() throws {
    let project = try MarkedProject("frm a { sise: small }\nfirm b { size: smal }\nfirm c ; {}\n")
    #expect(
      project.applying(project.features.fixAll(in: project.file))
        == "firm a { sise: small }\nfirm b { size: small }\nfirm c  {}\n")
  }

  @Test func `What a name should stand for is declared, of the kind that its place asks for`()
    throws
  {
    #expect(
      try applied("Declare the source `survey`", "firm a { size: small from sur$0vey }\n")
        == "firm a { size: small from survey }\n\nsource survey {}\n")
    #expect(
      try titles("firm a\nlink a -> ho$0use").filter { $0.hasPrefix("Declare") } == [
        "Declare the buyer `house`", "Declare the firm `house`", "Declare the agent `house`",
      ])
    #expect(
      try titles("buyer b\nlink ma$0ker -> b").filter { $0.hasPrefix("Declare") }.first
        == "Declare the firm `maker`")
    #expect(
      try titles("firm a { performs: [weav$0ing] }").contains("Declare the activity `weaving`"))
    #expect(
      try titles("buyer a { requires { cold$0_chain: must } }")
        .contains("Declare the capability `cold_chain`"))
    #expect(try titles("in aft$0er {}").contains("Declare the period `after`"))
    #expect(
      try applied(
        "Declare the chain `shoes`", "firm a\r\nfirm b\r\nlink a -> b { chain: sho$0es }\r\n")
        == "firm a\r\nfirm b\r\nlink a -> b { chain: shoes }\r\n\r\nchain shoes {}\r\n")
  }

  @Test func `An attribute that a kind has not is declared with the type of its value`() throws {
    func declared(_ value: String) throws -> String? {
      try applied("Declare the attribute `firm.visits`", "firm a { vi$0sits: \(value) }\n")
        .map { String($0.split(separator: "\n").last ?? "") }
    }
    #expect(try declared("4") == "attribute firm.visits: number \"What it is.\"")
    #expect(try declared("4 fairs") == "attribute firm.visits: count of fairs \"What it is.\"")
    #expect(try declared("\"many\"") == "attribute firm.visits: text \"What it is.\"")
    #expect(try declared("yes") == "attribute firm.visits: truth \"What it is.\"")
    #expect(try declared("48 h") == "attribute firm.visits: duration \"What it is.\"")
    #expect(try declared("[a]") == "attribute firm.visits: list of firm \"What it is.\"")
    #expect(try declared("nonsense") == nil)
  }

  @Test func `What is given twice or never cited can go`() throws {
    #expect(
      try applied("Remove the second one", "firm a {\n  size: small\n  si$0ze: large\n}\n")
        == "firm a {\n  size: small\n}\n")
    #expect(
      try applied("Remove the source", "firm a\nsource sur$0vey {}\nfirm b\n") == "firm a\nfirm b\n"
    )
  }

  @Test func `A fact that would decide open questions is stated as unknown`() throws {
    let text = """
      use caspari2003
      buyer ho$0use
      firm maker {
        performs: [production]
      }
      link maker -> house { governance: quasi_hierarchical dependence: high }

      """
    let title = try #require(try titles(text).first { $0.hasPrefix("State `core`") })
    #expect(try applied(title, text)?.contains("buyer house { core: unknown }\n") == true)
  }

  @Test func `A fact that all links of a chain repeat is said once`() throws {
    #expect(
      try applied(
        "Say `governance` once, in `c`",
        """
        chain c {
          tier 0 "Buyers"
        }
        firm a
        buyer b
        firm d
        link a -> b {
          chain: c
          govern$0ance: network
        }
        link d -> b { chain: c governance: network }
        """)
          == """
          chain c {
            tier 0 "Buyers"
            governance: network
          }
          firm a
          buyer b
          firm d
          link a -> b {
            chain: c
          }
          link d -> b { chain: c }
          """)
    #expect(
      try titles(
        "chain c\nfirm a\nbuyer b\nfirm d\nlink a -> b { chain: c gov$0ernance: network }\nlink d -> b { chain: c governance: hierarchical }"
      ).isEmpty)
  }

  @Test func `A finding that is reported is accepted, and then it is not`() throws {
    let text = """
      use caspari2003
      firm maker
      claim ro$0se { actor: maker upgrading: functional because: [chain_insertion] }

      """
    let title = "Accept `insertion_alone on rose`, with a reason"
    let changed = try #require(try applied(title, text))
    #expect(changed.hasSuffix("\n\naccept finding insertion_alone on rose \"Say why.\"\n"))
    let after = try MarkedProject(changed)
    #expect(after.features.snapshot.diagnostics.isEmpty)
    #expect(
      try applied("Remove the line", "use caspari2003\nacc$0ept finding insertion_alone \"Why.\"\n")
        == "use caspari2003\n")
  }

  @Test func `Imports and theories are sorted, each once`() throws {
    let project = try MarkedProject([
      "a.gvc":
        "import \"c.gvc\"\nuse mine, caspari2003\nimport \"b/x.gvc\" as b\nimport \"c.gvc\"\n\nfirm a\ntheory mine {}\n",
      "b/x.gvc": "", "c.gvc": "",
    ])
    let file = try #require(
      project.features.snapshot.project.files.first { $0.name == "/case/a.gvc" }
    ).file
    #expect(
      project.applying(project.features.organizedImports(of: file), to: file)
        == "import \"b/x.gvc\" as b\nimport \"c.gvc\"\nuse caspari2003, mine\n\nfirm a\ntheory mine {}\n"
    )
    let commented = try MarkedProject("use b\n// Why.\nuse a\n")
    #expect(commented.features.organizedImports(of: commented.file).isEmpty)
  }
}
