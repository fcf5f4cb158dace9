/// “Did you mean”: the known name nearest to a mistyped one.
public enum Suggestion {
  /// The candidate within a third of the name's length in edits, nearest first, then by name.
  public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    var measure = EditDistance(to: name)
    guard measure.length > 2 else { return nil }
    var limit = measure.length / 3
    var best: String?
    for var candidate in candidates {
      guard let d = candidate.withUTF8({ measure.distance(of: $0, within: limit) }) else {
        continue
      }
      if let known = best, d == limit, known <= candidate { continue }
      // From here on only what is as near counts.
      (best, limit) = (candidate, d)
    }
    return best
  }
}

/// Insertions, deletions, replacements and swaps of neighbours between one text and others, by their first
/// 64 bytes.
private struct EditDistance {
  private static let longest = 64

  private let text: [UInt8]
  /// The distances of the beginnings of the text, of which the last and the one before it are kept.
  private var beforeLast = [Int](repeating: 0, count: longest + 2)
  private var last = [Int](repeating: 0, count: longest + 2)
  private var row = [Int](repeating: 0, count: longest + 2)

  init(to text: String) { self.text = Array(text.utf8.prefix(Self.longest)) }

  var length: Int { text.count }

  /// The distance; nil where it is more than a limit.
  mutating func distance(of other: UnsafeBufferPointer<UInt8>, within limit: Int) -> Int? {
    let count = min(other.count, Self.longest)
    guard abs(count - text.count) <= limit else { return nil }
    let far = limit + 1
    for j in 0...count { last[j] = j }
    var wasNear = true
    for i in 1...text.count {
      // What is further from the diagonal than the limit is further away than it.
      let low = max(1, i - limit)
      let high = min(count, i + limit)
      row[low - 1] = low == 1 ? i : far
      var nearest = row[low - 1]
      if low <= high {
        for j in low...high {
          let isSame = text[i - 1] == other[j - 1]
          // The row before ends one place to the left.
          let above = j == i + limit ? far : last[j]
          var d = min(last[j - 1] + (isSame ? 0 : 1), above + 1, row[j - 1] + 1)
          if i > 1, j > 1, text[i - 1] == other[j - 2], text[i - 2] == other[j - 1] {
            d = min(d, beforeLast[j - 2] + 1)
          }
          row[j] = d
          nearest = min(nearest, d)
        }
      }
      // A swap goes back by two rows.
      let isNear = nearest <= limit
      if !isNear, !wasNear { return nil }
      wasNear = isNear
      (beforeLast, last, row) = (last, row, beforeLast)
    }
    return last[count] <= limit ? last[count] : nil
  }
}
