import GVCAnalysis
import GVCLibrary
import GVCModel
import GVCSyntax

extension EditorFeatures {
  /// What a completion stands for, as Markdown, by its key; nil where there is nothing to say.
  public func documentation(ofCompletion key: String) -> String? {
    for features in [self, UnusedPacks.catalogue].compactMap({ $0 }) {
      if let referent = features.referent(ofKey: key) {
        let text = features.documentation(of: referent)
        return text.isEmpty ? nil : text
      }
    }
    return nil
  }

  /// What something is, as Markdown: its declaration in a line, its documentation, what it can be.
  func documentation(of referent: Referent) -> String {
    let writer = DocumentationWriter(features: self)
    return writer.text(of: referent)
  }
}

/// Writes what things of the language and of a case are.
struct DocumentationWriter {
  let features: EditorFeatures
  private var model: Model { features.model }
  private var vocabulary: Vocabulary { model.vocabulary }

  init(features: EditorFeatures) { self.features = features }

  private func name(_ symbol: Symbol) -> String { model.names[symbol] }

  func text(of referent: Referent) -> String {
    switch referent {
    case .entity(let id): entity(id)
    case .kind(let id): kind(id)
    case .collection(let id):
      page(
        "\(features.name(of: referent)): all \(vocabulary[id].title.lowercased())s of the layer",
        [vocabulary[id].documentation])
    case .attribute(let id): attribute(id)
    case .scale(let id): scale(id)
    case .word(let id, let word): self.word(id, word)
    case .verdict(let id): verdict(id)
    case .answer(let id, let word): answer(id, word)
    case .threshold(let index): threshold(index)
    case .rule(let index): rule(index)
    case .theory(let id):
      page(
        "theory \(features.name(of: referent)) \(quoted(model.theories[Int(id.number)].title))",
        [model.theories[Int(id.number)].documentation])
    case .alias(let name, _): page("import … as \(name)", [])
    case .variable(let place):
      features.variable(at: place).map { page("\($0.name): \($0.type.described(model))", []) } ?? ""
    case .relation(let relation): page(features.name(of: referent), [Self.sentence(relation)])
    case .function(let function):
      page(Signature.text(function), [function.documentation])
    case .aggregate(let aggregate): page(Signature.text(aggregate), [aggregate.documentation])
    case .modality(let modality): page(modality.rawValue, [Self.sentence(modality)])
    case .code(let code):
      GrammarPages.page(of: code.description).map { "**\(code)**\n\n\($0)" } ?? ""
    case .country(let code): Countries.name(of: code).map { page("\(code)", [$0 + "."]) } ?? ""
    case .option(let name): LanguageWord.options[name].map { page(name, [$0]) } ?? ""
    case .keyword(let word): LanguageWord.documentation(of: word).map { page(word, [$0]) } ?? ""
    case .constant(let word): LanguageWord.constants[word].map { page(word, [$0]) } ?? ""
    }
  }

  /// A line of code, and paragraphs below it.
  private func page(_ head: String, _ paragraphs: [String]) -> String {
    let code = Markdown.code(head.trimmingTrailingSpace)
    return ([code] + paragraphs.filter { !$0.isEmpty }).joined(separator: "\n\n")
  }

  private func quoted(_ title: String) -> String { title.isEmpty ? "" : "\"\(title)\"" }

  // MARK: Vocabulary

  private func kind(_ id: KindID) -> String {
    let kind = vocabulary[id]
    var notes: [String] = []
    if let parent = kind.parent {
      notes.append("It has all attributes of `\(name(vocabulary[parent].name))`.")
    }
    if let owner = kind.partOf {
      notes.append("It stands in \(name(vocabulary[owner].name).articled).")
    }
    if let plural = kind.plural { notes.append("In rules: `\(name(plural))`.") }
    return page(
      "kind \(name(kind.name)) \(quoted(kind.title))",
      [Markdown.escaped(kind.documentation), notes.joined(separator: " ")])
  }

