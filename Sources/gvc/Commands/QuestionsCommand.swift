import GVCReport

extension Command {
  /// `gvc questions`: what to find out next.
  static let questions = Command(
    name: "questions",
    summary: "Say what to find out next: a guide for interviews",
    synopsis: """
      questions PATH … [--limit N|all] [--layer NAME] [--theory NAME] [--set NAME=VALUE]
                         [--format FORMAT]
      """,
    description: """
      Lists the unknown facts on which open conclusions turn, those first that would decide most by
      themselves: each as a question to put to a person, with the valid answers and what it decides.
      """,
    options: [
      .word("--limit", "N|all", "how many questions are listed (20 by default)")
    ] + AnalysisSettings.options + [Table.Format.option],
    operands: .projects,
    status: "0 listed, 2 could not run.",
    prepare: QuestionsCommand.prepare)
}

enum QuestionsCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    let format = Table.Format(&options)
    let limit = try options.limit("--limit") ?? 20
    let settings = AnalysisSettings(&options)
    let paths = try options.paths()
    return {
      let projects = try Projects.analysed(paths, settings)
      var tables: [(name: String, table: Table)] = []
      for project in projects {
        project.reportMistakes()
        let guide = InterviewGuide(project.reader)
        let name = SafeText.escaped(project.project.name)
        switch format {
        case .text:
          if projects.count > 1 { Output.write("\(name)\n\n") }
          Output.write(guide.text(limit: limit))
          if guide.count > limit {
            Output.write("… and \(guide.count - limit) more; `--limit all` lists them.\n\n")
          } else if guide.count == 0 {
            Output.write("No conclusion is open.\n")
          }
        case .markdown:
          if projects.count > 1 { Output.write("## \(name)\n\n") }
          Output.write(guide.markdown(limit: limit) + "\n")
        case .csv, .json: tables.append((project.project.name, guide.table(limit: limit)))
        }
      }
      if format == .csv || format == .json { Output.write(try Table.joined(tables).text(format)) }
      return .clean
    }
  }
}
