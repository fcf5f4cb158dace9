import GVCSyntax

/// Where a fact comes from.
public struct Evidence: Sendable {
  public let source: EntityID
  /// The page or passage, as written.
  public let passage: TextRange?
  public let location: Location
}

/// One attribute of one entity, as stated in one place.
public struct Fact: Sendable {
  public let entity: EntityID
  /// The period or scenario that changes the fact; nil for one outside all layers.
  public let layer: EntityID?
  public let attribute: AttributeID
  /// The key, for a fact inside a map.
  public let key: EntityID?
  public let value: Value
  public let evidence: Range<Int>
  public let location: Location
}

/// A declared thing.
public struct Entity: Sendable {
  public let kind: KindID
  /// The declared name; nil for a link that only its ends identify.
  public let name: Symbol?
  public let title: TextRange?
  /// Its name, its ends, or its word, whichever identifies it to a reader.
  public let location: Location
  /// Supplier and buyer of a link; the members of a tie.
  public internal(set) var ends: [EntityID] = []
  /// The layer that adds it; nil when it is there from the start.
  public internal(set) var addedIn: EntityID?
}

/// An entity that a layer takes away.
public struct Removal: Sendable {
  public let entity: EntityID
  public let layer: EntityID
  public let location: Location
}

/// A checked project: what is declared and what is said of it.
public struct Model: Sendable {
  public let sources: [SourceText]
  public internal(set) var names = Interner()
  public internal(set) var vocabulary = Vocabulary()
  public internal(set) var entities: [Entity] = []
  public internal(set) var facts: [Fact] = []
  public internal(set) var removals: [Removal] = []
  public internal(set) var evidence: [Evidence] = []
  public internal(set) var lists: [Value] = []
  public internal(set) var units: [Unit] = [.one]
  /// Which layer changes which.
  public internal(set) var layerOrder = LayerOrder()
  public internal(set) var diagnostics: [Diagnostic] = []

  init(sources: [SourceText]) { self.sources = sources }

  public subscript(id: EntityID) -> Entity { entities[Int(id.index)] }
}