  private func attribute(_ id: AttributeID) -> String {
    let attribute = vocabulary[id]
    let word = attribute.derivation == nil ? "attribute" : "derive"
    var head =
      "\(word) \(name(vocabulary[attribute.owner].name)).\(name(attribute.name)): "
      + model.name(of: attribute.type)
    if let (place, _) = attribute.derivation {
      let tree = model.trees[place.tree]
      head += " =\n  " + tree.text(place.node)
    }
    var notes: [String] = []
    let element: AttributeType =
      if case .list(let inner) = attribute.type { inner } else { attribute.type }
    if case .words(let scale) = element { notes.append(words(of: scale)) }
    switch attribute.defaultValue {
    case .value(let value): notes.append("Default: `\(ValueFormatter(model).text(value))`.")
    case .path(let via, let target):
      notes.append(
        "Default: `\(name(vocabulary[via].name)).\(name(vocabulary[target].name))`.")
    case .end(let position, let target):
      notes.append(
        "Default: `\(position == 0 ? "supplier" : "buyer").\(name(vocabulary[target].name))`.")
    case .measure(let measure):
      notes.append(
        "Where no word is stated, what `\(name(vocabulary[measure].name))` did since the period before."
      )
    case nil: break
    }
    switch attribute.factKind {
    case .state: break
    case .change: notes.append("A change: it belongs to the period or scenario that states it.")
    case .measure: notes.append("A measure: a number at a time.")
    }
    if let range = attribute.range {
      notes.append(
        "From \(ValueFormatter.text(range.low)) to \(ValueFormatter.text(range.high)).")
    }
    return page(head, [Markdown.escaped(attribute.documentation)] + notes)
  }

  private func words(of scale: ScaleID) -> String {
    let words = vocabulary[scale].words.map { "`\(name($0.name))`" }
    return words.joined(separator: vocabulary[scale].isOrdered ? " < " : ", ")
  }

  private func scale(_ id: ScaleID) -> String {
    let scale = vocabulary[id]
    let words = scale.words.map { "- `\(name($0.name))` \(Markdown.escaped($0.title))" }
    return page(
      "\(scale.isOrdered ? "scale" : "choice") \(name(scale.name)) \(quoted(scale.title))",
      [documentation(at: scale.location), words.joined(separator: "\n")])
  }

  private func word(_ id: ScaleID, _ word: Int) -> String {
    let scale = vocabulary[id]
    guard scale.words.indices.contains(word) else { return "" }
    return page(
      "value \(name(scale.words[word].name)) \(quoted(scale.words[word].title))",
      ["Of the \(scale.isOrdered ? "scale" : "choice") `\(name(scale.name))`: \(words(of: id))"])
  }

  private func verdict(_ id: VerdictID) -> String {
    let verdict = vocabulary[id]
    let words = verdict.words.map { "- `\(name($0.name))` \(Markdown.escaped($0.title))" }
    let of = verdict.subject.map { "Of \(name(vocabulary[$0].name).articled)." } ?? ""
    return page(
      "verdict \(name(verdict.name)) \(quoted(verdict.title))",
      [documentation(at: verdict.location), of, words.joined(separator: "\n")])
  }

  private func answer(_ id: VerdictID, _ word: Int) -> String {
    let verdict = vocabulary[id]
    guard verdict.words.indices.contains(word) else { return "" }
    let answer = verdict.words[word]
    var notes = [
      "An answer to “\(Markdown.escaped(verdict.title))” (`\(name(verdict.name))`)."
    ]
    let opposed = verdict.words.indices.filter { answer.against & (1 << UInt64($0)) != 0 }
      .map { "`\(name(verdict.words[$0].name))`" }
    if !opposed.isEmpty { notes.append("It excludes \(opposed.joined(separator: ", ")).") }
    if answer.level > .note { notes.append("It weighs as \(answer.level.name.articled).") }
    return page(
      "value \(name(answer.name)) \(quoted(answer.title))", [notes.joined(separator: " ")])
  }

  // MARK: Theories

