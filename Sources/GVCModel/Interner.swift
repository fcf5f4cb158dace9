import GVCSyntax

/// A name as a number: equal names have equal symbols within one interner.
public struct Symbol: Hashable, Sendable {
  public let number: UInt32

  @inlinable public init(_ number: UInt32) { self.number = number }
}

/// Names as dense 32-bit numbers.
///
/// An open-addressing table over the bytes themselves: looking a name up makes no string.
public struct Interner: Sendable {
  /// The bytes of all names, one behind the other.
  private var bytes: [UInt8] = []
  /// Where each name begins in `bytes`; one more entry at the end.
  private var starts: [UInt32] = [0]
  /// The hash of a name above its symbol number + 1, or 0 for a free place; a power of two in length.
  private var table: [UInt64] = Array(repeating: 0, count: 1024)

  public init() {}

  /// The number of names.
  public var count: Int { starts.count - 1 }

  /// The text of a symbol.
  public subscript(symbol: Symbol) -> String {
    let i = Int(symbol.number)
    return String(decoding: bytes[Int(starts[i])..<Int(starts[i + 1])], as: UTF8.self)
  }

  /// The symbol of a name, made if it is new.
  public mutating func intern(_ name: String) -> Symbol {
    var name = name
    return name.withUTF8 { intern($0) }
  }

  /// The symbol of the bytes in a range of a source, made if it is new.
  public mutating func intern(_ source: SourceText, _ range: TextRange) -> Symbol {
    source.bytes.withUnsafeBufferPointer { all in
      intern(UnsafeBufferPointer(rebasing: all[Int(range.start)..<Int(range.end)]))
    }
  }

  /// The symbol of a name that is already there, or nil.
  public func find(_ name: String) -> Symbol? {
    var name = name
    return name.withUTF8 { name in
      let entry = table[place(of: name, Self.hash(name))]
      return entry == 0 ? nil : Self.symbol(entry)
    }
  }

  /// The symbol of the bytes in a range of a source that is already there, or nil.
  public func find(_ source: SourceText, _ range: TextRange) -> Symbol? {
    source.bytes.withUnsafeBufferPointer { all in
      let name = UnsafeBufferPointer(rebasing: all[Int(range.start)..<Int(range.end)])
      let entry = table[place(of: name, Self.hash(name))]
      return entry == 0 ? nil : Self.symbol(entry)
    }
  }

  private static func symbol(_ entry: UInt64) -> Symbol {
    Symbol(UInt32(truncatingIfNeeded: entry) - 1)
  }

  private mutating func intern(_ name: UnsafeBufferPointer<UInt8>) -> Symbol {
    let hash = Self.hash(name)
    var place = place(of: name, hash)
    if table[place] != 0 { return Self.symbol(table[place]) }
    if count * 2 >= table.count {
      grow()
      place = self.place(of: name, hash)
    }
    let symbol = UInt32(truncatingIfNeeded: count)
    bytes.append(contentsOf: name)
    starts.append(UInt32(truncatingIfNeeded: bytes.count))
    table[place] = UInt64(hash) << 32 | UInt64(symbol + 1)
    return Symbol(symbol)
  }

  /// Where a name is in the table, or the free place where it belongs.
  @inline(__always)
  private func place(of name: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> Int {
    let mask = table.count - 1
    var i = Int(hash) & mask
    while true {
      let entry = table[i]
      if entry == 0 { return i }
      if UInt32(truncatingIfNeeded: entry >> 32) == hash, isName(Self.symbol(entry), name) {
        return i
      }
      i = (i + 1) & mask
    }
  }

  @inline(__always)
  private func isName(_ symbol: Symbol, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = Int(starts[Int(symbol.number)])
    guard Int(starts[Int(symbol.number) + 1]) - start == name.count else { return false }
    return bytes.withUnsafeBytes { bytes in
      let known = UnsafeRawBufferPointer(rebasing: bytes[start..<start + name.count])
      return Self.areEqual(known, UnsafeRawBufferPointer(name))
    }
  }

  private mutating func grow() {
    let old = table
    table = Array(repeating: 0, count: old.count * 2)
    let mask = table.count - 1
    for entry in old where entry != 0 {
      var i = Int(entry >> 32) & mask
      while table[i] != 0 { i = (i + 1) & mask }
      table[i] = entry
    }
  }

  // MARK: Bytes, eight at a time

  /// Whether two runs of the same number of bytes are equal.
  @inline(__always)
  private static func areEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    var i = 0
    while i + 8 <= a.count {
      if word(a, i) != word(b, i) { return false }
      i += 8
    }
    return tail(a) == tail(b)
  }

  /// A multiplicative hash of 64 bits, with its halves folded.
  @inline(__always)
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let name = UnsafeRawBufferPointer(name)
    var h = UInt64(truncatingIfNeeded: name.count)
    var i = 0
    while i + 8 <= name.count {
      h = mixed(h, word(name, i))
      i += 8
    }
    h = mixed(h, tail(name))
    return UInt32(truncatingIfNeeded: h ^ (h >> 32))
  }

  @inline(__always)
  private static func mixed(_ h: UInt64, _ word: UInt64) -> UInt64 {
    let product = (h ^ word) &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product >> 29)
  }

  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ i: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self)
  }

  /// The last bytes as a number: eight, or all of fewer; some are in a whole word too, or twice in it.
  @inline(__always)
  private static func tail(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let count = bytes.count
    if count >= 8 { return word(bytes, count - 8) }
    if count >= 4 {
      let first = bytes.loadUnaligned(as: UInt32.self)
      let last = bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      return UInt64(first) | UInt64(last) &<< 32
    }
    guard count > 0 else { return 0 }
    return UInt64(bytes[0]) | UInt64(bytes[count / 2]) &<< 8 | UInt64(bytes[count - 1]) &<< 16
  }
}
