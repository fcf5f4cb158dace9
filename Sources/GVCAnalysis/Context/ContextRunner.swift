import GVCModel
import GVCSyntax

/// Runs rules over a case and over what transformations make of it.
struct ContextRunner {
  /// A conclusion by what it is about, so that it is found again in another model.
  private struct Key: Hashable {
    let subject: String
    let object: String?
    let related: [String]
    let layer: String?

    init(_ finding: Finding, _ model: Model) {
      subject = model.label(finding.subject)
      object = finding.object.map { model.label($0) }
      related = finding.related.map { model.label($0) }
      layer = finding.layer.entity.map { model.label($0) }
    }

    init(_ key: Key, layer: String?) {
      subject = key.subject
      object = key.object
      related = key.related
      self.layer = layer
    }

    /// Whether it is the other one without some of what that is about besides.
    func isPart(of other: Key) -> Bool {
      subject == other.subject && object == other.object && layer == other.layer
        && related != other.related && related.allSatisfy { other.related.contains($0) }
    }

    /// Whether it is about something that a transformation added to the case.
    var isOfAdded: Bool {
      ([subject, object, layer].compactMap { $0 } + related).contains {
        $0.contains(ContextCase.prefix)
      }
    }
  }

  private struct State {
    let model: Model
    let reader: FindingReader
  }

  private let example: ContextExample
  private let base: ContextCase
  private let program: Program
  /// The rules that are tried, by their index in the model.
  private let rules: [Int]
  private let state: State
  private var states: [[UInt8]: State?] = [:]

  init?(_ example: ContextExample, _ names: [String]) {
    guard let base = ContextCase(example.model) else { return nil }
    let model = example.model
    self.example = example
    self.base = base
    program = RuleCompiler.compile(model)
    rules = model.rules.indices.filter { names.contains(model.names[model.rules[$0].name]) }
    state = Self.state(model, program, rules)
  }

  private static func state(_ model: Model, _ program: Program, _ rules: [Int]) -> State {
    var options = AnalysisOptions()
    options.rules = Set(rules)
    options.isSideBySide = false
    return State(model: model, reader: FindingReader(Analysis(model, program, options)))
  }

  /// What is made of a text; nil where it has mistakes that the case has not.
  private mutating func state(of text: [UInt8]) -> State? {
    if let known = states[text] { return known }
    guard let (model, mistakes) = example.edited(text), mistakes <= example.mistakes else {
      states[text] = .some(nil)
      return nil
    }
    let made = Self.state(model, RuleCompiler.compile(model), rules)
    states[text] = made
    return made
  }

  mutating func cells(_ exceptions: [String: [ContextException]]) -> [ContextMatrix.Cell] {
    var cells: [ContextMatrix.Cell] = []
    for rule in rules {
      let findings = state.reader.analysis.findings.filter { $0.rule == rule && $0.truth == .yes }
      guard !findings.isEmpty else { continue }
      cells += row(rule, findings, exceptions[base.model.names[base.model.rules[rule].name]] ?? [])
    }
    return cells
  }

  private mutating func row(
    _ rule: Int, _ findings: [Finding], _ exceptions: [ContextException]
  ) -> [ContextMatrix.Cell] {
    let model = base.model
    let name = model.names[model.rules[rule].name]
    let theory =
      model.theories[Int(model.rules[rule].theory.number)].name.map { model.names[$0] } ?? ""
    guard let plan = program.rules.first(where: { $0.rule == rule }) else { return [] }
    let subjects = findings.map(\.subject)
    let needed = needed(rule, findings)
    let sense = RuleSense(plan, program, base, needed)
    return Transformation.allCases.map { transformation in
      var cell = ContextMatrix.Cell(
        theory: theory, rule: name, transformation: transformation, example: example.name)
      let variants = base.variants(transformation, about: subjects, needing: needed)
      let exception = exceptions.first { $0.transformation == transformation }
      for variant in variants {
        guard let answer = answer(rule, findings, variant, transformation) else { continue }
        var expected = sense.expected(transformation, variant)
        cell.variants += 1
        if !expected.contains(answer), answer == .same, let text = variant.alternative,
          self.answer(rule, findings, ContextVariant(text: text), transformation) == .same
        {
          // What both voices say is enough for it.
          expected.insert(.same)
        }
        let isExpected = expected.contains(answer)
        let isFault = !isExpected && exception?.answer != answer
        let standing: ContextMatrix.Cell.Standing =
          isExpected ? .expected : isFault ? .fault : .exception
        // The first fault is shown, else the answer that most needs a word.
        let isGraver =
          cell.answer.map {
            (Self.order(cell.standing), $0.weight) < (Self.order(standing), answer.weight)
          } ?? true
        guard isGraver else { continue }
        cell.answer = answer
        cell.expected = expected
        cell.standing = standing
        cell.note = standing == .exception ? exception?.reason ?? "" : variant.about
      }
      return cell
    }
  }