  private func threshold(_ index: Int) -> String {
    let threshold = model.thresholds[index]
    var notes: [String] = []
    if let range = threshold.range, case .number(_, _, let unit) = threshold.value {
      let type = ExpressionType.number(threshold.isPercent ? .percent : .plain)
      let text = ValueFormatter(model).text(.number(range, unit), type)
      notes.append("It can be set to `\(text)`.")
    }
    if !threshold.basis.isEmpty { notes.append("Basis: \(Markdown.escaped(threshold.basis)).") }
    return page(
      "threshold \(name(threshold.name)): \(ValueFormatter(model).text(threshold))",
      [Markdown.escaped(threshold.documentation), notes.joined(separator: " ")])
  }

  private func rule(_ index: Int) -> String {
    let rule = model.rules[index]
    let tree = model.trees[rule.place.tree]
    let clauses = tree.children(rule.place.node).filter {
      [.forClause, .scopeClause, .letClause, .whenClause, .findClause].contains(tree.kind($0))
    }.map { "  " + tree.text($0) }
    let head = "rule \(name(rule.name)) \(quoted(rule.title))"
    let citations = tree.children(rule.place.node).filter { tree.kind($0) == .citeClause }
      .map { Markdown.escaped(String(tree.text($0).dropFirst(5))) }
    return page(
      ([head] + clauses).joined(separator: "\n"),
      [
        Markdown.escaped(model.documentation(of: rule)),
        citations.isEmpty ? "" : "Rests on \(citations.joined(separator: "; ")).",
      ])
  }

  private func documentation(at location: Location) -> String {
    guard let tree = features.tree(of: location.file) else { return "" }
    let nodes = tree.nodes(around: tree.token(endingAfter: location.range.start))
    guard let node = nodes.last(where: { tree.kind($0) == .declaration }) else { return "" }
    return Markdown.escaped(DocumentationComment.text(of: node, in: tree))
  }

  // MARK: Things of a case

  /// The most attributes that are shown of a thing.
  private static let limit = 12

  private func entity(_ id: EntityID) -> String {
    let entity = model[id]
    let title =
      entity.title.map { TextLiteral.value(of: model.text($0, in: entity.location.file)) } ?? ""
    let place = model.places[Int(id.index)]
    let documentation = DocumentationComment.text(of: place.node, in: model.trees[place.tree])
    let facts = features.facts(of: id)
    var lines = facts.prefix(Self.limit).map { "- " + fact($0) }
    if facts.count > Self.limit { lines.append("- … and \(facts.count - Self.limit) more") }
    let head =
      entity.owner == nil
      ? "\(name(vocabulary[entity.kind].name)) \(model.label(id))" : model.label(id)
    return page(
      "\(head) \(quoted(title))",
      [Markdown.escaped(documentation), lines.joined(separator: "\n")])
  }

  /// `size: small (in after)`.
  private func fact(_ index: Int) -> String {
    let fact = model.facts[index]
    let attribute = vocabulary[fact.attribute]
    let type = ExpressionType(attribute.type)
    var text = name(attribute.name)
    if let key = fact.key { text += "[\(model.label(key))]" }
    text += ": \(ValueFormatter(model).text(fact.value, type))"
    let layer = fact.layer.map { " in \(model.label($0))" } ?? ""
    return Markdown.codeSpan(text) + layer
  }

  private static func sentence(_ relation: Relation) -> String {
    switch relation {
    case .supplier: "The actor that a link comes from."
    case .buyer: "The actor that a link goes to."
    case .members: "The actors that a tie joins."
    case .sales: "The links that an actor supplies."
    case .purchases: "The links that an actor buys from."
    case .ties: "The ties that an actor has."
    case .owner: "What it is a part of."
    case .number: "The number of a tier, counted from the leading buyer."
    case .inverse: "The things that name it in an attribute."
    }
  }

  private static func sentence(_ modality: Modality) -> String {
    switch modality {
    case .definition: "The rule claims that it holds by the meaning of the words."
    case .necessary: "The rule claims that the outcome cannot be without it."
    case .likely: "The rule claims a tendency."
    case .possible: "The rule claims that it may be so."
    case .danger: "The rule claims that it may come to that."
    case .observed: "The rule claims that it was seen in the case."
    case .advice: "The rule claims that the literature recommends it."
    }
  }
}

extension String {
  fileprivate var trimmingTrailingSpace: String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
