import GVCAnalysis
import GVCModel
import GVCProject
import GVCReport
import GVCSyntax
import GVCWorkspace

extension Command {
  /// `gvc plugin`: analyses by other programs.
  static let plugin = Command(
    name: "plugin",
    summary: "Run an analysis that another program makes",
    synopsis: """
      plugin list
      plugin run NAME PATH [--out DIRECTORY] [--timeout SECONDS] [--format text|json]
                     [--layer NAME] [--theory NAME] [--set NAME=VALUE] [--fail-level LEVEL]
                     [-- ARGUMENT …]
      """,
    description: """
      A plug-in is an executable `gvc-NAME`, in any language, in `gvc/plugins` of the user's
      configuration (XDG_CONFIG_HOME, or ~/.config) or on the PATH; relative directories on the PATH are
      passed over. It reads the IR of the case as JSON from standard input (Grammar/ir.schema.json) and
      writes findings and files as JSON to standard output (Grammar/plugin.schema.json). Nothing in a
      project can start one. What it says is checked before anything of it is used: the form, and that all
      that it names is in the case. Samples/gvc-betweenness is one. What stands behind `--` the plug-in
      is given as arguments.
      """,
    actions: [
      .init(name: "list", summary: "the plug-ins that can be run, each with its path"),
      .init(
        name: "run", summary: "run one over a case",
        options: [
          .word(
            "--out", "DIRECTORY", from: .directories,
            "where its files go; without it they are refused"),
          .word("--timeout", "SECONDS", "how long it may take (60 by default)"),
          .format([
            .init(name: "text", summary: "a line a finding (the default)"),
            .init(name: "json", summary: "what it found as JSON"),
          ]),
        ] + AnalysisSettings.options + [.failLevel],
        operands: Operands(sources: [.plugins, .projects])),
    ],
    status: "0 done, 1 a finding at the fail level, 2 it could not run or be understood.",
    prepare: PluginCommand.prepare)
}

enum PluginCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    if options.action == "list" {
      try options.end()
      return list
    }
    let directory = options.value("--out")
    let format = options.value("--format") ?? "text"
    let failLevel = FailLevel(&options)
    let timeout = try seconds(&options)
    let settings = AnalysisSettings(&options)
    let arguments = options.handedOn
    let words = options.words
    guard words.count == 2 else { throw UsageError("name the plug-in and one case") }
    let name = words[0]
    guard PluginLocation.isName(name) else {
      throw UsageError("`\(name)` cannot name a plug-in: letters, digits, `-` and `_`")
    }
    return {
      guard let path = PluginLocation.path(of: name) else {
        let nearest = Suggestion.nearest(to: name, among: PluginLocation.all.map(\.name))
        throw UsageError(
          "there is no executable `gvc-\(name)` on the PATH or in the configuration"
            + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
      }
      let loaded = try Projects.load([words[1]])
      guard loaded.count == 1 else {
        throw UsageError("`\(words[1])` holds \(loaded.count) projects; name one of them")
      }
      let project = try AnalysedProject(loaded[0], settings)
      project.reportMistakes()
      let reply = try ask(name, path, arguments, timeout, project)
      guard directory != nil || reply.files.isEmpty else {
        throw UsageError(
          "`\(name)` gives \(reply.files.count) file\(reply.files.count == 1 ? "" : "s"); "
            + "say with `--out` where to write")
      }
      if let directory, !reply.files.isEmpty {
        try Disk.makeDirectory(directory)
        let base = directory.hasSuffix("/") ? directory : directory + "/"
        for file in reply.files {
          try Disk.replace(
            base + file.name, Array(file.content.utf8), sparing: Projects.paths(of: loaded[0]),
            within: directory)
        }
      }
      let printer = PluginPrinter(name, project.model, project.map)
      Output.write(
        format == "json" ? try printer.json(reply.findings) : printer.text(reply.findings))
      if format == "text", let directory {
        for file in reply.files { Output.write(Output.safe("\(directory)/\(file.name) written\n")) }
      }
      return failLevel.status(of: reply.findings.map(\.level))
    }
  }

  private static func list() throws -> ExitStatus {
    var table = Table([Table.Column("plug-in"), Table.Column("path")])
    for (name, path) in PluginLocation.all { table.add([name, path]) }
    Output.write(table.rows.isEmpty ? "There is no plug-in.\n" : try table.text(.text))
    return .clean
  }

  private static func ask(
    _ name: String, _ path: String, _ arguments: [String], _ timeout: Double,
    _ project: AnalysedProject
  ) throws -> (findings: [PluginFinding], files: [PluginReply.File]) {
    let document = IRDocument(project.analysis, project.map)
    let input = Array(try JSONText.line(document).utf8)
    do {
      let output = try PluginProcess(path: path, arguments: arguments, timeout: timeout)
        .run(input: input)
      return try PluginReply.read(output, for: project.model)
    } catch let error as PluginProcess.Failure {
      throw UsageError("`\(name)` \(error.message)", details: error.errors)
    } catch let error as PluginReply.Failure {
      throw UsageError("`\(name)` \(error.message)")
    }
  }

  private static func seconds(_ options: inout Options) throws -> Double {
    guard let text = options.value("--timeout") else { return 60 }
    guard let value = Double(text), value > 0, value <= 86_400 else {
      throw UsageError("`--timeout` takes seconds, up to a day, not `\(text)`")
    }
    return value
  }
}
