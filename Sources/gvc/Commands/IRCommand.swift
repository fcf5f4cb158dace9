import GVCAnalysis
import GVCReport

extension Command {
  /// `gvc ir`: snapshots and plans.
  static let ir = Command(
    name: "ir",
    summary: "Print the analysis IR: snapshots and plans",
    help: """
      gvc ir PATH … [--only snapshots|plans] [--format text|json] [--layer NAME]

      Prints what the back ends see: the snapshots, what is the case in each layer, and the plans,
      what the theories ask. With errors in the case it prints what could be understood.

        --only PART           the snapshots or the plans alone
        --format text         for people (the default)
        --format json         the versioned form; Grammar/ir.schema.json describes it
        --layer NAME          one period or scenario, not all of them

      Exit status: 0 printed, 1 the case has errors, 2 could not run.

      """,
    run: IRCommand.run)
}

private enum IRCommand {
  static func run(_ arguments: [String]) throws -> ExitStatus {
    var options = Options(arguments)
    let part = try options.value("--only", oneOf: ["snapshots", "plans"])
    let format = try options.value("--format", oneOf: ["text", "json"]) ?? "text"
    let settings = try AnalysisSettings(&options)
    let projects = try Projects.load(try options.paths()).map { try AnalysedProject($0, settings) }
    for project in projects {
      if format == "json" {
        let document = IRDocument(project.analysis, project.map, part: part)
        Output.write(try JSONText.pretty(document))
        continue
      }
      let printer = IRPrinter(project.analysis)
      var texts: [String] = []
      if part != "plans" { texts.append(printer.snapshots()) }
      if part != "snapshots" { texts.append(printer.program()) }
      Output.write(SafeText.escapedLines(texts.joined(separator: "\n")))
    }
    let hasErrors = projects.contains { $0.diagnostics.contains { $0.severity == .error } }
    return hasErrors ? .findings : .clean
  }
}
