import Foundation
import Testing

/// `gvc plugin`: other programs' analyses, none of which can do harm.
@Suite struct PluginCommandTests {
  /// A chain with known betweenness: T1 9, T2 8, AG 6, T1b 2.
  private static let chain = """
    firm s1
    firm s2
    firm s3
    firm t2
    firm t1
    firm t1b
    agent ag
    buyer b
    buyer b2
    link s1 -> t2
    link s2 -> t2
    link t2 -> t1
    link s3 -> t1b
    link t1 -> ag
    link t1b -> ag
    link ag -> b
    link t1 -> b2
    """

  /// Runs `gvc plugin run` with plug-ins made from scripts, over the chain.
  private func run(
    _ scripts: [String: String], _ arguments: [String], _ check: (Tool.Result, URL) throws -> Void
  ) throws {
    try Tool.temporaryDirectory { directory in
      let plugins = directory.appending(path: "bin")
      try FileManager.default.createDirectory(at: plugins, withIntermediateDirectories: true)
      for (name, script) in scripts {
        let file = plugins.appending(path: "gvc-\(name)")
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
      }
      try Data(Self.chain.utf8).write(to: directory.appending(path: "case.gvc"))
      let words = arguments.map { "'\($0)'" }.joined(separator: " ")
      let line = "PATH='\(plugins.path)':$PATH \"$gvc\" plugin run \(words)"
      try check(try Tool.shell(line, in: directory), directory)
    }
  }

  private func reply(_ findings: String, files: String = "[]") -> String {
    "cat >/dev/null; echo '{\"version\": 1, \"findings\": \(findings), \"files\": \(files)}'"
  }

