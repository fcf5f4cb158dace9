import GVCModel

/// Through whom each actor must sell to reach the end market: the tree of immediate dominators of the links, seen
/// from the market against the direction of supply.
///
/// It is found as Lengauer and Tarjan (1979, "A fast algorithm for finding dominators in a flowgraph", ACM
/// TOPLAS 1, 121–141) find it, with path compression: O(links × log actors). Actors are held by the order in which
/// a search from the market reaches them; 0 is the market itself.
struct Dominators {
  /// By the index of the thing; -1 where no way leads to the market.
  private let numbers: [Int32]
  /// The things in the order of the search; the market, which is none, has no place of its own.
  private let things: [EntityID]
  /// The next actor, by numbers, that every way to the market leads through; 0 where only the market is.
  private let immediate: [Int32]
  /// The first of those whose immediate dominator this is, and the next with the same one; 0 for none.
  private let firstChild: [Int32]
  private let nextChild: [Int32]

  /// - Parameters:
  ///   - purchases: From each actor to its suppliers.
  ///   - sales: From each actor to its buyers.
  ///   - isLink: Whether each thing is one of the links that count, by its index; nil where all do.
  ///   - last: The actors that sell to nobody, and so to the market.
  init(
    count: Int, purchases: Adjacency, sales: Adjacency, isLink: [Bool]?, last: [EntityID]
  ) {
    var search = Search(count: count, purchases, isLink, last)
    search.run()
    numbers = search.numbers
    things = search.things
    let tree = Self.immediate(search, sales, isLink)
    immediate = tree
    var first = [Int32](repeating: 0, count: tree.count)
    var next = first
    for number in stride(from: tree.count - 1, to: 0, by: -1) {
      let above = Int(tree[number])
      next[number] = first[above]
      first[above] = Int32(number)
    }
    firstChild = first
    nextChild = next
  }

  /// The actors that every way of an actor to the end market leads through, in the order of their declaration;
  /// nobody where no way leads there.
  func dominators(of actor: EntityID) -> [EntityID] {
    let number = numbers[Int(actor.index)]
    guard number > 0 else { return [] }
    var list: [EntityID] = []
    var above = immediate[Int(number)]
    while above > 0 {
      list.append(things[Int(above)])
      above = immediate[Int(above)]
    }
    return list.sorted()
  }

  /// The actors that reach the end market only through an actor, in the order of their declaration; nobody where
  /// no way leads from it to the market.
  func dominated(by actor: EntityID) -> [EntityID] {
    let number = numbers[Int(actor.index)]
    guard number > 0 else { return [] }
    var list: [EntityID] = []
    var front = [number]
    while let next = front.popLast() {
      var child = firstChild[Int(next)]
      while child > 0 {
        list.append(things[Int(child)])
        front.append(child)
        child = nextChild[Int(child)]
      }
    }
    return list.sorted()
  }

  /// The search from the market, in depth.
  private struct Search {
    var numbers: [Int32]
    /// The first is never read.
    var things: [EntityID] = [EntityID(0)]
    /// From which actor each was reached, by numbers.
    var parents: [Int32] = [0]
    private let purchases: Adjacency
    private let isLink: [Bool]?
    private let last: [EntityID]

    init(count: Int, _ purchases: Adjacency, _ isLink: [Bool]?, _ last: [EntityID]) {
      numbers = Array(repeating: -1, count: count)
      self.purchases = purchases
      self.isLink = isLink
      self.last = last
    }

    mutating func run() {
      // Where to go on at each actor on the way from the market.
      var stack: [(number: Int32, place: Int)] = []
      for actor in last {
        reach(actor, from: 0, &stack)
        while let (number, place) = stack.last {
          let actor = things[Int(number)]
          let suppliers = purchases.across(actor)
          guard suppliers.startIndex + place < suppliers.endIndex else {
            stack.removeLast()
            continue
          }
          stack[stack.count - 1].place += 1
          if let isLink {
            let links = purchases[actor]
            guard isLink[Int(links[links.startIndex + place].index)] else { continue }
          }
          reach(suppliers[suppliers.startIndex + place], from: number, &stack)
        }
      }
    }

