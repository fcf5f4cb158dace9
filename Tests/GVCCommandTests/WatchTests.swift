import Foundation
import GVCProject
import GVCWorkspace
import Testing

@testable import gvc

/// `--watch`, with files that are edited while it runs.
@Suite struct WatchTests {
  /// A `gvc` that watches, and what it has written so far.
  private final class Watch {
    let directory: URL
    private let process = Process()

    init(_ arguments: [String], in directory: URL) throws {
      self.directory = directory
      process.executableURL = URL(filePath: Tool.path)
      process.arguments = arguments
      process.currentDirectoryURL = directory
      process.environment = ["PATH": "/usr/bin:/bin"]
      for name in ["out", "err"] { try Data().write(to: directory.appending(path: name)) }
      process.standardOutput = try FileHandle(forWritingTo: directory.appending(path: "out"))
      process.standardError = try FileHandle(forWritingTo: directory.appending(path: "err"))
      try process.run()
    }

    private func text(_ name: String) -> String {
      ((try? Data(contentsOf: directory.appending(path: name))) ?? Data())
        .withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// What the runs have written, without the lines between them.
    var runs: [String] {
      text("out").replacing(/---- changed: run \d+\n/, with: "\u{0}")
        .split(separator: "\u{0}", omittingEmptySubsequences: false).map(String.init)
    }
    var errors: String { text("err") }

    /// Waits until the last run has written a text; false when it does not for half a minute.
    func sees(_ wanted: String) -> Bool { holds { $0.runs.last?.contains(wanted) == true } }

    func holds(_ condition: (Watch) -> Bool) -> Bool {
      for _ in 0..<600 {
        if condition(self) { return true }
        usleep(50_000)
      }
      return false
    }

    /// Interrupts it as Ctrl-C does; returns its status, or nil when that does not end it within half a minute.
    func interrupt() -> Int32? {
      process.interrupt()
      let hasEnded = holds { !$0.process.isRunning }
      if !hasEnded { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      return hasEnded && process.terminationReason == .exit ? process.terminationStatus : nil
    }

    deinit { if process.isRunning { process.terminate() } }
  }

  private func write(_ text: String, to name: String, in directory: URL) throws {
    let file = directory.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  private func watch(
    _ arguments: String..., files: [String: String], _ body: (Watch) throws -> Void
  ) throws {
    try Tool.temporaryDirectory { directory in
      for (name, text) in files { try write(text, to: name, in: directory) }
      let watch = try Watch(arguments, in: directory)
      try body(watch)
      #expect(watch.interrupt() != nil)
    }
  }

  @Test func `A file that changes is checked again, and Ctrl-C gives the last status`() throws {
    try watch("check", "p", "--watch", files: ["p/case.gvc": "firm a {}\n"]) { watch in
      #expect(watch.sees("1 file read: 0 errors"))
      try write("firm a { sise: small }\n", to: "p/case.gvc", in: watch.directory)
      #expect(watch.sees("has no attribute `sise`"))
      #expect(watch.holds { $0.runs.last?.contains("1 file read") == true })
      #expect(watch.interrupt() == 1)
      #expect(watch.runs.count == 2 && watch.errors == "")
    }
    try watch("check", "p", "--watch", files: ["p/case.gvc": "frm a {}\n"]) { watch in
      #expect(watch.sees("there is no kind `frm`"))
      try write("firm a {}\n", to: "p/case.gvc", in: watch.directory)
      #expect(watch.sees("1 file read: 0 errors"))
      #expect(watch.interrupt() == 0)
    }
  }

  @Test func `An editor that saves by renaming is followed`() throws {
    try watch("check", "p/case.gvc", "--watch", files: ["p/case.gvc": "firm a {}\n"]) { watch in
      #expect(watch.sees("0 errors"))
      for round in 1...3 {
        try write("firm a { wrong\(round): 1 }\n", to: "p/.case.gvc.tmp", in: watch.directory)
        let (new, old) = ("p/.case.gvc.tmp", "p/case.gvc")
        #expect(
          rename(
            watch.directory.appending(path: new).path, watch.directory.appending(path: old).path)
            == 0)
        #expect(watch.sees("has no attribute `wrong\(round)`"))
      }
    }
  }

  @Test func `Files and projects come and go`() throws {
    try watch(
      "check", "all", "--watch", "--format", "concise", files: ["all/one/case.gvc": "frm a {}\n"]
    ) { watch in
      #expect(watch.sees("all/one/case.gvc:1:1"))
      try write("frm b {}\n", to: "all/one/more.gvc", in: watch.directory)
      #expect(watch.sees("all/one/more.gvc:1:1"))
      try write("frm c {}\n", to: "all/two/case.gvc", in: watch.directory)
      #expect(watch.sees("all/two/case.gvc:1:1"))
      try FileManager.default.removeItem(at: watch.directory.appending(path: "all/one"))
      #expect(
        watch.holds {
          $0.runs.last?.contains("two/case.gvc") == true && $0.runs.last?.contains("one") == false
        })
    }
  }

