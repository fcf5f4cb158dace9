import GVCSyntax

/// `gvc-benchmark run`: the speed and memory of each stage over cases of several lengths.
enum RunCommand {
  static func run(_ arguments: [String]) throws -> Int32 {
    var options = Arguments(arguments)
    let sizes = try options.numbers("--lines") ?? [1_000, 10_000, 100_000, 1_000_000]
    let seed = try options.number("--seed") ?? 1
    let rounds = max(1, try options.number("--rounds") ?? 5)
    let stages = try stages(options.word("--stages"))
    try options.finish()
    let directory = try Disk.temporaryDirectory()
    defer { Disk.removeDirectory(directory) }
    var growth = Growth()
    var slow = Set(Stage.allCases).subtracting(stages)
    for lines in sizes {
      let bytes = ProjectGenerator.text(lines: max(40, lines), seed: UInt64(seed))
      let path = "\(directory)/\(lines).gvc"
      try Disk.write(bytes, to: path)
      let measured = try measure(
        StageInput(path: path, bytes: bytes), rounds: rounds, without: slow)
      slow.formUnion(measured.filter { $0.least > slowest }.map(\.stage))
      Console.write(
        ResultTable(lines: lines, bytes: bytes.count, rows: measured).text + "\n")
      for row in measured { growth.add(row, lines: lines, bytes: bytes.count) }
    }
    Console.write(growth.text)
    return 0
  }

  /// The stages of a list such as `lex,check`; all without one.
  private static func stages(_ list: String?) throws -> [Stage] {
    guard let list else { return Stage.allCases }
    return try list.split(separator: ",").map { name in
      guard let stage = Stage.allCases.first(where: { "\($0)" == name }) else {
        let all = Stage.allCases.map { "\($0)" }.joined(separator: ", ")
        throw UsageError("there is no stage `\(name)`; there is \(all)")
      }
      return stage
    }
  }

  /// A stage that takes more seconds than this is left out of the cases behind.
  private static let slowest = 5.0

  /// The most memory of a process that does the work of a stage; nil where it fails.
  private static func peak(of stage: String, _ path: String) throws -> Int? {
    let result = "\(path).memory"
    guard try Child(["memory", stage, path, result]).wait().status == 0 else { return nil }
    return Int(String(decoding: try Disk.read(result), as: UTF8.self))
  }

  private static func measure(
    _ input: StageInput, rounds: Int, without slow: Set<Stage>
  ) throws -> [Measurement] {
    var input = input
    let stages = Stage.allCases.filter { !slow.contains($0) }
    let baseline = try peak(of: "none", input.path) ?? 0
    let peaks = try stages.map { stage in
      try peak(of: stage.rawValue, input.path).map { max(0, $0 - baseline) }
    }
    return zip(stages, peaks).map { stage, memory in
      input.prepare(stage)
      var times: [Double] = []
      for _ in 0..<rounds where times.reduce(0, +) < slowest {
        let (seconds, result) = ProcessorTime.measure { input.run(stage) }
        precondition(result >= 0)
        times.append(seconds)
      }
      return Measurement(stage: stage, times: times.sorted(), memory: memory)
    }
  }
}

/// `gvc-benchmark memory STAGE FILE RESULT`: does the work of one stage, or of none, and writes into a file
/// how much memory it took.
enum MemoryCommand {
  static func run(_ arguments: [String]) throws -> Int32 {
    guard arguments.count == 3 else { throw UsageError("memory STAGE FILE RESULT") }
    var input = StageInput(path: arguments[1], bytes: try Disk.read(arguments[1]))
    if let stage = Stage(rawValue: arguments[0]) {
      input.prepare(stage)
      guard input.run(stage) >= 0 else { return 1 }
    }
    guard let bytes = PeakMemory.bytes else { return 1 }
    try Disk.write(Array(String(bytes).utf8), to: arguments[2])
    return 0
  }
}

/// `gvc-benchmark text`: a case of the generator, on standard output.
enum TextCommand {
  static func run(_ arguments: [String]) throws -> Int32 {
    var options = Arguments(arguments)
    let lines = try options.number("--lines") ?? 1_000
    let seed = try options.number("--seed") ?? 1
    try options.finish()
    let text = ProjectGenerator.text(lines: max(40, lines), seed: UInt64(seed))
    Console.write(String(decoding: text, as: UTF8.self))
    return 0
  }
}
