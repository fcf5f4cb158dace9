import GVCReport
import GVCSyntax
import GVCWorkspace

extension Command {
  /// `gvc check`: what is wrong in files and projects.
  static let check = Command(
    name: "check",
    summary: "Say what is wrong in files or projects",
    help: """
      gvc check PATH … [--format FORMAT] [--fail-level LEVEL] [--quiet]

      Reads files, directories with all their `.gvc` files, and what they import, and says what is
      wrong in them. Of a directory without such files, the directories below it are read. `-` reads
      standard input.

        --format full         each mistake with its line, the reason and the way out (the default)
        --format concise      one line a mistake
        --format json         one JSON object; Grammar/diagnostics.schema.json describes it
        --format json-lines   one JSON object a line and mistake
      \(IssueFormat.help)
        --fail-level LEVEL    what ends with status 1: error (the default), or also warning, or also
                              note; or never
        --quiet               no results; the exit status says it

      Exit status: 0 nothing at the fail level, 1 something is, 2 could not run.

      """,
    run: CheckCommand.run)
}

private enum CheckCommand {
  static func run(_ arguments: [String]) throws -> ExitStatus {
    var options = Options(arguments)
    let (format, other) = try DiagnosticFormat.taken(from: &options)
    let failLevel = try FailLevel(&options)
    let isQuiet = options.flag("--quiet")
    let projects = try Projects.load(try options.paths()).map { CheckedProject($0) }
    if !isQuiet {
      if let other {
        try IssueOutput.write(
          projects.flatMap { project in
            let map = SourceMap(project.project.sources)
            return project.diagnostics.map { ReportedIssue($0, in: map) }
          }, other)
      } else {
        try DiagnosticOutput.write(projects, format)
      }
    }
    return failLevel.status(of: projects.lazy.flatMap(\.diagnostics).map(\.severity))
  }
}
