import GVCAnalysis
import GVCReport

extension Command {
  /// `gvc ir`: snapshots and plans.
  static let ir = Command(
    name: "ir",
    summary: "Print the analysis IR: snapshots and plans",
    synopsis: """
      ir PATH … [--only snapshots|plans] [--format text|json] [--layer NAME] [--theory NAME]
                         [--set NAME=VALUE]
      """,
    description: """
      Prints what the back ends see: the snapshots, what is the case in each layer, and the plans,
      what the theories ask. With errors in the case it prints what could be understood.
      """,
    options: [
      .choice("--only", "PART", of: ["snapshots", "plans"], "the snapshots or the plans alone"),
      .format([
        .init(name: "text", summary: "for people (the default)"),
        .init(name: "json", summary: "the versioned form; Grammar/ir.schema.json describes it"),
      ]),
    ] + AnalysisSettings.options,
    operands: .projects,
    status: "0 printed, 1 the case has errors, 2 could not run.",
    prepare: IRCommand.prepare)
}

enum IRCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    let part = options.value("--only")
    let format = options.value("--format") ?? "text"
    let settings = AnalysisSettings(&options)
    let paths = try options.paths()
    return {
      let projects = try Projects.analysed(paths, settings)
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
}
