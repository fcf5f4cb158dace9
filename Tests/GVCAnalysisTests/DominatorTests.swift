import GVCModel
import Testing

@testable import GVCAnalysis

@Suite struct DominatorTests {
  /// Actors by number, and links from a supplier to a buyer, some of which do not count.
  private struct Network {
    var count: Int
    var links: [(supplier: Int, buyer: Int, counts: Bool)]

    func kept(without removed: Int?) -> [(supplier: Int, buyer: Int)] {
      links.filter { $0.counts && $0.supplier != removed && $0.buyer != removed }
        .map { ($0.supplier, $0.buyer) }
    }

    /// Who sells to nobody, but for an actor in no link at all.
    var last: [Int] {
      let all = kept(without: nil)
      return (0..<count).filter { actor in
        all.contains { $0.buyer == actor } && !all.contains { $0.supplier == actor }
      }
    }

    /// Who reaches the market when one actor is gone, step by step.
    func reaching(without removed: Int?) -> Set<Int> {
      var reached = Set(last.filter { $0 != removed })
      while true {
        let more = kept(without: removed).filter { reached.contains($0.buyer) }.map(\.supplier)
        let all = reached.union(more)
        if all == reached { return reached }
        reached = all
      }
    }

    var dominators: Dominators { dominators(last: last) }

    /// The links are the things after the actors.
    func dominators(last: [Int]) -> Dominators {
      let total = count + links.count
      let ends = links.enumerated().map { place, link in
        (EntityID(link.supplier), EntityID(count + place), EntityID(link.buyer))
      }
      let isLink =
        links.allSatisfy(\.counts)
        ? nil : Array(repeating: false, count: count) + links.map(\.counts)
      return Dominators(
        count: total,
        purchases: Adjacency(count: total, ends.map { (from: $0.2, link: $0.1, to: $0.0) }),
        sales: Adjacency(count: total, ends.map { (from: $0.0, link: $0.1, to: $0.2) }),
        isLink: isLink, last: last.map { EntityID($0) })
    }
  }

  private func check(_ network: Network, _ what: Comment) {
    let found = network.dominators
    let reaching = network.reaching(without: nil)
    let without = (0..<network.count).map { network.reaching(without: $0) }
    for actor in 0..<network.count {
      let id = EntityID(actor)
      guard reaching.contains(actor) else {
        #expect(found.dominators(of: id) == [], what)
        #expect(found.dominated(by: id) == [], what)
        continue
      }
      let above = (0..<network.count).filter { $0 != actor && !without[$0].contains(actor) }
      let below = reaching.subtracting(without[actor]).subtracting([actor]).sorted()
      #expect(found.dominators(of: id) == above.map { EntityID($0) }, what)
      #expect(found.dominated(by: id) == below.map { EntityID($0) }, what)
    }
  }

  @Test func `Who is on every way is who cuts the way when it is gone`() {
    var numbers = SeededNumbers(seed: 7)
    for round in 0..<600 {
      let count = 2 + Int(numbers.next() % 12)
      let links = (0..<Int(numbers.next() % UInt64(3 * count))).map { _ in
        (
          supplier: Int(numbers.next() % UInt64(count)), buyer: Int(numbers.next() % UInt64(count)),
          counts: round % 2 == 0 || numbers.next() % 4 > 0
        )
      }
      check(Network(count: count, links: links), "round \(round)")
    }
  }

  @Test func `Chains of chains need every level of the tree`() {
    // Diamonds one after another: 0 sells to 1 and 2, both to 3, and so on.
    var links: [(supplier: Int, buyer: Int, counts: Bool)] = []
    for start in stride(from: 0, to: 30, by: 3) {
      for (supplier, buyer) in [(0, 1), (0, 2), (1, 3), (2, 3)] {
        links.append((start + supplier, start + buyer, true))
      }
    }
    let network = Network(count: 31, links: links)
    check(network, "diamonds")
    #expect(
      network.dominators.dominators(of: EntityID(0))
        == stride(from: 3, through: 30, by: 3)
        .map { EntityID($0) })
  }

  @Test func `A long line is walked without a deep call`() {
    let count = 200_000
    let links = (1..<count).map { (supplier: $0, buyer: $0 - 1, counts: true) }
    let found = Network(count: count, links: links).dominators(last: [0])
    #expect(found.dominators(of: EntityID(count - 1)).count == count - 1)
    #expect(found.dominated(by: EntityID(0)).count == count - 1)
  }
}
