import GVCReport

extension Command {
  /// `gvc questions`: what to find out next.
  static let questions = Command(
    name: "questions",
    summary: "Say what to find out next: a guide for interviews",
    synopsis: """
      questions PATH … [--limit N|all] [--layer NAME] [--theory NAME] [--set NAME=VALUE]
                         [-o FILE] [--format FORMAT]
      """,
    description: """
      Lists the unknown facts on which open conclusions turn, each as a question to put to a person,
      with the valid answers and what it decides. Those come first that decide most, and what matters
      most, and that a person is most likely to have an answer to; what decides something only
      together with other facts comes last, with these.
      Behind them stand the facts on which sources differ.
      """,
    options: [
      .word("--limit", "N|all", "how many questions are listed (20 by default)")
    ] + AnalysisSettings.options + TableOutput.options,
    operands: .projects,
    status: "0 listed, 2 could not run.",
    prepare: QuestionsCommand.prepare)
}

enum QuestionsCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    let output = try TableOutput(&options)
    let limit = try options.limit("--limit") ?? 20
    let settings = AnalysisSettings(&options)
    let paths = try options.paths()
    return {
      let projects = try Projects.analysed(paths, settings)
      let inputs = projects.flatMap { Projects.paths(of: $0.project) }
      var tables: [(name: String, table: Table)] = []
      var text = ""
      for project in projects {
        project.reportMistakes()
        let guide = InterviewGuide(project.reader)
        let facts = FactPrinter(project.model, project.map)
        let name = SafeText.escaped(project.project.name)
        switch output.format {
        case .text:
          if projects.count > 1 { text += "\(name)\n\n" }
          text += guide.text(limit: limit, width: Output.width)
          if guide.count > limit {
            text += "… and \(guide.count - limit) more; `--limit all` lists them.\n\n"
          } else if guide.count == 0 {
            text += "No conclusion is open.\n"
          }
          text += guide.differencesText(facts)
        case .markdown:
          if projects.count > 1 { text += "## \(name)\n\n" }
          text += guide.markdown(limit: limit) + "\n"
          text += guide.differencesMarkdown(facts)
        case .csv, .json, .xlsx:
          tables.append((project.project.name, guide.table(limit: limit, facts)))
        }
      }
      switch output.format {
      case .text, .markdown: try output.write(text, sparing: inputs)
      case .csv, .json, .xlsx: try output.write(tables, sparing: inputs)
      }
      return .clean
    }
  }
}
