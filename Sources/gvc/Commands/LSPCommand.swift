import FoundationEssentials
import GVCCaseReport
import GVCLanguageServer
import GVCProject
import GVCWorkspace
import Synchronization

#if canImport(Glibc)
  import CGlibc
  import Glibc
#endif

extension Command {
  /// `gvc lsp`: the language server.
  static let lsp = Command(
    name: "lsp",
    summary: "Serve an editor over standard input and output",
    synopsis: "lsp [--stdio] [--log FILE]",
    description: """
      Speaks the Language Server Protocol (3.17) with an editor, which starts it. It reads files and
      writes none. The editor's settings under `gvc` are `theories` (a list of names), `thresholds`
      (names and values, as `gvc analyze --set` takes them), `layer` (a name), and `inlayHints`
      (true or false).
      """,
    options: [
      .flag("--stdio", "over standard input and output: the only way, and so the default"),
      .word("--log", "FILE", from: .files, "adds all messages to the end of a file"),
    ],
    status: "0 the editor has shut the server down, 1 it went away without, 2 could not run.",
    prepare: LSPCommand.prepare)
}

enum LSPCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    _ = options.flag("--stdio")
    let path = options.value("--log")
    try options.end()
    return {
      let log = try path.map { try Log(path: $0) }
      useOneHeap()
      let environment = ServerEnvironment(
        version: CommandLineTool.version, renderer: .standard, files: .disk,
        names: { path throws(FileError) in try Disk.projectNames(path) },
        stamp: { Disk.stamp($0) },
        isRunning: { isRunning($0) },
        write: { write($0, to: 1) },
        log: log.map { log in { @Sendable (line: String) in log.write(line) } })
      let status = LanguageServer.run(environment) { readInput() }
      // Other threads may still be at work, on what nobody waits for: nothing is taken down under them.
      _exit(status)
    }
  }

  /// Lets all threads use one heap. They do the same work one after another, and with a heap each would
  /// hold the memory of it as many times. A system without that setting goes on as it is.
  private static func useOneHeap() {
    #if canImport(Glibc)
      _ = mallopt(M_ARENA_MAX, 1)
    #endif
  }

  private static func isRunning(_ process: Int) -> Bool {
    guard let process = pid_t(exactly: process) else { return false }
    return kill(process, 0) == 0 || errno == EPERM
  }

  /// The next bytes of standard input; nil at its end.
  private static func readInput() -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      while true {
        let n = read(0, buffer.baseAddress, buffer.count)
        if n < 0, errno == EINTR { continue }
        count = max(0, n)
        return
      }
    }
    return bytes.isEmpty ? nil : bytes
  }

  /// Writes all bytes; false when nobody reads them.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let n = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if n < 0 {
        if errno == EINTR { continue }
        return false
      }
      written += n
    }
    return true
  }

  /// A file to which lines are added.
  private final class Log: Sendable {
    private let descriptor: Int32

    /// Fails for a case too, which would be one no more with messages at its end.
    init(path: String) throws {
      let file = (try? Disk.canonical(path)) ?? path
      guard !path.hasSuffix(".gvc"), !file.hasSuffix(".gvc") else {
        throw UsageError("cannot write `\(path)`: it is a case; name another file for messages")
      }
      descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else {
        throw UsageError("cannot write `\(path)`: \(String(cString: strerror(errno)))")
      }
    }

    func write(_ line: String) {
      var now = timespec()
      clock_gettime(CLOCK_REALTIME, &now)
      var date = tm()
      gmtime_r(&now.tv_sec, &date)
      func padded(_ n: Int, _ width: Int) -> String {
        let digits = String(n)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
      }
      let time =
        "\(padded(Int(date.tm_hour), 2)):\(padded(Int(date.tm_min), 2))"
        + ":\(padded(Int(date.tm_sec), 2)).\(padded(now.tv_nsec / 1_000_000, 3))"
      _ = LSPCommand.write(Array("\(time) \(line)\n".utf8), to: descriptor)
    }
  }
}

extension Disk {
  /// What changes when a file or directory does; nil where there is none.
  static func stamp(_ path: String) -> FileStamp? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let changed = max(
      Self.milliseconds(status.st_mtim), Self.milliseconds(status.st_ctim))
    return FileStamp(
      identity: [
        Int64(status.st_dev), Int64(status.st_ino), Int64(status.st_size),
        Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec),
        Int64(status.st_ctim.tv_sec), Int64(status.st_ctim.tv_nsec),
      ].map { Int64(truncatingIfNeeded: $0) },
      // Times are as coarse as the clock of the system ticks.
      isSettled: Self.milliseconds(now) - changed > 50)
  }

  private static func milliseconds(_ time: timespec) -> Int {
    time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
