import GVCSyntax

/// Where a fact comes from.
public struct Evidence: Movable {
  public private(set) var source: EntityID
  private let voiceIndex: Int8
  private let confidenceIndex: Int8
  /// Empty ranges at 0 for none: no passage or date is empty.
  private let passageRange: TextRange
  private let dateRange: TextRange
  /// Where it is given.
  public let location: Location

  init(
    source: EntityID, passage: TextRange?, voice: Int?, confidence: Int?, date: TextRange?,
    location: Location
  ) {
    self.source = source
    voiceIndex = Int8(truncatingIfNeeded: voice ?? -1)
    confidenceIndex = Int8(truncatingIfNeeded: confidence ?? -1)
    passageRange = passage ?? TextRange(0, 0)
    dateRange = date ?? TextRange(0, 0)
    self.location = location
  }

  /// The page or passage, as written.
  public var passage: TextRange? { passageRange.end == 0 ? nil : passageRange }
  /// The word of the choice `voice`: whose view it is.
  public var voice: Int? { voiceIndex < 0 ? nil : Int(voiceIndex) }
  /// The word of the scale `level`: how sure it is.
  public var confidence: Int? { confidenceIndex < 0 ? nil : Int(confidenceIndex) }
  /// The date at which it was said, as written.
  public var date: TextRange? { dateRange.end == 0 ? nil : dateRange }

  /// The evidence by a source of another number.
  func from(_ source: EntityID) -> Evidence {
    var evidence = self
    evidence.source = source
    return evidence
  }

  /// The evidence in a file of which the bytes moved.
  public func moved(by bytes: Int) -> Evidence {
    bytes == 0
      ? self
      : Evidence(
        source: source, passage: passage?.moved(by: bytes), voice: voice, confidence: confidence,
        date: date?.moved(by: bytes), location: location.moved(by: bytes))
  }
}

extension Location {
  func moved(by bytes: Int) -> Location { Location(file, range.moved(by: bytes)) }
}

/// One attribute of one entity, as stated in one place.
public struct Fact: Movable {
  /// What it is about.
  public let entity: EntityID
  private let layerIndex: Int32
  private let keyIndex: Int32
  /// Which of its attributes is stated.
  public let attribute: AttributeID
  /// What is stated of it, in the type of the attribute.
  public let value: Value
  private let evidenceStart: UInt32
  private let evidenceEnd: UInt32
  /// Where it is stated.
  public let location: Location

  init(
    entity: EntityID, layer: EntityID?, attribute: AttributeID, key: EntityID?, value: Value,
    evidence: Range<Int>, location: Location
  ) {
    self.entity = entity
    layerIndex = layer?.index ?? -1
    keyIndex = key?.index ?? -1
    self.attribute = attribute
    self.value = value
    evidenceStart = UInt32(truncatingIfNeeded: evidence.lowerBound)
    evidenceEnd = UInt32(truncatingIfNeeded: evidence.upperBound)
    self.location = location
  }

  /// The period or scenario that changes the fact; nil for one outside all layers.
  public var layer: EntityID? { layerIndex < 0 ? nil : EntityID(Int(layerIndex)) }
  /// The key, for a fact inside a map.
  public var key: EntityID? { keyIndex < 0 ? nil : EntityID(Int(keyIndex)) }
  /// Its evidence, as indices into that of the model.
  public var evidence: Range<Int> { Int(evidenceStart)..<Int(evidenceEnd) }

  /// The same statement of another value.
  func with(_ value: Value) -> Fact {
    Fact(
      entity: entity, layer: layer, attribute: attribute, key: key, value: value,
      evidence: evidence, location: location)
  }

  /// The fact in a model where its evidence, lists and text stand further on.
  public func moved(by shift: StatementShift) -> Fact {
    Fact(
      entity: entity, layer: layer, attribute: attribute, key: key,
      value: value.moved(by: shift.lists),
      evidence: (evidence.lowerBound + shift.evidence)..<(evidence.upperBound + shift.evidence),
      location: location.moved(by: shift.bytes))
  }
}

