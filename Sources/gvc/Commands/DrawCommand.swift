import GVCAnalysis
import GVCModel
import GVCPicture
import GVCProject
import GVCReport
import GVCSyntax

extension Command {
  /// `gvc draw`: a picture of a case, or its chain for another tool.
  static let draw = Command(
    name: "draw",
    summary: "Draw a picture of a case, or write its chain for other tools",
    synopsis: """
      draw PATH [-o FILE] [--view VIEW] [--format FORMAT] [--layer NAME] [--chain NAME]
                       [--actor NAME] [--theme THEME] [--fold-over N|all] [--theory NAME]
                       [--set NAME=VALUE] [--watch]
      """,
    description: """
      Draws a case as SVG, in the last of its periods or in the layer that is named. Every box and line
      says in a sentence what it shows. For a PNG, hand the picture to a converter:
        gvc draw Samples/brenta --theme light | rsvg-convert -o brenta.png
      """,
    options: DrawCommand.options,
    operands: Operands(sources: [.projects]),
    status: "0 drawn, 2 could not run.",
    prepare: DrawCommand.prepare)
}

enum DrawCommand {
  static let views: [CommandOption.Choice] = [
    .init(
      name: "chain",
      summary: "who supplies whom, in columns from inputs to the end market (the default)"),
    .init(name: "value", summary: "what is paid, and what each actor adds"),
    .init(name: "functions", summary: "who performs which function, by its rent"),
    .init(name: "timeline", summary: "tier, functions and buyers over the periods"),
    .init(name: "governance", summary: "the links by the types that a theory tells apart"),
  ]

  static let formats =
    [CommandOption.Choice(name: "svg", summary: "a picture (the default)")]
    + GraphFormat.allCases.map { CommandOption.Choice(name: $0.rawValue, summary: $0.summary) }

  static let options: [CommandOption] =
    [
      CommandOption.word(
        "-o", "FILE", from: .files, "write to a file; its name can say the format"),
      CommandOption(name: "--view", value: .choice("VIEW", views), summary: ""),
      .format(formats),
      .word("--layer", "NAME", from: .layers, "the period or scenario to draw"),
      .word("--chain", "NAME", "this chain alone"),
      .word(
        "--actor", "NAME", isRepeatable: true,
        "with `--view timeline`: this actor; may be given again"),
      .choice(
        "--theme", "THEME", of: PictureTheme.allCases.map(\.rawValue),
        "auto (the default), as the viewer asks; light, dark, or print"),
      .word(
        "--fold-over", "N|all", "fold like actors when there are more than N (150), or show all"),
    ] + AnalysisSettings.optionsWithoutLayer + [.watch]

  static func prepare(_ options: inout Options) throws -> Command.Work {
    let output = options.value("-o")
    let format =
      options.value("--format").map { GraphFormat(rawValue: $0) }
      ?? output.flatMap { GraphFormat(fileName: $0) }
    var request = PictureRequest()
    if let view = options.value("--view") {
      if let format {
        throw UsageError("`--view \(view)` is a picture; there is none in `\(format.rawValue)`")
      }
      request.view = PictureView(rawValue: view) ?? .chain
    }
    request.layer = options.value("--layer")
    request.chain = options.value("--chain")
    request.actors = options.values("--actor")
    request.foldLimit = try options.limit("--fold-over") ?? ChainGraph.foldLimit
    let theme = options.value("--theme").flatMap { PictureTheme(rawValue: $0) } ?? .auto
    if request.view == .governance { request.theory = options.values("--theory").first }
    let settings = AnalysisSettings(&options)
    let isWatched = options.flag("--watch")
    let paths = try options.paths()
    guard paths.count == 1 else { throw UsageError("name one project") }
    if !request.actors.isEmpty, request.view != .timeline {
      throw UsageError("`--actor` goes with `--view timeline`")
    }
    let asked = request
    let run = { (session: inout ProjectSession<AnalysedProject>) in
      let projects = try Progress.during { say in
        try session.projects(paths, step: { say("analysing \($0)") }) {
          try AnalysedProject($0, settings, after: $1)
        }
      }
      guard projects.count == 1 else {
        throw UsageError("these are \(projects.count) projects; name one of them")
      }
      projects[0].reportMistakes()
      let text = try text(of: projects[0], asked, format, theme)
      if let output {
        try Disk.replace(
          output, Array(text.utf8), sparing: Projects.paths(of: projects[0].project))
      } else {
        Output.write(text)
      }
      return ExitStatus.clean
    }
    return try Watcher.work(
      "draw", paths, isWatched: isWatched, isForPrograms: output == nil, run)
  }

  private static func text(
    of project: AnalysedProject, _ request: PictureRequest, _ format: GraphFormat?,
    _ theme: PictureTheme
  ) throws -> String {
    let name = project.project.name
    do {
      guard let format else {
        return try Picture(project.reader, project: name, request).document(theme)
      }
      return try ChainGraph(project.reader, project: name, request).text(format)
    } catch let failure as PictureRequest.Failure {
      throw UsageError(failure.message)
    }
  }
}
