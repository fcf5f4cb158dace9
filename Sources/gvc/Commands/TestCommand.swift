import GVCAnalysis
import GVCModel
import GVCReport
import GVCSyntax

extension Command {
  /// `gvc test`: what a case expects of its analysis.
  static let test = Command(
    name: "test",
    summary: "Run the expectations of a case",
    synopsis: """
      test PATH … [--format full|concise] [--layer NAME] [--theory NAME] [--set NAME=VALUE]
                         [--quiet]
      """,
    description: """
      Analyses each project and holds the conclusions against its `expect` lines: what must be found,
      what must not, what must stay unknown, and what rules must not be asked of. Prints each that is not
      met with the reason, and a table: project, must-find met, must-not kept, unknown kept, and not asked
      kept where a case says so.
      """,
    options: [
      .format([
        .init(name: "full", summary: "what is not met, and the table (the default)"),
        .init(name: "concise", summary: "one line an expectation that is not met"),
      ])
    ] + AnalysisSettings.options + [.quiet],
    operands: .projects,
    status: "0 all met, 1 one is not or the case has errors, 2 could not run.",
    prepare: TestCommand.prepare)
}

enum TestCommand {
  /// One line of the table.
  private struct Row {
    var name: String
    /// Met and all, of each kind.
    var counts: [(met: Int, all: Int)] = Array(repeating: (0, 0), count: 4)
    var errors = 0

    var isMet: Bool { errors == 0 && counts.allSatisfy { $0.met == $0.all } }
  }

  static func prepare(_ options: inout Options) throws -> Command.Work {
    let format = options.value("--format") ?? "full"
    let settings = AnalysisSettings(&options)
    let isQuiet = options.flag("--quiet")
    let paths = try options.paths()
    return {
      var rows: [Row] = []
      for project in try Projects.analysed(paths, settings) {
        rows.append(test(project, isConcise: format == "concise", isQuiet: isQuiet))
      }
      if format == "full", !isQuiet { Output.write(table(rows)) }
      return rows.allSatisfy(\.isMet) ? .clean : .findings
    }
  }

  private static func test(_ project: AnalysedProject, isConcise: Bool, isQuiet: Bool) -> Row {
    var row = Row(name: project.project.name)
    let checker = ExpectationChecker(project.reader, diagnostics: project.diagnostics)
    var failures: [Diagnostic] = []
    for expectation in project.expectations {
      let result = checker.check(expectation)
      let column =
        switch expectation.kind {
        case .finding: 0
        case .noFinding: 1
        case .unknown: 2
        case .notAsked: 3
        }
      row.counts[column].all += 1
      if result.isMet {
        row.counts[column].met += 1
      } else {
        failures.append(CaseDiagnostics.unmet(result, project.reader))
      }
    }
    // A diagnostic that is expected is no mistake.
    let expected = project.expectations.compactMap { expectation -> DiagnosticCode? in
      if case .diagnostic(let code) = expectation.subject, expectation.kind == .finding {
        return code
      }
      return nil
    }
    let errors = project.diagnostics.filter {
      $0.severity == .error && !expected.contains($0.code)
    }
    row.errors = errors.count
    if isQuiet { return row }
    let all = errors + failures
    let printer = DiagnosticPrinter(
      SourceMap(project.project.sources, showing: all), usesColor: Output.usesColor)
    for diagnostic in all {
      Output.write(isConcise ? printer.concise(diagnostic) : printer.full(diagnostic))
    }
    return row
  }

  private static func table(_ rows: [Row]) -> String {
    // Few cases say what rules are not asked.
    let columns = rows.contains { $0.counts[3].all > 0 } ? 4 : 3
    let heads =
      ["project"] + ["must find", "must not", "unknown", "not asked"].prefix(columns) + [""]
    var lines = [heads]
    for row in rows {
      lines.append(
        [SafeText.escaped(row.name)] + row.counts.prefix(columns).map { "\($0.met)/\($0.all)" }
          + [
            row.isMet
              ? "ok"
              : row.errors > 0 ? "\(row.errors) error\(row.errors == 1 ? "" : "s")" : "not met"
          ])
    }
    let widths = heads.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    let body = lines.map { line in
      line.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 || column == heads.count - 1 ? cell + space : space + cell
      }.joined(separator: "  ").trimmedEnd
    }
    let met = rows.count { $0.isMet }
    return body.joined(separator: "\n")
      + "\n\n\(met) of \(rows.count) project\(rows.count == 1 ? "" : "s") as expected\n"
  }
}

extension String {
  /// The text without the spaces at its end.
  fileprivate var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
