import GVCModel
import GVCSyntax

/// Reads findings for people: their message, their reason, and what would decide them.
///
/// It keeps the state of each layer, so that reading many findings builds each snapshot once. It is
/// no value to share: make one a thread.
public final class FindingReader {
  /// What is read.
  public let analysis: Analysis
  private let layers: StatedLayers
  private var states: [LayerReference: EvaluationCache] = [:]
  private var evaluators: [Pair: Evaluator] = [:]
  /// What all messages, explanations and questions together may take.
  private let budget: WorkBudget
  /// How many rules have a name, and how many findings a short one; counted when first asked for.
  private var countedRules: [Symbol: Int]?
  private var countedNames: [ShortName: Int]?
  /// What would decide open findings, by their index in the analysis, as far as that was asked for.
  private var questions: [Int: OpenQuestion] = [:]
  /// The findings that answer verdicts which attributes say too; gathered when first asked for.
  private var countedAnswers: [AnswerKey: [Int]]?
  /// The findings that give verdicts, by what they are about.
  private var countedOutcomes: [OutcomeKey: [Int]]?
  /// The values of messages that took more than they may, each tried once.
  private var unworked: Set<MessageValue> = []
  private let thresholds: [Datum]
  private let formatter: ValueFormatter

  /// A layer and the one that it is compared with.
  private struct Pair: Hashable {
    let layer: LayerReference
    let previous: LayerReference?
  }

  /// A value in the message of a finding.
  private struct MessageValue: Hashable {
    let node: PlanID
    let state: Pair
    let things: [EntityID?]
  }

  public init(_ analysis: Analysis) {
    self.analysis = analysis
    layers = analysis.stated
    let limit = WorkBudget(for: analysis.model).limit + 20_000 * analysis.findings.count
    budget = WorkBudget(limit: analysis.options.workLimit ?? limit)
    thresholds = Analysis.thresholds(analysis.model, analysis.options)
    formatter = ValueFormatter(analysis.model)
  }

  private var model: Model { analysis.model }

  private func state(_ layer: LayerReference) -> EvaluationCache {
    if let known = states[layer] { return known }
    let new = EvaluationCache(model, layers.stated(in: layer.entity))
    states[layer] = new
    return new
  }

  /// An evaluator over a layer and the one before it.
  func evaluator(layer: LayerReference, previous: LayerReference?) -> Evaluator {
    let pair = Pair(layer: layer, previous: previous)
    if let known = evaluators[pair] { return known }
    let new = Evaluator(
      model, analysis.program, thresholds: thresholds, current: state(layer),
      previous: previous.map { state($0) }, stepLimit: Self.stepLimit, budget: budget)
    evaluators[pair] = new
    return new
  }

  /// An evaluator that stands where a finding was made, with its variables bound.
  func evaluator(for finding: Finding) -> Evaluator {
    let evaluator = evaluator(layer: finding.layer, previous: finding.previous)
    for (slot, datum) in finding.bindings.enumerated() { evaluator.slots[slot] = datum }
    evaluator.steps = 0
    return evaluator
  }

  /// The most ways to bind variables that are tried to read one finding.
  private static let stepLimit = 2_000_000
  /// What a message says where a value takes more than it may.
  private static let tooMuch = "(not worked out: too many ways to bind its variables)"

  /// Whether some message, explanation or question is not complete, since all of them together take more than a case
  /// of this size is given.
  public var isExhausted: Bool { budget.isExhausted }

  /// What all messages, explanations and questions have taken so far.
  var used: Int { budget.used }

  /// The rule that made a finding, as it was compiled.
  public func plan(of finding: Finding) -> RulePlan { analysis.program.rules[finding.plan] }

  /// Why a finding holds or cannot be concluded.
  public func explanation(of finding: Finding) -> Explanation {
    var explainer = Explainer(evaluator(for: finding))
    return explainer.explain(plan(of: finding))
  }

