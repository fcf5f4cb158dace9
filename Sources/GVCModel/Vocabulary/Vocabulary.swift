import GVCSyntax

/// An index into the kinds of a vocabulary.
public struct KindID: Hashable, Sendable {
  /// Its place in the vocabulary.
  public let number: UInt16

  public init(_ number: Int) { self.number = UInt16(truncatingIfNeeded: number) }
}

/// An index into the scales and choices of a vocabulary.
public struct ScaleID: Hashable, Sendable {
  /// Its place in the vocabulary.
  public let number: UInt16

  public init(_ number: Int) { self.number = UInt16(truncatingIfNeeded: number) }
}

/// An index into the attributes of a vocabulary.
public struct AttributeID: Hashable, Sendable {
  /// Its place in the vocabulary.
  public let number: UInt16

  public init(_ number: Int) { self.number = UInt16(truncatingIfNeeded: number) }
}

/// A kind of thing that a case can declare.
public struct Kind: Sendable {
  /// What stands between its word and its block.
  public enum Ends: Sendable {
    /// A name.
    case none
    /// `supplier -> buyer`.
    case supply
    /// `a -- b -- c`.
    case peers
  }

  /// The word that begins a declaration of it: `firm`.
  public let name: Symbol
  /// What it is called in messages; empty where only its name is.
  public let title: String
  /// What stands above it in `///` comments.
  public let documentation: String
  /// The name of its collection in rules: `firms`.
  public var plural: Symbol?
  /// The kind of which each of it is one too: a firm is an actor.
  public var parent: KindID?
  /// The kind whose blocks declare it as a member: a tier is part of a chain.
  public var partOf: KindID?
  /// What it joins.
  public var ends: Ends = .none
  /// Whether only kinds of it are declared.
  public var isAbstract = false
  /// Where it is declared.
  public let location: Location
}

/// Words for a value: ordered from low to high (`scale`), or not (`choice`).
public struct Scale: Sendable {
  /// One of the words.
  public struct Word: Sendable {
    /// The word as it is written in a case.
    public let name: Symbol
    /// What it is called for readers; empty where only its name is.
    public let title: String
  }

  /// The name of its type.
  public let name: Symbol
  /// What it is called for readers; empty where only its name is.
  public let title: String
  /// Whether the words stand from low to high, so that they can be compared.
  public let isOrdered: Bool
  /// The words, in their order.
  public var words: [Word] = []
  /// Where it is declared.
  public let location: Location

  /// The place of a word, from 0.
  public func index(of word: Symbol) -> Int? {
    for i in words.indices where words[i].name == word { return i }
    return nil
  }
}

/// Of which kind the facts on an attribute are, and so how long one of them lasts.
public enum FactKind: String, Sendable, CaseIterable {
  /// It holds in its layer, and in later ones until one of them says otherwise.
  case state
  /// What moved since the layer before: it belongs to the layer that states it, and to no other.
  case change
  /// A number at a time: it lasts as a state does, and two of them make a change.
  case measure
}

/// What a fact says of a kind of thing.
public struct Attribute: Sendable {
  /// What holds where no fact speaks.
  public enum Default: Sendable {
    case value(Value)
    /// The attribute of that name of what an entity attribute names: `chain.governance`.
    case path(AttributeID, AttributeID)
    /// The attribute of that name of one end of a link: `supplier.performs`. The supplier is 0, the buyer 1.
    case end(Int, AttributeID)
    /// What a measure of the same thing did since the layer before, where both layers have it.
    case measure(AttributeID)
  }

  public let name: Symbol
  public let owner: KindID
  public let type: AttributeType
  public let documentation: String
  public let location: Location
  public internal(set) var defaultValue: Default?
  /// Of which kind its facts are.
  public internal(set) var factKind = FactKind.state
  /// The numbers that it may be, in base units.
  public internal(set) var range: Interval?
  /// How a person is asked for it: a sentence with `{this}`, `{supplier}`, `{buyer}` and `{key}` in it;
  /// empty where nothing is declared.
  public internal(set) var question = ""
  /// For a share of a counted group, the path from the entity to the count.
  public internal(set) var whole: [Symbol] = []
  /// The expression of a derived attribute, and the theory that it belongs to.
  public internal(set) var derivation: (place: SyntaxPlace, theory: TheoryID)?
}

