import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Whatever a person or a disk hands to `gvc`, it ends by itself with a status that it promises and a sentence,
/// and leaves nothing half-written.
@Suite struct CommandRobustnessTests {
  /// Texts without an end that each opens or hangs on what came before, from the file on and within a rule.
  private static let nested = [
    "{", "[", "(", "firm a { x: [", "chain c { tier 0 { ", "in p { ", "theory t { ", "a -> ",
    "#", "\"", "\\u{",
  ]

  @Test(arguments: nested) func `Deep nesting is a mistake in a file`(part: String) throws {
    let text = String(repeating: part, count: 100_000)
    let result = try Tool.run(["check", "-", "--format", "concise"], input: text)
    #expect(result.status == 1 && result.output.contains("error[GVC0"))
    #expect(result.errors == "")
  }

  @Test(arguments: ["not ", "-", "(", "1 + ", "if true then ", "a.", "any("])
  func `Deep nesting is a mistake in a question`(part: String) throws {
    let question = String(repeating: part, count: 9_000) + "1"
    let result = try Tool.run(["query", "--", question, "-"], input: "firm a {}\n")
    #expect((1...2).contains(result.status), "\(result.status)")
    #expect(!result.errors.isEmpty)
    #expect(result.output == "")
  }

  /// What is made of a sum is as deep as it has operands.
  @Test(arguments: [" + 1", " * 1", " - f.x"]) func `A sum without an end is a mistake`(
    part: String
  )
    throws
  {
    let sum = "1" + String(repeating: part, count: 100_000)
    let text = "theory t {\n  derive firm.x: number = \(sum)\n}\nfirm a {}\n"
    let result = try Tool.run(["check", "-", "--format", "concise"], input: text)
    #expect(result.status == 1 && result.output.contains("error[GVC0419]"))
    #expect(result.errors == "")
  }

  /// What a name of a `let` stands for is evaluated wherever the name is.
  @Test(arguments: [("x + x", 40), ("x\(String(repeating: " + 1", count: 150))", 60)])
  func `Names on names are too large for a rule`(part: String, count: Int) throws {
    let lets = (1...count).map {
      "let x\($0) = \(part.replacing("x", with: "x\($0 - 1)"))\n"
    }.joined()
    let text = """
      theory t {
        rule r "R" {
          for f in firms let x0 = 1 \(lets) when x\(count) > 0 find f from f likely on f message "{f}" cite s
        }
      }
      source s {}
      firm a {}
      """
    let result = try Tool.run(["check", "-", "--format", "concise"], input: text)
    #expect(result.status == 1 && result.output.contains("error[GVC0419]"))
    #expect(result.errors == "")
  }

  /// Deep expressions count as several steps of what is derived from one another.
  @Test func `Deep expressions on deep expressions are too deep`() throws {
    let steps = (1..<150).map {
      "derive firm.x\($0): number = x\($0 - 1)\(String(repeating: " + 1", count: 190))\n"
    }.joined()
    let text = "theory t {\nderive firm.x0: number = 1\n\(steps)}\nfirm a {}\n"
    let result = try Tool.run(["check", "-", "--format", "concise"], input: text)
    #expect(result.output.matches(of: /error\[GVC0419\]/).count == 1)
    #expect(result.status == 1 && result.errors == "")
  }

  @Test func `A line may be twenty megabytes long`() throws {
    let comment = "// " + String(repeating: "x", count: 20_000_000)
    let result = try Tool.run(["check", "-"], input: comment + "\nfrm a {}")
    #expect(result.status == 1)
    #expect(result.output.utf8.count < 1000)
  }

  @Test func `A mistake in a long line is shown in a few words`() throws {
    let line = "firm a \"" + String(repeating: "é", count: 500_000) + "\" { sise: small }"
    let result = try Tool.run(["check", "-"], input: line)
    #expect(result.status == 1 && result.output.contains("GVC0103"))
    #expect(result.output.utf8.count < 2000)
  }

  @Test func `There may be many names`() throws {
    let text = (0..<20_000).map { "firm name_\($0) {}\n" }.joined()
    #expect(try Tool.run(["check", "-"], input: text).status == 0)
    let twice = try Tool.run(["check", "-", "--format", "concise"], input: text + text)
    #expect(twice.status == 1)
  }

  /// What stands on the disk, in the shell; the arguments; what is said.
  private static let places: [(String, [String], String)] = [
    ("ln -s a b; ln -s b a", ["check", "a"], "Too many levels of symbolic links"),
    ("mkdir d; ln -s . d/self", ["check", "d"], "there is no `.gvc` file in the directory `d`"),
    ("mkdir d.gvc", ["check", "d.gvc"], "there is no `.gvc` file"),
    ("mkdir p; ln -s p.gvc p/p.gvc", ["check", "p"], "p.gvc"),
    ("mkdir d; echo 'firm a {}' > a.gvc", ["check", "a.gvc", "--baseline", "d"], "Is a directory"),
    ("mkdir d; echo 'firm a {}' > a.gvc", ["draw", "a.gvc", "-o", "d"], "Is a directory"),
    ("echo 'firm a {}' > a.gvc", ["check", "a.gvc/"], "there is no file or directory"),
    ("echo 'firm a {}' > a.gvc", ["draw", "a.gvc", "-o", "a.gvc/x"], "cannot be written"),
    ("echo 'firm a {}' > a.gvc", ["draw", "a.gvc", "-o", "no/x"], "No such file or directory"),
    ("echo 'firm a {}' > a.gvc", ["draw", "a.gvc", "-o", "/dev/full"], "No space left on device"),
  ]

