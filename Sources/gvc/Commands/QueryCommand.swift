import GVCAnalysis
import GVCReport

extension Command {
  /// `gvc query`: a question in the rule language.
  static let query = Command(
    name: "query",
    summary: "Ask a case a question in the rule language",
    synopsis: """
      query QUESTION [PATH …] [--show EXPR,…] [--layer NAME] [--theory NAME] [--set NAME=VALUE]
                         [-o FILE] [--format FORMAT]
      """,
    description: """
      Answers a question in each layer. A question is any expression of the rule language, a collection
      with a condition, or a value for each of some things:

        firms where size == small and tier == 2
        count(l for l in links where l.governance == quasi_hierarchical)
        l.buyer for l in links where l.supplier.size == small

      Behind `where` the attributes of the thing stand by themselves. What may be an answer, but is
      not known to be one, is listed with the facts that would decide it. Without a path the directory
      where the command runs is asked.
      """,
    options: [
      .word(
        "--show", "EXPR,…", "more columns, of the thing that each answer is: `size, tier, performs`"
      )
    ] + AnalysisSettings.options + TableOutput.options,
    operands: Operands(sources: [.none, .projects], repeats: true),
    status: "0 answered, 2 the question or the case cannot be read.",
    prepare: QueryCommand.prepare)
}

enum QueryCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    let output = try TableOutput(&options)
    let show = options.value("--show")
    let settings = AnalysisSettings(&options)
    let all = try options.paths(least: "write the question")
    let paths = all.count > 1 ? Array(all.dropFirst()) : ["."]
    return {
      var tables: [(name: String, table: Table)] = []
      var counts = (sure: 0, possible: 0)
      var obstacles: [String] = []
      var inputs: [String] = []
      for loaded in try Projects.load(paths) {
        inputs += Projects.paths(of: loaded)
        let project = try AnalysedProject(unrun: loaded, settings)
        project.reportMistakes()
        let answers = try answers(to: all[0], showing: show, project)
        if answers.isUnfinished {
          Output.writeError("gvc query: not everything was tried: ask of less at once\n")
        }
        tables.append((loaded.name, answers.table))
        obstacles += answers.obstacles.filter { !obstacles.contains($0) }
        counts.sure += answers.counts.sure
        counts.possible += answers.counts.possible
      }
      guard output.isText else {
        try output.write(tables, sparing: inputs)
        return .clean
      }
      let table = Table.joined(tables)
      let listing = table.rows.isEmpty ? "" : try table.withoutEmptyColumns.text(.text) + "\n"
      try output.write(
        listing + "\(counts.sure) answer\(counts.sure == 1 ? "" : "s")"
          + (counts.possible > 0 ? ", and \(counts.possible) more that may be" : "") + "\n"
          + obstacles.map { "open since: \(SafeText.escaped($0))\n" }.joined(),
        sparing: inputs)
      return .clean
    }
  }

  private static func answers(
    to question: String, showing show: String?, _ project: AnalysedProject
  ) throws -> QueryTable {
    var compiler = QueryCompiler(project.model, project.program)
    do {
      let query = try compiler.query(question)
      var columns: [(title: String, value: PlanID)] = []
      if let show {
        guard let kind = query.kind else {
          throw UsageError("`--show` asks more of things, and this question gives none")
        }
        columns = try compiler.columns(show, of: kind)
      }
      return QueryTable(query, columns: columns, compiler, project.reader)
    } catch let error as QueryCompiler.Failure {
      throw error.usageError
    }
  }
}
