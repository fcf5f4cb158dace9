import GVCIDE
import GVCSyntax

extension Feature {
  /// What is to be read of a name, and of a call while it is written.
  static let hover = Feature(
    advertise: { capabilities, _ in
      capabilities.hoverProvider = true
      capabilities.signatureHelpProvider = LSP.SignatureHelpOptions()
    },
    requests: [
      .document("textDocument/hover", LSP.DocumentPositionParams.self) {
        document, parameters -> LSP.Hover? in
        let offset = document.offset(parameters.position)
        if case .entity? = document.features.occurrence(in: document.file.id, at: offset)?.referent
        {
          try document.prepareFindings()
        }
        return document.features.hover(in: document.file.id, at: offset).map {
          LSP.Hover(
            contents: document.client.hover.markup($0.text), range: document.range($0.range))
        }
      },
      .document("textDocument/signatureHelp", LSP.DocumentPositionParams.self) {
        document, parameters in
        document.features.signatureHelp(
          in: document.file.id, at: document.offset(parameters.position)
        ).map { LSP.SignatureHelp($0, document.client.signatureHelp) }
      },
    ])
}

extension LSP.SignatureHelp {
  fileprivate init(_ help: GVCIDE.SignatureHelp, _ client: ClientCapabilities.SignatureHelp) {
    let label = Array(help.label.utf8)
    let parameters = help.parameters.map { range in
      let range = range.clamped(to: 0..<label.count)
      let text = String(decoding: label[range], as: UTF8.self)
      return LSP.ParameterInformation(
        label: client.takesOffsets
          ? .offsets(
            label.units(from: 0, to: range.lowerBound, .utf16),
            label.units(from: 0, to: range.upperBound, .utf16))
          : .text(text))
    }
    let signature = LSP.SignatureInformation(
      label: help.label,
      documentation: help.documentation.isEmpty ? nil : client.markup(help.documentation),
      parameters: parameters, activeParameter: nil)
    self.init(
      signatures: [signature], activeSignature: 0, activeParameter: help.activeParameter)
  }
}
