#if os(Linux)
  #if canImport(Musl)
    import Musl
  #else
    import Glibc
  #endif
#endif

extension Array {
  /// Makes room for at least so many elements; in large pages, where the system has some, for an array so long that
  /// a tenth of the time goes into asking for its memory page by page.
  package mutating func reserveLargeCapacity(_ count: Int) {
    reserveCapacity(count)
    #if os(Linux)
      let bytes = capacity * MemoryLayout<Element>.stride
      withUnsafeMutableBytes { Self.askForLargePages($0.baseAddress, bytes) }
    #endif
  }

  /// So many times one element, with room as `reserveLargeCapacity` makes it.
  package init(repeatingLarge element: Element, count: Int) {
    self = []
    reserveLargeCapacity(count)
    append(contentsOf: repeatElement(element, count: count))
  }

  #if os(Linux)
    /// Asks for large pages under so many bytes, where they are many.
    private static func askForLargePages(_ start: UnsafeMutableRawPointer?, _ bytes: Int) {
      guard bytes >= largeBytes, let start else { return }
      let first = (UInt(bitPattern: start) + pageBytes - 1) / pageBytes * pageBytes
      // No large page is asked for of which the array may not need the whole.
      let end = (UInt(bitPattern: start) + UInt(bytes)) / largePageBytes * largePageBytes
      guard first < end, let page = UnsafeMutableRawPointer(bitPattern: first) else { return }
      // Advice only: where there are no large pages, nothing else is different.
      _ = madvise(page, Int(end - first), MADV_HUGEPAGE)
    }
  #endif

  /// From how many bytes on an array is large.
  private static var largeBytes: Int { 1 << 23 }
  /// The bytes of a page, of which the start of advice is a multiple.
  private static var pageBytes: UInt { 4096 }
  private static var largePageBytes: UInt { 1 << 21 }
}

extension Array where Element: Sendable {
  /// The elements of some arrays one behind the other, copied beside one another, with room for `more`.
  package init(joining parts: [[Element]], roomFor more: Int) {
    var places: [Int] = []
    var count = 0
    for part in parts {
      places.append(count)
      count += part.count
    }
    self.init(unsafeUninitializedCapacity: count + more) { [places] elements, initialized in
      #if os(Linux)
        Self.askForLargePages(
          UnsafeMutableRawPointer(elements.baseAddress),
          elements.count * MemoryLayout<Element>.stride)
      #endif
      // Each part has places of its own, and all are written when the call is over.
      nonisolated(unsafe) let elements = elements
      _ = SideBySide.map([Int](parts.indices)) { index in
        let (place, part) = (places[index], parts[index])
        _ = elements[place..<(place + part.count)].initialize(fromContentsOf: part)
      }
      initialized = count
    }
  }
}