/// How far evidence, lists and text stand further on than in another model.
public struct StatementShift: AdditiveArithmetic, Sendable {
  var evidence = 0
  var lists = 0
  var bytes = 0

  public static let zero = StatementShift()

  /// As far as both together.
  public static func + (a: StatementShift, b: StatementShift) -> StatementShift {
    StatementShift(
      evidence: a.evidence + b.evidence, lists: a.lists + b.lists, bytes: a.bytes + b.bytes)
  }

  /// As far as one without the other.
  public static func - (a: StatementShift, b: StatementShift) -> StatementShift {
    StatementShift(
      evidence: a.evidence - b.evidence, lists: a.lists - b.lists, bytes: a.bytes - b.bytes)
  }
}

/// A declared thing.
public struct Entity: Sendable {
  /// What kind of thing it is.
  public let kind: KindID
  /// The module that declares it.
  public let module: UInt16
  /// Its place among the entities of its root kind: the row of its columns.
  public internal(set) var row: Int32
  /// The declared name; nil for a link that only its ends identify.
  public let name: Symbol?
  public internal(set) var title: TextRange?
  /// Its name, its ends, or its word, whichever identifies it to a reader.
  public internal(set) var location: Location
  /// Supplier and buyer of a link; the members of a tie are in `Model.members`.
  public internal(set) var ends: Range<Int32> = 0..<0
  /// The layer that adds it; nil when it is there from the start.
  public internal(set) var addedIn: EntityID?
  /// What it is a part of: the chain of a tier.
  public internal(set) var owner: EntityID?
}

/// An entity that a layer takes away.
public struct Removal: Sendable {
  /// What is taken away.
  public let entity: EntityID
  /// The period or scenario from which on it is gone.
  public let layer: EntityID
  public internal(set) var location: Location
}

/// A checked project: what is declared and what is said of it.
public struct Model: Sendable {
  /// The trees of the prelude, of the packs in use and of the project, in this order.
  public private(set) var trees: [SyntaxTree]
  /// The module of each tree.
  public private(set) var moduleOfTree: [Int]
  /// The modules; 0 is the prelude.
  public private(set) var modules: [SourceModule]
  /// The first module that is the project's own.
  public let firstProjectModule: Int
  public internal(set) var names = Interner()
  public internal(set) var vocabulary = Vocabulary()
  public internal(set) var scopes = Scopes()
  /// Whether a theory that is used cannot be found, so that nobody knows what it would declare.
  public internal(set) var lacksTheory = false
  /// The packs that are there and not used, by their names.
  var unusedPacks: [String: SourceText] = [:]
  /// The kinds and attributes that the model itself is made of.
  public internal(set) var core = CoreVocabulary()
  public internal(set) var entities: [Entity] = []
  /// The declaration of each entity.
  public internal(set) var places: [SyntaxPlace] = []
  /// The ends of all links and ties, each run addressed by `Entity.ends`.
  public internal(set) var endPool: [EntityID] = []
  public internal(set) var facts: PieceArray<Fact> = []
  public internal(set) var removals: [Removal] = []
  public internal(set) var evidence: PieceArray<Evidence> = []
  public internal(set) var lists: PieceArray<Value> = []
  /// The units that are stated, and those in which their numbers are kept.
  public internal(set) var units: [Unit] = [.one]
  /// Those of products and quotients.
  let derivedUnits = DerivedUnits()
  public internal(set) var theories: [TheoryDeclaration] = []
  public internal(set) var thresholds: [Threshold] = []
  public internal(set) var rules: [RuleDeclaration] = []
  public internal(set) var expectations: [SyntaxPlace] = []
  /// What the case accepts of what theories find wrong in it.
  public internal(set) var acceptances: [SyntaxPlace] = []
  /// The theories that it goes on from; nil in these themselves.
  public internal(set) var base: TheoryBase?
  /// What was made of the theory of the project itself; nil where it declares no vocabulary, thresholds or rules.
  public internal(set) var ownTheory: Memo?
  /// Which layer changes which.
  public internal(set) var layerOrder = LayerOrder()
  /// How many entities each root kind has: the rows of its columns.
  public internal(set) var rowCounts: [Int] = []
  public internal(set) var diagnostics: [Diagnostic] = []
  /// The most diagnostics of the checker that a project lists.
  public static let diagnosticLimit = 10_000
  /// How many more there are, and where the first of them is.
  private(set) var unlisted: (count: Int, first: Location)?
  /// How it was built, for one that follows from it.
  var record = ModelRecord()

