/// What the client can do, as far as the server asks.
struct ClientCapabilities: Sendable {
  private let all: JSONValue

  init(_ all: JSONValue?) { self.all = all ?? .null }

  private func value(_ path: String...) -> JSONValue? {
    path.reduce(all as JSONValue?) { $0?[$1] }
  }

  private func has(_ value: JSONValue?) -> Bool { value?.truth ?? false }

  var positionEncodings: [String]? {
    value("general", "positionEncodings")?.elements?.compactMap(\.text)
  }

  // MARK: Diagnostics

  /// The client asks for diagnostics; nothing is pushed to it.
  var pullsDiagnostics: Bool { value("textDocument", "diagnostic")?.members != nil }
  var showsRelatedDocuments: Bool {
    has(value("textDocument", "diagnostic", "relatedDocumentSupport"))
  }
  var refreshesDiagnostics: Bool {
    has(value("workspace", "diagnostics", "refreshSupport"))
      || has(value("workspace", "diagnostic", "refreshSupport"))
  }
  /// What one of both says of diagnostics is true of those that are pulled and pushed.
  private func hasDiagnostic(_ member: String) -> JSONValue? {
    value("textDocument", "diagnostic", member)
      ?? value("textDocument", "publishDiagnostics", member)
  }
  var showsRelatedInformation: Bool { has(hasDiagnostic("relatedInformation")) }
  var showsCodeDescription: Bool { has(hasDiagnostic("codeDescriptionSupport")) }
  var keepsDiagnosticData: Bool { has(hasDiagnostic("dataSupport")) }
  var diagnosticTags: Set<Int> {
    let tags = hasDiagnostic("tagSupport")?["valueSet"]?.elements ?? []
    return Set(tags.compactMap(\.integer))
  }
  var takesVersions: Bool { has(value("textDocument", "publishDiagnostics", "versionSupport")) }

  // MARK: Features

  /// Whether an answer to a request such as `definition` may be links.
  func takesLinks(_ feature: String) -> Bool { has(value("textDocument", feature, "linkSupport")) }
  var takesSymbolTrees: Bool {
    has(value("textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport"))
  }
  var foldsWholeLines: Bool { has(value("textDocument", "foldingRange", "lineFoldingOnly")) }
  var foldLimit: Int? { value("textDocument", "foldingRange", "rangeLimit")?.integer }
  var takesTokenEdits: Bool {
    has(value("textDocument", "semanticTokens", "requests", "full", "delta"))
  }

  var preparesRename: Bool { has(value("textDocument", "rename", "prepareSupport")) }
  /// It takes actions with edits, and not only commands.
  var takesCodeActions: Bool {
    value("textDocument", "codeAction", "codeActionLiteralSupport")?.members != nil
  }

  /// The forms in which a client shows texts.
  struct Markup: Sendable {
    /// It shows Markdown.
    let isMarkdown: Bool

    fileprivate init(_ formats: JSONValue?) {
      // A client that says nothing is an old one, which knows only text.
      isMarkdown = formats?.elements?.contains("markdown") ?? false
    }

    /// A text in Markdown, in the form that the client shows.
    func markup(_ markdown: String) -> LSP.MarkupContent {
      LSP.MarkupContent(kind: isMarkdown ? "markdown" : "plaintext", value: markdown)
    }
  }

  var hover: Markup { Markup(value("textDocument", "hover", "contentFormat")) }

  struct Completion: Sendable {
    let takesSnippets: Bool
    let takesIndentedSnippets: Bool
    /// It asks for the edits besides when an item is taken.
    let resolvesEdits: Bool
    fileprivate let documentation: Markup

    func markup(_ markdown: String) -> LSP.MarkupContent { documentation.markup(markdown) }
  }

  var completion: Completion {
    let item = value("textDocument", "completion", "completionItem")
    let modes = item?["insertTextModeSupport"]?["valueSet"]?.elements ?? []
    let lazy = item?["resolveSupport"]?["properties"]?.elements?.compactMap(\.text) ?? []
    return Completion(
      takesSnippets: has(item?["snippetSupport"]), takesIndentedSnippets: modes.contains(2),
      resolvesEdits: lazy.contains("additionalTextEdits"),
      documentation: Markup(item?["documentationFormat"]))
  }

  struct SignatureHelp: Sendable {
    let takesOffsets: Bool
    fileprivate let documentation: Markup

    func markup(_ markdown: String) -> LSP.MarkupContent { documentation.markup(markdown) }
  }

  var signatureHelp: SignatureHelp {
    let signature = value("textDocument", "signatureHelp", "signatureInformation")
    return SignatureHelp(
      takesOffsets: has(signature?["parameterInformation"]?["labelOffsetSupport"]),
      documentation: Markup(signature?["documentationFormat"]))
  }

  // MARK: Workspace

  var hasConfiguration: Bool { has(value("workspace", "configuration")) }
  var registersConfiguration: Bool {
    has(value("workspace", "didChangeConfiguration", "dynamicRegistration"))
  }
  var watchesFiles: Bool {
    has(value("workspace", "didChangeWatchedFiles", "dynamicRegistration"))
  }
  var takesDocumentChanges: Bool { has(value("workspace", "workspaceEdit", "documentChanges")) }
  var refreshesSemanticTokens: Bool { has(value("workspace", "semanticTokens", "refreshSupport")) }
  var refreshesInlayHints: Bool { has(value("workspace", "inlayHint", "refreshSupport")) }
  var refreshesCodeLenses: Bool { has(value("workspace", "codeLens", "refreshSupport")) }

  var takesTextContent: Bool { value("workspace", "textDocumentContent")?.members != nil }

  /// The commands that the client does itself.
  var commands: Set<String> {
    Set(value("experimental", "commands")?.elements?.compactMap(\.text) ?? [])
  }

  // MARK: Window

  var showsProgress: Bool { has(value("window", "workDoneProgress")) }
}
