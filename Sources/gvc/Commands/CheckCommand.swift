import GVCSyntax

extension Command {
  /// `gvc check`: the form of the files.
  static let check = Command(
    name: "check",
    summary: "Say what is wrong in files or projects",
    help: """
      gvc check PATH … [--format full|concise]

      Reads the files, or the `.gvc` files of the directories, and says what is wrong in them.
      `-` reads standard input.

        --format full      each mistake with its line, the reason and the way out (the default)
        --format concise   one line a mistake

      Exit status: 0 clean, 1 mistakes found, 2 could not run.

      """,
    run: CheckCommand.run)
}

private enum CheckCommand {
  static func run(_ arguments: [String]) throws -> ExitStatus {
    var options = Options(arguments)
    let format = try options.value("--format", oneOf: ["full", "concise"]) ?? "full"
    let paths = try options.paths()
    let sources = try Inputs.read(paths)
    let printer = DiagnosticPrinter(sources, usesColor: Output.usesColor)
    var errors = 0
    var warnings = 0
    for source in sources {
      for diagnostic in Parser.parse(source).diagnostics {
        if diagnostic.severity == .error { errors += 1 } else { warnings += 1 }
        Output.write(format == "full" ? printer.full(diagnostic) : printer.concise(diagnostic))
      }
    }
    if format == "full" {
      Output.write(
        "\(counted(sources.count, "file")) read: \(counted(errors, "error")), "
          + "\(counted(warnings, "warning"))\n")
    }
    return errors > 0 ? .findings : .clean
  }

  private static func counted(_ n: Int, _ noun: String) -> String {
    "\(n) \(noun)\(n == 1 ? "" : "s")"
  }
}
