/// Something of a text that mostly fits into four bytes, where it is known about where it begins.
///
/// The lowest bits of a word are those of the position, those above them say the rest.
public protocol Compactable: Movable {
  /// Where it begins, in whatever is counted.
  var position: UInt32 { get }

  /// How many bits of the position a word has.
  static var positionBits: UInt32 { get }

  /// How many stand in a block, as a power of 2.
  static var blockBits: Int { get }

  /// The bits above those of the position; nil where what it is does not fit into them.
  var compact: UInt32? { get }

  /// The bits above those of the position of one that does not fit.
  var compactOfLarge: UInt32 { get }

  /// What a word stands for that begins at a position; nil for one that does not fit.
  init?(word: UInt32, position: UInt32)
}

/// Tokens or nodes in four bytes each: a large file has millions of them.
///
/// A word has the lower bits of a position only. The first of a block, of which the whole position is kept, tells the rest,
/// for all of a block mostly begin near it. Those of which that is not so, and those that do not fit into a word, stand
/// beside the others.
public struct CompactList<Element: Compactable>: Sendable {
  @usableFromInline private(set) var words: [UInt32] = []
  /// The position of the first of each block.
  @usableFromInline private(set) var bases: [UInt32] = []
  /// Those that are not in their words, in their order.
  private var large: [(index: Int, element: Element)] = []

  @inlinable static var block: Int { 1 << Element.blockBits }
  @inlinable static var positionMask: UInt32 { 1 << Element.positionBits - 1 }

  /// An empty list.
  public init() {}

  /// Some lists one behind the other, with room for `more`; no position is before those of the list before it.
  init(joining parts: [CompactList], roomFor more: Int) {
    words = Array(joining: parts.map(\.words), roomFor: more)
    bases.reserveCapacity((words.count + more) / Self.block + 1)
    var first = 0
    for part in parts {
      guard addBlocks(of: part, at: first) else {
        self = CompactList()
        for element in parts.joined() { append(element) }
        return
      }
      first += part.count
    }
  }

  /// Adds the elements of a list; no position is before those that are here.
  mutating func append(_ other: CompactList) {
    let first = words.count
    words += other.words
    guard !addBlocks(of: other, at: first) else { return }
    words.removeSubrange(first...)
    bases.removeSubrange(((first + Self.block - 1) / Self.block)...)
    large.removeSubrange(large.partitioningIndex { $0.index >= first }...)
    for element in other { append(element) }
  }

  /// Adds what stands beside the words of a list, of which the blocks begin at other elements now; false where one does
  /// that is too far from the first of its block.
  private mutating func addBlocks(of part: CompactList, at first: Int) -> Bool {
    large += part.large.lazy.map { ($0.index + first, $0.element) }
    var next = 0
    while next < part.count {
      let block = (first + next) >> Element.blockBits
      if block == bases.count { bases.append(part[next].position) }
      next = Swift.min((block + 1) * Self.block - first, part.count)
      // The positions rise.
      guard Self.areNear(part[next - 1].position, bases[block]) else { return false }
    }
    return true
  }

  @inline(__always)
  private static func areNear(_ position: UInt32, _ base: UInt32) -> Bool {
    position &- base <= positionMask
  }

  // MARK: Adding

  /// How many elements there is room for.
  var capacity: Int { words.capacity }

  mutating func reserveCapacity(_ capacity: Int) {
    words.reserveCapacity(capacity)
    bases.reserveCapacity(capacity / Self.block + 1)
  }

  /// Makes room for so many elements, which may be very many.
  mutating func reserveLargeCapacity(_ capacity: Int) {
    words.reserveLargeCapacity(capacity)
    bases.reserveCapacity(capacity / Self.block + 1)
  }

  /// Adds an element.
  public mutating func append(_ element: Element) {
    if words.count & (Self.block - 1) == 0 { bases.append(element.position) }
    if let word = Self.word(element, bases[words.count >> Element.blockBits]) {
      words.append(word)
    } else {
      appendLarge(element)
    }
  }

  /// Adds elements that lie side by side.
  mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    var next = 0
    while next < elements.count {
      let count = words.count
      if count & (Self.block - 1) == 0 { bases.append(elements[next].position) }
      let base = bases[count >> Element.blockBits]
      let end = Swift.min(next + Self.block - count & (Self.block - 1), elements.count)
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.block) { block in
        var fits = 0
        while next < end, let word = Self.word(elements[next], base) {
          block.initializeElement(at: fits, to: word)
          fits += 1
          next += 1
        }
        words.append(contentsOf: UnsafeBufferPointer(rebasing: block[..<fits]))
      }
      if next < end {
        appendLarge(elements[next])
        next += 1
      }
    }
  }

  /// Begins a block of which the first element has a position, where the last one is full.
  mutating func beginBlock(at position: UInt32) { bases.append(position) }

  /// Adds the words of elements, of which the block has begun.
  mutating func append(words new: UnsafeMutableBufferPointer<UInt32>.SubSequence) {
    words.append(contentsOf: UnsafeMutableBufferPointer(rebasing: new))
  }

  /// The word of an element in a block that begins at `base`; nil where it does not fit.
  @inline(__always)
  static func word(_ element: Element, _ base: UInt32) -> UInt32? {
    guard areNear(element.position, base), let compact = element.compact else { return nil }
    return compact | element.position & positionMask
  }

  /// Adds an element that does not fit into a word.
  mutating func appendLarge(_ element: Element) {
    large.append((words.count, element))
    words.append(element.compactOfLarge | element.position & Self.positionMask)
  }

  /// An element that is not in its word.
  @usableFromInline
  @inline(never)
  func largeElement(_ index: Int) -> Element {
    large[large.partitioningIndex { $0.index >= index }].element
  }
}

extension CompactList: RandomAccessCollection {
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { words.count }

  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always)
    get {
      precondition(
        UInt(bitPattern: index) < UInt(bitPattern: words.count), "no element has the index")
      return element(at: index)
    }
  }
}

extension CompactList: PieceElements {
  /// The elements of an array, packed.
  public static func keeping(_ elements: [Element]) -> CompactList { CompactList(elements) }

  /// The elements of an array.
  public init(_ elements: [Element]) {
    reserveLargeCapacity(elements.count)
    elements.withUnsafeBufferPointer { append(contentsOf: $0) }
  }

  @inlinable
  @inline(__always)
  public func element(at index: Int) -> Element {
    let word = words.withUnsafeBufferPointer { $0[index] }
    let base = bases.withUnsafeBufferPointer { $0[index >> Element.blockBits] }
    let position = base &+ (word &- base) & Self.positionMask
    return Element(word: word, position: position) ?? largeElement(index)
  }

  /// Where the words are in memory.
  public var place: UnsafeRawPointer? {
    words.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress) }
  }
}

extension CompactList: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Element...) { self.init(elements) }
}
