import GVCAnalysis

/// Draws a condition with the value under each of its parts.
///
/// ```
/// yes  l.governance in [quasi_hierarchical, hierarchical]
///        |          |
///        |          yes
///        quasi_hierarchical
/// ```
public struct ConditionDrawing {
  private let style: TerminalStyle

  init(_ style: TerminalStyle) { self.style = style }

  /// A drawing without colour.
  public init() { self.init(TerminalStyle(usesColor: false)) }

  /// The lines of a condition, and of the derived attributes in it, each indented.
  public func text(_ condition: ExplainedCondition, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    let mark = ValueFormatter.text(condition.truth).padding(to: 9)
    var out = margin + style.paint(mark, color(condition.truth))
    out += SafeText.escaped(condition.text) + "\n"
    out += values(condition.parts, margin: margin + String(repeating: " ", count: 9))
    return out + derivations(condition.derived, indent: indent + 2)
  }

  /// How derived attributes got their values.
  private func derivations(_ derived: [ExplainedDerivation], indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    var out = ""
    for derivation in derived {
      out += margin + SafeText.escaped("where \(derivation.title) is \(derivation.value):") + "\n"
      for step in derivation.steps {
        let role = step.role == .whole ? "" : step.role.rawValue.padding(to: 5)
        out += margin + "  " + role + SafeText.escaped(step.condition.text) + "\n"
        out += values(
          step.condition.parts, margin: margin + "  " + String(repeating: " ", count: role.count))
        out += derivations(step.condition.derived, indent: indent + 4)
      }
    }
    return out
  }

  private func color(_ truth: Truth) -> TerminalStyle.Color {
    switch truth {
    case .yes: .green
    case .no: .red
    case .unknown: .yellow
    }
  }

  /// A bar under each part, then the values from right to left, each on the first line where nothing
  /// stands in its way.
  private func values(_ parts: [ExplainedPart], margin: String) -> String {
    guard !parts.isEmpty else { return "" }
    var out = margin + Self.line(parts.map { ($0.column, "|") }) + "\n"
    var rest = parts
    while !rest.isEmpty {
      var placed: [(Int, String)] = []
      var left: [ExplainedPart] = []
      var limit = Int.max
      for part in rest.reversed() {
        let value = SafeText.escaped(part.value)
        if part.column + value.unicodeScalars.count < limit {
          placed.append((part.column, value))
          limit = part.column
        } else {
          placed.append((part.column, "|"))
          left.append(part)
          limit = part.column
        }
      }
      out += margin + Self.line(placed.reversed()) + "\n"
      rest = left.reversed()
    }
    return out
  }

  private static func line(_ items: [(Int, String)]) -> String {
    var line = ""
    var width = 0
    for (column, text) in items {
      if column > width {
        line += String(repeating: " ", count: column - width)
        width = column
      }
      line += text
      width += text.unicodeScalars.count
    }
    return line
  }
}

/// Writes why a finding holds, does not hold or cannot be concluded.
public struct WhyPrinter {
  private let reader: FindingReader
  private let facts: FactPrinter
  private let style: TerminalStyle

  public init(_ reader: FindingReader, _ map: SourceMap, usesColor: Bool) {
    self.reader = reader
    facts = FactPrinter(reader.analysis.model, map)
    style = TerminalStyle(usesColor: usesColor)
  }

