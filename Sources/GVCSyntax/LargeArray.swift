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
      guard bytes >= Self.largeBytes else { return }
      withUnsafeMutableBytes { elements in
        guard let start = elements.baseAddress else { return }
        let first = (UInt(bitPattern: start) + Self.pageBytes - 1) / Self.pageBytes * Self.pageBytes
        let end = (UInt(bitPattern: start) + UInt(bytes)) / Self.pageBytes * Self.pageBytes
        guard first < end, let page = UnsafeMutableRawPointer(bitPattern: first) else { return }
        // Advice only: where there are no large pages, nothing else is different.
        _ = madvise(page, Int(end - first), MADV_HUGEPAGE)
      }
    #endif
  }

  /// From how many bytes on an array is large: a part of a large page that is not needed is not felt.
  private static var largeBytes: Int { 1 << 23 }
  /// The bytes of a page, of which the start and the end of advice are multiples.
  private static var pageBytes: UInt { 4096 }
}
