import GVCIDE
import GVCSyntax
import Testing

@Suite struct NavigationTests {
  /// Holds the references of the caret's name, all its places included, against the marks.
  private func expectReferences(
    _ texts: [String: String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let project = try MarkedProject(texts)
    let found = project.features.references(
      in: project.file, at: project.offset, includingDeclaration: true)
    let own = found.filter { project.features.isOwn($0.file) }
    #expect(
      Set(own) == Set(project.marks), "\(own.map { project.text($0) })",
      sourceLocation: sourceLocation)
    #expect(own.count == project.marks.count, sourceLocation: sourceLocation)
  }

  private func expectReferences(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expectReferences(["a.gvc": text], sourceLocation: sourceLocation)
  }

  private func definition(_ text: String) throws -> [String] {
    let project = try MarkedProject(text)
    return project.features.definitions(in: project.file, at: project.offset).map {
      project.text(Location($0.name.file, $0.range))
    }
  }

  @Test func `An actor is known in ends, values, layers, expectations and other files`() throws {
    try expectReferences([
      "a.gvc": """
      use caspari2003
      period after { years: 1990..2000 }
      firm ⟦mak$0er⟧ "🥿 maker" {}
      buyer house { rivals: [⟦maker⟧, ..] }
      link ⟦maker⟧ -> house
      chain shoes { tier 1 { actors: [⟦maker⟧] } }
      in after { set ⟦maker⟧ { size: small } set ⟦maker⟧ -> house { dependence: high } }
      expect no finding functional_ceiling on ⟦maker⟧ in after
      expect unknown functional_ceiling on ⟦maker⟧ -> house needs ⟦maker⟧.size, (⟦maker⟧ -> house).dependence
      """, "b.gvc": "tie ⟦maker⟧ -- other\nfirm other {}",
    ])
  }

  @Test func `A name of an imported file is known behind its alias, and the alias is too`() throws {
    try expectReferences([
      "a.gvc": "import \"parts/b.gvc\" as parts\nbuyer house\nlink parts.⟦ma$0ker⟧ -> house\n",
      "parts/b.gvc": "firm ⟦maker⟧ {}",
    ])
    try expectReferences([
      "a.gvc": "import \"parts/b.gvc\" as ⟦par$0ts⟧\nbuyer house\nlink ⟦parts⟧.maker -> house\n",
      "parts/b.gvc": "firm maker {}",
    ])
  }

  @Test func `An attribute is known in blocks, needs, derived attributes, rules and messages`()
    throws
  {
    try expectReferences(
      """
      theory mine {
        source notes {}
        attribute firm.⟦vis$0its⟧: number "Visits."
        derive firm.busy: truth = ⟦visits⟧ > 3 "Busy."
        rule r {
          for f in firms where f.⟦visits⟧ is known
          when f.⟦visits⟧ > 2 and f.busy
          find f observed
          message "{f} made {f.⟦visits⟧} visits."
          cite notes
        }
      }
      firm maker { ⟦visits⟧: 4 }
      expect unknown r on maker needs maker.⟦visits⟧
      """)
  }

  @Test func `A variable is known in its rule alone, texts included`() throws {
    try expectReferences(
      """
      theory mine {
        source notes {}
        rule r {
          for ⟦f⟧ in firms where ⟦f⟧ is known
          let n = sum(l.share_of_sales for l in ⟦f⟧.sales)
          when n > 0%
          find ⟦$0f⟧ observed
          message "{⟦f⟧} sells {n} \\u{e9} of {⟦f⟧.size}."
          cite notes
        }
        rule other {
          for f in firms
          when f.size == small
          find f observed
          message "{f}."
          cite notes
        }
      }
      """)
  }

  @Test func `Words, values of verdicts, thresholds, rules and sources are known`() throws {
    let text = """
      theory mine {
        source notes {}
        scale finish { value plain value fine }
        attribute firm.finish: finish "How."
        threshold busy: 3 "Busy." { range: 1..5 basis: "own" }
        verdict looks { of: firm qualifier: size value good { against: [bad] } value bad }
        rule seen {
          for f in firms
          when f.finish == fine and count(f.sales) > busy and f.size in [small, medium]
          find f good small observed
          message "More than {busy}."
          cite notes
        }
      }
      firm maker { finish: fine..fine size: small from notes "p. 1" (reported_by: buyer) }
      expect finding mine.seen on maker
      expect verdict good small on maker
      expect contested looks small on maker
      accept finding seen on maker "Why."
      """
    func marked(_ word: String, _ places: Set<Int>) -> String {
      var out = ""
      var rest = Substring(text)
      var number = 0
      while let range = rest.firstRange(of: word) {
        out += rest[..<range.lowerBound]
        out += places.contains(number) ? "⟦\(number == places.min() ? "$0" : "")\(word)⟧" : word
        rest = rest[range.upperBound...]
        number += 1
      }
      return out + rest
    }
    // Also in `finish` there is `fin`, but the words are whole.
    try expectReferences(marked("fine", [0, 1, 2, 3]))
    try expectReferences(marked("good", [0, 1, 2]))
    try expectReferences(marked("bad", [0, 1]))
    try expectReferences(marked("busy", [0, 1, 2]))
    try expectReferences(marked("seen", [0, 1, 2]))
    try expectReferences(marked("notes", [0, 1, 2]))
    try expectReferences(marked("mine", [0, 1]))
    try expectReferences(marked("small", [0, 1, 2, 3, 4]))
    try expectReferences(marked("looks", [0, 1]))
    try expectReferences(marked("maker", [0, 1, 2, 3, 4]))
  }

