import GVCIDE
import GVCSyntax
import Testing

@Suite struct RenameTests {
  private func renamed(_ texts: [String: String], to name: String) throws -> [String] {
    let project = try MarkedProject(texts)
    let edits = try project.features.rename(in: project.file, at: project.offset, to: name)
    let files = project.features.snapshot.project.files
    return files.sorted { $0.name < $1.name }.map { project.applying(edits, to: $0.file) }
  }

  private func renamed(_ text: String, to name: String) throws -> String {
    try renamed(["a.gvc": text], to: name)[0]
  }

  private func refusal(_ text: String, to name: String) throws -> String? {
    let project = try MarkedProject(text)
    do throws(RenameRefusal) {
      _ = try project.features.rename(in: project.file, at: project.offset, to: name)
      return nil
    } catch {
      return error.message
    }
  }

  @Test func `An actor is renamed in all files, layers, lists and expectations`() throws {
    #expect(
      try renamed(
        [
          "a.gvc": """
          import "p/b.gvc" as p
          period after { years: 1990..2000 }
          firm own { rivals: [p.maker] }
          link p.mak$0er -> own
          in after { set p.maker { size: small } set p.maker -> own { dependence: high } }
          """, "p/b.gvc": "firm maker \"🥿 maker\" {}\ntie maker -- other\nfirm other\n",
        ], to: "workshop_é") == [
          """
          import "p/b.gvc" as p
          period after { years: 1990..2000 }
          firm own { rivals: [p.workshop_é] }
          link p.workshop_é -> own
          in after { set p.workshop_é { size: small } set p.workshop_é -> own { dependence: high } }
          """, "firm workshop_é \"🥿 maker\" {}\ntie workshop_é -- other\nfirm other\n",
        ])
  }

  @Test func `Parts of a theory are renamed in rules and in what their messages fill in`() throws {
    let text = """
      theory mine {
        source notes {}
        attribute firm.visits: number "Visits."
        threshold many: 3 "Many."
        verdict looks { value good value bad { against: [good] } }
        rule seen {
          for f in firms
          when f.visits > many
          find f good observed
          message "{f.visits} of {f}, more than {many}."
          cite notes
        }
      }
      firm maker { visits: 4 }
      expect finding mine.seen on maker
      expect verdict good
      """
    func check(_ name: String, _ place: String, _ count: Int) throws {
      let marked = text.replacing(place, with: "$0" + place, maxReplacements: 1)
      let changed = try renamed(marked, to: "other_name")
      #expect(changed.ranges(of: "other_name").count == count, "\(name)")
      #expect(changed.replacing("other_name", with: name) == text, "\(name)")
    }
    try check("visits", "visits: number", 4)
    try check("many", "many:", 3)
    try check("good", "good value", 4)
    try check("seen", "seen {", 2)
    try check("f", "f in firms", 5)
    try check("notes", "notes {}", 2)
    try check("mine", "mine {", 2)
  }

  @Test func `An import's name and the plural of a kind are renamed`() throws {
    #expect(
      try renamed(
        [
          "a.gvc": "import \"b/b.gvc\" as $0b\nfirm a\nlink b.maker -> a\n",
          "b/b.gvc": "firm maker",
        ],
        to: "north")[0] == "import \"b/b.gvc\" as north\nfirm a\nlink north.maker -> a\n")
    #expect(
      try renamed(
        "kind fair { plural: fai$0rs }\nrule r { for f in fairs when yes find f likely }",
        to: "shows")
        == "kind fair { plural: shows }\nrule r { for f in shows when yes find f likely }")
    #expect(try renamed("chain c { tier $00 }", to: "2") == "chain c { tier 2 }")
  }

  @Test func `A name that is taken, reserved or none is refused with the reason`() throws {
    let text = "firm mak$0er\nbuyer house\n"
    #expect(try refusal(text, to: "house") == "`house` is already the name of a buyer")
    #expect(try refusal(text, to: "two words")?.hasPrefix("`two words` is no name") == true)
    #expect(try refusal(text, to: "")?.contains("is no name") == true)
    #expect(try refusal(text, to: "1st")?.contains("is no name") == true)
    #expect(try refusal(text, to: "and") == "`and` is a word of the language")
    #expect(try refusal(text, to: "unknown") == "`unknown` is a word of the language")
    #expect(try refusal(text, to: "maker") == nil)
    #expect(
      try refusal("use caspari2003\nactivity mill$0ing\n", to: "design")
        == "`design` is already the name of an activity")
    #expect(
      try refusal("kind fa$0ir\n", to: "firm") == "`firm` is already the name of a kind")
    #expect(
      try refusal("attribute firm.visi$0ts: number \"V.\"\n", to: "size")
        == "`size` is already the name of an attribute of `actor`")
    #expect(
      try refusal("rule r { for $0l in links, f in firms when yes }", to: "f")
        == "`f` is already the name of a variable of the rule")
  }

  @Test func `Parts of the language and of built-in theories are refused`() throws {
    #expect(
      try refusal("firm maker { si$0ze: small }", to: "x")
        == "`size` is declared in a built-in theory")
    #expect(
      try refusal("rule r { for l in links when l.bu$0yer is known }", to: "x")
        == "`buyer` is a word of the language")
    #expect(
      try refusal("firm a { country: I$0T }", to: "DE") == "`IT` is the code of a country")
    #expect(
      try refusal("firm a\nfirm b\nlink a $0-> b", to: "x")?.contains("rename the actors") == true)
    #expect(try refusal("// no$0te", to: "x") == "there is no name here that can be changed")
  }

  @Test func `A name that would be caught by another is refused with the place`() throws {
    // In the rule, `f` would be the variable and not the firm.
    let text = """
      firm mak$0er
      rule r {
        for f in firms
        when f == maker
        find f observed
        message "{f}"
      }
      """
    #expect(
      try refusal(text, to: "f")
        == "with the name `f` something else would be meant in line 4 of a.gvc")
    // A collection comes before what the case declares.
    #expect(try refusal(text, to: "links")?.contains("in line 4") == true)
  }
}
