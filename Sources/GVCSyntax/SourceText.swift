/// The number of a file within one compilation.
public struct FileID: Hashable, Sendable, Comparable {
  public let number: UInt32

  public init(_ number: Int) { self.number = UInt32(truncatingIfNeeded: number) }

  public static func < (a: FileID, b: FileID) -> Bool { a.number < b.number }
}

/// A half-open range of byte offsets in one file.
public struct TextRange: Hashable, Sendable {
  public let start: UInt32
  public let end: UInt32

  public init(_ start: UInt32, _ end: UInt32) {
    self.start = start
    self.end = max(start, end)
  }

  public init(_ start: Int, _ end: Int) {
    self.init(UInt32(clamping: start), UInt32(clamping: end))
  }

  /// The number of bytes.
  public var count: Int { Int(end - start) }

  /// The range a number of bytes further on.
  public func moved(by bytes: Int) -> TextRange {
    let offset = UInt32(truncatingIfNeeded: bytes)
    return TextRange(start &+ offset, end &+ offset)
  }

  /// The range from the start of this one to the end of `other`.
  public func through(_ other: TextRange) -> TextRange {
    TextRange(min(start, other.start), max(end, other.end))
  }
}

/// A range in a file: what every fact, name and diagnostic points at.
public struct Location: Hashable, Sendable {
  public let file: FileID
  public let range: TextRange

  public init(_ file: FileID, _ range: TextRange) {
    self.file = file
    self.range = range
  }
}

/// The bytes of one file, under a name to show.
///
/// The bytes are kept as they were read: invalid UTF-8 and carriage returns included.
public struct SourceText: Sendable {
  /// The longest text that is read; offsets are 32 bits wide.
  public static let maximumLength = 1 << 30

  public let file: FileID
  /// The path or label that diagnostics print.
  public let name: String
  public let bytes: [UInt8]
  /// From which cell of a table each part comes, of a text that states the rows of one; nil for a text that was written.
  public let cells: CellMap?

  public init(file: FileID, name: String, bytes: [UInt8], cells: CellMap? = nil) {
    self.file = file
    self.name = name
    self.bytes = bytes
    self.cells = cells
  }

  public init(file: FileID = FileID(0), name: String = "input.gvc", _ text: String) {
    self.init(file: file, name: name, bytes: Array(text.utf8))
  }

  /// The text in `range`, with invalid bytes replaced by U+FFFD; empty where out of bounds.
  public func string(_ range: TextRange) -> String {
    let start = min(Int(range.start), bytes.count)
    let end = min(Int(range.end), bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The form of its line breaks, which is that of the first: CR and LF, or LF alone, as of a text without
  /// any.
  package var lineBreak: [UInt8] {
    let first = bytes.firstIndex(of: 0x0A) ?? 0
    return first > 0 && bytes[first - 1] == 0x0D ? [0x0D, 0x0A] : [0x0A]
  }

  /// The mark of the byte order that it begins with; empty where it does not.
  package var byteOrderMark: [UInt8] {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return bytes.starts(with: mark) ? mark : []
  }

  /// The whole text, with invalid bytes replaced by U+FFFD.
  public var string: String { String(decoding: bytes, as: UTF8.self) }
}
