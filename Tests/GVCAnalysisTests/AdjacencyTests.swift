import GVCModel
import Testing

@testable import GVCAnalysis

/// Runs of neighbours, and how far they lead.
@Suite struct AdjacencyTests {
  @Test(arguments: 1...30) func `Distances are those that no link makes shorter`(seed: UInt64) {
    var random = SeededNumbers(seed: seed)
    let actors = Int.random(in: 1...40, using: &random)
    let links = (0..<Int.random(in: 0...80, using: &random)).map { index in
      (
        from: EntityID(.random(in: 0..<actors, using: &random)), link: EntityID(actors + index),
        to: EntityID(.random(in: 0..<actors, using: &random))
      )
    }
    let things = actors + links.count
    let adjacency = Adjacency(count: things, links)
    let leads = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      EntityID(.random(in: 0..<actors, using: &random))
    }
    let isLink = Bool.random(using: &random) ? (0..<things).map { $0 % 3 != 0 } : nil
    // Each link in turn, until none makes a way shorter.
    var wanted = Array(repeating: Int32(-1), count: things)
    for lead in leads { wanted[Int(lead.index)] = 5 }
    var isChanged = true
    while isChanged {
      isChanged = false
      for (from, link, to) in links where isLink?[Int(link.index)] ?? true {
        let (near, far) = (wanted[Int(from.index)], wanted[Int(to.index)])
        if near >= 0, far < 0 || near + 1 < far {
          wanted[Int(to.index)] = near + 1
          isChanged = true
        }
      }
    }
    #expect(
      adjacency.distances(from: leads, start: 5, things: things, isLink: isLink)
        == wanted)
  }
}
