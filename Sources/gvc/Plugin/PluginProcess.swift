#if canImport(Glibc)
  import Glibc
#endif

/// Runs an executable with an input, and takes what it writes: within a time, and up to a length.
struct PluginProcess {
  /// Why nothing can be taken from a process, in words that go on from the name of the plug-in.
  struct Failure: Error {
    let message: String
    /// The end of what it wrote to standard error.
    let errors: String
  }

  /// The most that is taken from standard output.
  static let outputLimit = 64 << 20
  /// How much of standard error is kept, from its end.
  private static let errorLimit = 8 << 10

  let path: String
  let arguments: [String]
  /// How long it may take, in seconds.
  let timeout: Double

  /// Runs it to its end and returns what it wrote to standard output.
  ///
  /// All that it starts is ended with it: when it takes too long or writes too much, when it is done, and when
  /// gvc is interrupted.
  func run(input: [UInt8]) throws(Failure) -> [UInt8] {
    var pipes: [Int32] = []
    defer { for pipe in pipes where pipe >= 0 { close(pipe) } }
    for _ in 0..<3 {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { throw failure("cannot be started") }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      pipes += ends
    }
    let guarded = PluginGuard()
    defer { guarded.end() }
    let child = try spawn(standardInput: pipes[0], output: pipes[3], error: pipes[5], guarded)
    guarded.child = child
    for end in [0, 3, 5] {
      close(pipes[end])
      pipes[end] = -1
    }
    var exchange = Exchange(
      input: pipes[1], output: pipes[2], error: pipes[4], outputLimit: Self.outputLimit,
      errorLimit: Self.errorLimit, deadline: Self.now() + timeout)
    let problem = exchange.run(input)
    if exchange.isInputClosed { pipes[1] = -1 }
    let status = problem == nil ? wait(for: child, until: exchange.deadline) : nil
    kill(-child, SIGKILL)
    if status == nil {
      var ignored: Int32 = 0
      while waitpid(child, &ignored, 0) < 0, errno == EINTR {}
    }
    if let problem { throw failure(problem, exchange.errors) }
    guard let status else { throw failure(tooLong, exchange.errors) }
    if status & 0x7F != 0 {
      throw failure("was ended by signal \(status & 0x7F)", exchange.errors)
    }
    let code = (status >> 8) & 0xFF
    guard code == 0 else { throw failure("ended with status \(code)", exchange.errors) }
    return exchange.taken
  }

  private var tooLong: String {
    "took more than \(Int(timeout.rounded(.up))) s and was ended; `--timeout` gives it longer"
  }

  private func failure(_ message: String, _ errors: [UInt8] = []) -> Failure {
    Failure(
      message: message == Exchange.timeIsUp ? tooLong : message,
      errors: String(decoding: errors, as: UTF8.self))
  }

  private func spawn(
    standardInput: Int32, output: Int32, error: Int32, _ guarded: PluginGuard
  ) throws(Failure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, standardInput, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, error, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGPIPE] + guarded.signals { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, path, &actions, &attributes, words, environ)
    guard code == 0 else {
      throw failure("cannot be started: \(String(cString: strerror(code)))")
    }
    return child
  }

  /// The status with which a process ends; nil when it does not in time.
  private func wait(for child: pid_t, until deadline: Double) -> Int32? {
    while true {
      var status: Int32 = 0
      let found = waitpid(child, &status, WNOHANG)
      if found == child { return status }
      if found < 0, errno != EINTR { return 0 }
      if Self.now() > deadline { return nil }
      usleep(2_000)
    }
  }

  /// Seconds on a clock that never goes back.
  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// What goes in and out of a process, none of which may wait for the other.
private struct Exchange {
  static let timeIsUp = "time is up"

  let input: Int32
  let output: Int32
  let error: Int32
  let outputLimit: Int
  let errorLimit: Int
  let deadline: Double
  private(set) var taken: [UInt8] = []
  private(set) var errors: [UInt8] = []
  private(set) var isInputClosed = false

  init(
    input: Int32, output: Int32, error: Int32, outputLimit: Int, errorLimit: Int, deadline: Double
  ) {
    self.input = input
    self.output = output
    self.error = error
    self.outputLimit = outputLimit
    self.errorLimit = errorLimit
    self.deadline = deadline
  }

  /// Writes all and reads until both outputs end; returns what went wrong, or nil.
  mutating func run(_ bytes: [UInt8]) -> String? {
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
    var written = 0
    var open = [true, true]
    while open[0] || open[1] {
      let left = deadline - PluginProcess.now()
      if left <= 0 { return Self.timeIsUp }
      if written == bytes.count { closeInput() }
      var waits = [
        pollfd(fd: open[0] ? output : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: open[1] ? error : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isInputClosed ? -1 : input, events: Int16(POLLOUT), revents: 0),
      ]
      let ready = poll(&waits, 3, Int32(min(1000, left * 1000)) + 1)
      if ready < 0, errno != EINTR { return "cannot be read from" }
      if waits[2].revents != 0 {
        let n = bytes[written...].withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
        if n > 0 {
          written += n
        } else if n < 0, errno != EAGAIN, errno != EINTR {
          // What does not read its input may still answer.
          closeInput()
          written = bytes.count
        }
      }
      if waits[0].revents != 0 { open[0] = read(output, into: \.taken) }
      if waits[1].revents != 0 { open[1] = read(error, into: \.errors) }
      if taken.count > outputLimit { return "writes more than \(outputLimit >> 20) MB" }
      if errors.count > 2 * errorLimit { errors.removeFirst(errors.count - errorLimit) }
    }
    closeInput()
    return nil
  }

  private mutating func closeInput() {
    guard !isInputClosed else { return }
    isInputClosed = true
    close(input)
  }

  /// Reads what is there; false at the end.
  private mutating func read(
    _ descriptor: Int32, into bytes: WritableKeyPath<Exchange, [UInt8]>
  ) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let n = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
    if n > 0 {
      self[keyPath: bytes].append(contentsOf: buffer[0..<n])
      return true
    }
    return n < 0 && errno == EINTR
  }
}