  @Test func `What is imported is followed, and what is missing is waited for`() throws {
    try watch(
      "check", "p", "--watch", "--format", "concise",
      files: ["p/case.gvc": "import \"parts/makers.gvc\"\n"]
    ) { watch in
      #expect(watch.sees("GVC0120"))
      try write("firm a { sise: small }\n", to: "p/parts/makers.gvc", in: watch.directory)
      #expect(watch.sees("p/parts/makers.gvc:1:10"))
      try write("firm a { size: small }\n", to: "p/parts/makers.gvc", in: watch.directory)
      #expect(watch.holds { $0.runs.count > 2 && $0.runs.last == "" })
    }
  }

  @Test func `An error in between does not end it`() throws {
    try watch("analyze", "p", "--watch", files: ["p/case.gvc": "use caspari2003\nfirm a {}\n"]) {
      watch in
      #expect(watch.sees("conclusion"))
      try FileManager.default.removeItem(at: watch.directory.appending(path: "p"))
      #expect(watch.holds { $0.errors.contains("there is no file or directory `p`") })
      try write("use caspari2003\nfirm b { size: small }\n", to: "p/case.gvc", in: watch.directory)
      #expect(watch.sees("conclusion"))
      #expect(watch.interrupt() == 0)
    }
    // A period that is named comes with an edit.
    try watch("analyze", "p", "--watch", "--layer", "now", files: ["p/case.gvc": "firm a {}\n"]) {
      watch in
      #expect(watch.holds { $0.errors.contains("there is no period or scenario `now`") })
      try write("firm a {}\nperiod now {}\n", to: "p/case.gvc", in: watch.directory)
      #expect(watch.sees("conclusion"))
      try write("firm a {}\n", to: "p/case.gvc", in: watch.directory)
      #expect(watch.holds { $0.errors.matches(of: /no period or scenario/).count == 2 })
      #expect(watch.interrupt() == 2)
    }
  }

  @Test func `The baseline is watched too`() throws {
    try Tool.temporaryDirectory { directory in
      try write("frm a {}\n", to: "p/case.gvc", in: directory)
      let now = try Tool.run("check", "p", "--format", "json", in: directory).output
      try write(
        "{\"version\": 1, \"diagnostics\": [], \"summary\": {\"files\": 1, \"errors\": 0, \"warnings\": 0, "
          + "\"notes\": 0}}", to: "old.json", in: directory)
      let watch = try Watch(["check", "p", "--watch", "--baseline", "old.json"], in: directory)
      #expect(watch.sees("1 new, 0 changed, 0 fixed, 0 unchanged"))
      try write(now, to: "old.json", in: directory)
      #expect(watch.sees("0 new, 0 changed, 0 fixed, 1 unchanged"))
      #expect(watch.interrupt() == 0)
    }
  }

