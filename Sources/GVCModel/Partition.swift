/// Searches in arrays of which the elements of one sort stand before all others.
extension Array {
  /// The index of the first element of some of which something holds; it holds of all behind that one.
  func partitioningIndex(
    in range: Range<Int>, _ holds: (Element) -> Bool
  ) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    partitioningIndex(in: indices, holds)
  }

  /// The elements of some from the first of which one thing holds to the first of which another does.
  func range(
    in range: Range<Int>, from start: (Element) -> Bool, to end: (Element) -> Bool
  ) -> Range<Int> {
    let first = partitioningIndex(in: range, start)
    return first..<partitioningIndex(in: first..<range.upperBound, end)
  }
}
