import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Does something again whenever what it read changes, until it is interrupted.
enum Watcher {
  /// Calls `body` now and after each change of what its session has read; never returns. An error of one
  /// run is said, and the next change is waited for. SIGINT, SIGTERM and SIGHUP end the process with the
  /// status of the last run.
  ///
  /// - Parameter isForPrograms: Whether standard output is for a program: runs are then separated on
  ///   standard error.
  static func run<Made>(
    _ command: String, isForPrograms: Bool,
    _ body: (inout ProjectSession<Made>) throws -> ExitStatus
  ) -> ExitStatus {
    let last = LastStatus()
    for number in [SIGINT, SIGTERM, SIGHUP] { end(by: number, last) }
    var session = ProjectSession<Made>()
    let events = FileEvents()
    var count = 0
    while true {
      separate(count, isForPrograms)
      count += 1
      last.set(CommandLineTool.report(errorsOf: command) { try body(&session) })
      if isatty(2) == 1 {
        let files = session.fileCount
        Output.writeError(
          "gvc \(command): watching \(files) file\(files == 1 ? "" : "s"); Ctrl-C ends\n")
      }
      events.watch(session.directories)
      while session.isCurrent { events.wait() }
      events.settle()
    }
  }

  /// The work of a command that can be watched: once, or again and again. Fails for standard input.
  static func work<Made>(
    _ command: String, _ paths: [String], isWatched: Bool, isForPrograms: Bool,
    _ body: @escaping (inout ProjectSession<Made>) throws -> ExitStatus
  ) throws -> Command.Work {
    guard isWatched else {
      return {
        var session = ProjectSession<Made>()
        return try body(&session)
      }
    }
    guard !paths.contains("-") else {
      throw UsageError("standard input cannot be watched; name a file or a directory")
    }
    return { run(command, isForPrograms: isForPrograms, body) }
  }

  /// Clears a terminal; elsewhere a line stands between two runs.
  private static func separate(_ count: Int, _ isForPrograms: Bool) {
    if isatty(1) == 1 {
      Output.write("\u{1B}[H\u{1B}[2J\u{1B}[3J")
    } else if count > 0 {
      let line = "---- changed: run \(count + 1)\n"
      isForPrograms ? Output.writeError(line) : Output.write(line)
    }
  }

  /// Ends the process with the status of the last run when a signal comes.
  private static func end(by number: Int32, _ last: LastStatus) {
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler {
      // It holds itself: nobody else is sure to, as what watches never returns.
      guard !source.isCancelled else { return }
      if isatty(2) == 1 { Output.writeError("\r\u{1B}[K") }
      // The run that may be at work is not waited for.
      _exit(last.value.rawValue)
    }
    source.resume()
  }
}

/// The status of the last run; of a first that is not done yet, that of a failure.
private final class LastStatus: Sendable {
  private let status = Mutex(ExitStatus.failure)

  var value: ExitStatus { status.withLock { $0 } }

  func set(_ new: ExitStatus) { status.withLock { $0 = new } }
}