  /// A finding with its condition drawn, its facts, its thresholds and its passages.
  public func text(_ finding: Finding) -> String {
    let analysis = reader.analysis
    let model = analysis.model
    let plan = reader.plan(of: finding)
    let rule = model.rules[finding.rule]
    var out = style.bold(SafeText.escaped(reader.reference(to: finding))) + "\n"
    switch finding.truth {
    case .yes:
      let cautions = reader.cautions(of: finding)
      out += "holds (\(reader.claim(of: finding, under: cautions)))\n"
      out += Paragraph.wrap(SafeText.escaped(reader.message(of: finding)), indent: 2)
      for text in cautions.map({ reader.text($0) }) + reader.outcomes(of: [finding]) {
        out += Paragraph.wrap(SafeText.escaped(text.firstUppercased + "."), indent: 2)
      }
    case .no where finding.asked == .no:
      out += "is not asked\n"
      out += Paragraph.wrap(
        SafeText.escaped("\(reader.reasonNotAsked(finding).firstUppercased)."), indent: 2)
    case .no: out += "does not hold\n"
    case .unknown: out += "cannot be concluded\n"
    }
    let documentation = model.documentation(of: rule)
    if !documentation.isEmpty {
      out += "\n" + Paragraph.wrap(SafeText.escaped(documentation), indent: 2)
    }
    let explanation = reader.explanation(of: finding)
    let drawing = ConditionDrawing(style)
    let place = "of \(SafeText.escaped(ruleName(finding))), with \(bindings(finding))"
    if !explanation.scope.isEmpty {
      out += "\nThe scope \(place):\n\n"
      for condition in explanation.scope { out += drawing.text(condition, indent: 2) }
    }
    out += "\nThe condition" + (explanation.scope.isEmpty ? " \(place):\n\n" : ":\n\n")
    for condition in explanation.conditions { out += drawing.text(condition, indent: 2) }
    if !explanation.facts.isEmpty { out += "\nThe facts:\n\n" + facts.lines(explanation.facts) }
    if finding.truth == .unknown { out += missing(reader.question(for: finding)) }
    if finding.asked == .no { out += asking(reader.factsToAsk(finding)) }
    if !explanation.thresholds.isEmpty {
      out += "\nThe thresholds:\n\n"
      for index in explanation.thresholds {
        out += facts.lines(threshold: index, analysis.options, indent: 4)
      }
    }
    out += "\nThe theory:\n\n"
    for citation in plan.citations {
      out += "    \(SafeText.escaped(reader.text(citation)))\n"
    }
    let help = reader.help(of: finding)
    if finding.truth == .yes, !help.isEmpty {
      out += "\nThe advice:\n\n" + Paragraph.wrap(SafeText.escaped(help), indent: 4)
    }
    return out
  }

  private func ruleName(_ finding: Finding) -> String {
    PlanPrinter(reader.analysis.model, reader.analysis.program).qualified(
      reader.analysis.model.rules[finding.rule].name,
      reader.analysis.model.rules[finding.rule].theory)
  }

  private func bindings(_ finding: Finding) -> String {
    let model = reader.analysis.model
    let plan = reader.plan(of: finding)
    return plan.bindings.map { binding in
      let name = model.names[plan.variables[binding.slot]]
      var value = "unknown"
      if binding.slot < finding.bindings.count,
        case .entity(let id) = finding.bindings[binding.slot]
      {
        value = model.label(id)
      }
      return SafeText.escaped("\(name) = \(value)")
    }.joined(separator: ", ")
  }

  private func list(_ sets: [[MissingFact]]) -> String {
    sets.map { set in
      "    " + SafeText.escaped(set.map { reader.text($0) }.joined(separator: " and ")) + "\n"
    }.joined()
  }

  /// What would make a rule be asked.
  private func asking(_ sets: [[MissingFact]]) -> String {
    sets.isEmpty
      ? "\nWhat is stated leaves it out: no missing fact would make it be asked.\n"
      : "\nIt would be asked by some values of:\n\n" + list(sets)
  }

  private func missing(_ question: OpenQuestion) -> String {
    if question.toHold == question.toRuleOut, !question.toHold.isEmpty {
      return "\nIt is decided, either way, by:\n\n" + list(question.toHold)
    }
    var out = ""
    if !question.toHold.isEmpty {
      out += "\nIt would hold by some values of:\n\n" + list(question.toHold)
    }
    if !question.toRuleOut.isEmpty {
      out += "\nIt would be ruled out by some values of:\n\n" + list(question.toRuleOut)
    }
    if question.toHold.isEmpty {
      out += "\nNo missing fact alone makes it hold: what is stated leaves it open.\n"
    }
    return out
  }
}

extension String {
  /// The text with its first letter in upper case, for the beginning of a sentence.
  fileprivate var firstUppercased: String { prefix(1).uppercased() + dropFirst() }
}
