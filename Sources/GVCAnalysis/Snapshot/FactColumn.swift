import GVCModel

/// The facts on one attribute in one layer, by the rows of the root kind that has it.
///
/// Things of other root kinds have rows of their own, which mean nothing here: a thing is asked for with its kind, and
/// one of another root has no fact.
public struct FactColumn: Equatable, Sendable {
  /// Whether each kind, by its number, has its rows here.
  private let isRowed: [Bool]
  /// The first fact that speaks, by row; -1 for none.
  private var heads: [Int32]

  /// A column of an attribute of which nothing is stated.
  init(of attribute: AttributeID, _ model: Model) {
    let vocabulary = model.vocabulary
    let root = vocabulary.root(of: vocabulary[attribute].owner)
    isRowed = vocabulary.kinds.indices.map { vocabulary.root(of: KindID($0)) == root }
    heads = Array(repeating: -1, count: model.rowCounts[Int(root.number)])
  }

  /// The first fact on a thing, by the number of its kind and its row among those of its root; nil for none.
  @inlinable
  func fact(kind: UInt16, row: Int32) -> Int? {
    let head = head(kind: kind, row: row)
    return head < 0 ? nil : Int(head)
  }

  /// The same; -1 for none.
  @inline(__always) @usableFromInline
  func head(kind: UInt16, row: Int32) -> Int32 {
    isRowed[Int(kind)] ? heads[Int(row)] : -1
  }

  /// The first fact on a thing; nil for none.
  @inlinable
  func fact(of entity: Entity) -> Int? { fact(kind: entity.kind.number, row: entity.row) }

  /// The first facts of all rows that have one, in the order of the rows.
  var all: some Sequence<Int> { heads.lazy.filter { $0 >= 0 }.map { Int($0) } }

  /// Lets another fact be the first on a thing; nothing for a thing of another root.
  mutating func set(_ fact: Int, for entity: Entity) {
    guard isRowed[Int(entity.kind.number)] else { return }
    heads[Int(entity.row)] = Int32(truncatingIfNeeded: fact)
  }
}
