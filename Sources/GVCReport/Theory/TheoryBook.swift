import GVCAnalysis
import GVCModel
import GVCSyntax

/// A theory as a person looks it up: its rules, and a page of each.
public struct TheoryBook {
  let model: Model
  let program: Program
  let theory: TheoryID
  let examples: ExampleBook
  let formatter: ValueFormatter
  private let reader: FindingReader

  /// The theory of a name in a project; nil where the project has none.
  public init?(_ name: String, _ model: Model, _ program: Program, _ examples: ExampleBook) {
    guard
      let index = model.theories.firstIndex(where: { $0.name.map { model.names[$0] } == name })
    else { return nil }
    self.model = model
    self.program = program
    self.examples = examples
    theory = TheoryID(index)
    formatter = ValueFormatter(model)
    reader = FindingReader(Analysis(unrun: model, program, AnalysisOptions()))
  }

  /// The theories that have a name, by name: their title, how many rules and thresholds they have, and
  /// whether they come with the compiler.
  public static func list(_ model: Model) -> Table {
    var table = Table([
      Table.Column("theory"), Table.Column("title"), Table.Column("rules", isNumber: true),
      Table.Column("thresholds", isNumber: true), Table.Column("from"),
    ])
    let named = model.theories.indices.compactMap { index in
      model.theories[index].name.map { (name: model.names[$0], id: TheoryID(index)) }
    }
    for (name, id) in named.sorted(by: { $0.name < $1.name }) {
      let theory = model.theories[Int(id.number)]
      let isBuiltIn = theory.module < model.firstProjectModule
      table.add([
        name, theory.title, String(model.rules.count { $0.theory == id }),
        String(model.thresholds.count { $0.theory == id }), isBuiltIn ? "gvc" : "the project",
      ])
    }
    return table
  }

  var declaration: TheoryDeclaration { model.theories[Int(theory.number)] }

  var name: String { declaration.name.map { model.names[$0] } ?? "" }

  /// Its rules that compiled, in the order of its text.
  var plans: [RulePlan] { program.rules.filter { model.rules[$0.rule].theory == theory } }

  /// The names of its rules, which are those of the pages.
  public var rules: [String] { plans.map { model.names[model.rules[$0.rule].name] } }

  /// An overview: what it is about, its verdicts, its thresholds and its rules.
  public var overview: String {
    var out = "\(name): \(declaration.title)\n"
    if !declaration.documentation.isEmpty {
      out += "\n" + Paragraph.wrap(SafeText.escaped(declaration.documentation), indent: 0)
    }
    let verdicts = model.vocabulary.verdicts.filter { verdict in
      plans.contains { plan in
        plan.verdict.map { model.vocabulary[$0.id].name == verdict.name } ?? false
      }
    }
    out += section(
      "Verdicts",
      verdicts.map { verdict in
        (
          model.names[verdict.name],
          verdict.title + ": " + verdict.words.map { model.names[$0.name] }.joined(separator: ", ")
        )
      })
    out += section(
      "Thresholds",
      model.thresholds.filter { $0.theory == theory }.map {
        ("\(model.names[$0.name]) = \(formatter.text($0))", $0.documentation)
      })
    out += section(
      "Rules",
      plans.map { plan in
        let rule = model.rules[plan.rule]
        return (
          model.names[rule.name],
          "\(rule.title) (\(plan.modality.label); \(passages(plan)))"
        )
      })
    return out + "\n`gvc theory doc \(name)` writes a page of each rule.\n"
  }

  private func section(_ title: String, _ lines: [(head: String, text: String)]) -> String {
    guard !lines.isEmpty else { return "" }
    let width = min(36, lines.map(\.head.count).max() ?? 0)
    var out = "\n\(title)\n\(String(repeating: "-", count: title.count))\n"
    for line in lines {
      let head = SafeText.escaped(line.head)
      if head.count > width {
        out += "  \(head)\n"
        out += Paragraph.wrap(SafeText.escaped(line.text), indent: width + 4)
      } else {
        out += Paragraph.wrap(
          SafeText.escaped(line.text), indent: 2, label: head.padding(to: width + 2))
      }
    }
    return out
  }

  // MARK: What pages say

  /// The sources and passages that a rule rests on.
  func passages(_ plan: RulePlan) -> String {
    plan.citations.map { reader.text($0) }.joined(separator: "; ")
  }

  func reason(_ plan: RulePlan) -> String { Self.reason(of: model.rules[plan.rule], in: model) }

  /// The part of a rule's comment that is for people: without the numbers of analysis and passages at
  /// its head, `A1. R020, R021:`.
  public static func reason(of rule: RuleDeclaration, in model: Model) -> String {
    let text = model.documentation(of: rule)
    guard text.first == "A", text.dropFirst().first?.isNumber == true,
      let colon = text.firstRange(of: ": ")
    else { return text }
    let rest = text[colon.upperBound...]
    return rest.prefix(1).uppercased() + rest.dropFirst()
  }

  /// The clauses of a kind of a rule, as written, without their comments.
  func clauses(_ kind: SyntaxKind, of plan: RulePlan) -> [String] {
    let place = model.rules[plan.rule].place
    let tree = model.trees[place.tree]
    return tree.children(place.node).filter { tree.kind($0) == kind }.map { tree.text($0) }
  }

  /// What a rule is tried on and what it is about, as written, on one line.
  func scope(of plan: RulePlan) -> String {
    (clauses(.forClause, of: plan) + clauses(.scopeClause, of: plan)).map { clause in
      clause.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }.joined(separator: " ")
  }

  /// The text of a clause that is one: what the rule says, with its values as they are named in it,
  /// `{l.supplier}`; empty where it has no such clause.
  func text(_ kind: SyntaxKind, of plan: RulePlan) -> String {
    let place = model.rules[plan.rule].place
    let tree = model.trees[place.tree]
    guard let clause = tree.children(place.node).first(where: { tree.kind($0) == kind }),
      let title = tree.child(clause, .title)
    else { return "" }
    return TextLiteral.value(of: tree.text(title))
  }
}
