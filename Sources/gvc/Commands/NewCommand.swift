import GVCProject
import GVCWorkspace

extension Command {
  /// `gvc new`: a project or a theory to begin from.
  static let new = Command(
    name: "new",
    summary: "Write a project, or a theory, to begin from",
    synopsis: """
      new NAME [DIRECTORY]
      new theory NAME [DIRECTORY]
      """,
    description: """
      Makes a directory, called NAME unless DIRECTORY says otherwise, and writes a project into it:
      NAME.gvc, a small case, invented, with comments that teach. With `theory`, NAME.gvc is a theory of
      your own, with a rule, and test.gvc the cases that test it; `import "NAME/NAME.gvc"` and
      `use NAME` bring it into a project. What is written checks clean. Nothing is ever overwritten:
      the directory must be new or empty.
      """,
    operands: Operands(sources: [.words(["theory"]), .directories]),
    status: "0 written, 2 could not write.",
    prepare: NewCommand.prepare)
}

enum NewCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    let arguments = options.words + options.handedOn
    // A project may be called “theory” too.
    let isTheory = arguments.first == "theory" && arguments.count > 1
    let words = isTheory ? Array(arguments.dropFirst()) : arguments
    guard let name = words.first else { throw UsageError("name the project") }
    guard words.count < 3 else {
      throw UsageError("a name and a directory are enough; `\(words[2])` is too much")
    }
    let directory = words.count > 1 ? words[1] : name
    return {
      guard !directory.isEmpty else { throw UsageError("the name of the directory is empty") }
      if isTheory {
        guard StarterProject.isTheoryName(name) else {
          throw UsageError(
            "`\(name)` cannot name a theory: a name begins with a letter, and has letters, digits and `_`"
          )
        }
        try write(StarterProject.theory(name: name), to: directory)
        Output.write("`gvc test \(Output.safe(directory))` tests it\n")
      } else {
        guard StarterProject.isName(name) else {
          throw UsageError(
            "`\(name)` cannot name a project: a name has letters, digits, `_` and `-`")
        }
        try write([(file: "\(name).gvc", text: StarterProject.text(name: name))], to: directory)
        Output.write("`gvc check \(Output.safe(directory))` checks it\n")
      }
      return .clean
    }
  }

  private static func write(_ files: [(file: String, text: [UInt8])], to directory: String) throws {
    try Disk.makeEmptyDirectory(directory)
    let base = directory.hasSuffix("/") ? directory : directory + "/"
    for (file, text) in files {
      try Disk.create(base + file, text)
      Output.write("\(Output.safe(base + file)) written; ")
    }
  }
}
