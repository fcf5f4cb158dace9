import GVCSyntax

/// A name as a number: equal names have equal symbols within one interner.
public struct Symbol: Hashable, Sendable {
  /// Its place among the names of its interner.
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
    return name.withUTF8 { intern(Name(UnsafeRawBufferPointer($0))) }
  }

  /// The symbol of the bytes in a range of a source, made if it is new.
  public mutating func intern(_ source: SourceText, _ range: TextRange) -> Symbol {
    source.bytes.withUnsafeBytes { intern(Name($0, range)) }
  }

  /// The symbol of a name of another table, made if it is new.
  mutating func intern(_ symbol: Symbol, of other: Interner) -> Symbol {
    let i = Int(symbol.number)
    return other.bytes.withUnsafeBytes {
      intern(Name($0, TextRange(other.starts[i], other.starts[i + 1])))
    }
  }

  /// The symbol of a name that is already there, or nil.
  public func find(_ name: String) -> Symbol? {
    var name = name
    return name.withUTF8 { find(Name(UnsafeRawBufferPointer($0))) }
  }

  /// The symbol of the bytes in a range of a source that is already there, or nil.
  public func find(_ source: SourceText, _ range: TextRange) -> Symbol? {
    source.bytes.withUnsafeBytes { find(Name($0, range)) }
  }

  private func find(_ name: Name) -> Symbol? {
    let entry = table[place(of: name, name.hash)]
    return entry == 0 ? nil : Self.symbol(entry)
  }

  private static func symbol(_ entry: UInt64) -> Symbol {
    Symbol(UInt32(truncatingIfNeeded: entry) - 1)
  }

  private mutating func intern(_ name: Name) -> Symbol {
    let hash = name.hash
    var place = place(of: name, hash)
    if table[place] != 0 { return Self.symbol(table[place]) }
    if count * 2 >= table.count {
      grow()
      place = self.place(of: name, hash)
    }
    let symbol = UInt32(truncatingIfNeeded: count)
    bytes.append(contentsOf: name.bytes)
    starts.append(UInt32(truncatingIfNeeded: bytes.count))
    table[place] = UInt64(hash) << 32 | UInt64(symbol + 1)
    return Symbol(symbol)
  }

  /// Where a name is in the table, or the free place where it belongs.
  @inline(__always)
  private func place(of name: Name, _ hash: UInt32) -> Int {
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
  private func isName(_ symbol: Symbol, _ name: Name) -> Bool {
    let start = starts[Int(symbol.number)]
    let end = starts[Int(symbol.number) + 1]
    return Int(end - start) == name.count
      && bytes.withUnsafeBytes { Name($0, TextRange(start, end)) == name }
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

  /// The bytes of a name, read eight at a time: names are hashed and compared more often than anything else
  /// happens to them. It is made inside of the call that lends the bytes, and does not leave it.
  private struct Name: Equatable {
    private let start: UnsafeRawPointer?
    let count: Int

    init(_ bytes: UnsafeRawBufferPointer) {
      start = bytes.baseAddress
      count = bytes.count
    }

    /// The part of some bytes that a range says, as far as they go.
    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer, _ range: TextRange) {
      let first = min(Int(range.start), bytes.count)
      start = bytes.baseAddress.map { $0 + first }
      count = min(range.count, bytes.count - first)
    }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    @inline(__always)
    static func == (a: Name, b: Name) -> Bool {
      guard a.count == b.count, let x = a.start, let y = b.start else { return a.count == b.count }
      var i = 0
      while i + 8 <= a.count {
        if word(x + i) != word(y + i) { return false }
        i += 8
      }
      return tail(x, a.count) == tail(y, a.count)
    }

    /// A multiplicative hash of 64 bits, with its halves folded.
    @inline(__always)
    var hash: UInt32 {
      guard let start else { return 0 }
      var h = UInt64(truncatingIfNeeded: count)
      var i = 0
      while i + 8 <= count {
        h = Self.mixed(h, Self.word(start + i))
        i += 8
      }
      h = Self.mixed(h, Self.tail(start, count))
      return UInt32(truncatingIfNeeded: h ^ (h >> 32))
    }

    @inline(__always)
    private static func mixed(_ h: UInt64, _ word: UInt64) -> UInt64 {
      let product = (h ^ word) &* 0x9E37_79B9_7F4A_7C15
      return product ^ (product >> 29)
    }

    @inline(__always)
    private static func word(_ place: UnsafeRawPointer) -> UInt64 {
      place.loadUnaligned(as: UInt64.self)
    }

    /// The last bytes as a number: eight, or all of fewer; some are in a whole word too, or twice in it.
    @inline(__always)
    private static func tail(_ start: UnsafeRawPointer, _ count: Int) -> UInt64 {
      if count >= 8 { return word(start + (count - 8)) }
      if count >= 4 {
        let first = start.loadUnaligned(as: UInt32.self)
        let last = (start + (count - 4)).loadUnaligned(as: UInt32.self)
        return UInt64(first) | UInt64(last) &<< 32
      }
      guard count > 0 else { return 0 }
      func byte(_ i: Int) -> UInt64 { UInt64(start.load(fromByteOffset: i, as: UInt8.self)) }
      return byte(0) | byte(count / 2) &<< 8 | byte(count - 1) &<< 16
    }
  }
}