  @Test(arguments: places.indices) func `What cannot be used is named`(index: Int) throws {
    let (setUp, arguments, text) = Self.places[index]
    try Tool.temporaryDirectory { directory in
      try #require(try Tool.shell(setUp, in: directory).status == 0)
      let before = try Tool.shell("ls -R", in: directory).output
      let result = try Tool.run(arguments, in: directory)
      #expect(result.status == 2 && result.output == "")
      #expect(result.errors.contains(text), "\(result.errors)")
      #expect(result.errors.hasPrefix("gvc"))
      #expect(try Tool.shell("ls -R", in: directory).output == before)
    }
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser reads everything"), arguments: ["a.gvc", "."])
  func `A file that may not be read is named`(path: String) throws {
    try Tool.temporaryDirectory { directory in
      _ = try Tool.shell("echo 'firm a {}' > a.gvc; chmod 000 a.gvc", in: directory)
      let result = try Tool.run("check", path, in: directory)
      #expect(result.status == 2)
      #expect(result.errors.contains("Permission denied"))
    }
  }

  @Test(arguments: [
    "check . --format json", "analyze .", "analyze . --format json", "draw .", "ir .",
    "query firms .",
    "questions .", "help", "theory list", "compare . --format csv",
  ]) func `A full disk behind the output is said`(command: String) throws {
    let line = "\"$gvc\" \(command) > /dev/full"
    let result = try Tool.shell(line, in: Tool.package.appending(path: "Samples/brenta"))
    #expect(result.status == 2)
    #expect(result.errors.contains("No space left on device"), "\(result.errors)")
  }

  /// A limit on the size of files stands for a full disk.
  @Test(arguments: ["draw $1 -o out", "format ."])
  func `A full disk leaves nothing half-written`(command: String) throws {
    try Tool.temporaryDirectory { directory in
      let sample = Tool.package.appending(path: "Samples/brenta").path
      let setUp = "for i in $(seq 2000); do echo \"firm  a$i { }\"; done > a.gvc; cksum a.gvc"
      let before = try Tool.shell(setUp, in: directory).output
      let line = """
        trap '' XFSZ; set -- \(sample); ulimit -f 2; "$gvc" \(command) 2>&1 | cat >&2
        """
      let result = try Tool.shell(line, in: directory)
      #expect(result.errors.contains("cannot be written"), "\(result.errors)")
      let after = try Tool.shell("cksum *", in: directory).output
      #expect(after == before)
    }
  }

  /// Numbers of options are read as those of a case are.
  @Test(arguments: [
    "analyze . --set dependent_share=#%", "analyze . --vary dependent_share=10%,#%",
    "analyze . --vary dependent_share=1%..#%", "query 'links where dependence > #' .",
    "draw . --fold-over #", "questions . --limit #", "plugin run x . --timeout #",
  ]) func `A number of 400 digits is none`(command: String) throws {
    let digits = String(repeating: "9", count: 400)
    let line = "\"$gvc\" \(command.replacing("#", with: digits))"
    let result = try Tool.shell(line, in: Tool.package.appending(path: "Samples/brenta"))
    #expect(result.status == 2 && result.output == "")
    #expect(["999999", "400 digits"].contains { result.errors.contains($0) }, "\(result.errors)")
    #expect(!result.errors.contains("inf") && !result.errors.contains("nan"))
  }

  @Test func `A device is written to and not replaced`() throws {
    try Tool.temporaryDirectory { directory in
      let line = """
        mkfifo pipe; echo 'firm a {}' > a.gvc; cat pipe > read & "$gvc" draw a.gvc -o pipe; wait; [ -p pipe ]
        """
      #expect(try Tool.shell(line, in: directory).status == 0)
      let read = try String(contentsOf: directory.appending(path: "read"), encoding: .utf8)
      #expect(read.hasSuffix("</svg>\n"))
    }
  }

  /// A name of a file may hold every byte but `/` and 0.
  @Test func `A path may hold any byte`() throws {
    try Tool.temporaryDirectory { directory in
      for byte in 1...255 where byte != 0x2F {
        let octal = String(byte, radix: 8)
        let line =
          "f=$(printf './x\\\\\(octal)y.gvc'); echo 'frm a {}' > \"$f\"; \"$gvc\" check \"$f\""
        let result = try Tool.shell(line.replacing("\\\\", with: "\\"), in: directory)
        #expect(result.status == (byte < 0x80 ? 1 : 2), "\(byte): \(result.errors)")
        #expect(HostileNames.isSafe(result.output) && HostileNames.isSafe(result.errors))
      }
      let all = try Tool.run("check", ".", in: directory)
      #expect(all.status == 2 && all.errors.contains("there is no file"))
    }
  }

  @Test func `A file may change while it is read`() throws {
    try Tool.temporaryDirectory { directory in
      let line = """
        (while [ ! -e done ]; do for i in $(seq 400); do echo "firm a$i {}"; done > a.gvc; : > a.gvc; done) &
        for i in 1 2 3 4 5 6 7 8 9 10; do "$gvc" check . >/dev/null 2>>errors; echo $? >> status; done
        : > done; wait; sort -u status
        """
      let result = try Tool.shell(line, in: directory)
      #expect(Set(result.output.split(separator: "\n")).isSubset(of: ["0", "1"]))
      #expect(try Data(contentsOf: directory.appending(path: "errors")).isEmpty)
    }
  }
}