  @Test func `What is for programs has no lines between runs`() throws {
    try watch(
      "check", "p", "--watch", "--format", "json-lines", files: ["p/case.gvc": "frm a {}\n"]
    ) { watch in
      #expect(watch.sees("GVC0101"))
      try write("firm a { sise: small }\n", to: "p/case.gvc", in: watch.directory)
      #expect(watch.sees("GVC0103"))
      #expect(watch.runs.count == 1 && watch.errors.hasPrefix("---- changed: run 2\n"))
    }
  }

  @Test func `A terminal is cleared before each run`() throws {
    try Tool.temporaryDirectory { directory in
      try write("frm a {}\n", to: "p/case.gvc", in: directory)
      let (terminal, screen) = try Tool.openTerminal()
      let process = Process()
      process.executableURL = URL(filePath: Tool.path)
      process.arguments = ["check", "p", "--watch", "--format", "concise"]
      process.currentDirectoryURL = directory
      process.environment = [:]
      process.standardOutput = screen
      process.standardError = screen
      try process.run()
      defer { process.terminate() }
      func next() -> String {
        var text = ""
        while !text.contains("Ctrl-C ends") {
          text += String(decoding: terminal.availableData, as: UTF8.self)
        }
        return text
      }
      for code in ["GVC0101", "GVC0103"] {
        let shown = next()
        #expect(shown.contains("\u{1B}[H\u{1B}[2J") && shown.contains(code))
        #expect(shown.contains("gvc check: watching 1 file") && !shown.contains("----"))
        if code == "GVC0101" {
          try write("firm a { sise: small }\n", to: "p/case.gvc", in: directory)
        }
      }
    }
  }

  @Test func `Where the system tells nothing, files are looked at now and then`() throws {
    try Tool.temporaryDirectory { directory in
      try write("firm a {}\n", to: "case.gvc", in: directory)
      var session = ProjectSession<Int>()
      _ = try session.projects([directory.path]) { _, _ in 1 }
      let events = FileEvents(usesSystem: false)
      events.watch(session.directories)
      try write("firm b {}\n", to: "case.gvc", in: directory)
      var looks = 0
      while session.isCurrent, looks < 100 {
        events.wait()
        looks += 1
      }
      #expect(!session.isCurrent)
    }
  }

  @Test func `Standard input cannot be watched`() throws {
    let result = try Tool.run("check", "-", "--watch")
    #expect(result.status == 2)
    #expect(
      result.errors
        == "gvc check: standard input cannot be watched; name a file or a directory\n")
  }

  // MARK: Only what changed

  @Test func `Only the projects that changed are made anew`() throws {
    try Tool.temporaryDirectory { directory in
      for name in ["one", "two"] { try write("firm a {}\n", to: "\(name)/case.gvc", in: directory) }
      var session = ProjectSession<Int>()
      var made: [String] = []
      func run() throws -> [Int] {
        try session.projects([directory.path]) { project, last in
          made.append(project.name.split(separator: "/").last.map(String.init) ?? "")
          return (last ?? 0) + 1
        }
      }
      #expect(try run() == [1, 1] && session.isCurrent)
      #expect(try run() == [1, 1] && made == ["one", "two"])
      // The same bytes are no change, nor is a file that is none of a project.
      try write("firm a {}\n", to: "one/case.gvc", in: directory)
      try write("x", to: "one/notes.txt", in: directory)
      #expect(try run() == [1, 1] && made == ["one", "two"])
      try write("firm b {}\n", to: "two/case.gvc", in: directory)
      #expect(!session.isCurrent)
      #expect(try run() == [1, 2] && made == ["one", "two", "two"])
    }
  }

