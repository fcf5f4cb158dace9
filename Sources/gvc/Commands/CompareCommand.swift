import GVCAnalysis
import GVCModel
import GVCReport

extension Command {
  /// `gvc compare`: cases side by side.
  static let compare = Command(
    name: "compare",
    summary: "Put cases side by side: a row a case, a column a fact or verdict",
    synopsis: """
      compare PATH … [--of QUESTION] [--columns NAME,…] [--layer NAME] [--theory NAME]
                         [--set NAME=VALUE] [-o FILE] [--format FORMAT]
      """,
    description: """
      Compares the clusters of the projects, or the firms where they have no two clusters: what is
      stated of each and of what belongs to it, the events that bear on it, and the verdicts. What is
      not stated, or cannot be concluded, is unknown.
      """,
    options: [
      .word(
        "--of", "QUESTION", "what is compared, as in `gvc query`: `firms where size == small`"),
      .word(
        "--columns", "NAME,…",
        "these columns: attributes, verdicts, rules, `events`, or expressions"),
      .word(
        "--layer", "NAME", from: .layers,
        "compare in this period or scenario; the last period else"),
    ] + AnalysisSettings.optionsWithoutLayer + TableOutput.options,
    operands: .projects,
    status: "0 compared, 2 could not run.",
    prepare: CompareCommand.prepare)
}

enum CompareCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    let output = try TableOutput(&options)
    let question = options.value("--of")
    let columns = options.value("--columns").map { split($0) }
    let settings = AnalysisSettings(&options)
    let paths = try options.paths()
    return {
      let projects = try Projects.analysed(paths, settings)
      var comparisons: [(name: String, comparison: ComparisonTable, things: [EntityID])] = []
      let kind = question == nil ? commonKind(of: projects) : nil
      for project in projects {
        project.reportMistakes()
        let layer = try settings.layer.map {
          try AnalysisSettings.state(named: $0, in: project.model)
        }
        var comparison = ComparisonTable(project.reader, project.program, layer: layer)
        do {
          let things =
            try question.map { try comparison.things(matching: $0) }
            ?? project.kind(named: kind ?? "").map { comparison.things(of: $0) } ?? []
          let open = try question.map { try comparison.possibleThings(matching: $0) } ?? []
          if !open.isEmpty {
            let names = open.map { SafeText.escaped(project.model.label($0)) }
            Output.writeError(
              "gvc compare: \(Output.safe(project.project.name)): whether "
                + "\(names.joined(separator: ", ")) \(names.count == 1 ? "is" : "are") asked for is "
                + "not known: not in the table\n")
          }
          if things.isEmpty {
            let what =
              question.map { "answers `\(SafeText.escaped($0))`" } ?? "is of the kind \(kind ?? "")"
            Output.writeError(
              "gvc compare: \(Output.safe(project.project.name)): nothing \(what): not in the "
                + "table\n")
          } else {
            comparisons.append((project.project.name, comparison, things))
          }
        } catch let error as QueryCompiler.Failure {
          throw error.usageError
        } catch let error as ComparisonTable.Failure {
          throw UsageError(error.message)
        }
      }
      guard !comparisons.isEmpty else { throw UsageError("there is nothing to compare") }
      let tables = try tables(comparisons, columns)
      try output.write(tables, sparing: projects.flatMap { Projects.paths(of: $0.project) })
      return .clean
    }
  }

  /// A table a project, all with the same columns: those that are named, or all in which something is
  /// said in one of them.
  private static func tables(
    _ comparisons: [(name: String, comparison: ComparisonTable, things: [EntityID])],
    _ columns: [String]?
  ) throws -> [(name: String, table: Table)] {
    guard let columns else {
      var titles: [String] = []
      for (_, comparison, things) in comparisons {
        for title in comparison.titles(for: things) where !titles.contains(title) {
          titles.append(title)
        }
      }
      return comparisons.map { ($0.name, $0.comparison.table(of: $0.things, titled: titles)) }
    }
    return try comparisons.map { name, comparison, things in
      var comparison = comparison
      do {
        return (name, try comparison.table(of: things, columns: columns))
      } catch let error as QueryCompiler.Failure {
        throw error.usageError
      }
    }
  }

  /// Clusters, where there are two or more; else firms; else actors of any kind.
  private static func commonKind(of projects: [AnalysedProject]) -> String {
    for name in ["cluster", "firm"] {
      let count = projects.reduce(0) { sum, project in
        sum
          + (project.kind(named: name).map {
            ComparisonTable(project.reader, project.program).things(of: $0).count
          } ?? 0)
      }
      if count > 1 { return name }
    }
    return "actor"
  }

  /// The names between commas that stand in no bracket.
  private static func split(_ text: String) -> [String] {
    var parts: [String] = [""]
    var depth = 0
    for character in text {
      switch character {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case "," where depth == 0:
        parts.append("")
        continue
      default: break
      }
      if character != " " || !(parts.last ?? "").isEmpty {
        parts[parts.count - 1].append(character)
      }
    }
    return parts.map(\.withoutTrailingSpaces).filter { !$0.isEmpty }
  }
}

extension AnalysedProject {
  /// The kind of thing of a name.
  func kind(named name: String) -> KindID? {
    model.names.find(name).flatMap { model.vocabulary.kind(named: $0) }
  }
}
