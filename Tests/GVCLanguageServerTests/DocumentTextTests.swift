import FoundationEssentials
import Testing

@testable import GVCLanguageServer

/// Positions and edits of texts, against an implementation that is slow and plain.
@Suite struct DocumentTextTests {
  /// A text as lines of code units, as the protocol describes it.
  private struct Reference {
    /// As most clients have it.
    var units: [UInt16]

    init(_ units: [UInt16]) { self.units = units }

    init(_ text: String) { self.init(Array(text.utf16)) }

    /// The text with U+FFFD for each half of a surrogate pair.
    var text: String { String(decoding: units, as: UTF16.self) }

    var scalars: [Unicode.Scalar] { Array(text.unicodeScalars) }

    func width(_ scalar: Unicode.Scalar, _ encoding: PositionEncoding) -> Int {
      switch encoding {
      case .utf8: String(scalar).utf8.count
      case .utf16: String(scalar).utf16.count
      case .utf32: 1
      }
    }

    /// The lines as ranges of scalars, without their ends.
    var lines: [Range<Int>] {
      let scalars = scalars
      var lines: [Range<Int>] = []
      var start = 0
      var i = 0
      while i < scalars.count {
        if scalars[i] == "\r", i + 1 < scalars.count, scalars[i + 1] == "\n" {
          lines.append(start..<i)
          i += 2
          start = i
        } else if scalars[i] == "\r" || scalars[i] == "\n" {
          lines.append(start..<i)
          i += 1
          start = i
        } else {
          i += 1
        }
      }
      return lines + [start..<scalars.count]
    }

    func index(_ position: LSP.Position, _ encoding: PositionEncoding) -> Int {
      let lines = lines
      guard position.line < lines.count else { return scalars.count }
      let line = lines[position.line]
      var left = position.character
      var i = line.lowerBound
      while i < line.upperBound, left >= width(scalars[i], encoding) {
        left -= width(scalars[i], encoding)
        i += 1
      }
      return i
    }

    /// The place of a position among the code units, which may divide a surrogate pair.
    private func unit(_ position: LSP.Position) -> Int {
      var starts = [0]
      for i in units.indices where units[i] == 0x0A || units[i] == 0x0D {
        if units[i] == 0x0A || i + 1 == units.count || units[i + 1] != 0x0A { starts.append(i + 1) }
      }
      guard position.line < starts.count else { return units.count }
      let start = starts[position.line]
      var end = start
      while end < units.count, units[end] != 0x0A, units[end] != 0x0D { end += 1 }
      return min(end, start + position.character)
    }

    mutating func apply(
      _ range: LSP.Range?, _ text: [UInt16], _ encoding: PositionEncoding
    ) {
      guard let range else {
        units = text
        return
      }
      if encoding == .utf16 {
        let ends = [unit(range.start), unit(range.end)].sorted()
        units.replaceSubrange(ends[0]..<ends[1], with: text)
      } else {
        let ends = [index(range.start, encoding), index(range.end, encoding)].sorted()
        var scalars = scalars
        scalars.replaceSubrange(
          ends[0]..<ends[1], with: String(decoding: text, as: UTF16.self).unicodeScalars)
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        units = Array(String(view).utf16)
      }
    }
  }

  private static let pieces = [
    "a", "firm x {}", "\n", "\r\n", "\r", "é", "€", "👟", "👩‍👩‍👧", "\u{FEFF}", "\u{2028}", "",
    "\n\r", "x\r", "\nfin", "日本語", "\t",
  ]

  private func text(_ generator: inout SeededGenerator, _ count: Int) -> String {
    (0..<Int.random(in: 0...count, using: &generator))
      .compactMap { _ in Self.pieces.randomElement(using: &generator) }.joined()
  }