/// The type of an attribute's values.
public enum AttributeType: Hashable, Sendable {
  case text
  /// `yes` or `no`.
  case truth
  /// A plain number.
  case number
  /// A whole number of things: `count of workers`.
  case count(String)
  /// A share of something, from 0 % to 100 %; shares of different things never mix.
  case share(String)
  /// A percentage without a whole: a growth rate.
  case percent
  case money
  case duration
  /// An amount of what a unit of some sort measures: `quantity of mass per area`. Its dimension is in base units, with
  /// money of any currency; `.ratio` stands for an amount of whatever is measured, `quantity`.
  case quantity(Dimension)
  case year
  case years
  case date
  /// An ISO 3166-1 alpha-2 code.
  case country
  case words(ScaleID)
  case entity(KindID)
  indirect case list(AttributeType)
  /// From things of a kind to what is needed or can be done of each.
  case map(KindID)
}

extension AttributeType {
  /// Whether its values are amounts of something, of which one can be more or less than another.
  public var isMeasure: Bool {
    switch self {
    case .number, .count, .share, .percent, .money, .duration, .quantity: true
    default: false
    }
  }
}

/// The kinds, scales and attributes that are declared in the prelude and the packs in use.
public struct Vocabulary: Sendable {
  public internal(set) var kinds: [Kind] = []
  public internal(set) var scales: [Scale] = []
  public internal(set) var attributes: [Attribute] = []
  public internal(set) var verdicts: [Verdict] = []
  /// The units that have a name.
  public internal(set) var units = UnitVocabulary()
  /// What all of them are also called.
  var synonyms = Synonyms()
  var kindsByName = SymbolTable<KindID>()
  var scalesByName = SymbolTable<ScaleID>()
  /// For each name of an attribute, its column in the table of attributes.
  private var columns = SymbolTable<Int32>()
  private var columnCount = 0
  /// For each kind a row: the attribute of each column, its ancestors' included.
  private var attributeTable: [AttributeID?] = []
  private var roots: [KindID] = []
  /// For each kind a row: whether it is, or stands below, each other kind.
  private var lineage: [Bool] = []

  public subscript(id: KindID) -> Kind { kinds[Int(id.number)] }
  public subscript(id: ScaleID) -> Scale { scales[Int(id.number)] }
  @inlinable public subscript(id: AttributeID) -> Attribute { attributes[Int(id.number)] }
  public subscript(id: VerdictID) -> Verdict { verdicts[Int(id.number)] }

  /// What stands between the word of a kind and its block.
  public func ends(of kind: KindID) -> Kind.Ends { kinds[Int(kind.number)].ends }

  /// The word of a kind.
  public func name(of kind: KindID) -> Symbol { kinds[Int(kind.number)].name }

  /// The kind whose blocks declare things of a kind as members.
  public func owner(of kind: KindID) -> KindID? { kinds[Int(kind.number)].partOf }

  /// The type of an attribute.
  public func type(of attribute: AttributeID) -> AttributeType {
    attributes[Int(attribute.number)].type
  }

  /// Whether each attribute, by its number, says what moved since the layer before.
  public var changes: [Bool] { attributes.map { $0.factKind == .change } }

  /// Whether an attribute is derived, and so never stated.
  func isDerived(_ attribute: AttributeID) -> Bool {
    attributes[Int(attribute.number)].derivation != nil
  }

  public func kind(named name: Symbol) -> KindID? { kindsByName[name] }

  /// The kind of a name that nobody may have written.
  func kind(named name: String, _ names: Interner) -> KindID? {
    names.find(name).flatMap { kindsByName[$0] }
  }

  public func scale(named name: Symbol) -> ScaleID? { scalesByName[name] }

  /// The kind of a collection: `firms`.
  public func kind(plural name: Symbol) -> KindID? {
    for index in kinds.indices where kinds[index].plural == name { return KindID(index) }
    return nil
  }

  /// The topmost kind above a kind: its entities share one set of columns.
  public func root(of kind: KindID) -> KindID { roots[Int(kind.number)] }

  /// The attribute of that name of a kind or of one of its ancestors.
  @inline(__always)
  public func attribute(_ name: Symbol, of kind: KindID) -> AttributeID? {
    guard let column = columns[name] else { return nil }
    return attributeTable[Int(kind.number) * columnCount + Int(column)]
  }

