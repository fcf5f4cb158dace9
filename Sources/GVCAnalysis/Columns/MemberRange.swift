import GVCModel

/// Things of one kind that stand in rows that follow one another.
struct MemberRange {
  let things: ArraySlice<EntityID>
  /// The row of the first of them.
  let firstRow: Int
  let kind: KindID

  var rows: Range<Int> { firstRow..<firstRow + things.count }

  /// A thing by its place.
  subscript(place: Int) -> EntityID { things[things.startIndex + place] }
}