    private mutating func reach(
      _ actor: EntityID, from parent: Int32, _ stack: inout [(number: Int32, place: Int)]
    ) {
      guard numbers[Int(actor.index)] < 0 else { return }
      let number = Int32(things.count)
      numbers[Int(actor.index)] = number
      things.append(actor)
      parents.append(parent)
      stack.append((number, 0))
    }
  }

  /// The immediate dominators, from the last reached to the first by semidominators: the least that an actor can
  /// be reached from on a way through later ones only.
  private static func immediate(
    _ search: Search, _ sales: Adjacency, _ isLink: [Bool]?
  ) -> [Int32] {
    let (numbers, parents) = (search.numbers, search.parents)
    let count = parents.count
    var forest = Forest(count: count)
    var immediate = [Int32](repeating: 0, count: count)
    // Those that wait for an actor to be linked, each in the list of its semidominator.
    var waiting = [Int32](repeating: 0, count: count)
    var nextWaiting = waiting
    for number in stride(from: count - 1, to: 0, by: -1) {
      let actor = search.things[number]
      let buyers = sales.across(actor)
      // Only who sells to the market was reached from it.
      var semidominator = parents[number] == 0 ? 0 : Int32(number)
      if let isLink {
        for (link, buyer) in zip(sales[actor], buyers) where isLink[Int(link.index)] {
          semidominator = min(semidominator, forest.semidominator(numbers[Int(buyer.index)]))
        }
      } else {
        for buyer in buyers {
          semidominator = min(semidominator, forest.semidominator(numbers[Int(buyer.index)]))
        }
      }
      forest.semidominators[number] = semidominator
      nextWaiting[number] = waiting[Int(semidominator)]
      waiting[Int(semidominator)] = Int32(number)
      let parent = parents[number]
      forest.ancestors[number] = parent
      var other = waiting[Int(parent)]
      waiting[Int(parent)] = 0
      while other > 0 {
        let least = forest.least(other)
        let isLess =
          forest.semidominators[Int(least)] < forest.semidominators[Int(other)]
        immediate[Int(other)] = isLess ? least : parent
        other = nextWaiting[Int(other)]
      }
    }
    for number in 1..<max(count, 1) where immediate[number] != forest.semidominators[number] {
      immediate[number] = immediate[Int(immediate[number])]
    }
    return immediate
  }

  /// The actors that were handled already, linked to the ones that they were reached from.
  private struct Forest {
    /// By numbers; -1 for one that was not handled yet.
    var ancestors: [Int32]
    var semidominators: [Int32]
    /// On the way up from each, as far as it is compressed, the one with the least semidominator.
    private var labels: [Int32]
    private var path: [Int32] = []

    init(count: Int) {
      ancestors = Array(repeating: -1, count: count)
      semidominators = (0..<Int32(count)).map { $0 }
      labels = semidominators
    }

    /// The least semidominator between an actor and its root; of an actor that no way leads to the market from,
    /// which has the number -1, more than any.
    mutating func semidominator(_ number: Int32) -> Int32 {
      number < 0 ? .max : semidominators[Int(least(number))]
    }

    /// The actor with the least semidominator on the way from one up to its root, which itself does not count.
    mutating func least(_ number: Int32) -> Int32 {
      guard ancestors[Int(number)] >= 0 else { return number }
      // Those whose ancestor is not the root, from the lowest to the highest.
      var below = number
      var above = ancestors[Int(below)]
      while ancestors[Int(above)] >= 0 {
        path.append(below)
        below = above
        above = ancestors[Int(below)]
      }
      while let next = path.popLast() {
        let ancestor = Int(ancestors[Int(next)])
        if semidominators[Int(labels[ancestor])] < semidominators[Int(labels[Int(next)])] {
          labels[Int(next)] = labels[ancestor]
        }
        ancestors[Int(next)] = ancestors[ancestor]
      }
      return labels[Int(number)]
    }
  }
}
