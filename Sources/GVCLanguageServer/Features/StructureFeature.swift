import GVCIDE
import GVCSyntax

extension Feature {
  /// Folds, selections and links: what follows from the form of a text.
  static let structure = Feature(
    advertise: { capabilities, _ in
      capabilities.foldingRangeProvider = true
      capabilities.selectionRangeProvider = true
      capabilities.documentLinkProvider = LSP.DocumentLinkOptions()
    },
    requests: [
      .document("textDocument/foldingRange", LSP.DocumentParams.self) {
        document, parameters in
        let folds = document.features.folds(of: document.file.id)
          .compactMap { LSP.FoldingRange($0, document) }
        let shown = document.client.foldLimit.map { Array(folds.prefix(max(0, $0))) } ?? folds
        return try document.request.list(shown, to: parameters.partialResultToken) { $0 }
      },
      .document("textDocument/selectionRange", LSP.SelectionRangeParams.self) {
        document, parameters in
        parameters.positions.map { position in
          let ranges = document.features.selectionRanges(
            in: document.file.id, at: document.offset(position))
          // Each position has an answer, so that they stay in step.
          return ranges.reversed().reduce(nil as LSP.SelectionRange?) {
            .inside(document.range($1), $0)
          } ?? .inside(LSP.Range(position, position), nil)
        }
      },
      .document("textDocument/documentLink", LSP.DocumentParams.self) {
        document, parameters in
        let links = document.features.links(in: document.file.id)
        return try document.request.list(links, to: parameters.partialResultToken) { link in
          let target: String? =
            switch link.target {
            case .file(let file): document.project.uri(file, document.client)
            case .url(let url): url
            }
          return target.map {
            LSP.DocumentLink(range: document.range(link.range), target: $0)
          }
        }
      },
    ])
}

extension LSP.FoldingRange {
  /// Nil for one that has no line left where the client folds whole lines.
  fileprivate init?(_ fold: Fold, _ document: DocumentContext) {
    let range = document.range(fold.range)
    let kind: String? =
      switch fold.kind {
      case .block: nil
      case .comment: "comment"
      case .imports: "imports"
      }
    guard document.client.foldsWholeLines else {
      // The signs themselves stay to be seen.
      let inset = fold.kind == .block ? 1 : 0
      self.init(
        startLine: range.start.line, startCharacter: range.start.character + inset,
        endLine: range.end.line, endCharacter: max(0, range.end.character - inset), kind: kind)
      return
    }
    // The line of the closing sign stays to be seen too.
    let end = fold.kind == .block ? range.end.line - 1 : range.end.line
    guard end > range.start.line else { return nil }
    self.init(startLine: range.start.line, endLine: end, kind: kind)
  }
}
