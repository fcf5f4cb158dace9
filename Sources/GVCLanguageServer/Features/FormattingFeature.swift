import GVCIDE
import GVCSyntax

extension Feature {
  /// The one style of the language, for a document, for ranges and while typing.
  static let formatting = Feature(
    advertise: { capabilities, _ in
      capabilities.documentFormattingProvider = true
      capabilities.documentRangeFormattingProvider = LSP.DocumentRangeFormattingOptions()
      capabilities.documentOnTypeFormattingProvider = LSP.DocumentOnTypeFormattingOptions(
        firstTriggerCharacter: "}", moreTriggerCharacter: ["\n"])
    },
    requests: [
      .document("textDocument/formatting", LSP.DocumentParams.self) { document, _ in
        document.edits(document.features.formatting(of: document.file.id))
      },
      .document("textDocument/rangeFormatting", LSP.DocumentRangeParams.self) {
        document, parameters in
        document.edits(
          document.features.formatting(
            of: document.file.id, in: document.range(parameters.range)))
      },
      .document("textDocument/rangesFormatting", LSP.RangesFormattingParams.self) {
        document, parameters -> [LSP.TextEdit] in
        var edits: [GVCSyntax.TextEdit] = []
        for range in parameters.ranges {
          edits += document.features.formatting(
            of: document.file.id, in: document.range(range)
          ).filter { !edits.contains($0) }
        }
        return document.edits(edits)
      },
      .document("textDocument/onTypeFormatting", LSP.OnTypeFormattingParams.self) {
        document, parameters -> [LSP.TextEdit] in
        guard let character = parameters.ch.first else { return [] }
        return document.edits(
          document.features.formatting(
            of: document.file.id, afterTyping: character,
            at: document.offset(parameters.position)))
      },
    ])
}