  /// The attributes of a kind, its ancestors' included, in the order of their declaration.
  public func attributes(of kind: KindID) -> [AttributeID] {
    let row = Int(kind.number) * columnCount
    return attributeTable[row..<row + columnCount].compactMap { $0 }
      .sorted { $0.number < $1.number }
  }

  /// Whether a kind is `ancestor` or stands below it.
  @inline(__always)
  public func kind(_ kind: KindID, isA ancestor: KindID) -> Bool {
    if kind == ancestor { return true }
    let i = Int(kind.number) * kinds.count + Int(ancestor.number)
    return i < lineage.count && lineage[i]
  }

  /// Whether each kind, by its number, is a kind or one below it.
  public func kindsBelow(_ ancestor: KindID) -> [Bool] {
    kinds.indices.map { kind(KindID($0), isA: ancestor) }
  }

  /// The first kind whose ends have a sign between them: links or ties, which the prelude declares.
  func kind(ofEnds sign: EndSign) -> KindID? {
    kinds.firstIndex { $0.ends == (sign == .arrow ? .supply : .peers) }.map { KindID($0) }
  }

  /// Forgets what stands below what, and which kind has which attribute, before more is declared.
  mutating func clearTables() {
    lineage = []
    columns = SymbolTable()
    columnCount = 0
    attributeTable = []
  }

  /// Finds what each kind stands below; called when all kinds are declared.
  mutating func findRoots() {
    lineage = Array(repeating: false, count: kinds.count * kinds.count)
    roots = kinds.indices.map { index in
      var kind = index
      var steps = 0
      lineage[index * kinds.count + kind] = true
      while let parent = kinds[kind].parent, steps <= kinds.count {
        kind = Int(parent.number)
        lineage[index * kinds.count + kind] = true
        steps += 1
      }
      return KindID(kind)
    }
  }

  /// Gathers each kind's attributes; called when all are declared.
  mutating func index() {
    columns = SymbolTable()
    columnCount = 0
    for attribute in attributes where columns[attribute.name] == nil {
      columns[attribute.name] = Int32(truncatingIfNeeded: columnCount)
      columnCount += 1
    }
    attributeTable = Array(repeating: nil, count: kinds.count * columnCount)
    for (number, attribute) in attributes.enumerated() {
      guard let column = columns[attribute.name] else { continue }
      for kind in kinds.indices where self.kind(KindID(kind), isA: attribute.owner) {
        attributeTable[kind * columnCount + Int(column)] = AttributeID(number)
      }
    }
  }

  /// The word for a type in a message: “a level: low, medium or high”.
  public func describe(_ type: AttributeType, _ names: Interner) -> String {
    switch type {
    case .text: "a text in quotes"
    case .truth: "`yes` or `no`"
    case .number: "a number"
    case .count(let things): "a whole number of \(things)"
    case .share(let whole): "a share of \(whole), from 0% to 100%"
    case .percent: "a percentage"
    case .money: "an amount of money, such as `12 USD/pair in 1998`"
    case .duration: "a duration, such as `48 h` or `6 months`"
    case .quantity(.ratio): "a quantity with its unit, such as `5 t`"
    case .quantity(let dimension):
      "a quantity of \(dimension.noun), such as `5 \(units.name(of: dimension.example))`"
    case .year: "a year"
    case .years: "a span of years, such as `1990..2000`"
    case .date: "a date or a year"
    case .country: "a country by its two-letter code, such as `IT`"
    case .words(let scale): "one of \(wordList(scale, names))"
    case .entity(let kind): "the name of \(articled(names[self[kind].name]))"
    case .list(let element): "a list in `[` `]`, each \(describe(element, names))"
    case .map(let kind): "a map in `{` `}` from \(names[self[kind].name]) to what is needed"
    }
  }

  private func wordList(_ scale: ScaleID, _ names: Interner) -> String {
    self[scale].words.map { "`\(names[$0.name])`" }.joined(separator: ", ")
  }

  private func articled(_ noun: String) -> String { noun.articled }
}

extension String {
  /// The noun with its article: `a link`, `an actor`.
  public var articled: String { "aeiou".contains(first ?? "x") ? "an \(self)" : "a \(self)" }
}
