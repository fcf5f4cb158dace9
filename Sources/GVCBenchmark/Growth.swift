import Glibc

/// The exponent of an amount over a size, by least squares over the logarithms.
enum Fit {
  static func exponent(_ points: [(size: Int, amount: Double)]) -> Double? {
    let logs = points.filter { $0.amount > 0 }.map { (log(Double($0.size)), log($0.amount)) }
    guard logs.count > 1 else { return nil }
    let count = Double(logs.count)
    let x = logs.map(\.0).reduce(0, +) / count
    let y = logs.map(\.1).reduce(0, +) / count
    let spread = logs.map { ($0.0 - x) * ($0.0 - x) }.reduce(0, +)
    return spread > 0 ? logs.map { ($0.0 - x) * ($0.1 - y) }.reduce(0, +) / spread : nil
  }
}

/// How the time and the memory of each stage grow with the length of the case.
struct Growth {
  /// What is asked of an exponent.
  static let limit = 1.05

  private var times: [Stage: [(size: Int, amount: Double)]] = [:]
  private var peaks: [Stage: [(size: Int, amount: Double)]] = [:]

  mutating func add(_ row: Measurement, lines: Int, bytes: Int) {
    times[row.stage, default: []].append((bytes, row.median))
    // Below that a process holds as much whatever it does.
    if let memory = row.memory, lines >= 10_000 {
      peaks[row.stage, default: []].append((bytes, Double(memory)))
    }
  }

  /// A line a stage: the exponent of all sizes, and the steepest between one size and the next.
  var text: String {
    var lines: [String] = []
    for (what, points) in [("time", times), ("memory", peaks)] {
      for stage in Stage.allCases {
        guard let all = points[stage], let exponent = Fit.exponent(all) else { continue }
        let steps = zip(all, all.dropFirst()).compactMap { Fit.exponent([$0, $1]) }
        let steepest = Fixed.text(steps.max() ?? exponent, decimals: 3)
        let mark = exponent > Self.limit ? ", more than \(Fixed.text(Self.limit, decimals: 2))" : ""
        lines.append(
          "\(what) of \(stage.rawValue) ~ size^\(Fixed.text(exponent, decimals: 3)), "
            + "steepest step \(steepest)\(mark)")
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
