import GVCAnalysis
import GVCModel
import GVCPicture
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

  static let formats: [CommandOption.Choice] = [
    .init(name: "svg", summary: "a picture (the default)"),
    .init(name: "dot", summary: "Graphviz"),
    .init(name: "mermaid", summary: "a Mermaid flowchart"),
    .init(name: "d2", summary: "D2"),
    .init(name: "graphml", summary: "GraphML, as yEd, Cytoscape and NetworkX read it"),
    .init(name: "gexf", summary: "GEXF 1.3, as Gephi reads it"),
    .init(name: "kumu", summary: "JSON for Kumu"),
    .init(name: "csv", summary: "the links, a line each"),
    .init(name: "csv-actors", summary: "the actors, a line each"),
  ]

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

  /// What a call asks for.
  private struct Request {
    let view: String
    let format: GraphFormat?
    let output: String?
    let layer: String?
    let chain: String?
    let actors: [String]
    let theme: PictureTheme
    let foldLimit: Int
    let theory: String?
  }

  static func prepare(_ options: inout Options) throws -> Command.Work {
    let output = options.value("-o")
    let named = options.value("--format")
    let format =
      named.map { GraphFormat(rawValue: $0) } ?? output.flatMap { GraphFormat(fileName: $0) }
    let view = options.value("--view")
    if let format, let view {
      throw UsageError("`--view \(view)` is a picture; there is none in `\(format.rawValue)`")
    }
    let theories = options.values("--theory")
    let request = Request(
      view: view ?? "chain", format: format, output: output, layer: options.value("--layer"),
      chain: options.value("--chain"), actors: options.values("--actor"),
      theme: options.value("--theme").flatMap { PictureTheme(rawValue: $0) } ?? .auto,
      foldLimit: try options.limit("--fold-over") ?? ChainGraph.foldLimit, theory: theories.first)
    let settings = AnalysisSettings(&options)
    let isWatched = options.flag("--watch")
    let paths = try options.paths()
    guard paths.count == 1 else { throw UsageError("name one project") }
    if !request.actors.isEmpty, request.view != "timeline" {
      throw UsageError("`--actor` goes with `--view timeline`")
    }
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
      let text = try text(of: projects[0], request)
      if let output = request.output {
        try Disk.replace(output, Array(text.utf8))
      } else {
        Output.write(text)
      }
      return ExitStatus.clean
    }
    return try Watcher.work(
      "draw", paths, isWatched: isWatched, isForPrograms: request.output == nil, run)
  }

  private static func text(of project: AnalysedProject, _ request: Request) throws -> String {
    let model = project.model
    let layer = try layer(request.layer, of: project)
    let chain = try request.chain.map { try thing(named: $0, model.core.chain, "chain", in: model) }
    let title = PictureTitle.text(of: project)
    if let format = request.format {
      return try ChainGraph(project.reader, title: title, layer: layer, chain: chain).text(format)
    }
    let picture: Picture
    switch request.view {
    case "functions": picture = .functions(project.reader, title: title, layer: layer)
    case "timeline":
      picture = .timeline(
        project.reader, title: title,
        actors: try request.actors.map {
          try thing(named: $0, model.core.actor, "actor", in: model)
        })
    case "governance":
      picture = .governance(
        project.reader, title: title, layer: layer, theory: request.theory)
    default:
      let graph = ChainGraph(project.reader, title: title, layer: layer, chain: chain)
      picture =
        request.view == "value"
        ? .value(graph, foldLimit: request.foldLimit) : .chain(graph, foldLimit: request.foldLimit)
    }
    return picture.document(request.theme)
  }

  private static func layer(
    _ name: String?, of project: AnalysedProject
  ) throws -> LayerReference {
    if let name {
      return LayerReference(try AnalysisSettings.layer(named: name, in: project.model))
    }
    return PictureTitle.lastState(of: project)
  }

  /// The thing of a kind that a name means.
  private static func thing(
    named name: String, _ kind: KindID?, _ word: String, in model: Model
  ) throws -> EntityID {
    let things = model.entities.indices.map { EntityID($0) }.filter { id in
      kind.map { model.isA(id, $0) } ?? false
    }
    if let found = things.first(where: { model.label($0) == name }) { return found }
    let nearest = Suggestion.nearest(to: name, among: things.map { model.label($0) })
    throw UsageError(
      "there is no \(word) `\(name)`" + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
  }
}

/// What stands over pictures and reports of a case.
enum PictureTitle {
  /// The titles of its chains where these are few, else the name of its directory or file.
  static func text(of project: AnalysedProject) -> String {
    let model = project.model
    let chains = model.entities.indices.map { EntityID($0) }.filter {
      model[$0].kind == model.core.chain && model[$0].title != nil
    }
    if (1...2).contains(chains.count) {
      return chains.map { project.reader.reading($0) }.joined(separator: "; ")
    }
    let name = project.project.name.split(separator: "/").last.map(String.init) ?? ""
    return name.isEmpty || name == "." || name == ".." ? "Value chain" : name
  }

  /// The last period; the facts themselves where there is none.
  static func lastState(of project: AnalysedProject) -> LayerReference {
    let model = project.model
    return project.analysis.layers.map(\.layer).last {
      $0.entity.map { model[$0].kind != model.core.scenario } ?? true
    } ?? .base
  }
}
