/// Half of a surrogate pair that a text in UTF-16 holds by itself, where U+FFFD stands for it in UTF-8.
struct SurrogateHalf: Hashable, Sendable {
  /// The offset of the U+FFFD, which takes three bytes.
  var offset: Int
  /// The code unit, from 0xD800 to 0xDFFF.
  var unit: UInt16

  /// The first half of a pair.
  var isHigh: Bool { unit < 0xDC00 }

  /// The bytes that stand for a half.
  static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
}

/// The content of a message as JSON in UTF-8 that can be decoded.
///
/// JSON may hold half of a surrogate pair, as `\ud83d`, and a careless client sends bytes that are no
/// UTF-8. Both are replaced by U+FFFD, within texts and keys; the halves are kept beside.
struct ReadableJSON {
  private(set) var bytes: [UInt8]
  /// The halves of each text, by the members and indices that lead to it, with `/` between them; the
  /// offsets are those of the decoded text.
  private(set) var halves: [String: [SurrogateHalf]] = [:]

  init(_ content: [UInt8]) {
    bytes = content
    let isReadable = content.withUnsafeBufferPointer { Self.isReadable($0) }
    guard !isReadable else { return }
    var repair = Repair(content)
    repair.run()
    bytes = repair.out
    halves = repair.halves
  }

  /// Whether all is UTF-8 and every half of a surrogate pair is beside the other one.
  private static func isReadable(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var i = 0
    while i < bytes.count {
      let byte = bytes[i]
      if byte >= 0x80 {
        let (length, isScalar) = UTF8Reading.sequence(at: i, in: bytes)
        guard isScalar else { return false }
        i += length
      } else if byte != UInt8(ascii: "\\") {
        i += 1
      } else if let unit = Escape.unit(at: i, in: bytes), unit & 0xF800 == 0xD800 {
        guard Escape.isPair(at: i, in: bytes) else { return false }
        i += 12
      } else {
        i += 2
      }
    }
    return true
  }
}

/// Escapes of the form `\ud83d`.
private enum Escape {
  /// The code unit of the escape at an index; nil where none stands there.
  static func unit<Bytes: RandomAccessCollection<UInt8>>(at i: Int, in bytes: Bytes) -> UInt16?
  where Bytes.Index == Int {
    guard i + 6 <= bytes.endIndex, bytes[i] == UInt8(ascii: "\\"),
      bytes[i + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt16 = 0
    for k in (i + 2)..<(i + 6) {
      guard let digit = Character(Unicode.Scalar(bytes[k])).hexDigitValue else { return nil }
      unit = unit << 4 | UInt16(truncatingIfNeeded: digit)
    }
    return unit
  }

  /// Whether two escapes at an index are a surrogate pair.
  static func isPair<Bytes: RandomAccessCollection<UInt8>>(at i: Int, in bytes: Bytes) -> Bool
  where Bytes.Index == Int {
    guard let high = unit(at: i, in: bytes), let low = unit(at: i + 6, in: bytes) else {
      return false
    }
    return high & 0xFC00 == 0xD800 && low & 0xFC00 == 0xDC00
  }
}

/// What sequences of bytes are in UTF-8.
enum UTF8Reading {
  /// The length of the sequence at an index of a byte above 0x7F, and whether it is a character. What is
  /// none is as long as the beginning of one that stands there, at least one byte.
  static func sequence<Bytes: RandomAccessCollection<UInt8>>(at i: Int, in bytes: Bytes) -> (
    length: Int, isScalar: Bool
  )
  where Bytes.Index == Int {
    let lead = bytes[i]
    let length =
      switch lead {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    guard length > 1 else { return (1, false) }
    let second: ClosedRange<UInt8> =
      switch lead {
      case 0xE0: 0xA0...0xBF
      case 0xED: 0x80...0x9F
      case 0xF0: 0x90...0xBF
      case 0xF4: 0x80...0x8F
      default: 0x80...0xBF
      }
    var found = 1
    while found < length, i + found < bytes.endIndex,
      (found == 1 ? second : 0x80...0xBF).contains(bytes[i + found])
    {
      found += 1
    }
    return (found, found == length)
  }

  /// The code unit of half of a surrogate pair that is written as if it were a character; nil where none
  /// stands at an index.
  static func half<Bytes: RandomAccessCollection<UInt8>>(at i: Int, in bytes: Bytes) -> UInt16?
  where Bytes.Index == Int {
    guard i + 3 <= bytes.endIndex, bytes[i] == 0xED, 0xA0...0xBF ~= bytes[i + 1],
      0x80...0xBF ~= bytes[i + 2]
    else { return nil }
    return 0xD000 | UInt16(bytes[i + 1] & 0x3F) << 6 | UInt16(bytes[i + 2] & 0x3F)
  }
}

/// Copies JSON, with what cannot be decoded replaced.
private struct Repair {
  /// What a value stands in: the key before it, or its index.
  private enum Container {
    case object(key: String?)
    case array(index: Int)
  }