  /// What would decide a finding that cannot be concluded.
  public func question(for finding: Finding) -> OpenQuestion {
    let plan = plan(of: finding)
    var question = Decider(evaluator(for: finding)).question(for: plan)
    if finding.isOneWayOfSeveral {
      question = OpenQuestion(toHold: question.toHold, toRuleOut: [])
    }
    question.obstacles = obstacles(plan, evaluator(for: finding))
    return question
  }

  /// The smallest sets of facts of which some values make the rule of an attempt be asked; none where what is stated
  /// leaves it out.
  public func factsToAsk(_ attempt: Finding) -> [[MissingFact]] {
    Decider(evaluator(for: attempt)).setsToAsk(plan(of: attempt))
  }

  /// The same of a finding by its index in the analysis; kept, for several parts of a report ask for it.
  public func question(at index: Int) -> OpenQuestion {
    if let known = questions[index] { return known }
    let question = question(for: analysis.findings[index])
    questions[index] = question
    return question
  }

  /// The amounts in the conditions of a rule that are known and yet cannot be taken together.
  private func obstacles(_ plan: RulePlan, _ evaluator: Evaluator) -> [String] {
    evaluator.obstacles(
      in: plan.bindings.compactMap(\.condition) + plan.scopeAndConditions.map(\.node), formatter)
  }

  /// Why several findings of one rule hold: the conditions of the first, the facts of all.
  public func explanation(of findings: [Finding]) -> Explanation {
    guard let first = findings.first else {
      return Explanation(scope: [], conditions: [], facts: [], thresholds: [], reads: [])
    }
    let explanation = explanation(of: first)
    guard findings.count > 1 else { return explanation }
    let others = findings.dropFirst().map { basis(of: $0) }
    return Explanation(
      scope: explanation.scope, conditions: explanation.conditions,
      facts: model.inOrderOfText(Set(explanation.facts + others.flatMap(\.facts))),
      thresholds: Set(explanation.thresholds + others.flatMap(\.thresholds)).sorted(),
      reads: explanation.reads)
  }

  /// The message of a finding, with its values filled in; with `objects` in the place of its object,
  /// where it speaks for several findings.
  public func message(of finding: Finding, objects: [EntityID] = []) -> String {
    text(plan(of: finding).message, finding, objects)
  }

  /// What the rule of a finding advises, with its values filled in; empty when it advises nothing.
  public func help(of finding: Finding, objects: [EntityID] = []) -> String {
    text(plan(of: finding).help, finding, objects)
  }

  private func text(_ parts: [MessagePart], _ finding: Finding, _ objects: [EntityID]) -> String {
    guard !parts.isEmpty else { return "" }
    let evaluator = evaluator(for: finding)
    var text = ""
    for part in parts {
      switch part {
      case .text(let literal): text += literal
      case .value(let node): text += self.text(node, evaluator, finding, objects)
      case .agreement(let node, let one, let several):
        text += isPlural(evaluator.evaluate(node), evaluator, finding, objects) ? several : one
      }
    }
    return Self.capitalized(text)
  }

  /// A value in the message of a finding.
  func text(
    _ node: PlanID, _ evaluator: Evaluator, _ finding: Finding, _ objects: [EntityID] = []
  ) -> String {
    let value = MessageValue(
      node: node, state: Pair(layer: finding.layer, previous: finding.previous),
      things: [finding.subject, finding.object] + finding.related)
    if unworked.contains(value) { return Self.tooMuch }
    let datum = evaluator.evaluate(node)
    if evaluator.isExhausted {
      unworked.insert(value)
      return Self.tooMuch
    }
    switch datum {
    case .entity(let id):
      guard id == finding.object, objects.count > 1 else { return reading(id) }
      return Self.enumeration(objects.map { reading($0) })
    case .set(let members) where !members.sure.isEmpty || !members.possible.isEmpty:
      return enumeration(members)
    case .words:
      return formatter.text(datum, analysis.program[node].type).replacing("_", with: " ")
    default: return formatter.text(datum, analysis.program[node].type)
    }
  }

