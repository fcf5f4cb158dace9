import GVCAnalysis
import GVCPicture
import GVCSyntax

/// `gvc-benchmark pictures`: what it takes to draw so many actors that all trade with each other.
enum PicturesCommand {
  static func run(_ arguments: [String]) throws -> Int32 {
    var options = Arguments(arguments)
    let sizes = try options.numbers("--actors") ?? [15, 30, 60]
    try options.finish()
    var points: [(size: Int, amount: Double)] = []
    Console.write("actors  links  one core: s\n")
    for actors in sizes {
      let model = WholeCheck.model(Parser.parse(WholeCheck.source(text(actors: actors))))
      guard model.diagnostics.isEmpty else { throw UsageError("the case has mistakes") }
      let reader = FindingReader(Analysis(model, RuleCompiler.compile(model)))
      var request = PictureRequest()
      request.foldLimit = .max
      var times: [Double] = []
      for _ in 0..<3 where times.reduce(0, +) < 5 {
        times.append(
          try ProcessorTime.measure {
            try Picture(reader, project: WholeCheck.name, request).element
          }.seconds)
      }
      let least = times.min() ?? 0
      points.append((actors * (actors - 1), least))
      Console.write(
        [
          padded(String(actors), 6), padded(String(actors * (actors - 1)), 7),
          padded(Fixed.text(least, decimals: 3), 13),
        ].joined() + "\n")
    }
    if let exponent = Fit.exponent(points) {
      Console.write("time of the picture ~ links^\(Fixed.text(exponent, decimals: 3))\n")
    }
    return 0
  }

  /// Firms of which each sells to each other one.
  private static func text(actors: Int) -> [UInt8] {
    var text = ""
    for firm in 0..<actors { text += "firm f\(firm) { size: small }\n" }
    for supplier in 0..<actors {
      for buyer in 0..<actors where buyer != supplier {
        text += "link f\(supplier) -> f\(buyer)\n"
      }
    }
    return Array(text.utf8)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
