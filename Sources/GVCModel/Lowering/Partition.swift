import GVCSyntax

/// Searches in arrays of which the elements of one sort stand before all others.
extension RandomAccessCollection where Index == Int {
  /// The elements of some from the first of which one thing holds to the first of which another does.
  func range(
    in range: Range<Int>, from start: (Element) -> Bool, to end: (Element) -> Bool
  ) -> Range<Int> {
    let first = partitioningIndex(in: range, start)
    return first..<partitioningIndex(in: first..<range.upperBound, end)
  }
}