  @Test func `A link is known by its arrow wherever its ends name it`() throws {
    try expectReferences(
      """
      period after { years: 1990..2000 }
      firm maker
      buyer house
      link maker ⟦$0->⟧ house
      link house -> maker
      in after { set maker ⟦->⟧ house { dependence: high } }
      """)
  }

  @Test func `A definition is the whole declaration`() throws {
    #expect(
      try definition("firm maker { size: small }\nbuyer b\nlink mak$0er -> b")
        == ["firm maker { size: small }"])
    #expect(try definition("firm maker { size: sma$0ll }") == ["value small \"Small\""])
    #expect(
      try definition("firm maker { si$0ze: small }")
        == ["attribute actor.size: size \"Its size.\""])
    #expect(try definition("fi$0rm maker").first?.hasPrefix("kind firm") == true)
    #expect(
      try definition("chain c { tier 0 }\nlink a -> b { chain: c$0 }\nfirm a\nfirm b")
        == ["chain c { tier 0 }"])
    #expect(try definition("firm maker\n$0").isEmpty)
  }

  @Test func `The definition of an import is its file`() throws {
    let project = try MarkedProject(["a.gvc": "import \"parts$0/b.gvc\"", "parts/b.gvc": "firm b"])
    let targets = project.features.definitions(in: project.file, at: project.offset)
    #expect(
      targets.map { project.features.snapshot.model.source($0.name.file)?.name }
        == ["/case/parts/b.gvc"])
  }

  @Test func `The definition of an import's name is its file, and the declaration the import`()
    throws
  {
    let project = try MarkedProject([
      "a.gvc": "import \"p/b.gvc\" as ⟦north⟧\nfirm a\nlink nor$0th.maker -> a",
      "p/b.gvc": "firm maker",
    ])
    let definitions = project.features.definitions(in: project.file, at: project.offset)
    #expect(
      definitions.map { project.features.snapshot.model.source($0.name.file)?.name }
        == ["/case/p/b.gvc"])
    #expect(
      project.features.declarations(in: project.file, at: project.offset).map(\.name)
        == project.marks)
  }

  @Test func `The type of a variable is its kind, that of a word its scale`() throws {
    func type(_ text: String) throws -> [String] {
      let project = try MarkedProject(text)
      return project.features.typeDefinitions(in: project.file, at: project.offset).map {
        project.text($0.name)
      }
    }
    let rule = "rule r { for l in links let b = l.buyer when b$0.size == large }"
    #expect(try type(rule) == ["actor"])
    #expect(try type("firm maker { size: sm$0all }") == ["size"])
    #expect(try type("firm mak$0er") == ["firm"])
    #expect(try type("firm maker { co$0re: [design] }") == ["activity"])
  }

  @Test func `What gives a value is a write, and what uses it a read`() throws {
    let project = try MarkedProject(
      "period p { years: 1990..2000 }\nfirm mak$0er\nbuyer b\nlink maker -> b\nin p { set maker { size: small } }"
    )
    let highlights = project.features.highlights(in: project.file, at: project.offset)
    #expect(highlights.map(\.isWrite) == [true, false, true])
  }

  @Test func `Uses of a variable are edited together`() throws {
    let project = try MarkedProject(
      "rule r { for ⟦f⟧ in firms when ⟦f⟧$0.size == small find ⟦f⟧ observed message \"{⟦f⟧}\" }")
    #expect(
      project.features.linkedRanges(in: project.file, at: project.offset)
        == project.marks.map(\.range))
  }

  @Test func `Half-written rules are read as far as they go`() throws {
    let project = try MarkedProject(
      "rule r { for l in links when meets(l.supplier, ⟦l⟧.\n  find $0⟦l⟧ likely_ observed\n")
    let names = project.features.occurrences(in: project.file).filter {
      if case .variable = $0.referent { true } else { false }
    }.map { project.text($0.range) }
    #expect(names == ["l", "l", "l", "l"])
  }
}
