import Glibc

/// `gvc-benchmark damage`: what the compiler makes of files that are cut off or have a byte changed.
///
/// The work is done by children, so that one that traps, hangs or eats memory is seen and the rest goes on.
enum DamageCommand {
  /// The failures after which a child is not started again.
  private static let failureLimit = 10

  static func run(_ arguments: [String]) throws -> Int32 {
    var options = Arguments(arguments)
    let step = max(1, try options.number("--step") ?? 1)
    let jobs = max(1, try options.number("--jobs") ?? 2)
    let paths = try options.paths()
    let targets = try paths.flatMap { try DamageTarget.targets(at: $0) }
    let total = VariantNumbers(targets, step).count
    Console.write("\(targets.count) files, \(total) variants\n")
    let directory = try Disk.temporaryDirectory()
    var failures = 0
    var workers: [Worker] = try (0..<jobs).map { job in
      try Worker(job: job, of: jobs, from: 0, step: step, paths: paths, directory: directory)
    }
    while !workers.isEmpty {
      let end = try Child.waitForAny()
      guard let index = workers.firstIndex(where: { $0.child.process == end.process }) else {
        continue
      }
      let worker = workers.remove(at: index)
      if end.end.status == 0 { continue }
      guard let number = worker.current() else {
        throw UsageError("a child could not run: status \(end.end.status ?? -end.end.signal)")
      }
      failures += 1
      let file = try describe(number, targets, step, end.end, failures, directory)
      Console.write(file)
      guard failures < failureLimit else { continue }
      workers.append(
        try Worker(
          job: worker.job, of: jobs, from: number + jobs, step: step, paths: paths,
          directory: directory))
    }
    if failures == 0 {
      Disk.removeDirectory(directory)
      Console.write("\(total) variants ran; none failed\n")
    }
    return failures == 0 ? 0 : 1
  }

  /// Writes the variant of a number to a file, and says what happened.
  private static func describe(
    _ number: Int, _ targets: [DamageTarget], _ step: Int, _ end: Child.End, _ failure: Int,
    _ directory: String
  ) throws -> String {
    guard let (target, variant) = VariantNumbers(targets, step)[number] else { return "" }
    let path = "\(directory)/failure\(failure).gvc"
    try Disk.write(variant.applied(to: target.bytes), to: path)
    let reason =
      switch end.signal {
      case 0: "a check failed, see above"
      case SIGPROF: "it took more than \(DamageWorker.secondsLimit) seconds"
      default: "signal \(end.signal)"
      }
    return "FAILED: \(target.path), \(variant.description): \(reason)\n  \(path)\n"
  }
}

/// The variants of all targets in one row.
struct VariantNumbers {
  private let targets: [DamageTarget]
  private let step: Int
  private let starts: [Int]
  let count: Int

  init(_ targets: [DamageTarget], _ step: Int) {
    self.targets = targets
    self.step = step
    var starts: [Int] = []
    var count = 0
    for target in targets {
      starts.append(count)
      count += (target.bytes.count + step - 1) / step * Variant.perPlace
    }
    self.starts = starts
    self.count = count
  }

  subscript(number: Int) -> (target: DamageTarget, variant: Variant)? {
    guard number < count, let file = starts.lastIndex(where: { $0 <= number }) else { return nil }
    let inFile = number - starts[file]
    let place = inFile / Variant.perPlace * step
    return (
      targets[file],
      Variant(place * Variant.perPlace + inFile % Variant.perPlace, of: targets[file].bytes)
    )
  }
}

/// A child at its share of the variants.
private struct Worker {
  let job: Int
  let child: Child
  private let state: String

  init(job: Int, of jobs: Int, from: Int, step: Int, paths: [String], directory: String) throws {
    self.job = job
    state = "\(directory)/worker\(job)"
    try Disk.write([], to: state)
    child = try Child(
      [
        "damage-worker", "--job", "\(job)", "--jobs", "\(jobs)", "--from", "\(from)", "--step",
        "\(step)", state,
      ] + paths)
  }

  /// The number of the variant that the child was at.
  func current() -> Int? {
    guard let bytes = try? Disk.read(state), bytes.count == 8 else { return nil }
    return bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}

/// `gvc-benchmark damage-worker`: one child's share of the variants.
enum DamageWorker {
  /// The processor time of one variant, a hundred times what it takes.
  static let secondsLimit = 10
  private static let memoryLimit: UInt = 4 << 30

  static func run(_ arguments: [String]) throws -> Int32 {
    var options = Arguments(arguments)
    let job = try options.number("--job") ?? 0
    let jobs = try options.number("--jobs") ?? 1
    let from = try options.number("--from") ?? 0
    let step = try options.number("--step") ?? 1
    var paths = try options.paths()
    let state = open(paths.removeFirst(), O_WRONLY | O_CLOEXEC)
    guard state >= 0 else { throw SystemError("state") }
    var limit = rlimit(rlim_cur: memoryLimit, rlim_max: memoryLimit)
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    let targets = try paths.flatMap { try DamageTarget.targets(at: $0) }
    let numbers = VariantNumbers(targets, step)
    let library = DamageLibrary()
    for number in stride(from: from == 0 ? job : from, to: numbers.count, by: jobs) {
      guard let (target, variant) = numbers[number] else { continue }
      var bytes = (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
      pwrite(state, &bytes, bytes.count, 0)
      // The timer of the process ends it when a variant takes too long.
      var timer = itimerval()
      timer.it_value.tv_sec = secondsLimit
      setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
      if let problem = DamagePipeline.problem(
        variant.applied(to: target.bytes), in: target, library)
      {
        Console.write("\(problem)\n")
        return 1
      }
    }
    return 0
  }
}
