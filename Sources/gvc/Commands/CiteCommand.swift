import GVCReport

extension Command {
  /// `gvc cite`: the sources used.
  static let cite = Command(
    name: "cite",
    summary: "Write the sources used, for other tools to cite",
    synopsis:
      "cite PATH … [--format bibtex|csl-json] [--layer NAME] [--theory NAME] [--set NAME=VALUE]",
    description: """
      Writes the sources behind the facts of a case, and behind the rules whose conclusions hold.
      """,
    options: [
      .format([
        .init(
          name: "bibtex", summary: "BibTeX (the default); authors stand as the case names them"),
        .init(name: "csl-json", summary: "CSL-JSON, as Zotero and pandoc read it"),
      ])
    ] + AnalysisSettings.options,
    operands: .projects,
    status: "0 written, 2 could not run.",
    prepare: CiteCommand.prepare)
}

enum CiteCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    let format = options.value("--format") ?? "bibtex"
    let settings = AnalysisSettings(&options)
    let paths = try options.paths()
    return {
      let projects = try Projects.analysed(paths, settings)
      guard projects.count == 1 else {
        throw UsageError("these are \(projects.count) projects; name one of them")
      }
      let project = projects[0]
      project.reportMistakes()
      let bibliography = Bibliography(project.reader)
      Output.write(format == "bibtex" ? bibliography.bibTeX : try bibliography.cslJSON())
      return .clean
    }
  }
}
