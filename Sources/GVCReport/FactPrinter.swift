import GVCAnalysis
import GVCModel
import GVCSyntax

/// Writes facts with their place and evidence.
public struct FactPrinter {
  private let model: Model
  private let map: SourceMap
  private let formatter: ValueFormatter

  public init(_ model: Model, _ map: SourceMap) {
    self.model = model
    self.map = map
    formatter = ValueFormatter(model)
  }

  /// `maker: performs [design, production] in after`.
  public func statement(_ index: Int) -> String {
    let fact = model.facts[index]
    let attribute = model.vocabulary[fact.attribute]
    var out = "\(model.label(fact.entity)): \(model.names[attribute.name])"
    if let key = fact.key { out += "[\(model.label(key))]" }
    out += " " + formatter.text(fact.value, ExpressionType(attribute.type))
    if let layer = fact.layer { out += " in \(model.label(layer))" }
    return out
  }

  /// `brenta.gvc:65`, or `firms.csv!B4`.
  public func place(_ index: Int) -> String { map.place(model.facts[index].location) }

  /// `rabellotti2001 "p. 21" (reported by the supplier, confidence medium)`; each evidence of a fact.
  func evidence(_ index: Int) -> [String] {
    model.facts[index].evidence.map { index in
      let evidence = model.evidence[index]
      var out = model.label(evidence.source)
      if let passage = evidence.passage {
        out += ", " + TextLiteral.value(of: model.text(passage, in: evidence.location.file))
      }
      var notes: [String] = []
      if let voice = evidence.voice, let scale = model.core.voice {
        notes.append("reported by \(model.vocabulary[scale].words[voice].title.lowercased())")
      }
      if let confidence = evidence.confidence, let scale = model.core.level {
        notes.append(
          "\(model.vocabulary[scale].words[confidence].title.lowercased()) confidence")
      }
      if let date = evidence.date {
        notes.append("in " + model.text(date, in: evidence.location.file))
      }
      return notes.isEmpty ? out : out + " (\(notes.joined(separator: ", ")))"
    }
  }

  /// The facts in the order in which a reader meets them: those of the theory itself, such as the rent of an
  /// activity, stand behind those of the case.
  public func ordered(_ facts: [Int]) -> [Int] {
    facts.filter { isOwn($0) } + facts.filter { !isOwn($0) }
  }

  /// The evidence of a fact, or a note that there is none where there should be.
  public func support(_ fact: Int) -> [String] {
    let evidence = self.evidence(fact)
    return evidence.isEmpty && !isStructural(fact) ? ["no evidence stated"] : evidence
  }

  /// The facts as lines under a finding.
  func lines(_ facts: [Int], width: Int = Paragraph.width) -> String {
    ordered(facts).map { line($0, indent: 4, label: "fact       ", width: width) }.joined()
  }

  /// A fact under a label, with its evidence and its place: on one line where that fits.
  func line(_ fact: Int, indent: Int, label: String, width: Int) -> String {
    let behind = SafeText.escaped((support(fact) + [place(fact)]).joined(separator: "; "))
    let statement = SafeText.escaped(self.statement(fact))
    let margin = indent + label.count
    if margin + statement.count + 4 + behind.count <= width {
      return String(repeating: " ", count: indent) + "\(label)\(statement)  (\(behind))\n"
    }
    return Paragraph.wrap(statement, indent: indent, label: label, width: width)
      + Paragraph.wrap("(\(behind))", indent: margin + 2, width: width)
  }

  /// Whether a fact only says what belongs to what, which nobody needs to prove.
  private func isStructural(_ fact: Int) -> Bool {
    if case .entity = model.vocabulary[model.facts[fact].attribute].type { return true }
    return false
  }

  /// Whether a fact is of the case, and not of a theory.
  private func isOwn(_ fact: Int) -> Bool {
    Int(model[model.facts[fact].entity].module) >= model.firstProjectModule
  }

  /// A threshold under a label, over as many lines as it takes.
  func lines(
    threshold index: Int, _ options: AnalysisOptions, indent: Int, label: String = "",
    width: Int = Paragraph.width
  ) -> String {
    Paragraph.wrap(
      text(threshold: index, options), indent: indent, label: label, width: width)
  }

  /// `dependent_share = 50%  [own]`.
  private func text(threshold index: Int, _ options: AnalysisOptions) -> String {
    let threshold = model.thresholds[index]
    var out = "\(model.names[threshold.name]) = "
    out += value(of: index, options)
    if options.thresholds[index] != nil {
      out += " (set; by default \(value(of: index, AnalysisOptions())))"
    }
    return SafeText.escaped(threshold.basis.isEmpty ? out : out + "  [\(threshold.basis)]")
  }

  /// The value of a threshold, a ratio below or equal to 1 as written in the theory.
  public func value(of index: Int, _ options: AnalysisOptions) -> String {
    let threshold = model.thresholds[index]
    guard case .number(let interval, _, let unit) = options.thresholds[index] ?? threshold.value
    else { return "unknown" }
    let isPercent = threshold.isPercent
    return formatter.text(.number(interval, unit), .number(isPercent ? .percent : .plain))
  }
}
