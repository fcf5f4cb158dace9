import GVCAnalysis
import GVCModel
import GVCPicture
import GVCReport

extension Command {
  /// `gvc draw`: a picture of a case.
  static let draw = Command(
    name: "draw",
    summary: "Draw a picture of a chain",
    help: """
      gvc draw PATH [-o FILE] [--layer NAME] [--chain NAME] [--theme THEME]

      Draws the chain in columns, from inputs to the end market.

      """,
    run: DrawCommand.run)
}

private enum DrawCommand {
  static func run(_ arguments: [String]) throws -> ExitStatus {
    var options = Options(arguments)
    let output = try options.value("-o")
    let settings = try AnalysisSettings(&options)
    let projects = try Projects.load(try options.paths())
    let project = try AnalysedProject(projects[0], settings)
    let layer = project.analysis.layers.last?.layer ?? .base
    let graph = ChainGraph(project.reader, title: project.project.name, layer: layer)
    let text = Picture.chain(graph).document(.auto)
    if let output { try Disk.replace(output, Array(text.utf8)) } else { Output.write(text) }
    return .clean
  }
}
