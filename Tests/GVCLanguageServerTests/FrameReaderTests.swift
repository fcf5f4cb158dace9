import Testing

@testable import GVCLanguageServer

/// How the bytes of a client are cut into messages, whatever they are.
@Suite struct FrameReaderTests {
  /// All frames of some bytes, which come in parts of `size`.
  private func frames(_ text: String, by size: Int = .max, limit: Int = 1000) -> [String] {
    var reader = FrameReader(limit: limit)
    var found: [String] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: min(size, max(1, bytes.count))) {
      reader.append(bytes[start..<min(bytes.count, start + min(size, bytes.count))])
      while let frame = reader.next() {
        switch frame {
        case .content(let content): found.append(String(decoding: content, as: UTF8.self))
        case .malformed(let reason): found.append("! \(reason)")
        }
      }
    }
    return found
  }

  @Test(arguments: 1...40) func `Messages are the same however their bytes come`(size: Int) {
    let text =
      "Content-Length: 2\r\n\r\n{}content-length:4\r\n"
      + "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n[{}]"
      + "Content-Length: 0\r\n\r\nContent-Length: 7\n\n\"\u{1F45F}x\"Content-Length: 1"
    #expect(frames(text, by: size) == ["{}", "[{}]", "", "\"\u{1F45F}x\""])
  }

  @Test func `A header without a length is said once, and the next message is read`() {
    #expect(
      frames("Foo: 1\r\n\r\nContent-Length: 2\r\n\r\n{}")
        == ["! a header has no `Content-Length`", "{}"])
  }

  @Test(arguments: ["x", "-1", "1.5", "", "12345678901234567890", "2 bytes"])
  func `A length that is no number is said, and the message behind is read`(length: String) {
    #expect(
      frames("Content-Length: \(length)\r\n\r\n{}Content-Length: 2\r\n\r\n[]")
        == ["! the `Content-Length` is no number", "[]"])
  }

  @Test(arguments: [1, 3, 1000]) func `What is no header is passed over`(size: Int) {
    #expect(
      frames("garbage\r\nmore {}Content-Length: 2\r\n\r\n[]", by: size)
        == ["! a line is no field of a header", "[]"])
    let long = String(repeating: "x", count: 10_000)
    #expect(
      frames("\(long)Content-Length: 2\r\n\r\n[]", by: size)
        == ["! a line of the header is too long", "[]"])
  }

  @Test(arguments: [1, 7, 1000]) func `A message above the limit is passed over`(size: Int) {
    let long = String(repeating: "x", count: 50)
    #expect(
      frames(
        "Content-Length: 50\r\n\r\n\(long)Content-Length: 2\r\n\r\n[]", by: size, limit: 49)
        == ["! a message of 50 bytes is longer than 49", "[]"])
  }

  @Test func `After a length that is too great, the message inside is read`() {
    var reader = FrameReader(limit: 1000)
    reader.append(Array("Content-Length: 25\r\n\r\n{}Content-Length: 2\r\n\r\n[]".utf8))
    guard case .content(let first)? = reader.next() else {
      Issue.record("no message")
      return
    }
    #expect(String(decoding: first, as: UTF8.self) == "{}Content-Length: 2\r\n\r\n[]")
    reader.reject(first)
    #expect(reader.next() == .content(Array("[]".utf8)))
    #expect(reader.next() == nil)
  }

  @Test func `After a length that is too small, the next message is read`() {
    var reader = FrameReader(limit: 1000)
    reader.append(Array("Content-Length: 1\r\n\r\n{}Content-Length: 2\r\n\r\n[]".utf8))
    #expect(reader.next() == .content(Array("{".utf8)))
    reader.reject(Array("{".utf8))
    #expect(reader.next() == .content(Array("[]".utf8)))
  }

  @Test func `Damaged bytes never stop the reader`() {
    var generator = SeededGenerator(seed: 7)
    let message = Array("Content-Length: 17\r\n\r\n{\"jsonrpc\":\"2.0\"}".utf8)
    for _ in 0..<500 {
      var bytes = message + message
      for _ in 0..<3 {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
        }
      }
      var reader = FrameReader(limit: 100)
      reader.append(bytes)
      while let frame = reader.next() {
        if case .content(let content) = frame, content.first != UInt8(ascii: "{") {
          reader.reject(content)
        }
      }
      // However the damage, enough good messages are understood again.
      var isUnderstood = false
      for _ in 0..<12 {
        reader.append(message)
        while let frame = reader.next() {
          if frame == .content(Array("{\"jsonrpc\":\"2.0\"}".utf8)) {
            isUnderstood = true
          } else if case .content(let content) = frame {
            reader.reject(content)
          }
        }
      }
      #expect(isUnderstood)
    }
  }
}
