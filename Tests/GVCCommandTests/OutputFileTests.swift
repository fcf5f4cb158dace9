import Foundation
import Testing

/// What a command does to a file that it writes, beyond its bytes.
@Suite struct OutputFileTests {
  private static let source = "firm  a {}\nfirm  b {}\n"
  private static let formatted = "firm a {}\nfirm b {}\n"

  /// Runs lines of the shell beside an unformatted `case.gvc`.
  private func run(
    _ lines: String, _ check: (_ result: Tool.Result, _ directory: URL) throws -> Void
  ) throws {
    try Tool.temporaryDirectory { directory in
      try Data(Self.source.utf8).write(to: directory.appending(path: "case.gvc"))
      try check(try Tool.shell(lines, in: directory), directory)
    }
  }

  /// The text of a file; empty where it cannot be read.
  private func text(_ name: String, in directory: URL) -> String {
    (try? String(contentsOf: directory.appending(path: name), encoding: .utf8)) ?? ""
  }

  /// Every command that replaces a file, each with the name of the file.
  static let writers = [
    ("format case.gvc", "case.gvc"),
    ("report case.gvc -o out", "out"),
    ("draw case.gvc -o out", "out"),
    ("query firms case.gvc --format csv -o out", "out"),
    ("man --out .", "gvc.1"),
    ("theory doc caspari2003 --out .", "advantage_undermined.md"),
  ]

  @Test(arguments: writers, ["600", "640", "666", "755", "606"])
  func `A file keeps its mode, and its owner where that is possible`(
    writer: (command: String, file: String), mode: String
  ) throws {
    let lines = """
      touch \(writer.file); chmod \(mode) \(writer.file)
      [ $(id -u) = 0 ] && chown 12345:23456 \(writer.file)
      stat -c '%a %u:%g' \(writer.file); "$gvc" \(writer.command) > log || exit 1
      stat -c '%a %u:%g' \(writer.file)
      """
    try run(lines) { result, directory in
      let modes = result.output.split(separator: "\n")
      #expect(result.status == 0 && modes.count == 2 && modes[0] == modes.last, "\(result)")
      #expect(modes.first?.hasPrefix(mode) == true)
      #expect(!text(writer.file, in: directory).isEmpty)
    }
  }

  @Test func `A new file has the mode that the person asks for`() throws {
    try run("umask 027; \"$gvc\" draw case.gvc -o out; stat -c %a out") { result, _ in
      #expect(result.output == "640\n")
    }
  }

