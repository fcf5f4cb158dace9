import GVCModel

/// A snapshot with what the evaluator has computed from it so far.
final class EvaluationCache {
  let snapshot: Snapshot
  /// What others that evaluate over the same snapshot have read too.
  let statedColumns: StatedColumns
  private let model: Model
  /// The values of derived attributes, by attribute and row; of one thread, as its evaluator is.
  @exclusivity(unchecked) private var derived: [[Datum?]]
  /// The derived attributes that are the same for everything, by what is stated at all; nil inside where one
  /// is not, and outside where nobody asked.
  @exclusivity(unchecked) private var uniform: [Datum??]
  @exclusivity(unchecked) private var inverses: [AttributeID: Adjacency] = [:]
  @exclusivity(unchecked) private var collections: [[EntityID]?]
  /// What the column evaluator keeps.
  private(set) lazy var columns = LayerColumns(self, model)
  /// The state of the layer before, for what moved since; nil where nothing stands before it.
  private(set) lazy var before: EvaluationCache? =
    isCompared
    ? EvaluationCache(model, layer: snapshot.layer.flatMap { model.layerOrder.parent(of: $0) })
    : nil
  private var stated: [AttributeID: [EntityID]] = [:]
  private var said: [AttributeID: [EntityID: Bool]] = [:]
  private var tiers: [EntityID?: Distances] = [:]
  private var hops: [EntityID?: Distances] = [:]
  /// What functions have found of the links of a chain, or of all.
  private var found: [NetworkQuestion: Any] = [:]
  /// By the index of each thing in which search it was last reached, and how many searches there were.
  @exclusivity(unchecked) private var reached: [UInt64] = []
  private var reaches: UInt64 = 0

  /// The state of a case in a layer.
  convenience init(_ model: Model, layer: EntityID?) {
    self.init(model, StatedColumns(model, layer: layer))
  }

  init(_ model: Model, _ stated: StatedColumns) {
    self.model = model
    statedColumns = stated
    snapshot = stated.snapshot
    derived = Array(repeating: [], count: model.vocabulary.attributes.count)
    collections = Array(repeating: nil, count: model.vocabulary.kinds.count)
    uniform = Array(repeating: .none, count: model.vocabulary.attributes.count)
  }

  /// Whether it is compared with a layer before it, so that something can have moved.
  var isCompared: Bool {
    snapshot.layer.map { model.layerOrder.isCompared($0, in: model) } ?? false
  }

  /// The entities of a kind that are there, in the order of their declaration.
  func collection(_ kind: KindID) -> [EntityID] {
    if let known = collections[Int(kind.number)] { return known }
    let list = statedColumns.collection(kind)
    collections[Int(kind.number)] = list
    return list
  }

  /// The things of which an attribute is stated and that are there, in the order of their declaration.
  func stating(_ attribute: AttributeID) -> [EntityID] {
    if let known = stated[attribute] { return known }
    // Rows are in the order of the declarations.
    var things: [EntityID] = []
    if let column = snapshot.columns[Int(attribute.number)] {
      for fact in column.all {
        let thing = model.facts[fact].entity
        if snapshot.contains(thing) { things.append(thing) }
      }
    }
    stated[attribute] = things
    return things
  }

  /// The entities that name another one in an attribute, as the text declares it.
  func inverse(_ attribute: AttributeID, of entity: EntityID) -> ArraySlice<EntityID> {
    if let known = inverses[attribute] { return known[entity] }
    var pairs: [(from: EntityID, to: EntityID)] = []
    for index in model.entities.indices {
      let id = EntityID(index)
      guard snapshot.contains(id), model.isA(id, model.vocabulary[attribute].owner) else {
        continue
      }
      // Several voices that name the same thing name it once.
      var named: [EntityID] = []
      for fact in snapshot.facts(attribute, of: id, model) {
        if case .entity(let target) = model.facts[fact].value, !named.contains(target) {
          named.append(target)
        }
      }
      for target in named { pairs.append((target, id)) }
    }
    let adjacency = Adjacency(count: model.entities.count, pairs)
    inverses[attribute] = adjacency
    return adjacency[entity]
  }

  // MARK: Derived values

  /// Whether a derived attribute is said of a thing, where that was asked before.
  func derivedIsSaid(_ attribute: AttributeID, of entity: EntityID) -> Bool? {
    said[attribute]?[entity]
  }

  func setDerivedIsSaid(_ attribute: AttributeID, of entity: EntityID, _ isSaid: Bool) {
    said[attribute, default: [:]][entity] = isSaid
  }

