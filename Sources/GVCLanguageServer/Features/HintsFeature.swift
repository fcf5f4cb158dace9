import GVCIDE
import GVCSyntax

extension Feature {
  /// What follows, shown inside of the text: hints behind names and lenses above them.
  static let hints = Feature(
    advertise: { capabilities, _ in
      capabilities.inlayHintProvider = true
      capabilities.codeLensProvider = LSP.CodeLensOptions()
    },
    requests: [
      .document("textDocument/inlayHint", LSP.DocumentRangeParams.self) {
        document, parameters -> [LSP.InlayHint] in
        guard document.request.snapshot.settings.showsInlayHints else { return [] }
        try document.prepareFindings()
        return document.features.inlayHints(
          in: document.file.id, range: document.range(parameters.range)
        ).map {
          LSP.InlayHint(
            position: document.text.position(of: Int($0.offset), document.encoding),
            label: $0.text, tooltip: LSP.MarkupContent(kind: "markdown", value: $0.tooltip),
            paddingLeft: true)
        }
      },
      .document(
        "textDocument/codeLens", LSP.DocumentParams.self, isLong: true,
        title: "Reading what follows"
      ) {
        document, parameters in
        // Only a client that shows pictures has a use for them.
        let shows = document.request.snapshot.client.commands.contains(
          FindingCommand.picture.rawValue)
        let lenses = document.features.codeLenses(in: document.file.id).filter {
          shows || $0.subject != .picture
        }
        return try document.request.list(lenses, to: parameters.partialResultToken) { lens in
          LSP.CodeLens(
            range: document.range(lens.range),
            command: LSP.Command(
              title: lens.title, command: lens.command.rawValue,
              arguments: [.string(document.file.uri.text), .string(lens.name)]))
        }
      },
    ])
}

extension GVCIDE.CodeLens {
  /// What says more.
  fileprivate var command: FindingCommand {
    switch subject {
    case .expectation: .explain
    case .findings: .findings
    case .openQuestions: .questions
    case .picture: .picture
    }
  }

  /// What the command takes: of an expectation the finding that it speaks of.
  fileprivate var name: String {
    guard case .expectation = subject else { return key }
    var words = key.split(separator: " ")
    if let first = words.first, first == "no" || first == "not" { words.removeFirst() }
    if let first = words.first, ["finding", "unknown", "asked"].contains(first) {
      words.removeFirst()
    }
    return words.prefix { $0 != "needs" }.joined(separator: " ")
  }
}