  private static func order(_ standing: ContextMatrix.Cell.Standing) -> Int {
    switch standing {
    case .notApplicable: 0
    case .expected: 1
    case .exception: 2
    case .fault: 3
    }
  }

  /// The facts without which one of some findings does not hold.
  private mutating func needed(_ rule: Int, _ findings: [Finding]) -> [Statement] {
    let variants = base.variants(.unknown, about: [], needing: [])
    var needed: [Statement] = []
    for (variant, statement) in zip(variants, base.statements) {
      guard let answer = answer(rule, findings, variant, .unknown) else { continue }
      if answer != .same, answer != .caution { needed.append(statement) }
    }
    return needed
  }

  /// What a rule says of a variant; nil where that cannot be written, or has nothing to compare.
  private mutating func answer(
    _ rule: Int, _ findings: [Finding], _ variant: ContextVariant,
    _ transformation: Transformation
  ) -> ContextAnswer? {
    guard let state = state(of: variant.text) else { return nil }
    let (model, reader) = (state.model, state.reader)
    var found: [Key: Finding] = [:]
    for finding in reader.analysis.findings where finding.rule == rule {
      let key = Key(finding, model)
      if found[key]?.truth != .yes { found[key] = finding }
    }
    // What is about one thing less, since that is not known any more, is no other conclusion.
    if transformation == .unknown || transformation == .otherVoice {
      for finding in findings {
        let key = Key(finding, base.model)
        guard found[key] == nil, let less = found.keys.first(where: { $0.isPart(of: key) })
        else { continue }
        found[key] = found.removeValue(forKey: less)
      }
    }
    let known = Set(findings.map { Key($0, base.model) })
    let last = base.lastPeriod.map { base.model.label($0) }
    var answers: [ContextAnswer] = []
    for finding in findings {
      var key = Key(finding, base.model)
      if let layer = variant.layer {
        guard key.layer == last else { continue }
        key = Key(key, layer: layer)
      }
      answers.append(answer(key, finding, found[key], in: state, transformation, variant))
    }
    let isNew = found.contains { key, finding in
      guard finding.truth == .yes, !known.contains(key) else { return false }
      switch transformation {
      case .later, .scenario, .halves:
        // In the new layer the same things must have been said of the last one.
        return !known.contains(Key(key, layer: last))
      case .secondChain: return !key.isOfAdded && !known.contains { $0.subject == key.subject }
      default: return true
      }
    }
    if isNew { return .stronger }
    return answers.max { $0.weight < $1.weight }
  }

  private func answer(
    _ key: Key, _ finding: Finding, _ found: Finding?, in state: State,
    _ transformation: Transformation, _ variant: ContextVariant
  ) -> ContextAnswer {
    let (model, reader) = (state.model, state.reader)
    if let found {
      if found.truth == .yes {
        let looks = transformation == .lowConfidence || transformation == .otherVoice
        return looks && !reader.cautions(of: found).isEmpty ? .caution : .same
      }
      return .open
    }
    func entity(_ label: String) -> EntityID? {
      model.entities.indices.lazy.map { EntityID($0) }.first { model.label($0) == label }
    }
    let expectation = Expectation(
      kind: .finding, subject: .rule(finding.rule), object: key.object.flatMap { entity($0) },
      on: [entity(key.subject)].compactMap { $0 },
      layer: key.layer.flatMap { entity($0) }.map { LayerReference($0) },
      needs: [], place: model.rules[finding.rule].place)
    return reader.answer(to: expectation) == .notAsked ? .notAsked : .gone
  }
}
