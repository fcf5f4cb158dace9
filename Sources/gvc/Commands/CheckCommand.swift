import GVCLibrary
import GVCModel
import GVCSyntax

extension Command {
  /// `gvc check`: what is wrong in files and projects.
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
    let projects = try Inputs.projects(paths)
    var errors = 0
    var warnings = 0
    for sources in projects {
      let trees = sources.map { Parser.parse($0) }
      let model = ModelBuilder.build(
        prelude: Inputs.prelude, packs: Inputs.packs, project: trees)
      let diagnostics = trees.flatMap(\.diagnostics) + model.diagnostics
      let printer = DiagnosticPrinter(model.sources, usesColor: Output.usesColor)
      for diagnostic in diagnostics {
        if diagnostic.severity == .error { errors += 1 } else { warnings += 1 }
        Output.write(format == "full" ? printer.full(diagnostic) : printer.concise(diagnostic))
      }
    }
    let files = projects.reduce(0) { $0 + $1.count }
    if format == "full" {
      Output.write(
        "\(counted(files, "file")) read: \(counted(errors, "error")), "
          + "\(counted(warnings, "warning"))\n")
    }
    return errors > 0 ? .findings : .clean
  }

  private static func counted(_ n: Int, _ noun: String) -> String {
    "\(n) \(noun)\(n == 1 ? "" : "s")"
  }
}
