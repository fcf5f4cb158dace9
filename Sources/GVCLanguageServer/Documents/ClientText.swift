/// A text as a client has it, in UTF-8, in which U+FFFD stands for each half of a surrogate pair.
struct ClientText: Hashable, Sendable {
  private(set) var bytes: [UInt8]
  /// The halves in the order of the text.
  private(set) var halves: [SurrogateHalf]

  init(_ bytes: [UInt8] = [], halves: [SurrogateHalf] = []) {
    self.bytes = bytes
    self.halves = halves
  }

  init(_ text: String) { self.init(Array(text.utf8)) }

  /// One half.
  init(half unit: UInt16) {
    self.init(SurrogateHalf.replacement, halves: [SurrogateHalf(offset: 0, unit: unit)])
  }

  static func += (a: inout ClientText, b: ClientText) {
    let start = a.bytes.count
    a.bytes += b.bytes
    a.halves += b.halves.map { SurrogateHalf(offset: $0.offset + start, unit: $0.unit) }
  }

  /// The same with the character in place of two halves that have come to stand beside one another.
  var joined: ClientText {
    guard halves.count > 1 else { return self }
    var new = ClientText()
    var done = 0
    var next = 0
    while next < halves.count {
      let half = halves[next]
      new.bytes += bytes[done..<half.offset]
      done = half.offset + 3
      next += 1
      if half.isHigh, next < halves.count, halves[next].offset == done, !halves[next].isHigh {
        let pair = [half.unit, halves[next].unit]
        new.bytes += Array(String(decoding: pair, as: UTF16.self).utf8)
        done += 3
        next += 1
      } else {
        new += ClientText(half: half.unit)
      }
    }
    new.bytes += bytes[done...]
    return new
  }
}

extension ClientText: Decodable {
  /// Where a decoder finds the halves that `ReadableJSON` has replaced.
  static let halvesKey = CodingUserInfoKey(rawValue: "halves")

  init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
    guard let key = Self.halvesKey,
      let all = decoder.userInfo[key] as? [String: [SurrogateHalf]], !all.isEmpty
    else { return }
    let path = decoder.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
    halves = all[path.joined(separator: "/")] ?? []
  }
}
