import Foundation
import Testing

/// `gvc new` writes a project that checks clean, and never over anything.
@Suite struct NewCommandTests {
  @Test func itChecksAndFormatsClean() throws {
    try Tool.temporaryDirectory { directory in
      let made = try Tool.run("new", "shoes", in: directory)
      #expect(made.status == 0 && made.errors == "")
      #expect(made.output == "shoes/shoes.gvc written; `gvc check shoes` checks it\n")
      let check = try Tool.run("check", "shoes", "--fail-level", "note", in: directory)
      #expect(check.output == "1 file read: 0 errors, 0 warnings\n")
      #expect(check.status == 0)
      #expect(try Tool.run("format", "--check", "shoes", in: directory).status == 0)
    }
  }

  @Test func itMakesTheDirectoryThatIsNamed() throws {
    try Tool.temporaryDirectory { directory in
      #expect(try Tool.run("new", "shoes", "cases/north/", in: directory).status == 0)
      let file = directory.appending(path: "cases/north/shoes.gvc")
      #expect(FileManager.default.fileExists(atPath: file.path))
      try FileManager.default.createDirectory(
        at: directory.appending(path: "empty"), withIntermediateDirectories: false)
      #expect(try Tool.run("new", "shoes", "empty", in: directory).status == 0)
    }
  }

  @Test func itOverwritesNothing() throws {
    try Tool.temporaryDirectory { directory in
      try Data("mine".utf8).write(to: directory.appending(path: "shoes"))
      try FileManager.default.createDirectory(
        at: directory.appending(path: "full"), withIntermediateDirectories: false)
      try Data("mine".utf8).write(to: directory.appending(path: "full/note.txt"))
      for (arguments, reason) in [
        (["shoes"], "is there already"), (["shoes", "full"], "is not empty"),
        (["shoes", "shoes/inner"], "cannot be"), (["../shoes"], "cannot name a project"),
        (["-x"], "no option"), (["shoes", "a", "b"], "too much"), ([], "name the project"),
        (["shoes", ""], "empty"),
      ] {
        let line = "\"$gvc\" new " + arguments.map { "'\($0)'" }.joined(separator: " ")
        let result = try Tool.shell(line, in: directory)
        #expect(result.status == 2 && result.output == "", "\(arguments)")
        #expect(result.errors.contains(reason), "\(arguments): \(result.errors)")
      }
      let kept = try Data(contentsOf: directory.appending(path: "shoes"))
      #expect(String(decoding: kept, as: UTF8.self) == "mine")
      #expect(
        try FileManager.default.contentsOfDirectory(
          atPath: directory.appending(path: "full").path) == ["note.txt"])
    }
  }
}
