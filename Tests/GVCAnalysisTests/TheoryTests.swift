import GVCLibrary
import GVCModel
import GVCSyntax
import Testing

@testable import GVCAnalysis

/// A theory is lowered and compiled once, and means the same whatever a case says.
@Suite struct TheoryTests {
  /// Whether two programs are the same, with the numbers of all that they name.
  private static func areSame(_ a: Program, _ b: Program) -> Bool {
    a.nodes.count == b.nodes.count && a.rules.count == b.rules.count
      && a.diagnostics.map(\.message) == b.diagnostics.map(\.message)
      && a.derivations.attributes.map { a.derivations[$0] }
        == b.derivations.attributes.map { b.derivations[$0] }
      && zip(a.nodes, b.nodes).allSatisfy {
        $0.type == $1.type && $0.place == $1.place && $0.children == $1.children
          && $0.variables == $1.variables && areSame($0.operation, $1.operation)
      }
      && zip(a.rules, b.rules).allSatisfy {
        $0.rule == $1.rule && $0.variables == $1.variables && $0.subject == $1.subject
          && $0.conditions.map(\.node) == $1.conditions.map(\.node)
          && $0.scope.map(\.node) == $1.scope.map(\.node) && $0.related == $1.related
          && $0.verdict?.id == $1.verdict?.id && $0.verdict?.word == $1.verdict?.word
          && $0.citations.map(\.source) == $1.citations.map(\.source)
      }
  }

  private static func areSame(_ a: GVCAnalysis.Operation, _ b: GVCAnalysis.Operation) -> Bool {
    switch (a, b) {
    case (.constant(let x), .constant(let y)): x == y
    case (.attribute(let x), .attribute(let y)): x == y
    case (.variable(let x), .variable(let y)): x == y
    case (.threshold(let x), .threshold(let y)): x == y
    case (.relation(let x), .relation(let y)): x == y
    default: "\(a)" == "\(b)"
    }
  }

  /// What a program asks, as text.
  private static func text(_ program: Program, _ model: Model) -> String {
    IRPrinter(Analysis(unrun: model, program, AnalysisOptions())).program()
  }

  /// A case that uses a pack, and calls its things and counts in units as rules do, or as they do not.
  private static func randomCase(_ seed: Int, _ pack: String) -> String {
    var random = SeededNumbers(seed: UInt64(seed))
    let words = [
      "f", "l", "a", "b", "c", "share", "small", "upgrade", "level", "risk", "tier", "core", "rent",
      "chain_one", "links", "firms", "design", "own", "gain", "power", "e", "x", "maker", "house",
    ]
    let units = ["looms", "EUR in 1998", "USD/pair in 2001", "t", "hours", "JPY", "kg", "km", "%"]
    func pick(_ some: [String]) -> String { some[Int(random.next() % UInt64(some.count))] }
    var names: [String] = []
    while names.count < 6 {
      let name = pick(words)
      if !names.contains(name) { names.append(name) }
    }
    var items = names.map { name in
      "\(pick(["firm", "buyer"])) \(name) { workers: \(random.next() % 90)"
        + "  unit_value: \(random.next() % 90) \(pick(units)) }"
    }
    items.append("link \(names[0]) -> \(names[1]) { share_of_sales: \(random.next() % 90)% }")
    items.append("period p\(seed) { years: 1990..1999 }")
    items.append("source s\(seed) { title: \"\(pick(words))\" year: 1999 }")
    // The order of what is declared is another one each time.
    for index in items.indices.dropLast() {
      items.swapAt(index, index + Int(random.next() % UInt64(items.count - index)))
    }
    return "use \(pack)\n" + items.joined(separator: "\n") + "\n"
  }

