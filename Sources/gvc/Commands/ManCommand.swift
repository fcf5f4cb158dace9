import GVCProject

extension Command {
  /// `gvc man`: the manual pages.
  static let man = Command(
    name: "man",
    summary: "Write manual pages",
    synopsis: """
      man [COMMAND]
      man --out DIRECTORY
      """,
    description: """
      Writes the manual page of a command, or of gvc itself, for `man`:

        gvc man check | man -l -

      With `--out` it writes all pages, `gvc.1`, `gvc-check.1` and so on, each anew where it is there. A
      directory `man1` of the MANPATH, such as ~/.local/share/man/man1, makes `man gvc-check` find them.
      """,
    options: [
      .word(
        "--out", "DIRECTORY", from: .directories,
        "write all pages there, and make it where it is not")
    ],
    operands: Operands(sources: [.commands]),
    status: "0 written, 2 could not run.",
    prepare: ManCommand.prepare)
}

enum ManCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    let directory = options.value("--out")
    let words = options.words + options.handedOn
    guard words.count + (directory == nil ? 0 : 1) < 2 else {
      throw UsageError("name one command, or with `--out` a directory for all pages")
    }
    if let directory { return { try writeAll(to: directory) } }
    guard let name = words.first else {
      return { write(ManualPage.overview(CommandLineTool.commands)) }
    }
    guard let command = CommandLineTool.command(named: name) else {
      throw UsageError("there is no command `\(name)`; `gvc help` lists all")
    }
    return { write(ManualPage.text(command)) }
  }

  private static func write(_ page: String) -> ExitStatus {
    Output.write(page)
    return .clean
  }

  private static func writeAll(to directory: String) throws -> ExitStatus {
    try Disk.makeDirectory(directory)
    let base = directory.hasSuffix("/") ? directory : directory + "/"
    let pages =
      [("gvc.1", ManualPage.overview(CommandLineTool.commands))]
      + CommandLineTool.commands.map { ("gvc-\($0.name).1", ManualPage.text($0)) }
    for (file, text) in pages {
      try Disk.replace(base + file, Array(text.utf8), within: directory)
    }
    Output.write("\(pages.count) pages in \(Output.safe(directory))\n")
    return .clean
  }
}
