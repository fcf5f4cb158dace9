import GVCModel
import GVCSyntax

extension Completer {
  /// A value whose first word is the placeholder.
  mutating func completeValue(_ path: NodeID) {
    // Out of lists, ranges and bounds to the entry, the qualifier or the threshold.
    guard let place = site.nodes.lastIndex(where: { Self.isHolder(tree.kind($0)) }) else { return }
    let holder = site.nodes[place]
    let inList = site.nodes[place...].contains { tree.kind($0) == .listValue }
    let isWhole = site.outer(1) == holder || tree.kind(site.outer(1) ?? holder) == .listValue
    switch tree.kind(holder) {
    case .qualifier: addQualifierValue(holder)
    case .attribute:
      if place > 0, let block = site.nodes[..<place].last, place > 1,
        let options = Options.of(site.nodes[place - 2], in: tree), tree.kind(block) == .block
      {
        addOptionValue(holder, owner: site.nodes[place - 2], options)
      } else if place > 1, tree.kind(site.nodes[place - 2]) == .mapEntry {
        addMapValues()
      } else if let type = type(ofEntry: holder) {
        addValues(of: type, inList: inList, isWhole: isWhole, given: givenElements(in: holder))
      }
    default: break
    }
  }

  private static func isHolder(_ kind: SyntaxKind) -> Bool {
    kind == .attribute || kind == .qualifier || kind == .thresholdDeclaration
  }

  private func givenElements(in entry: NodeID) -> Set<String> {
    guard let list = tree.child(entry, .listValue) else { return [] }
    return Set(tree.children(list).filter { !site.begins($0) }.map { tree.text($0) })
  }

  /// The values of a type; `isWhole` is the value itself or an element of its list, and not the end of
  /// a range.
  mutating func addValues(
    of type: AttributeType, inList: Bool, isWhole: Bool, given: Set<String> = []
  ) {
    switch type {
    case .words(let scale):
      addWords(of: scale, rank: 0, except: given)
      if vocabulary[scale].isOrdered, isWhole, !inList {
        addKeywords(["at least", "at most"], rank: 3)
      }
    case .truth:
      for word in ["yes", "no"] { add(word, .constant, rank: 0, key: "constant \(word)") }
    case .country: addCountries(except: given)
    case .entity(let kind): addEntities(of: kind, rank: 0, except: given)
    case .list(let element):
      if inList {
        addValues(of: element, inList: true, isWhole: true, given: given)
      } else {
        add(
          "[ ]", .snippet, detail: model.name(of: type), rank: 0, insertion: "[]", snippet: "[$0]")
      }
    case .number, .count, .share, .percent, .money, .duration, .quantity, .year:
      if isWhole { addKeywords(["at least", "at most"], rank: 1) }
    case .text:
      add("\"\"", .snippet, detail: "text", rank: 0, insertion: "\"\"", snippet: "\"$0\"")
    case .years, .date, .map: break
    }
    if let form = Snippets.value(of: type), form.contains(":"), isWhole, !inList {
      let plain = Snippets.plain(form)
      add(plain, .snippet, detail: model.name(of: type), rank: 2, snippet: form)
    }
    if isWhole, !inList { add("unknown", .constant, rank: 4, key: "constant unknown") }
  }

  mutating func addWords(of scale: ScaleID, rank: Int, except: Set<String> = []) {
    let scaleName = name(vocabulary[scale].name)
    for (index, word) in vocabulary[scale].words.enumerated() {
      let label = name(word.name)
      guard !except.contains(label) else { continue }
      add(
        label, .word, detail: word.title, rank: rank, order: index,
        key: "word \(scaleName).\(index)")
    }
  }

  private mutating func addCountries(except: Set<String>) {
    for code in Countries.codes where !except.contains(code) {
      add(
        code, .country, detail: Countries.name(of: code) ?? "", rank: 0, key: "country \(code)")
    }
  }

  private mutating func addMapValues() {
    for scale in [model.core.need, model.core.level].compactMap({ $0 }) {
      addWords(of: scale, rank: 0)
    }
    for word in ["yes", "no", "unknown"] {
      add(word, .constant, rank: 1, key: "constant \(word)")
    }
    addKeywords(["at least", "at most"], rank: 2)
  }

  private mutating func addQualifierValue(_ node: NodeID) {
    switch tree.text(token: tree.firstToken(node)) {
    case "reported_by": if let voice = model.core.voice { addWords(of: voice, rank: 0) }
    case "confidence": if let level = model.core.level { addWords(of: level, rank: 0) }
    default: break
    }
  }

