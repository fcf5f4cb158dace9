import GVCReport

extension Command {
  /// `gvc cite`: the sources used.
  static let cite = Command(
    name: "cite",
    summary: "Write the sources used, for other tools to cite",
    help: """
      gvc cite PATH … [--format bibtex|csl-json] [--layer NAME] [--theory NAME]

      Writes the sources behind the facts of a case, and behind the rules whose conclusions hold.

        --format bibtex       BibTeX (the default); authors stand as the case names them
        --format csl-json     CSL-JSON, as Zotero and pandoc read it
      \(AnalysisSettings.help)

      Exit status: 0 written, 2 could not run.

      """,
    run: CiteCommand.run)
}

private enum CiteCommand {
  static func run(_ arguments: [String]) throws -> ExitStatus {
    var options = Options(arguments)
    let format = try options.value("--format", oneOf: ["bibtex", "csl-json"]) ?? "bibtex"
    let settings = try AnalysisSettings(&options)
    let projects = try Projects.load(try options.paths())
    guard projects.count == 1 else {
      throw UsageError("these are \(projects.count) projects; name one of them")
    }
    let project = try AnalysedProject(projects[0], settings)
    project.reportMistakes()
    let bibliography = Bibliography(project.reader)
    Output.write(format == "bibtex" ? bibliography.bibTeX : try bibliography.cslJSON())
    return .clean
  }
}