  /// A text as a sentence begins with it.
  static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// `Design, Marketing and perhaps others`: a list as a sentence has it.
  private func enumeration(_ members: Members) -> String {
    func word(_ value: Value) -> String {
      if case .entity(let id) = value { return reading(id) }
      return formatter.text(value).replacing("_", with: " ")
    }
    return Self.enumeration(
      members.sure.map { word($0) } + members.possible.map { "perhaps \(word($0))" }
        + (members.isOpen ? ["perhaps others"] : []))
  }

  /// `a, b and c`.
  private static func enumeration(_ items: [String]) -> String {
    guard items.count > 1, let last = items.last else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  /// What a sentence calls an entity: its title where it has one, else its name or ends.
  public func reading(_ id: EntityID) -> String {
    guard let title = model[id].title else {
      let ends = model.ends(of: id)
      guard model[id].name == nil, ends.count == 2 else {
        return model.label(id).replacing("_", with: " ")
      }
      return
        "the link from \(reading(ends[ends.startIndex])) to \(reading(ends[ends.startIndex + 1]))"
    }
    return TextLiteral.value(of: model.text(title, in: model[id].location.file)).onOneLine
  }

  /// `functional_ceiling into design on maker in after`: what an `expect` or `why` calls a finding. It names one finding
  /// alone: with the theory where another one has a rule of that name, and with all things that the finding is about
  /// where fewer would name others too.
  public func reference(to finding: Finding) -> String {
    reference(
      to: finding, objects: finding.object.map { [$0] } ?? [], layers: [finding.layer])
  }

  /// The name of the rule of a finding; behind that of its theory where another theory in use has a rule of that name.
  public func ruleName(of finding: Finding) -> String { ruleName(of: plan(of: finding)) }

  /// The same of a rule.
  public func ruleName(of plan: RulePlan) -> String {
    let rule = model.rules[plan.rule]
    let isShared = rulesByName[rule.name, default: 0] > 1
    return isShared ? qualifiedRuleName(of: plan.rule) : model.names[rule.name]
  }

  /// `THEORY.RULE`; the name of the rule alone for one that stands in no theory with a name.
  public func qualifiedRuleName(of finding: Finding) -> String {
    qualifiedRuleName(of: finding.rule)
  }

  private func qualifiedRuleName(of index: Int) -> String {
    let rule = model.rules[index]
    let name = model.names[rule.name]
    return model.theories[Int(rule.theory.number)].name.map { "\(model.names[$0]).\(name)" } ?? name
  }

  private var rulesByName: [Symbol: Int] {
    if let known = countedRules { return known }
    let counted = Dictionary(model.rules.map { ($0.name, 1) }, uniquingKeysWith: +)
    countedRules = counted
    return counted
  }

  /// A question of a verdict about a thing in a layer.
  private struct AnswerKey: Hashable {
    let verdict: VerdictID
    let subject: EntityID
    let layer: LayerReference
  }

  /// The findings, holding and open, that answer a verdict which attributes say too, of a thing in a layer.
  func answers(to verdict: VerdictID, on subject: EntityID, in layer: LayerReference) -> [Int] {
    let key = AnswerKey(verdict: verdict, subject: subject, layer: layer)
    if let known = countedAnswers { return known[key] ?? [] }
    var answers: [AnswerKey: [Int]] = [:]
    for (index, finding) in analysis.findings.enumerated() {
      guard let verdict = plan(of: finding).verdict?.id, !model.vocabulary[verdict].saidBy.isEmpty
      else { continue }
      let key = AnswerKey(verdict: verdict, subject: finding.subject, layer: finding.layer)
      answers[key, default: []].append(index)
    }
    countedAnswers = answers
    return answers[key] ?? []
  }

  /// The findings that hold of a thing in a layer and give a verdict.
  func outcomes(on subject: EntityID, in layer: LayerReference) -> [Int] {
    let key = OutcomeKey(subject: subject, layer: layer)
    if let known = countedOutcomes { return known[key] ?? [] }
    var outcomes: [OutcomeKey: [Int]] = [:]
    for (index, finding) in analysis.findings.enumerated()
    where finding.truth == .yes && plan(of: finding).verdict != nil {
      outcomes[OutcomeKey(subject: finding.subject, layer: finding.layer), default: []]
        .append(index)
    }
    countedOutcomes = outcomes
    return outcomes[key] ?? []
  }

  private struct OutcomeKey: Hashable {
    let subject: EntityID
    let layer: LayerReference
  }

  /// What a finding is called by its subject or link alone, and how many findings are.
  private struct ShortName: Hashable {
    let rule: Int
    let object: EntityID?
    let about: EntityID
    let layer: LayerReference
  }

  private func shortName(of finding: Finding) -> ShortName {
    ShortName(
      rule: finding.rule, object: finding.object, about: about(finding), layer: finding.layer)
  }

  /// Whether another finding is called the same by its subject or link.
  private func isOneOfSeveral(_ finding: Finding) -> Bool {
    let counted =
      countedNames
      ?? Dictionary(analysis.findings.map { (shortName(of: $0), 1) }, uniquingKeysWith: +)
    countedNames = counted
    return counted[shortName(of: finding), default: 0] > 1
  }

  /// The link that a finding is about where there is one that only its ends name, else its subject.
  private func about(_ finding: Finding) -> EntityID {
    finding.related.first { model[$0].name == nil && !model[$0].ends.isEmpty } ?? finding.subject
  }

  /// The same for findings that differ in their objects and layers alone.
  public func reference(
    to finding: Finding, objects: [EntityID], layers: [LayerReference]
  ) -> String {
    var text = ruleName(of: finding)
    if !objects.isEmpty {
      let labels = objects.map { model.label($0) }.joined(separator: ", ")
      text += " \(plan(of: finding).isFrom ? "from" : "into") \(labels)"
    }
    text += " on \(subjectLabel(of: finding))"
    let labels = layerNames(layers)
    if !labels.isEmpty { text += " in \(labels.joined(separator: ", "))" }
    return text
  }

  /// The names of layers; none for the base case where it is the only state.
  public func layerNames(_ layers: [LayerReference]) -> [String] {
    let isOneOfSeveral = analysis.layers.count > 1
    return layers.filter { $0 != .base || isOneOfSeveral }.map { model.layerName($0.entity) }
  }

  /// What a sentence calls a layer; nil for the base case where it is the only state.
  public func reading(of layer: LayerReference) -> String? {
    if let entity = layer.entity { return reading(entity) }
    return analysis.layers.count > 1 ? Model.baseCaseTitle : nil
  }

  /// What stands behind `on`: the link where the finding is about one, else its subject; and the other things that it
  /// is about, where there is another finding on that.
  public func subjectLabel(of finding: Finding) -> String {
    thingsNamed(by: finding).map { model.label($0) }.joined(separator: ", ")
  }

  /// The things that stand behind `on` in what a finding is called.
  public func thingsNamed(by finding: Finding) -> [EntityID] {
    let about = about(finding)
    guard isOneOfSeveral(finding) else { return [about] }
    var all = [about]
    for other in [finding.subject] + finding.related where !all.contains(other) {
      all.append(other)
    }
    return all
  }

  /// A source and the passages in it: `Caspari 2003, s3, Box 3.3`.
  public func text(_ citation: Citation) -> String {
    ([reading(citation.source)] + citation.passages).filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// `core of fashion_house`, `before: performs of maker`.
  public func text(_ fact: MissingFact) -> String {
    var text = model.names[model.vocabulary[fact.attribute].name]
    if let key = fact.key { text += "[\(model.label(key))]" }
    text += " of \(model.label(fact.entity))"
    if let voice = fact.voice, let scale = model.core.voice {
      text += " as \(model.vocabulary[scale].words[voice].title.lowercased()) sees it"
    }
    return text + (fact.isBefore ? " before" : "")
  }
}
