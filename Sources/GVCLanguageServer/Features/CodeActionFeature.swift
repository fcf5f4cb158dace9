import GVCIDE
import GVCSyntax

extension Feature {
  /// The fixes of diagnostics, and other changes of the text that can be offered.
  static let codeActions = Feature(
    advertise: { capabilities, client in
      guard client.takesCodeActions else { return }
      capabilities.codeActionProvider = LSP.CodeActionOptions(codeActionKinds: Kind.all)
    },
    requests: [
      .document("textDocument/codeAction", LSP.CodeActionParams.self) { document, parameters in
        try document.prepareDiagnostics()
        return CodeActions(document, parameters).answer()
      }
    ])

  /// The kinds of the protocol.
  fileprivate enum Kind {
    static let fixAll = "source.fixAll"
    static let organizeImports = "source.organizeImports"

    static let all = ["quickfix", "refactor.rewrite", organizeImports, fixAll]
  }
}

private struct CodeActions {
  let document: DocumentContext
  let parameters: LSP.CodeActionParams

  init(_ document: DocumentContext, _ parameters: LSP.CodeActionParams) {
    self.document = document
    self.parameters = parameters
  }

  func answer() -> [LSP.CodeAction] {
    let features = document.features
    let file = document.file.id
    var actions: [LSP.CodeAction] = []
    if isWanted("quickfix") || isWanted("refactor.rewrite") {
      actions = features.codeActions(in: file, range: document.range(parameters.range))
        .filter { isWanted($0.kind.name) }.compactMap { action($0) }
    }
    // What is done to the whole file is offered where it is asked for, as on save.
    if isAskedFor(Feature.Kind.organizeImports) {
      actions.removeAll { $0.kind == Feature.Kind.organizeImports }
      add(
        "Sort imports and theories", Feature.Kind.organizeImports,
        features.organizedImports(of: file), to: &actions)
    }
    if isAskedFor(Feature.Kind.fixAll) {
      add("Apply all fixes", Feature.Kind.fixAll, features.fixAll(in: file), to: &actions)
    }
    return actions
  }

  /// An action as the client takes it; nil for one that would edit a text that is not known.
  private func action(_ action: GVCIDE.CodeAction) -> LSP.CodeAction? {
    guard let edit = try? document.workspaceEdit(action.edits) else { return nil }
    let converter = DiagnosticConverter(document.request.snapshot)
    return LSP.CodeAction(
      title: action.title, kind: action.kind.name,
      diagnostics: action.diagnostic.map { [converter.convert($0, document.project)] },
      isPreferred: action.isPreferred ? true : nil, edit: edit)
  }

  private func add(
    _ title: String, _ kind: String, _ edits: [GVCSyntax.TextEdit],
    to actions: inout [LSP.CodeAction]
  ) {
    guard !edits.isEmpty, let edit = try? document.workspaceEdit(edits) else { return }
    actions.append(LSP.CodeAction(title: title, kind: kind, edit: edit))
  }

  /// Whether a kind, or one above it, is asked for; all are where nothing is said.
  private func isWanted(_ kind: String) -> Bool {
    parameters.context.only == nil || isAskedFor(kind)
  }

  private func isAskedFor(_ kind: String) -> Bool {
    parameters.context.only?.contains { kind == $0 || kind.hasPrefix($0 + ".") } ?? false
  }
}

extension GVCIDE.CodeAction.Kind {
  fileprivate var name: String {
    switch self {
    case .quickFix: "quickfix"
    case .rewrite: "refactor.rewrite"
    case .organizeImports: Feature.Kind.organizeImports
    }
  }
}
