import Glibc

/// This program, run again with other arguments.
struct Child {
  /// How a child ended.
  struct End {
    /// Its exit status; nil when a signal ended it.
    let status: Int32?
    let signal: Int32
  }

  let process: pid_t

  init(_ arguments: [String]) throws {
    let program = "/proc/self/exe"
    var words = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let failure = posix_spawn(&process, program, nil, nil, words, environ)
    guard failure == 0 else {
      errno = failure
      throw SystemError("posix_spawn")
    }
    self.process = process
  }

  /// Waits for the child.
  func wait() throws -> End { try Self.wait(process).end }

  /// Waits for the first child that ends.
  static func waitForAny() throws -> (process: pid_t, end: End) {
    try wait(-1)
  }

  private static func wait(_ which: pid_t) throws -> (process: pid_t, end: End) {
    var status: Int32 = 0
    var process = waitpid(which, &status, 0)
    while process < 0 {
      guard errno == EINTR else { throw SystemError("wait4") }
      process = waitpid(which, &status, 0)
    }
    let signal = status & 0x7F
    let end = End(status: signal == 0 ? (status >> 8) & 0xFF : nil, signal: signal)
    return (process, end)
  }
}