  @Test func `The sample plug-in finds the known values`() throws {
    try Tool.temporaryDirectory { directory in
      try Data(Self.chain.utf8).write(to: directory.appending(path: "case.gvc"))
      let samples = Tool.package.appending(path: "Samples").path
      let line = "PATH='\(samples)':$PATH \"$gvc\" plugin run betweenness case.gvc"
      let result = try Tool.shell(line, in: directory)
      #expect(result.status == 0 && result.errors == "")
      let values = result.output.split(separator: "\n").map { line in
        line.components(separatedBy: "betweenness ").last ?? ""
      }
      #expect(
        values == ["9. (observed)", "8. (observed)", "6. (observed)", "2. (observed)"],
        "\(result.output)")
      let files = try Tool.shell("\(line) --out out -- --csv", in: directory)
      #expect(files.status == 0, "\(files.errors)")
      let csv = try String(
        decoding: Data(contentsOf: directory.appending(path: "out/betweenness.csv")), as: UTF8.self)
      #expect(csv.contains(",t1,9\n"))
      let refused = try Tool.shell("\(line) -- --csv", in: directory)
      #expect(refused.status == 2 && refused.errors.contains("say with `--out`"))
    }
  }

  @Test func `A finding says where it points and how much it weighs`() throws {
    let finding = """
      [{"rule": "r", "subject": "t1 -> ag", "message": "It is so.", "level": "error",
        "modality": "danger", "place": {"file": "case.gvc", "startByte": 0, "endByte": 4}}]
      """
    try run(["x": reply(finding.replacing("\n", with: " "))], ["x", "case.gvc"]) { result, _ in
      #expect(result.output == "case.gvc:1:1: error[x.r]: It is so. (danger)\n")
      #expect(result.status == 1)
    }
  }

  @Test(arguments: [
    ("exit 3", "ended with status 3"), ("kill -9 $$", "ended by signal 9"),
    ("sleep 20", "took more than 1 s"), ("yes 1234567890", "writes more than 64 MB"),
    ("sleep 20 & echo '{'", "took more than 1 s"), ("echo '{'", "it is no JSON"),
    ("echo '[]'", "cannot be read"), ("echo '{\"version\": 2}'", "version 2"), ("true", "no JSON"),
    (
      "echo '{\"version\": 1, \"findings\": [{\"rule\": \"x\"}]}'", "`findings[0]` has no `subject`"
    ),
    (
      "echo '{\"version\": 1, \"files\": [{\"name\": \"../x\", \"content\": \"\"}]}'",
      "no plain name"
    ),
    (
      "echo '{\"version\": 1, \"files\": [{\"name\": \".x\", \"content\": \"\"}]}'", "no plain name"
    ),
  ])
  func `What goes wrong is an error, and nothing is written`(script: String, message: String) throws
  {
    try run(["bad": script], ["bad", "case.gvc", "--timeout", "1", "--out", "out"]) {
      result, directory in
      #expect(result.status == 2 && result.output == "")
      #expect(
        result.errors.contains("`bad` ") && result.errors.contains(message), "\(result.errors)")
      #expect(!FileManager.default.fileExists(atPath: directory.appending(path: "out").path))
    }
  }

  @Test(arguments: [
    ("\"rule\": \"r\", \"subject\": \"nobody\", \"message\": \"m\"", "the case has not"),
    ("\"rule\": \"\", \"subject\": \"t1\", \"message\": \"m\"", "no name"),
    ("\"rule\": \"r\", \"subject\": \"t1\", \"message\": \"\"", "without a message"),
    ("\"rule\": \"r\", \"subject\": \"t1\", \"message\": \"m\", \"layer\": \"t2\"", "no period"),
    ("\"rule\": \"r\", \"subject\": \"t1\", \"message\": \"m\", \"level\": \"bad\"", "of level"),
    (
      "\"rule\": \"r\", \"subject\": \"t1\", \"message\": \"m\", \"modality\": \"x\"", "of modality"
    ),
    (
      "\"rule\": \"r\", \"subject\": \"t1\", \"message\": \"m\", \"place\": {\"file\": \"case.gvc\", \"startByte\": 0, \"endByte\": 99999}",
      "outside of"
    ),
    (
      "\"rule\": \"r\", \"subject\": \"t1\", \"message\": \"m\", \"place\": {\"file\": \"x\", \"startByte\": 0, \"endByte\": 0}",
      "was not read"
    ),
  ])
  func `What a finding names must be there`(finding: String, message: String) throws {
    try run(["x": reply("[{\(finding)}]")], ["x", "case.gvc"]) { result, _ in
      #expect(result.status == 2 && result.output == "")
      #expect(result.errors.contains(message), "\(result.errors)")
    }
  }

  /// A script that starts another process in some way and tells who that is, before it goes on.
  private func starting(_ way: String, then rest: String) -> String {
    let nap = "echo $$ > \"$PWD/pid\"; exec sleep 300"
    return """
      export nap='\(nap)'
      \(way.replacing("NAP", with: "sh -c \"$nap\" > /dev/null 2>&1 < /dev/null"))
      while [ ! -s pid ]; do sleep 0.01; done
      \(rest)
      """
  }

  /// Whether a process that wrote its number into `pid` is there.
  private func isThere(in directory: URL) throws -> Bool {
    let text = try String(contentsOf: directory.appending(path: "pid"), encoding: .utf8)
    let number = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    defer { kill(number, SIGKILL) }
    return kill(number, 0) == 0
  }

  /// In the background, in a session of its own, as an orphan, and as an orphan that left its session.
  static let ways = [
    "NAP &", "setsid NAP &", "(NAP &)", "(setsid sh -c '(NAP &)' &)", "setsid -f NAP",
    "trap '' TERM HUP INT; setsid sh -c 'trap \"\" TERM; exec NAP' &",
  ]

  @Test(arguments: ways, ["cat >/dev/null; echo '{\"version\": 1}'", "sleep 20", "exit 3"])
  func `Nothing that a plug-in starts outlives it`(way: String, end: String) throws {
    try run(["x": starting(way, then: end)], ["x", "case.gvc", "--timeout", "2"]) {
      result, directory in
      #expect(result.status == (end.hasPrefix("cat") ? 0 : 2), "\(result.errors)")
      let isThere = try isThere(in: directory)
      #expect(!isThere)
    }
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT], ways)
  func `Nothing outlives gvc that is interrupted`(number: Int32, way: String) throws {
    // The plug-in ends gvc, its parent, and waits.
    let script = starting(way, then: "kill -\(number) $PPID; sleep 20")
    try run(["x": script], ["x", "case.gvc"]) { result, directory in
      #expect(result.status == 128 + number || result.status == number, "\(result)")
      let isThere = try isThere(in: directory)
      #expect(!isThere)
    }
  }

  @Test func `What ran before stays`() throws {
    try Tool.temporaryDirectory { directory in
      try Data(Self.chain.utf8).write(to: directory.appending(path: "case.gvc"))
      let lines = """
        mkdir bin; printf '#!/bin/sh\\ncat >/dev/null; echo "{\\"version\\": 1}"\\n' > bin/gvc-x
        chmod +x bin/gvc-x; PATH="$PWD/bin:$PATH"
        (sleep 300 > /dev/null 2>&1 & echo $! > pid; exec "$gvc" plugin run x case.gvc) || exit 1
        kill $(cat pid)
        """
      let result = try Tool.shell(lines, in: directory)
      #expect(result.status == 0 && result.errors == "", "\(result)")
    }
  }

  @Test func `A plug-in that reads nothing may still answer`() throws {
    try run(["quick": "echo '{\"version\": 1}'"], ["quick", "case.gvc"]) { result, _ in
      #expect(result.status == 0 && result.output == "" && result.errors == "")
    }
  }

  @Test func `What drives a terminal is escaped`() throws {
    let finding = "[{\"rule\": \"r\", \"subject\": \"t1\", \"message\": \"\\u001b[31mred\"}]"
    try run(["x": reply(finding.replacing("\\", with: "\\\\"))], ["x", "case.gvc"]) { result, _ in
      #expect(!result.output.contains("\u{1B}") && result.output.contains("red"))
    }
  }

  /// A directory of the PATH that depends on where the command runs could be that of a project.
  @Test func `A relative directory starts nothing`() throws {
    try Tool.temporaryDirectory { directory in
      let file = directory.appending(path: "gvc-here")
      try Data("#!/bin/sh\necho '{\"version\": 1}'\n".utf8).write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
      try Data(Self.chain.utf8).write(to: directory.appending(path: "case.gvc"))
      for path in [".", "", "./"] {
        let line = "PATH='\(path)':/usr/bin:/bin \"$gvc\" plugin run here case.gvc"
        let result = try Tool.shell(line, in: directory)
        #expect(result.status == 2 && result.errors.contains("there is no executable `gvc-here`"))
      }
      let configured = try Tool.shell(
        "mkdir -p conf/gvc/plugins && cp gvc-here conf/gvc/plugins && "
          + "XDG_CONFIG_HOME=$PWD/conf \"$gvc\" plugin run here case.gvc", in: directory)
      #expect(configured.status == 0, "\(configured.errors)")
    }
  }
}