  /// A text in which halves of surrogate pairs stand too.
  private func units(_ generator: inout SeededGenerator, _ count: Int) -> [UInt16] {
    (0..<Int.random(in: 0...count, using: &generator)).flatMap { _ -> [UInt16] in
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: [0xD83D]
      case 1: [0xDC5F]
      default: Array((Self.pieces.randomElement(using: &generator) ?? "").utf16)
      }
    }
  }

  /// What the server makes of a text of a client: it comes as JSON, with the halves as escapes.
  private func received(_ units: [UInt16]) throws -> ClientText {
    let escapes = units.map { unit in
      "\\u" + String(repeating: "0", count: 4 - String(unit, radix: 16).count)
        + String(unit, radix: 16)
    }
    let json = ReadableJSON(Array("[\"\(escapes.joined())\"]".utf8))
    let decoder = JSONDecoder()
    if let key = ClientText.halvesKey { decoder.userInfo[key] = json.halves }
    return try #require(try decoder.decode([ClientText].self, from: Data(json.bytes)).first)
  }

  @Test(arguments: PositionEncoding.allCases)
  func `Random edits give what a plain implementation gives`(encoding: PositionEncoding) throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<60 {
      let start = units(&generator, 12)
      var document = DocumentText(try received(start))
      var reference = Reference(start)
      for _ in 0..<30 {
        let positions = (0..<2).map { _ in
          LSP.Position(
            Int.random(in: 0...(reference.lines.count), using: &generator),
            Int.random(in: 0...12, using: &generator))
        }.sorted()
        let isWhole = Int.random(in: 0..<40, using: &generator) == 0
        let range = isWhole ? nil : LSP.Range(positions[0], positions[1])
        let new = units(&generator, 4)
        document.apply(LSP.ContentChange(range: range, text: try received(new)), encoding)
        reference.apply(range, new, encoding)
        #expect(document.bytes == Array(reference.text.utf8))
        #expect(document.lines == LineTable(document.bytes))
        #expect(document.lines.count == reference.lines.count)
      }
    }
  }

  @Test(arguments: PositionEncoding.allCases)
  func `Every position of a text leads to its offset and back`(encoding: PositionEncoding) {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<40 {
      let text = text(&generator, 20)
      let document = DocumentText(Array(text.utf8))
      let reference = Reference(text)
      for (number, line) in reference.lines.enumerated() {
        var character = 0
        for i in line.lowerBound...line.upperBound {
          let offset = reference.scalars[..<i].reduce(0) { $0 + String($1).utf8.count }
          let position = LSP.Position(number, character)
          #expect(document.offset(of: position, encoding) == offset)
          #expect(document.position(of: offset, encoding) == position)
          if i < line.upperBound { character += reference.width(reference.scalars[i], encoding) }
        }
      }
    }
  }

  @Test(arguments: PositionEncoding.allCases)
  func `A cursor tells the same positions, in any order`(encoding: PositionEncoding) {
    var generator = SeededGenerator(seed: 3)
    for length in [20, 2000] {
      let text = DocumentText(Array(text(&generator, length).utf8) + [0xC3])
      let line = DocumentText(
        Array(String(repeating: "é👟x", count: length).utf8) + Array("\r\nab".utf8))
      for text in [text, line] {
        var cursor = PositionCursor(text, encoding)
        var offset = 0
        for _ in 0..<500 {
          offset =
            Int.random(in: 0..<8, using: &generator) == 0
            ? Int.random(in: 0...(text.bytes.count + 2), using: &generator)
            : offset + Int.random(in: -3...9, using: &generator)
          #expect(cursor.position(of: offset) == text.position(of: offset, encoding))
        }
      }
    }
  }

  @Test func `A position behind the end of a line is the end of the line`() {
    let text = DocumentText(Array("ab\r\ncd\n👟".utf8))
    for encoding in PositionEncoding.allCases {
      #expect(text.offset(of: LSP.Position(0, 99), encoding) == 2)
      #expect(text.offset(of: LSP.Position(1, 2), encoding) == 6)
      #expect(text.offset(of: LSP.Position(2, 99), encoding) == 11)
      #expect(text.offset(of: LSP.Position(3, 0), encoding) == 11)
      #expect(text.offset(of: LSP.Position(-1, 4), encoding) == 0)
      #expect(text.offset(of: LSP.Position(0, -4), encoding) == 0)
    }
  }

  @Test func `A position inside of a character is the beginning of the character`() {
    let text = DocumentText(Array("x👟y".utf8))
    #expect(text.offset(of: LSP.Position(0, 2), .utf16) == 1)
    #expect(text.offset(of: LSP.Position(0, 3), .utf16) == 5)
    for inside in 2...4 { #expect(text.offset(of: LSP.Position(0, inside), .utf8) == 1) }
    #expect(text.offset(of: LSP.Position(0, 5), .utf8) == 5)
  }

  @Test func `An offset inside of a line break is the end of the line`() {
    let text = DocumentText(Array("ab\r\ncd".utf8))
    #expect(text.position(of: 3, .utf16) == LSP.Position(0, 2))
    #expect(text.position(of: 4, .utf16) == LSP.Position(1, 0))
    #expect(text.position(of: 99, .utf16) == LSP.Position(1, 2))
  }

  @Test func `Bytes that are no text count one unit each`() {
    let text = DocumentText([0x61, 0xFF, 0xC3, 0x62, 0xF0, 0x9F])
    for encoding in PositionEncoding.allCases {
      #expect(text.position(of: 6, encoding) == LSP.Position(0, 6))
      #expect(text.offset(of: LSP.Position(0, 3), encoding) == 3)
    }
  }

  @Test func `Bytes are agreed upon where the client can, else what it prefers`() {
    #expect(PositionEncoding(offered: nil) == .utf16)
    #expect(PositionEncoding(offered: []) == .utf16)
    #expect(PositionEncoding(offered: ["utf-16", "utf-8"]) == .utf8)
    #expect(PositionEncoding(offered: ["utf-32", "utf-16"]) == .utf32)
    #expect(PositionEncoding(offered: ["ucs-4"]) == .utf16)
  }
}