  private let content: [UInt8]
  private var i = 0
  private var path: [Container] = []
  private(set) var out: [UInt8] = []
  private(set) var halves: [String: [SurrogateHalf]] = [:]

  init(_ content: [UInt8]) {
    self.content = content
    out.reserveCapacity(content.count)
  }

  mutating func run() {
    while i < content.count {
      let byte = content[i]
      switch byte {
      case UInt8(ascii: "\""):
        readText()
        continue
      case UInt8(ascii: "{"): path.append(.object(key: nil))
      case UInt8(ascii: "["): path.append(.array(index: 0))
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = path.popLast()
      case UInt8(ascii: ","):
        switch path.popLast() {
        case .object?: path.append(.object(key: nil))
        case .array(let index)?: path.append(.array(index: index + 1))
        case nil: break
        }
      default: break
      }
      out.append(byte)
      i += 1
    }
  }

  /// Copies a text in quotes, which may lack its end.
  private mutating func readText() {
    let start = out.count
    var offset = 0
    var found: [SurrogateHalf] = []
    out.append(content[i])
    i += 1
    while i < content.count, content[i] != UInt8(ascii: "\"") {
      if content[i] >= 0x80 {
        offset += readSequence(at: offset, &found)
      } else if content[i] != UInt8(ascii: "\\") {
        copy(1)
        offset += 1
      } else {
        offset += readEscape(at: offset, &found)
      }
    }
    copy(1)
    if case .object(key: nil)? = path.last {
      path[path.count - 1] = .object(
        key: String(decoding: out[(start + 1)..<max(start + 1, out.count - 1)], as: UTF8.self))
    } else if !found.isEmpty {
      halves[name] = found
    }
  }

  /// Copies what is no ASCII; returns how many bytes it is of the text.
  private mutating func readSequence(at offset: Int, _ found: inout [SurrogateHalf]) -> Int {
    if let unit = UTF8Reading.half(at: i, in: content) {
      found.append(SurrogateHalf(offset: offset, unit: unit))
      replace(3)
      return 3
    }
    let (length, isScalar) = UTF8Reading.sequence(at: i, in: content)
    if isScalar { copy(length) } else { replace(length) }
    return isScalar ? length : 3
  }

  /// Copies an escape; returns how many bytes it is of the text.
  private mutating func readEscape(at offset: Int, _ found: inout [SurrogateHalf]) -> Int {
    guard let unit = Escape.unit(at: i, in: content) else {
      copy(2)
      return 1
    }
    if Escape.isPair(at: i, in: content) {
      copy(12)
      return 4
    }
    if unit & 0xF800 == 0xD800 {
      found.append(SurrogateHalf(offset: offset, unit: unit))
      replace(6)
      return 3
    }
    copy(6)
    return unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3
  }

  private mutating func copy(_ count: Int) {
    let end = min(content.count, i + count)
    out += content[i..<end]
    i = end
  }

  private mutating func replace(_ count: Int) {
    out += SurrogateHalf.replacement
    i = min(content.count, i + count)
  }

  private var name: String {
    path.map { container in
      switch container {
      case .object(let key): key ?? ""
      case .array(let index): String(index)
      }
    }.joined(separator: "/")
  }
}