  init(modules: [SourceModule], firstProjectModule: Int) {
    self.modules = modules
    self.firstProjectModule = firstProjectModule
    trees = modules.flatMap(\.trees)
    moduleOfTree = modules.enumerated().flatMap { index, module in
      repeatElement(index, count: module.trees.count)
    }
  }

  /// Adds modules behind those that are there.
  mutating func add(_ modules: [SourceModule]) {
    for module in modules {
      moduleOfTree += repeatElement(self.modules.count, count: module.trees.count)
      trees += module.trees
      self.modules.append(module)
    }
  }

  /// Puts other trees in the places of those that it was built of.
  mutating func replaceTrees(by modules: [SourceModule]) {
    self.modules = modules
    trees = modules.flatMap(\.trees)
  }

  /// Whether rules mean the same in two models of a project, or of two with the same theories, and are the same.
  public func isOfSameTheory(as other: Model) -> Bool {
    base === other.base && ownTheory === other.ownTheory
  }

  /// The same model with other values of some facts, by their index.
  public func replacing(_ values: [Int: Value]) -> Model {
    var model = self
    let known = values.filter { facts.indices.contains($0.key) }
    model.facts.replace(
      Dictionary(
        uniqueKeysWithValues: known.map { index, value in
          (index, facts[index].with(value))
        }))
    return model
  }

  /// The number of a unit; nil for one that nothing in the project has.
  public func unit(_ unit: Unit) -> UnitID? {
    if unit.dimension == .ratio { return .one }
    let base = Unit(unit.dimension)
    guard let number = units.firstIndex(of: base) else { return nil }
    return UnitID(number, shown: unit.text == nil ? 0 : units.firstIndex(of: unit) ?? 0)
  }

  /// What a unit measures, of those that are stated and those that products and quotients have.
  public func dimension(of unit: UnitID) -> Dimension {
    Int(unit.number) < DerivedUnits.first
      ? units[Int(unit.number)].dimension : derivedUnits[unit.number]
  }

  /// The unit of a dimension, which nothing in the project need have; nil where there are too many of those.
  public func unit(of dimension: Dimension) -> UnitID? {
    unit(Unit(dimension)) ?? derivedUnits.number(of: dimension)
  }

  /// The unit in which numbers of a unit are shown.
  public func shownUnit(_ unit: UnitID) -> Unit {
    unit.shown != 0 && Int(unit.shown) < units.count
      ? units[Int(unit.shown)] : Unit(dimension(of: unit))
  }

  /// Adds a tree that declares nothing, such as a question, and in which the names of the project's own
  /// module stand; returns its index.
  public mutating func add(_ tree: SyntaxTree) -> Int {
    for (index, token) in tree.tokens.enumerated() {
      switch token.kind {
      case .name: _ = names.intern(tree.text(token: TokenIndex(index)))
      case .string: _ = names.intern(TextLiteral.value(of: tree.text(token: TokenIndex(index))))
      default: break
      }
    }
    for index in tree.nodes.indices where tree.kind(NodeID(index)) == .unit {
      let unit = vocabulary.units.unit(tree.text(NodeID(index)))
      for known in [Unit(unit.dimension), unit]
      where known.dimension != .ratio && !units.contains(known) && units.count < UnitTexts.limit {
        units.append(known)
      }
    }
    trees.append(tree)
    moduleOfTree.append(firstProjectModule)
    return trees.count - 1
  }

  @inlinable public subscript(id: EntityID) -> Entity { entities[Int(id.index)] }

