import GVCAnalysis
import GVCModel
import GVCSyntax

/// One page of a reference.
public struct TheoryPage: Sendable {
  /// The name of its file, without a directory.
  public let file: String
  /// Its text, in Markdown.
  public let text: String
}

extension TheoryBook {
  /// The reference of the theory: an index, and a page of each rule.
  public var pages: [TheoryPage] {
    [index] + plans.map { page($0) }
  }

  private var index: TheoryPage {
    var text = "# \(name): \(declaration.title)\n\n"
    if !declaration.documentation.isEmpty { text += "\(declaration.documentation)\n\n" }
    text += "| rule | says | claims | rests on |\n|---|---|---|---|\n"
    for plan in plans {
      let rule = model.rules[plan.rule]
      let name = model.names[rule.name]
      text +=
        "| [\(name)](\(name).md) | \(MarkdownTable.cell(rule.title)) | \(plan.modality.label) "
        + "| \(MarkdownTable.cell(passages(plan))) |\n"
    }
    let thresholds = model.thresholds.filter { $0.theory == theory }
    if !thresholds.isEmpty {
      text += "\n## Thresholds\n\n| threshold | value | what it is | basis |\n|---|---|---|---|\n"
      for threshold in thresholds {
        text +=
          "| `\(model.names[threshold.name])` | \(formatter.text(threshold)) "
          + "| \(MarkdownTable.cell(threshold.documentation)) "
          + "| \(MarkdownTable.cell(threshold.basis)) |\n"
      }
    }
    return TheoryPage(file: "index.md", text: text)
  }

  /// The page of a rule.
  public func page(of rule: String) -> TheoryPage? {
    plans.first { model.names[model.rules[$0.rule].name] == rule }.map { page($0) }
  }

  private func page(_ plan: RulePlan) -> TheoryPage {
    let rule = model.rules[plan.rule]
    let name = model.names[rule.name]
    let parts = [
      "# \(name): \(rule.title)",
      "A rule of `\(self.name)`. It claims: \(plan.modality.label). Rests on: \(passages(plan)).",
      says(plan), reason(plan).isEmpty ? "" : "## Why\n\n\(reason(plan))",
      condition(plan), inputs(plan),
      example(
        name, .holds, "It holds here", "No example shows it holding."),
      example(
        name, .doesNotHold, "It does not hold here", "No example shows it failing."),
      example(name, .cannotBeConcluded, "It cannot be concluded here", ""),
      example(name, .notAsked, "It is not asked here", ""),
      answer(plan),
    ]
    return TheoryPage(
      file: "\(name).md", text: parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n")
  }

  private func says(_ plan: RulePlan) -> String {
    var text = "## What it says\n\n> \(self.text(.messageClause, of: plan))"
    if let verdict = plan.verdict {
      let question = model.vocabulary[verdict.id]
      var value = question.words[verdict.word].title.lowercased()
      if let qualifier = plan.qualifier, let scale = question.qualifier {
        value += ", \(model.vocabulary[scale].words[qualifier].title.lowercased())"
      }
      text += "\n\nIts answer to “\(question.title)” is: \(value)."
      if plan.level != .note {
        text += " It weighs as \(plan.level == .error ? "an error" : "a warning")."
      }
    }
    return text
  }

  private func condition(_ plan: RulePlan) -> String {
    let clauses = [
      SyntaxKind.forClause, .scopeClause, .letClause, .whenClause, .findClause, .onClause,
    ]
    .flatMap { self.clauses($0, of: plan) }
    return "## When\n\n```text\n\(clauses.joined(separator: "\n"))\n```"
  }

  private func inputs(_ plan: RulePlan) -> String {
    let inputs = RuleInputs(of: plan, in: program)
    guard !inputs.attributes.isEmpty || !inputs.thresholds.isEmpty else { return "" }
    var text = "## What it reads\n"
    if !inputs.attributes.isEmpty { text += "\n" + rows(inputs.attributes) }
    if !inputs.derived.isEmpty {
      text += "\nBy way of what is derived:\n\n" + rows(inputs.derived)
    }
    if !inputs.thresholds.isEmpty {
      text += "\n| threshold | value | |\n|---|---|---|\n"
      for index in inputs.thresholds {
        let threshold = model.thresholds[index]
        text +=
          "| `\(model.names[threshold.name])` | \(formatter.text(threshold)) "
          + "| \(MarkdownTable.cell(threshold.documentation)) |\n"
      }
    }
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }

  /// A table of attributes with their types and what they are.
  private func rows(_ attributes: [AttributeID]) -> String {
    "| attribute | type | |\n|---|---|---|\n"
      + attributes.map { id in
        "| `\(path(id))` | \(model.name(of: model.vocabulary[id].type)) "
          + "| \(MarkdownTable.cell(model.vocabulary[id].documentation)) |\n"
      }.joined()
  }

  private func path(_ id: AttributeID) -> String {
    let attribute = model.vocabulary[id]
    return "\(model.names[model.vocabulary[attribute.owner].name]).\(model.names[attribute.name])"
  }

  private func example(
    _ rule: String, _ kind: ExampleBook.Kind, _ title: String, _ otherwise: String
  ) -> String {
    guard let example = examples.example(of: rule, kind) else {
      return otherwise.isEmpty ? "" : "## \(title)\n\n\(otherwise)"
    }
    return "## \(title)\n\n```gvc\n\(example)```"
  }

  private func answer(_ plan: RulePlan) -> String {
    let help = text(.helpClause, of: plan)
    return "## What to do about it\n\n"
      + (help.isEmpty
        ? "The theory advises nothing. To change the conclusion, change or add the facts it reads."
        : help)
  }
}
