import GVCModel
import GVCSyntax

/// Words a question for the field: as the vocabulary asks it, or else from what it says of the attribute.
public struct FieldQuestionText {
  private let reader: FindingReader
  private let model: Model

  public init(_ reader: FindingReader) {
    self.reader = reader
    model = reader.analysis.model
  }

  /// The question as one sentence, to be put to a person.
  public func wording(of question: FieldQuestion) -> String {
    let fact = question.fact
    let attribute = model.vocabulary[fact.attribute]
    let key = fact.key.map { reader.reading($0) }
    let asked = attribute.question.isEmpty ? indirect(attribute, fact) : filled(attribute, fact)
    guard let key, !attribute.question.contains("{key}") else { return asked }
    return "\(asked) Of this: \(key)."
  }

  /// What a valid answer is: `low, medium or high`, `yes or no`, `a percentage`.
  public func answers(to question: FieldQuestion) -> String {
    answers(model.vocabulary[question.fact.attribute].type, hasKey: question.fact.key != nil)
  }

  /// The thing that is asked about.
  public func subject(of question: FieldQuestion) -> String {
    reader.reading(question.fact.entity)
  }

  /// Who is asked, where one side's view is missing.
  public func voice(of question: FieldQuestion) -> String? {
    guard let voice = question.fact.voice, let scale = model.core.voice else { return nil }
    return model.vocabulary[scale].words[voice].title.lowercased()
  }

  /// What to write into the case: `size of maker`.
  public func place(of question: FieldQuestion) -> String {
    let fact = question.fact
    return reader.text(
      MissingFact(
        entity: fact.entity, attribute: fact.attribute, key: fact.key, voice: fact.voice,
        isBefore: false))
  }

  // MARK: Wording

  private func filled(_ attribute: Attribute, _ fact: FieldQuestion.Fact) -> String {
    var text = attribute.question.replacing("{this}", with: reader.reading(fact.entity))
    if let key = fact.key { text = text.replacing("{key}", with: reader.reading(key)) }
    guard let (supplier, buyer) = ends(of: fact.entity) else { return text }
    return text.replacing("{supplier}", with: supplier).replacing("{buyer}", with: buyer)
  }

  /// `Can you tell me how much the supplier depends on the buyer?`: what the vocabulary says of an
  /// attribute reads as an indirect question.
  private func indirect(_ attribute: Attribute, _ fact: FieldQuestion.Fact) -> String {
    var text = attribute.documentation
    while text.hasSuffix(".") { text.removeLast() }
    if text.isEmpty { text = "the \(model.names[attribute.name].replacing("_", with: " "))" }
    // What follows a semicolon or a colon comments on the answer.
    if let end = text.firstIndex(where: { $0 == ";" || $0 == ":" }) { text = String(text[..<end]) }
    text = text.prefix(1).lowercased() + text.dropFirst()
    if let (supplier, buyer) = ends(of: fact.entity) {
      for (word, name) in [("the supplier", supplier), ("the buyer", buyer)] {
        text = text.replacing("\(word)'s", with: name + (name.hasSuffix("s") ? "'" : "'s"))
          .replacing(word, with: name)
      }
      let names = text.contains(supplier) || text.contains(buyer)
      return names
        ? "Can you tell me \(text)?"
        : "Between \(supplier) and \(buyer): can you tell me \(text)?"
    }
    return "About \(reader.reading(fact.entity)): can you tell me \(text)?"
  }

  private func ends(of entity: EntityID) -> (supplier: String, buyer: String)? {
    let ends = model.ends(of: entity)
    guard model.vocabulary[model[entity].kind].ends == .supply, ends.count == 2 else { return nil }
    return (reader.reading(ends[ends.startIndex]), reader.reading(ends[ends.startIndex + 1]))
  }

  // MARK: Answers

  private func answers(_ type: AttributeType, hasKey: Bool) -> String {
    switch type {
    case .truth: "yes or no"
    case .words(let scale): either(model.vocabulary[scale].words.map { model.names[$0.name] })
    case .share, .percent: "a percentage"
    case .count(let things): "a number of \(things)"
    case .number: "a number"
    case .money: "an amount of money"
    case .duration: "a duration"
    case .quantity(.ratio): "a quantity, with its unit"
    case .quantity(let dimension): "a quantity of \(dimension.noun)"
    case .year: "a year"
    case .years: "a year, or the first and the last"
    case .date: "a date"
    case .country: "a country"
    case .text: "a text"
    case .entity(let kind): either(things(of: kind))
    case .list(let element): "all that apply: " + list(answers(element, hasKey: false))
    case .map(let kind):
      hasKey
        ? "yes or no, a level, or a number" : "all that apply: " + list(either(things(of: kind)))
    }
  }

  private func list(_ text: String) -> String { text.replacing(" or ", with: ", ") }

  /// The things of a kind, or what the kind is called where there are too many to list.
  private func things(of kind: KindID) -> [String] {
    let names = model.entities.indices.map { EntityID($0) }.filter { model.isA($0, kind) }
      .map { model.label($0) }
    let title = model.vocabulary[kind].title.lowercased()
    return names.isEmpty || names.count > 24 ? ["the name of the \(title)"] : names
  }

  private func either(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
