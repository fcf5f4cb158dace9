/// Something of a text that can be had as it is where it stands further on.
public protocol Movable: Sendable {
  /// How far: what is added up where something moves twice.
  associatedtype Shift: AdditiveArithmetic & Sendable

  /// What it is where it stands that much further on.
  func moved(by shift: Shift) -> Self
}

/// Where a piece of an array keeps its elements.
public protocol PieceElements: Sendable {
  /// What is kept.
  associatedtype Element: Movable

  /// Keeps the elements of an array, which is not copied where it can be kept as it is.
  static func keeping(_ elements: [Element]) -> Self

  /// How many elements are kept.
  var count: Int { get }

  /// The element of an index, of which is known that it is one.
  func element(at index: Int) -> Element

  /// Where they are in memory: two that are at the same place are the same.
  var place: UnsafeRawPointer? { get }
}

/// Elements that can be added to and replaced one by one.
public protocol GrowingElements: PieceElements, MutableCollection, RangeReplaceableCollection
where Index == Int {
  /// Makes room for at least so many elements, which may be very many.
  mutating func makeRoom(for count: Int)
}

extension Array: PieceElements, GrowingElements where Element: Movable {
  /// The array itself.
  public static func keeping(_ elements: [Element]) -> [Element] { elements }

  @inlinable
  @inline(__always)
  public func element(at index: Int) -> Element {
    // Who calls has seen that it is within the array, whose own check would be another one.
    withUnsafeBufferPointer { $0[index] }
  }

  /// Where the elements are in memory.
  public var place: UnsafeRawPointer? {
    withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress) }
  }

  public mutating func makeRoom(for count: Int) { reserveLargeCapacity(count) }
}

/// An array of pieces that are arrays themselves.
public typealias PieceArray<Element: Movable> = PieceTable<[Element]>

/// An array that shares what did not change with the one that it was made of, although what stands behind a
/// change has moved.
///
/// An edit of a large file leaves nearly all of its tokens, nodes and facts as they are, but for where they
/// stand. So an array is a few pieces of older ones, each with how far it has moved; what was read from a whole
/// text is one piece. It is flattened when it has many pieces, or holds more that is gone than that is there.
public struct PieceTable<Elements: PieceElements>: Sendable {
  public typealias Element = Elements.Element

  /// What the array begins with, and perhaps more.
  @usableFromInline var base: Elements
  /// How many of `base` are a part of the array.
  @usableFromInline var baseCount: Int
  /// What stands behind those; nil for nothing.
  @usableFromInline var rest: Rest?
  @usableFromInline var total: Int

  /// The pieces behind the first one.
  @usableFromInline
  final class Rest: Sendable {
    @usableFromInline let pieces: [Piece]
    /// How many elements the pieces keep, whether they are a part of the array or no longer.
    let kept: Int

    init(_ pieces: [Piece], kept: Int) {
      self.pieces = pieces
      self.kept = kept
    }
  }

  /// Some elements of an array, moved.
  @usableFromInline
  struct Piece: Sendable {
    @usableFromInline let elements: Elements
    /// Which of the elements.
    @usableFromInline var range: Range<Int>
    /// The index of the first of them in the whole.
    @usableFromInline var start: Int
    @usableFromInline let shift: Element.Shift

    /// The index of an element in the whole, less that in `elements`.
    @inlinable var offset: Int { start - range.lowerBound }

    /// Whether both are of one array, of which the same element has the same index in both wholes, or one that is
    /// `behind` further on in the other.
    func isOfSame(_ other: Piece, behind: Int = 0) -> Bool {
      other.offset == offset + behind
        && elements.place == other.elements.place
    }
  }

  /// The most pieces: to find one takes a few steps, and to flatten as long as to read all elements.
  static var mostPieces: Int { 48 }

  /// No elements.
  public init() { self.init(.keeping([])) }

  /// The elements of one piece, which is not copied.
  @inlinable
  public init(_ elements: Elements) {
    base = elements
    baseCount = elements.count
    total = elements.count
  }