  @Test func `A check after another is the check of a fresh start`() throws {
    let loader = ProjectLoader(files: .disk)
    let sample = Tool.package.appending(path: "Samples/brenta").path
    let project = try loader.project(at: sample)
    let text = try String(
      decoding: Data(contentsOf: URL(filePath: sample + "/brenta.gvc")), as: UTF8.self)
    let other = try loader.project(
      text: Array(text.replacingOccurrences(of: "size: small", with: "size: large").utf8),
      name: project.name)
    let fresh = CheckedProject(project)
    let again = CheckedProject(project, after: CheckedProject(other))
    #expect(fresh.diagnostics.map(\.message) == again.diagnostics.map(\.message))
    let findings = try AnalysedProject(project).analysis.findings
    let later = try AnalysedProject(project, after: AnalysedProject(other)).analysis.findings
    #expect(findings.count > 20 && findings.count == later.count)
    for (a, b) in zip(findings, later) {
      #expect(a.rule == b.rule && a.subject == b.subject && a.truth == b.truth)
    }
  }
}

/// Colour and progress.
@Suite struct TerminalTests {
  @Test(
    arguments: [
      ([:], true, true), ([:], false, false), (["NO_COLOR": "1"], true, false),
      (["NO_COLOR": ""], true, true), (["CLICOLOR": "0"], true, false),
      (["CLICOLOR": "1"], true, true), (["CLICOLOR": "1"], false, false),
      (["CLICOLOR_FORCE": "1"], false, true), (["CLICOLOR_FORCE": "0"], false, false),
      (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], true, false),
      (["CLICOLOR_FORCE": "1", "CLICOLOR": "0"], false, true), (["TERM": "dumb"], true, false),
      (["TERM": "xterm"], true, true),
    ] as [([String: String], Bool, Bool)])
  func `Colour is where it is wanted`(
    environment: [String: String], isTerminal: Bool, usesColor: Bool
  ) {
    #expect(Output.usesColor(isTerminal: isTerminal, environment) == usesColor)
  }

  @Test func `Forced colour goes through a pipe`() throws {
    let result = try Tool.shell(
      "echo 'frm x {}' | CLICOLOR_FORCE=1 \"$gvc\" check - | cat; exit 0")
    #expect(result.output.contains("\u{1B}[1;31merror"))
  }

  /// Work that takes more than a second, because its input does not come.
  private func slowly(
    _ arguments: [String], environment: [String: String] = [:],
    _ body: (FileHandle, () throws -> Void) throws -> Void
  ) throws -> String {
    let (terminal, screen) = try Tool.openTerminal()
    let (input, output) = (Pipe(), Pipe())
    let process = Process()
    process.executableURL = URL(filePath: Tool.path)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = input
    process.standardOutput = output
    process.standardError = screen
    try process.run()
    try body(terminal) {
      try input.fileHandleForWriting.write(contentsOf: Data("frm x {}\n".utf8))
      try input.fileHandleForWriting.close()
      process.waitUntilExit()
    }
    return String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
  }

  @Test func `Long work says what it is at, and nothing of it stays`() throws {
    let output = try slowly(["check", "-", "--format", "concise"]) { terminal, finish in
      let shown = String(decoding: terminal.availableData, as: UTF8.self)
      #expect(shown.hasPrefix("\r\u{1B}[Kchecking standard input"))
      try finish()
      let rest = String(decoding: terminal.availableData, as: UTF8.self)
      #expect((shown + rest).hasSuffix("\r\u{1B}[K"))
    }
    #expect(output.hasPrefix("standard input:1:1: error[GVC0101]") && !output.contains("\u{1B}"))
  }

  @Test func `Quiet and dumb terminals show no progress`() throws {
    for (arguments, environment) in [
      (["check", "-", "--quiet"], [:]), (["check", "-", "--format", "concise"], ["TERM": "dumb"]),
    ] {
      _ = try slowly(arguments, environment: environment) { terminal, finish in
        usleep(1_300_000)
        try finish()
        let descriptor = terminal.fileDescriptor
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        var byte: UInt8 = 0
        #expect(read(descriptor, &byte, 1) <= 0)
      }
    }
  }
}
