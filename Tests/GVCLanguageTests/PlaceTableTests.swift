import GVCSyntax
import Testing

@testable import GVCModel

/// Values by the node that they belong to.
@Suite struct PlaceTableTests {
  @Test func `A value is found whatever the order in which they came`() {
    let places = [(1, 9), (0, 4), (2, 0), (0, 7), (1, 3)]
    var table = PlaceTable<Int>()
    for (number, (tree, node)) in places.enumerated() {
      table[SyntaxPlace(tree: tree, node: NodeID(node))] = number
    }
    let found = places.map { table[SyntaxPlace(tree: $0, node: NodeID($1))] }
    #expect(found == [0, 1, 2, 3, 4])
    #expect(table[SyntaxPlace(tree: 0, node: NodeID(5))] == nil)
    #expect(table[SyntaxPlace(tree: 3, node: NodeID(0))] == nil)
  }

  @Test func `A value that is set again is the new one`() {
    var table = PlaceTable<Int>()
    let place = SyntaxPlace(tree: 0, node: NodeID(1))
    table[place] = 1
    table[place] = 2
    #expect(table[place] == 2)
  }
}