  private init(_ pieces: [Piece], count: Int, kept: Int) {
    var pieces = pieces
    total = count
    if let first = pieces.first, first.range.lowerBound == 0, first.shift == .zero {
      base = first.elements
      baseCount = first.range.upperBound
      pieces.removeFirst()
    } else {
      base = .keeping([])
      baseCount = 0
    }
    rest = pieces.isEmpty ? nil : Rest(pieces, kept: kept)
  }

  /// How many pieces there are.
  var pieceCount: Int { (baseCount > 0 ? 1 : 0) + (rest?.pieces.count ?? 0) }

  /// How many elements are kept, whether they are a part of the array or no longer.
  var keptCount: Int { rest?.kept ?? base.count }

  /// How many elements at the beginning are the very ones of another array, but for how far they have moved; found
  /// without reading them. There may be more.
  public func sharedPrefix(with other: PieceTable) -> Int {
    let (a, b) = (pieces, other.pieces)
    var (i, j, count) = (0, 0, 0)
    while i < a.count, j < b.count, a[i].isOfSame(b[j]) {
      let (ends, otherEnds) = (a[i].start + a[i].range.count, b[j].start + b[j].range.count)
      count = Swift.min(ends, otherEnds)
      if ends == count { i += 1 }
      if otherEnds == count { j += 1 }
    }
    return count
  }

  /// The same from the end.
  public func sharedSuffix(with other: PieceTable) -> Int {
    let (a, b) = (pieces, other.pieces)
    let behind = other.count - total
    var (i, j, first) = (a.count - 1, b.count - 1, total)
    while i >= 0, j >= 0, a[i].isOfSame(b[j], behind: behind) {
      let (starts, otherStarts) = (a[i].start, b[j].start - behind)
      first = Swift.max(starts, otherStarts)
      if starts == first { i -= 1 }
      if otherStarts == first { j -= 1 }
    }
    return total - first
  }

  /// All pieces, what the array begins with included.
  private var pieces: [Piece] {
    (baseCount > 0 ? [Piece(elements: base, range: 0..<baseCount, start: 0, shift: .zero)] : [])
      + (rest?.pieces ?? [])
  }
}

// MARK: Elements

extension PieceTable: RandomAccessCollection {
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { total }
  @inlinable public var count: Int { total }

  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always)
    get {
      // As for any array, an index that is not one is a mistake of this program.
      guard UInt(bitPattern: index) < UInt(bitPattern: baseCount) else { return behindBase(index) }
      return base.element(at: index)
    }
  }

  /// An element that is not in the first piece.
  @inlinable
  @inline(never)
  func behindBase(_ index: Int) -> Element {
    guard let pieces = rest?.pieces, index >= 0, index < total else {
      preconditionFailure("no element has the index")
    }
    var low = 0
    var high = pieces.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if pieces[middle].start <= index { low = middle } else { high = middle }
    }
    return pieces[low].elements.element(at: index - pieces[low].offset)
      .moved(by: pieces[low].shift)
  }

  @inlinable
  public func makeIterator() -> Iterator { Iterator(self) }

  /// Goes through one piece after another.
  public struct Iterator: IteratorProtocol {
    @usableFromInline var elements: Elements
    @usableFromInline var position: Int
    @usableFromInline var end: Int
    /// Nil in what the array begins with.
    @usableFromInline var shift: Element.Shift?
    @usableFromInline var piece = 0
    @usableFromInline let rest: Rest?

    @inlinable
    init(_ array: PieceTable) {
      elements = array.base
      position = 0
      end = array.baseCount
      rest = array.rest
    }

    @inlinable
    public mutating func next() -> Element? {
      while position == end {
        guard enterNextPiece() else { return nil }
      }
      defer { position += 1 }
      guard let shift else { return elements.element(at: position) }
      return elements.element(at: position).moved(by: shift)
    }

    @inlinable
    mutating func enterNextPiece() -> Bool {
      guard let rest, piece < rest.pieces.count else { return false }
      elements = rest.pieces[piece].elements
      position = rest.pieces[piece].range.lowerBound
      end = rest.pieces[piece].range.upperBound
      shift = rest.pieces[piece].shift
      piece += 1
      return true
    }
  }
}