  /// Reports what is wrong; beyond the limit it is only counted.
  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < Self.diagnosticLimit {
      diagnostics.append(diagnostic)
    } else {
      unlisted = (unlisted?.count ?? 0, unlisted?.first ?? diagnostic.primary.location)
      unlisted?.count += 1
    }
  }

  /// Whether all that was reported is listed.
  var listsAll: Bool { unlisted == nil }

  /// Adds the note that says how many diagnostics are not listed.
  mutating func reportUnlisted() {
    guard let (count, first) = unlisted else { return }
    diagnostics.append(
      ModelErrors.unlisted(count, limit: Self.diagnosticLimit, at: first))
  }

  /// The model with the names of a further tree known, for a text that is being written.
  public func knowing(_ tree: SyntaxTree) -> Model {
    var model = self
    for token in tree.tokens where token.kind == .name {
      _ = model.names.intern(tree.source, token.range)
    }
    return model
  }

  /// The model with some further names known.
  public func knowing(_ names: [String]) -> Model {
    var model = self
    for name in names { _ = model.names.intern(name) }
    return model
  }

  /// The text of every file, prelude and packs included.
  public var sources: [SourceText] { trees.map(\.source) }

  /// The ends of a link or tie, in their order.
  public func ends(of id: EntityID) -> ArraySlice<EntityID> {
    let ends = self[id].ends
    return endPool[Int(ends.lowerBound)..<Int(ends.upperBound)]
  }

  /// Whether an entity is of a kind or of one below it.
  @inline(__always)
  public func isA(_ id: EntityID, _ kind: KindID) -> Bool {
    vocabulary.kind(entities[Int(id.index)].kind, isA: kind)
  }

  /// The text of a range in the file of a location.
  public func text(_ range: TextRange, in file: FileID) -> String {
    source(file)?.string(range) ?? ""
  }

  /// The comment that stands above a rule, as text.
  public func documentation(of rule: RuleDeclaration) -> String {
    DocumentationComment.text(of: rule.place.node, in: trees[rule.place.tree])
  }

  /// The source of a file number.
  public func source(_ file: FileID) -> SourceText? {
    trees.first { $0.source.file == file }?.source
  }

  /// What the project calls an entity: its name, behind that of its module where it needs one, or its
  /// ends.
  public func label(_ id: EntityID) -> String {
    let entity = self[id]
    if let owner = entity.owner {
      let name = entity.name.map { names[$0] } ?? ""
      return "\(names[vocabulary[entity.kind].name]) \(name) of \(label(owner))"
    }
    if let name = entity.name {
      guard Int(entity.module) > firstProjectModule,
        let alias = scopes.alias(of: Int(entity.module), in: firstProjectModule)
      else { return names[name] }
      return "\(names[alias]).\(names[name])"
    }
    let arrow = vocabulary[entity.kind].ends == .supply ? " -> " : " -- "
    return ends(of: id).map { label($0) }.joined(separator: arrow)
  }

  /// A type as the language writes it: `list of activity`.
  public func name(of type: AttributeType) -> String {
    switch type {
    case .text: "text"
    case .truth: "truth"
    case .number: "number"
    case .count(let things): "count of \(things)"
    case .share(let whole): "share of \(whole)"
    case .percent: "percent"
    case .money: "money"
    case .duration: "duration"
    case .quantity(.ratio): "quantity"
    case .quantity(let dimension): "quantity of \(dimension.noun)"
    case .year: "year"
    case .years: "years"
    case .date: "date"
    case .country: "country"
    case .words(let scale): names[vocabulary[scale].name]
    case .entity(let kind): names[vocabulary[kind].name]
    case .list(let element): "list of \(name(of: element))"
    case .map(let kind): "map of \(names[vocabulary[kind].name])"
    }
  }
}

extension Model {
  /// Whether the declaration of a thing gives it an attribute, readable or not.
  func hasAttribute(_ name: StaticString, _ id: EntityID) -> Bool {
    let place = places[Int(id.index)]
    let tree = trees[place.tree]
    guard let block = tree.child(place.node, .block) else { return false }
    return tree.children(block).contains {
      tree.kind($0) == .attribute && tree.token(tree.firstToken($0), is: name)
    }
  }
}