  /// The rules of a pack, compiled with all that a case names in sight, say the same in a hundred cases as without any.
  @Test(arguments: Library.packs.map(\.name))
  func `Compiled rules do not depend on the case`(pack: String) throws {
    let index = try #require(Library.packs.firstIndex { $0.name == pack })
    let cases = (0..<8).map { AnalysedCase.model(Self.randomCase(100 * index + $0, pack)) }
    let base = try #require(cases[0].base)
    let alone = RuleCompiler.program(of: base.model, .note)
    let text = Self.text(alone, base.model)
    for model in cases {
      #expect(model.base === base)
      let beside = RuleCompiler.program(of: model, .note)
      #expect(Self.areSame(beside, alone))
      #expect(Self.text(beside, model) == text)
      // A check goes on from the same nodes.
      #expect(
        RuleCompiler.compile(model).nodes.elementsEqual(RuleCompiler.compile(cases[0]).nodes) {
          $0 === $1
        })
    }
  }

  /// The names, units and things of theories have the same numbers in every case, those of the case are behind them.
  @Test func `A case only adds to a theory`() throws {
    let packs = Library.packs.map(\.name).joined(separator: ", ")
    for seed in 0..<5 {
      let model = AnalysedCase.model(Self.randomCase(seed, packs))
      let theory = try #require(model.base?.model)
      for number in 0..<theory.names.count {
        let symbol = Symbol(UInt32(number))
        #expect(model.names[symbol] == theory.names[symbol])
      }
      #expect(model.units.starts(with: theory.units))
      #expect(model.rules.map(\.location) == theory.rules.map(\.location))
      #expect(
        zip(theory.entities, model.entities).allSatisfy {
          $0.kind == $1.kind && $0.name == $1.name && $0.row == $1.row
        })
      #expect(
        zip(theory.facts, model.facts).allSatisfy {
          $0.entity == $1.entity && $0.attribute == $1.attribute && $0.value == $1.value
        })
    }
  }

  @Test func `Projects with the same packs have one theory, in whatever order they name them`() {
    let names = Library.packs.prefix(2).map(\.name)
    let one = AnalysedCase.model("use \(names[0])\nuse \(names[1])\nfirm a {}\n")
    let other = AnalysedCase.model("firm b {}\nuse \(names[1]), \(names[0])\n")
    let less = AnalysedCase.model("use \(names[0])\nfirm a {}\n")
    #expect(one.base === other.base && one.base !== less.base)
    #expect(one.isOfSameTheory(as: other) && !one.isOfSameTheory(as: less))
  }

  private static let own = """
    theory mine {
      kind plant { is: actor  plural: plants }
      attribute plant.looms: count of looms { range: 0..5000 }
      derive actor.is_known: truth = this.workers is known
      threshold many: 30 looms
      verdict size_of_plant { of: plant  value large { level: warning } }
      rule large {
        for p in plants
        when p.looms > many and maker.workers > 10
        find p large likely
        message "{p} is large."
        cite notes
      }
    }
    source notes { title: "Notes" year: 2020 }
    firm maker {}

    """

  /// The rules of a project go behind those of the packs, which stay as they are.
  @Test func `What a project declares changes no rule of a pack`() throws {
    let base = "use \(Library.packs[0].name)\n"
    let plain = AnalysedCase.model(base + "firm a {}\n")
    let extended = AnalysedCase.model(base + Self.own + "plant q { looms: 70 }\n")
    #expect(extended.diagnostics.map(\.message) == [])
    let (shared, whole) = (RuleCompiler.compile(plain), RuleCompiler.compile(extended))
    #expect(whole.diagnostics.map(\.message) == [])
    #expect(whole.rules.count == shared.rules.count + 1)
    #expect(zip(shared.nodes, whole.nodes).allSatisfy { $0 === $1 })
    #expect(!extended.isOfSameTheory(as: plain))
    let checked = FindingDiagnostics.program(extended)
    #expect(checked.rules.last?.rule == whole.rules.last?.rule)
    #expect(checked.rules.count < whole.rules.count)
  }

  /// The rules of a project say the same of every case that has the things which they name.
  @Test func `Rules of a project do not depend on the rest of the case`() {
    let texts = (0..<20).map { seed -> String in
      let lines = Self.randomCase(seed, Library.packs[0].name).split(separator: "\n").filter {
        !$0.contains(" maker")
      }
      let model = AnalysedCase.model(
        lines.joined(separator: "\n") + "\n" + Self.own + "plant q { looms: \(seed) }\n")
      let program = RuleCompiler.compile(model)
      #expect(program.diagnostics.map(\.message) == [])
      return Self.text(program, model)
    }
    #expect(Set(texts).count == 1)
  }
}