  private mutating func addOptionValue(_ entry: NodeID, owner: NodeID, _ options: Options) {
    let word = tree.text(token: tree.firstToken(entry))
    switch (tree.kind(owner), word) {
    case (.declaration, "of") where options.hasValues, (.declaration, "object"),
      (.declaration, "is"), (.declaration, "part_of"):
      addKindNames(rank: 0)
    case (.declaration, "qualifier"):
      for scale in vocabulary.scales {
        add(name(scale.name), .word, detail: scale.title, rank: 0, key: "scale \(name(scale.name))")
      }
    case (.declaration, "abstract"):
      for word in ["yes", "no"] { add(word, .constant, rank: 0, key: "constant \(word)") }
    case (.declaration, "ends"):
      for word in ["supply", "peers"] { add(word, .word, rank: 0, key: "option ends") }
    case (.member, "level"):
      for word in Severity.allCases { add(word.name, .word, rank: 0, key: "option level") }
    case (.member, "against"): addAnswers(besides: owner)
    case (.member, "borne_out_by"), (.member, "contradicted_by"), (.member, "borne_out_without"):
      addAnswers(about: nil, rank: 0)
    case (.attributeDeclaration, "fact"):
      for kind in FactKind.allCases { add(kind.rawValue, .word, rank: 0, key: "option fact") }
    case (.attributeDeclaration, "default"), (.attributeDeclaration, "of"),
      (.attributeDeclaration, "measure"):
      guard
        let kind = tree.child(owner, at: 0).flatMap({ model.names.find(tree.text($0)) })
          .flatMap({ vocabulary.kind(named: $0) })
      else { return }
      if word == "default",
        let id = tree.child(owner, at: 1).flatMap({ model.names.find(tree.text($0)) })
          .flatMap({ vocabulary.attribute($0, of: kind) })
      {
        let inList = site.nodes.contains { tree.kind($0) == .listValue }
        addValues(of: vocabulary[id].type, inList: inList, isWhole: true)
      }
      addAttributes(of: kind, given: [])
    default: break
    }
  }

  /// The other values of the verdict that is being declared.
  private mutating func addAnswers(besides member: NodeID) {
    guard let verdict = site.nearest(.declaration), let block = tree.child(verdict, .block) else {
      return
    }
    for other in tree.children(block) where tree.kind(other) == .member && other != member {
      if let name = tree.child(other, .name) { add(tree.text(name), .verdict, rank: 0) }
    }
  }

  // MARK: Units

  /// What can stand behind a number.
  mutating func addUnits() {
    if let entry = site.nodes.last(where: { tree.kind($0) == .attribute }),
      let type = type(ofEntry: entry)
    {
      addUnits(of: type)
    } else {
      for unit in ["%"] + Unit.durations { add(unit, .unit, rank: 0) }
      for attribute in vocabulary.attributes {
        if case .count(let things) = attribute.type { add(things, .unit, rank: 1) }
      }
      for currency in Self.currencies { add(currency, .unit, rank: 2) }
    }
  }

  private mutating func addUnits(of type: AttributeType) {
    switch type {
    case .duration:
      for (order, unit) in Unit.durations.enumerated() {
        add(unit, .unit, rank: 0, order: order)
      }
    case .count(let things): add(things, .unit, rank: 0)
    case .share, .percent: add("%", .unit, rank: 0)
    case .quantity(.ratio):
      for unit in ["kg", "t", "litres", "ha", "pieces"] { add(unit, .unit, rank: 0) }
    case .quantity(let dimension):
      let example = vocabulary.units.name(of: dimension.example)
      let fitting = vocabulary.units.names(of: dimension)
      for (order, unit) in (fitting.contains(example) ? fitting : [example] + fitting).enumerated()
      {
        add(unit, .unit, rank: 0, order: order)
      }
    case .money: for currency in Self.currencies { add(currency, .unit, rank: 0) }
    case .map:
      for unit in Unit.durations + ["%"] { add(unit, .unit, rank: 0) }
    default: break
    }
  }

  /// Currencies that cases often use; any other of three letters is one too.
  private static let currencies = [
    "BRL", "CNY", "DEM", "EUR", "GBP", "INR", "ITL", "JPY", "MXN", "PKR", "THB", "USD", "VND",
    "ZAR",
  ]

  // MARK: Types

  mutating func addTypes() {
    let isCounted = site.previous.map { $0 > 0 && tree.token($0, is: "of") } ?? false
    let holder = isCounted ? tree.text(token: token(back: 2)) : ""
    if holder == "count" || holder == "share" {
      for attribute in vocabulary.attributes {
        switch attribute.type {
        case .count(let things), .share(let things): add(things, .unit, rank: 0)
        default: break
        }
      }
      return
    }
    if holder == "quantity" {
      for noun in UnitBase.typeNouns { add(noun, .unit, rank: 0) }
      return
    }
    if holder != "map" {
      for word in AttributeType.plain.sorted() { add(word, .keyword, rank: 1, key: "type \(word)") }
      for scale in vocabulary.scales {
        add(name(scale.name), .word, detail: scale.title, rank: 0, key: "scale \(name(scale.name))")
      }
      offerScales()
    }
    addKindNames(rank: 0)
    if !isCounted {
      for word in ["list of", "map of", "count of", "share of", "quantity of"] {
        add(word, .keyword, rank: 1, key: "type \(word)", insertion: word + " ")
      }
    }
  }

  /// The token some places before the placeholder.
  private func token(back n: Int) -> TokenIndex { max(0, site.token - n) }
}