  func derived(_ attribute: AttributeID, row: Int32) -> Datum? {
    let column = Int(attribute.number)
    return derived[column].isEmpty ? nil : derived[column][Int(row)]
  }

  /// What a derived attribute is for everything; nil where it differs. `find` is asked once.
  func uniform(_ attribute: AttributeID, _ find: () -> Datum?) -> Datum? {
    if let known = uniform[Int(attribute.number)] { return known }
    let found = find()
    uniform[Int(attribute.number)] = .some(found)
    return found
  }

  func setDerived(_ attribute: AttributeID, row: Int32, _ value: Datum) {
    let column = Int(attribute.number)
    if derived[column].isEmpty {
      let root = model.vocabulary.root(of: model.vocabulary[attribute].owner)
      derived[column] = Array(repeating: nil, count: model.rowCounts[Int(root.number)])
    }
    derived[column][Int(row)] = value
  }

  // MARK: Distances

  /// The tier of each actor that a lead is reached from, over the links of a chain or of all.
  func tiers(in chain: EntityID?) -> Distances {
    if let known = tiers[chain] { return known }
    let network = network(of: chain)
    let distances = network.distances(from: leads(of: network), start: 0)
    tiers[chain] = distances
    return distances
  }

  /// The buyers among those who trade over links, who lead; where there is none, those who sell to nobody.
  func leads(of network: SupplyNetwork) -> [EntityID] {
    let leads = model.core.buyer.map { buyer in
      let (isBuyer, kinds) = (model.vocabulary.kindsBelow(buyer), statedColumns.things.kinds)
      return network.actors { isBuyer[Int(kinds[Int($0.index)])] }
    }
    return leads.flatMap { $0.isEmpty ? nil : $0 } ?? network.last
  }

  /// The least number of sales between each actor and the end market.
  func hops(in chain: EntityID?) -> Distances {
    if let known = hops[chain] { return known }
    let network = network(of: chain)
    let distances = network.distances(from: network.last, start: 1)
    hops[chain] = distances
    return distances
  }

  /// What a function finds of the links of a chain, or of all; each is found once.
  ///
  /// - Parameter name: What tells it from what else is found.
  func found<Found>(
    _ name: String, in chain: EntityID?, _ find: (SupplyNetwork) -> Found
  ) -> Found {
    let question = NetworkQuestion(name: name, chain: chain)
    if let known = found[question] as? Found { return known }
    let new = find(network(of: chain))
    found[question] = new
    return new
  }

  private struct NetworkQuestion: Hashable {
    let name: String
    let chain: EntityID?
  }

  /// The links of a chain, or all.
  func network(of chain: EntityID?) -> SupplyNetwork {
    guard let link = model.core.link else { return SupplyNetwork(snapshot, links: []) }
    if chain == nil { return SupplyNetwork(snapshot, links: nil) }
    // A link with a broken end, which is diagnosed, joins nothing.
    let all = collection(link).filter { model.entities[Int($0.index)].ends.count == 2 }
    guard let chain, let attribute = model.core.linkChain else {
      return SupplyNetwork(snapshot, links: all)
    }
    guard snapshot.contains(chain) else { return SupplyNetwork(snapshot, links: []) }
    let links = all.filter { id in
      snapshot.facts(attribute, of: id, model).contains { model.facts[$0].value == .entity(chain) }
    }
    return SupplyNetwork(snapshot, links: links)
  }

  /// All actors that are reached from one along supply (`downstream`) or against it, in the order of their
  /// declaration.
  func reach(from actor: EntityID, downstream: Bool) -> [EntityID] {
    if reached.isEmpty { reached = Array(repeating: 0, count: snapshot.exists.count) }
    reaches += 1
    let mark = reaches
    reached[Int(actor.index)] = mark
    var order: [EntityID] = []
    var front = [actor]
    let links = downstream ? snapshot.sales : snapshot.purchases
    while let next = front.popLast() {
      for other in links.across(next) where reached[Int(other.index)] != mark {
        reached[Int(other.index)] = mark
        order.append(other)
        front.append(other)
      }
    }
    // Where many are reached, going through all of them is less than sorting those.
    guard order.count > reached.count / 16 else { return order.sorted() }
    order.removeAll(keepingCapacity: true)
    for index in reached.indices where reached[index] == mark && index != Int(actor.index) {
      order.append(EntityID(index))
    }
    return order
  }
}
