/// Cuts the bytes from a client into the contents of messages.
///
/// Whatever comes, reading goes on: what is no header is skipped up to the next `Content-Length`, and
/// a message above the limit is read past without being kept.
package struct FrameReader {
  package enum Frame: Equatable {
    case content([UInt8])
    /// What is wrong, in one sentence; what follows is read.
    case malformed(String)
  }

  private enum State {
    case header
    case content(Int)
    case skipping(Int)
  }

  /// The longest line of a header; of a longer one only the end is looked at.
  private static let lineLimit = 4096
  private static let field = Array("content-length:".utf8)

  /// The most bytes of one message.
  let limit: Int
  private var buffer: [UInt8] = []
  /// The first byte of the buffer that is not used yet, and the first that was not looked at.
  private var start = 0
  private var seen = 0
  private var state = State.header
  private var length: Int?
  private var problem: String?
  private var hasFields = false
  /// What does not fit is already reported.
  private var isRecovering = false

  package init(limit: Int) { self.limit = limit }

  package mutating func append(_ bytes: some Collection<UInt8>) {
    if start > 0, start == buffer.count || start > 1 << 16 {
      buffer.removeSubrange(..<start)
      seen -= start
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next message; nil when more bytes are needed.
  package mutating func next() -> Frame? {
    while true {
      switch state {
      case .header:
        guard let line = nextLine() else { return nil }
        if let frame = read(line) { return frame }
      case .skipping(let count):
        let n = min(count, buffer.count - start)
        start += n
        seen = start
        state = n == count ? .header : .skipping(count - n)
        if n < count { return nil }
      case .content(let count):
        guard buffer.count - start >= count else { return nil }
        let content = Array(buffer[start..<(start + count)])
        start += count
        seen = start
        state = .header
        if buffer.capacity > 1 << 20, start == buffer.count {
          buffer = []
          start = 0
          seen = 0
        }
        return .content(content)
      }
    }
  }

  /// Says that a content is no message, as it is when its length was wrong: a header inside of it is
  /// read again.
  mutating func reject(_ content: [UInt8]) {
    isRecovering = true
    guard case .header = state, let inner = Self.position(of: Self.field, in: content[...]),
      inner > 0
    else { return }
    buffer.replaceSubrange(..<start, with: content[inner...])
    start = 0
    seen = 0
  }

  /// The next line of a header without its line break; nil when it is not all there.
  private mutating func nextLine() -> ArraySlice<UInt8>? {
    guard let end = buffer[seen...].firstIndex(of: 0x0A) else {
      seen = buffer.count
      if seen - start > Self.lineLimit {
        problem = problem ?? "a line of the header is too long"
        start = seen - Self.field.count - 32
      }
      return nil
    }
    var line = buffer[start..<end]
    if line.last == 0x0D { line.removeLast() }
    start = end + 1
    seen = start
    return line
  }

  /// Takes a line of a header; returns what it completes to, if that is an error.
  private mutating func read(_ line: ArraySlice<UInt8>) -> Frame? {
    guard !line.isEmpty else { return endHeader() }
    hasFields = true
    guard let position = Self.position(of: Self.field, in: line) else {
      if !line.contains(UInt8(ascii: ":")) { problem = problem ?? "a line is no field of a header" }
      return nil
    }
    if position > line.startIndex { problem = problem ?? "there are bytes between two messages" }
    let value = line[(position + Self.field.count)...].drop { $0 == 0x20 || $0 == 0x09 }
    let digits = value.prefix { $0 >= 0x30 && $0 <= 0x39 }
    let rest = value[digits.endIndex...].drop { $0 == 0x20 || $0 == 0x09 }
    guard !digits.isEmpty, digits.count < 19, rest.isEmpty else {
      problem = "the `Content-Length` is no number"
      length = nil
      return nil
    }
    length = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return nil
  }

  private mutating func endHeader() -> Frame? {
    defer {
      length = nil
      problem = nil
      hasFields = false
    }
    guard hasFields else { return nil }
    guard let length else {
      isRecovering = true
      return .malformed(problem ?? "a header has no `Content-Length`")
    }
    let wasRecovering = isRecovering
    isRecovering = false
    guard length <= limit else {
      state = .skipping(length)
      return .malformed("a message of \(length) bytes is longer than \(limit)")
    }
    state = .content(length)
    if length > buffer.count - start { buffer.reserveCapacity(start + length) }
    return wasRecovering ? nil : problem.map { .malformed($0) }
  }

  /// Where a lower-case word begins, whatever the case that it is written in.
  private static func position(of word: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= word.count else { return nil }
    for i in bytes.startIndex...(bytes.endIndex - word.count)
    where bytes[i] | 0x20 == word[0] {
      var k = 1
      while k < word.count {
        let byte = bytes[i + k]
        let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
        if lower != word[k] { break }
        k += 1
      }
      if k == word.count { return i }
    }
    return nil
  }
}
