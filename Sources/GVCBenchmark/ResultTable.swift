import Glibc

/// The times of one stage, shortest first, and the memory that it took at most.
struct Measurement {
  let stage: Stage
  /// Seconds.
  let times: [Double]
  /// Bytes beyond those of a process that has only read the file. Snapshot and rules count with the
  /// model that they need.
  let memory: Int?

  var least: Double { times.first ?? 0 }
  var median: Double { times.isEmpty ? 0 : times[times.count / 2] }
}

/// Numbers with a fixed number of decimals.
enum Fixed {
  static func text(_ number: Double, decimals: Int) -> String {
    guard number.isFinite else { return "–" }
    let scale = pow(10, Double(decimals))
    let whole = (abs(number) * scale).rounded()
    guard whole < 1e15 else { return "\(number)" }
    let digits = String(Int(whole))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = number < 0 ? "-" : ""
    return decimals == 0
      ? sign + padded : "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }
}

/// The measurements over one case as a table.
struct ResultTable {
  let lines: Int
  let bytes: Int
  let rows: [Measurement]

  private static let heads = [
    "stage", "min ms", "median ms", "M lines/s", "MB/s", "× copy", "× read", "memory B/B", "budget",
  ]

  var text: String {
    let copy = rows.first { $0.stage == .copy }?.median ?? .nan
    let read = rows.first { $0.stage == .read }?.median ?? .nan
    var table = [Self.heads]
    for row in rows {
      table.append([
        row.stage.rawValue, Fixed.text(row.least * 1e3, decimals: 3),
        Fixed.text(row.median * 1e3, decimals: 3),
        Fixed.text(Double(lines) / row.median / 1e6, decimals: 2),
        Fixed.text(Double(bytes) / row.median / 1e6, decimals: 0),
        Fixed.text(row.median / copy, decimals: 1), Fixed.text(row.median / read, decimals: 1),
        row.memory.map { Fixed.text(Double($0) / Double(bytes), decimals: 1) } ?? "–",
        row.stage.budget,
      ])
    }
    let widths = Self.heads.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    let body = table.map { line in
      line.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 || column == line.count - 1 ? cell + space : space + cell
      }.joined(separator: "  ")
    }
    return "\(lines) lines, \(bytes) bytes, \(rows.first?.times.count ?? 0) rounds\n"
      + body.joined(separator: "\n") + "\n"
  }
}
