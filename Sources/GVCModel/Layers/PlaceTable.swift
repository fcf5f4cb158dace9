import GVCSyntax

/// Values by the node that they belong to, sorted: nodes are mostly entered in the order of the text.
struct PlaceTable<Value: Sendable>: Sendable {
  private var entries: [(key: UInt64, value: Value)] = []

  /// The value of a place, which is set once.
  subscript(place: SyntaxPlace) -> Value? {
    get {
      let key = Self.key(place)
      let index = self.index(of: key)
      return index < entries.count && entries[index].key == key ? entries[index].value : nil
    }
    set {
      guard let newValue else { return }
      let key = Self.key(place)
      let index = self.index(of: key)
      if index < entries.count, entries[index].key == key {
        entries[index].value = newValue
      } else {
        entries.insert((key, newValue), at: index)
      }
    }
  }

  /// Where a key is, or belongs.
  private func index(of key: UInt64) -> Int {
    guard let last = entries.last, last.key >= key else { return entries.count }
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func key(_ place: SyntaxPlace) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: place.tree)) << 32
      | UInt64(UInt32(bitPattern: place.node.index))
  }
}