extension PieceTable {
  /// Calls `body` with where the elements of each piece stand, before they moved, and which of those they are.
  @inlinable
  func forEachPiece(_ body: (Elements, Range<Int>) -> Void) {
    body(base, 0..<baseCount)
    for piece in rest?.pieces ?? [] { body(piece.elements, piece.range) }
  }
}

// MARK: Changes

extension PieceTable where Elements: GrowingElements {
  /// Appends an element; what are pieces is flattened first.
  @inlinable
  @inline(__always)
  public mutating func append(_ element: Element) {
    if rest != nil || total != base.count { flatten() }
    base.append(element)
    baseCount += 1
    total += 1
  }

  /// Makes room; what are pieces is flattened first.
  public mutating func reserveCapacity(_ capacity: Int) {
    flatten()
    base.makeRoom(for: capacity)
  }

  /// Puts other values in the places of some elements, by their index.
  public mutating func replace(_ values: [Int: Element]) {
    flatten()
    for (index, value) in values where base.indices.contains(index) { base[index] = value }
  }
}

extension PieceTable {
  @inlinable
  mutating func flatten() {
    if rest == nil, baseCount == base.count { return }
    self = PieceTable(.keeping(Array(self)))
  }

  /// The array with other elements in the places of some, and those behind moved.
  public func replacing(
    _ range: Range<Int>, with elements: Elements, shift: Element.Shift
  ) -> PieceTable {
    var maker = Maker(self)
    maker.keep(..<range.lowerBound, shift: .zero)
    maker.add(elements)
    maker.skip(to: range.upperBound)
    maker.keep(..<count, shift: shift)
    return maker.array
  }

  /// Makes an array of parts of another, in their order, with new elements between them.
  public struct Maker {
    private let old: PieceTable
    /// The first element of the old array that is neither kept nor skipped.
    public private(set) var next = 0
    /// How many elements there are.
    public private(set) var count = 0
    private var pieces: [Piece] = []
    private var kept: Int

    /// - Parameter old: The array of which parts are taken.
    public init(_ old: PieceTable) {
      self.old = old
      kept = old.keptCount
    }

    /// Takes the elements up to one as they were, but moved.
    public mutating func keep(_ range: PartialRangeUpTo<Int>, shift: Element.Shift) {
      let end = Swift.min(range.upperBound, old.count)
      while next < end {
        if next < old.baseCount {
          add(old.base, next..<Swift.min(end, old.baseCount), shift)
        } else if let rest = old.rest {
          let index = rest.pieces.partitioningIndex { $0.start > next } - 1
          let piece = rest.pieces[index]
          let range = next - piece.offset..<Swift.min(end - piece.offset, piece.range.upperBound)
          add(piece.elements, range, piece.shift + shift)
        }
      }
    }

    /// Leaves out the elements up to one.
    public mutating func skip(to end: Int) { next = Swift.max(next, end) }

    /// Takes new elements.
    public mutating func add(_ elements: Elements) {
      guard elements.count > 0 else { return }
      pieces.append(
        Piece(elements: elements, range: 0..<elements.count, start: count, shift: .zero))
      count += elements.count
      kept += elements.count
    }

    private mutating func add(_ elements: Elements, _ range: Range<Int>, _ shift: Element.Shift) {
      next += range.count
      defer { count += range.count }
      if let last = pieces.indices.last, pieces[last].range.upperBound == range.lowerBound,
        pieces[last].shift == shift,
        pieces[last].elements.place == elements.place
      {
        pieces[last].range = pieces[last].range.lowerBound..<range.upperBound
        return
      }
      pieces.append(Piece(elements: elements, range: range, start: count, shift: shift))
    }

    /// What was taken so far.
    public var array: PieceTable {
      let array = PieceTable(pieces, count: count, kept: kept)
      guard pieces.count > PieceTable.mostPieces || kept > 2 * count + 1_000 else { return array }
      return PieceTable(.keeping(Array(array)))
    }
  }
}

extension PieceTable: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Element...) { self.init(.keeping(elements)) }
}

extension RandomAccessCollection where Index == Int {
  /// The index of the first element of which something holds, of those of some; it holds of all behind that one.
  @inlinable
  public func partitioningIndex(
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

  /// The same of all elements.
  @inlinable
  public func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    partitioningIndex(in: startIndex..<endIndex, holds)
  }
}