  @Test(arguments: writers)
  func `A symbolic link stays, and what it leads to is written`(
    writer: (command: String, file: String)
  ) throws {
    let lines = """
      mkdir -p sub/deep; [ -e \(writer.file) ] || touch \(writer.file)
      mv \(writer.file) sub/deep/real; ln -s deep/real sub/second; ln -s sub/second \(writer.file)
      before=$(cksum < sub/deep/real); "$gvc" \(writer.command) > log || exit 1
      [ -L \(writer.file) ] && [ -L sub/second ] && [ ! -L sub/deep/real ] || exit 2
      [ "$before" != "$(cksum < sub/deep/real)" ] || exit 3
      ls -A . sub sub/deep | grep '^[.]gvc-' && exit 4; exit 0
      """
    try run(lines) { result, _ in #expect(result.status == 0, "\(result)") }
  }

  @Test func `A link to what is not there makes it`() throws {
    try run("mkdir sub; ln -s sub/new out; \"$gvc\" draw case.gvc -o out && [ -L out ]") {
      #expect($0.status == 0)
      #expect(text("sub/new", in: $1).hasSuffix("</svg>\n"))
    }
  }

  @Test func `Links in a circle are said`() throws {
    try run("ln -s b a; ln -s a b; \"$gvc\" draw case.gvc -o a") { result, _ in
      #expect(result.status == 2 && result.errors.contains("`a` cannot be written"))
    }
  }

  @Test(arguments: writers)
  func `What is write-protected stays`(writer: (command: String, file: String)) throws {
    let lines = """
      touch \(writer.file); chmod 444 \(writer.file); before=$(cksum < \(writer.file))
      "$gvc" \(writer.command); status=$?
      [ "$before" = "$(cksum < \(writer.file))" ] || exit 9; exit $status
      """
    try run(lines) { result, _ in
      #expect(result.status == 2)
      #expect(result.errors.contains("cannot be written: it is write-protected"))
    }
  }

  @Test func `One file that cannot be written keeps no other from its form`() throws {
    let lines = "cp case.gvc a.gvc; cp case.gvc z.gvc; chmod 444 case.gvc; \"$gvc\" format ."
    try run(lines) { result, directory in
      #expect(result.status == 2 && result.errors.contains("`./case.gvc`"), "\(result)")
      #expect(text("case.gvc", in: directory) == Self.source)
      #expect(text("a.gvc", in: directory) == Self.formatted)
      #expect(text("z.gvc", in: directory) == Self.formatted)
    }
  }

  /// The ways to name a file that is read.
  @Test(
    arguments: ["report", "draw"],
    [
      ("case.gvc", "case.gvc"), ("case.gvc", "./sub/../case.gvc"), ("case.gvc", "link"),
      ("case.gvc", "hard"), ("case.gvc", "sub/imported.gvc"), ("case.gvc", "$PWD/case.gvc"),
      ("link", "case.gvc"), (".", "case.gvc"), (".", "sub/imported.gvc"),
      ("- < case.gvc", "case.gvc"),
    ])
  func `No output is written over what is read`(
    command: String, files: (input: String, output: String)
  ) throws {
    let lines = """
      mkdir sub; echo 'firm imported {}' > sub/imported.gvc
      echo 'import "sub/imported.gvc" as other' >> case.gvc
      ln -s case.gvc link; ln case.gvc hard; before=$(cat *.gvc sub/* | cksum)
      "$gvc" \(command) -o "\(files.output)" \(files.input); status=$?
      [ "$before" = "$(cat *.gvc sub/* | cksum)" ] || exit 9; exit $status
      """
    try run(lines) { result, _ in
      #expect(result.status == 2)
      #expect(result.errors.contains("it is read by the same command"), "\(result)")
    }
  }

  @Test func `A page of a theory is not written over an example`() throws {
    let lines = """
      mkdir out; echo '# Kept' > out/advantage_undermined.md
      "$gvc" theory doc caspari2003 --examples out/advantage_undermined.md --out out; cat out/advantage_undermined.md
      """
    try run(lines) { result, _ in
      #expect(result.output == "# Kept\n" && result.errors.contains("read by the same command"))
    }
  }

  /// What the answer of a plug-in names, and the links of a directory, may come from anybody.
  @Test func `A plug-in writes neither over the case nor out of its directory`() throws {
    func lines(_ name: String) -> String {
      """
      mkdir bin out; ln -s ../outside out/link; echo kept > outside
      echo '#!/bin/sh
      cat > /dev/null
      echo "{\\"version\\": 1, \\"findings\\": [], \\"files\\": [{\\"name\\": \\"\(name)\\", \\"content\\": \\"x\\"}]}"' > bin/gvc-p
      chmod +x bin/gvc-p; PATH="$PWD/bin:$PATH"
      """
    }
    try run(lines("case.gvc") + "\n\"$gvc\" plugin run p case.gvc --out .") { result, directory in
      #expect(result.status == 2 && result.errors.contains("read by the same command"))
      #expect(text("case.gvc", in: directory) == Self.source)
    }
    try run(lines("link") + "\n\"$gvc\" plugin run p case.gvc --out out") { result, directory in
      #expect(result.status == 2 && result.errors.contains("outside of `out`"), "\(result)")
      #expect(text("outside", in: directory) == "kept\n")
    }
  }

  @Test(arguments: ["case.gvc", "link"])
  func `No case is a log`(name: String) throws {
    try run("ln -s case.gvc link; \"$gvc\" lsp --log \(name) < /dev/null") { result, directory in
      #expect(result.status == 2 && result.errors.contains("it is a case"))
      #expect(text("case.gvc", in: directory) == Self.source)
    }
  }
}
