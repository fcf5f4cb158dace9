import GVCAnalysis
import GVCPicture
import GVCSyntax

extension CaseReport {
  /// The report of an analysed case with its pictures: the chain in each layer that is analysed.
  public init(
    illustrated reader: FindingReader, project: String, diagnostics: [Diagnostic],
    details: Details
  ) {
    let model = reader.analysis.model
    let title = CaseTitle.text(reader, project: project)
    let drawings = reader.analysis.layers.enumerated().map { index, state in
      let graph = ChainGraph(reader, title: title, layer: state.layer)
      let picture = GVCPicture.Picture.chain(graph, prefix: "p\(index)-")
      return Picture(
        layer: state.layer.entity.map { model.label($0) }, title: graph.layer ?? picture.title,
        svg: picture.element)
    }
    self.init(
      reader, project: project, diagnostics: diagnostics, pictures: drawings,
      pictureStyle: PictureStyle.sheet(), details: details)
  }
}
