import Testing

@testable import GVCSyntax

/// The nearest name is found as by measuring the distance of each.
@Suite struct SuggestionTests {
  /// Insertions, deletions, replacements and swaps of neighbours, by the whole table.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var table = Array(repeating: Array(0...b.count), count: a.count + 1)
    for i in 0...a.count { table[i][0] = i }
    for i in a.indices {
      for j in b.indices {
        var d = min(
          table[i][j] + (a[i] == b[j] ? 0 : 1), table[i][j + 1] + 1, table[i + 1][j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { d = min(d, table[i - 1][j - 1] + 1) }
        table[i + 1][j + 1] = d
      }
    }
    return table[a.count][b.count]
  }

  private static func nearest(to name: String, among candidates: [String]) -> String? {
    let typed = Array(name.utf8.prefix(64))
    guard typed.count > 2 else { return nil }
    return candidates.map { (distance(typed, Array($0.utf8.prefix(64))), $0) }
      .filter { $0.0 <= typed.count / 3 }.min { $0 < $1 }?.1
  }

  @Test(arguments: [3, 6, 12, 30, 63, 70]) func `Nearest of random names`(length: Int) {
    var state = UInt64(length) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(below limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 1) % limit
    }
    var found = 0
    for _ in 0..<200 {
      let name = (0..<length).map { _ in "abc"[next(below: 3)] }
      let others = (0..<8).map { _ in
        var other = name
        for _ in 0..<1 + next(below: 1 + length / 3) {
          let place = next(below: other.count)
          switch next(below: 4) {
          case 0 where other.count > 1: other.remove(at: place)
          case 1: other.insert("abc"[next(below: 3)], at: place)
          case 2: other.swapAt(place, max(0, place - 1))
          default: other[place] = "abc"[next(below: 3)]
          }
        }
        return String(other)
      }
      let (a, b) = (
        Suggestion.nearest(to: String(name), among: others),
        Self.nearest(to: String(name), among: others)
      )
      #expect(a == b, "\(String(name)) among \(others)")
      if a != nil { found += 1 }
    }
    #expect(found > 50)
  }

  @Test func `A short name is like none`() {
    #expect(Suggestion.nearest(to: "ab", among: ["ab", "abc"]) == nil)
    #expect(Suggestion.nearest(to: "firn", among: ["form", "firm", "fir"]) == "fir")
  }
}

extension String {
  fileprivate subscript(index: Int) -> Character { self[self.index(startIndex, offsetBy: index)] }
}
