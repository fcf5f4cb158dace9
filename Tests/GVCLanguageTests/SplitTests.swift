import GVCAnalysis
import GVCModel
import GVCSyntax
import GVCWorkspace
import Testing

/// What is said of a project does not depend on which file a declaration, a rule or a theory stands in.
@Suite struct SplitTests {
  /// What a theory needs, and the theory: these can stand in a module of their own.
  private static let theory = [
    "source of_rule { year: 2001 }",
    "activity named \"Named by a rule\" {}",
    "activity listed \"Listed by the case\" {}",
    """
    theory mine "Mine" {
      source inner { year: 2001 }
      source inner_unused { year: 2001 }
      activity inner_named "Of the theory" {}
      activity inner_unnamed "Of the theory" {}
      attribute firm.capable: truth "Whether it can."
      threshold few: 3 "Few"
      threshold far: 30 "Far" { range: 0..10 }
      derive firm.is_small: truth = size == small "Small."
      verdict sight "Sight" {
        of: firm
        value seen "Seen" { level: warning }
        value unseen "Unseen" { against: [seen] }
      }
      rule small "Small" {
        for f in firms
        let idle = 3
        when f.is_small and named in f.performs or inner_named in f.core
        find f seen observed
        message "{f} is small."
        cite of_rule "p. 3"
      }
      rule capable "Capable" {
        for f in firms
        when f.capable
        find f seen observed
        message "{f} is capable."
        cite inner "p. 3"
      }
      rule wrong "Wrong" {
        for f in firms
        when f.sise == small and f.performs
        find f unseen observed
        message "{f} is {nothing}."
        cite nowhere "p. 3"
      }
    }
    """,
    """
    theory second "Beside it" {
      rule small "Small too" {
        for f in firms
        when f.size == small
        find f unseen observed
        message "{f} is small."
        cite of_rule "p. 4"
      }
    }
    """,
  ]

  private static let ofCase = [
    "use caspari2003",
    "source study { year: 2001 }",
    "source unused { year: 2001 }",
    "activity forgotten \"Performed by nobody\" {}",
    "buyer house { core: [design] size: large }",
    "firm maker { performs: [production, listed] size: small capable: yes from study \"p. 1\" }",
    "firm other { performs: [prodction] sise: large }",
    "link maker -> house { share_of_sales: 60% governance: quasi_hierarchical }",
    "link other -> house { share_of_sales: 110% }",
    "link other -> house { share_of_sales: 60% }",
    "period before { years: 1970..1989 }",
    "period after { years: 1990..2000 }",
    "in after { set maker { size: medium } }",
    "claim one { actor: maker upgrading: functional because: [chain_insertion] }",
    "claim two { actor: other upgrading: functional because: [chain_insertion] }",
    "accept finding insertion_alone on one \"Seen.\"",
    "accept finding capable on other \"Nothing to accept.\"",
    "accept finding incapable on other \"No rule.\"",
    "expect finding capable on maker",
    "expect finding capabel on maker",
    "expect no finding small on nobody",
  ]

  /// What is said of a project of some files, each with the text that is marked.
  private static func diagnostics(_ texts: [String: String]) throws -> [String] {
    let project = try ProjectLoader(files: MemoryFiles(texts).fileSystem).project(at: "case")
    let sources = Dictionary(uniqueKeysWithValues: project.sources.map { ($0.file, $0) })
    return CaseDiagnostics.all(
      project.diagnostics, project.model, RuleCompiler.compile(project.model)
    ).map { diagnostic in
      let place = diagnostic.primary.location
      return "\(diagnostic.code) `\(sources[place.file]?.string(place.range) ?? "")` "
        + "\(diagnostic.message) \(diagnostic.help ?? "")"
    }.sorted()
  }

  /// What is said where all stands in one file.
  private static let expected: [String] = {
    let text = (theory + ofCase).joined(separator: "\n")
    return (try? diagnostics(["/case/case.gvc": text])) ?? []
  }()

  @Test func theProjectHasMistakesOfAllStages() {
    let codes = Set(Self.expected.map { String($0.prefix(7)) })
    for code in [
      "103", "104", "203", "303", "309", "310", "401", "402", "413", "420", "502",
    ] {
      #expect(codes.contains("GVC0\(code)"), "GVC0\(code) is not among \(codes.sorted())")
    }
  }

  /// Some texts in some files of a directory, all in another order.
  private func split(
    _ items: [String], in directory: String, _ count: Int, _ random: inout SeededNumbers
  ) -> [String: String] {
    var files: [String: [String]] = [:]
    for item in items.map({ ($0, random.next(below: 1 << 30)) }).sorted(by: { $0.1 < $1.1 }).map(
      \.0)
    {
      files["\(directory)/f\(random.next(below: count)).gvc", default: []]
        .append(item)
    }
    return files.mapValues { $0.joined(separator: "\n") }
  }

  @Test(arguments: Array(1...12)) func theFileOfADeclarationDoesNotMatter(seed: Int) throws {
    var random = SeededNumbers(seed: UInt64(seed))
    let all = Self.theory + Self.ofCase
    let texts = split(all, in: "/case", [1, 2, 3, 30][seed % 4], &random)
    #expect(try Self.diagnostics(texts) == Self.expected)
  }

  @Test(arguments: Array(1...12)) func aTheoryMayBeImported(seed: Int) throws {
    var random = SeededNumbers(seed: UInt64(seed))
    var texts = split(Self.ofCase, in: "/case", [1, 2, 30][seed % 3], &random)
    let imported = split(Self.theory, in: "/case/theory", [1, 2, 30][seed / 3 % 3], &random)
    texts.merge(imported) { $1 }
    texts["/case/imports.gvc"] = "import \"theory\""
    #expect(try Self.diagnostics(texts) == Self.expected)
  }

  /// The whole project below a directory that says nothing of its own.
  @Test func aProjectMayBeImported() throws {
    let text = (Self.theory + Self.ofCase).joined(separator: "\n")
    let texts = ["/case/case.gvc": "import \"parts\"", "/case/parts/all.gvc": text]
    #expect(try Self.diagnostics(texts) == Self.expected)
  }
}
