/// Values by symbol, as a dense array: for names that are interned early, such as those of the vocabulary.
struct SymbolTable<Value: Sendable>: Sendable {
  private var values: [Value?] = []

  @inline(__always)
  subscript(symbol: Symbol) -> Value? {
    get {
      let i = Int(symbol.number)
      return i < values.count ? values[i] : nil
    }
    set {
      let i = Int(symbol.number)
      if i >= values.count {
        values.append(contentsOf: repeatElement(nil, count: i + 1 - values.count))
      }
      values[i] = newValue
    }
  }
}
