/// “Did you mean”: the known name nearest to a mistyped one.
public enum Suggestion {
  /// The candidate within a third of the name's length in edits, nearest first, then by name.
  public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let typed = Array(name.utf8.prefix(64))
    guard typed.count > 2 else { return nil }
    let limit = typed.count / 3
    var best: (distance: Int, name: String)?
    for candidate in candidates {
      let other = Array(candidate.utf8.prefix(64))
      guard abs(other.count - typed.count) <= limit else { continue }
      let d = distance(typed, other)
      guard d <= limit else { continue }
      if let b = best, (b.distance, b.name) <= (d, candidate) { continue }
      best = (d, candidate)
    }
    return best?.name
  }

  /// Insertions, deletions, replacements and swaps of neighbours between two texts.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var d = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { d = min(d, beforeLast[j - 1] + 1) }
        row.append(d)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
