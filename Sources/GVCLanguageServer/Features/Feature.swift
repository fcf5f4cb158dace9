/// A family of requests: how the client is told of it, and its methods.
struct Feature: Sendable {
  /// Adds it to what the server says that it can do.
  var advertise: @Sendable (inout LSP.ServerCapabilities, ClientCapabilities) -> Void = { _, _ in }
  let requests: [MethodTable.Request]

  static let all: [Feature] = [
    .diagnostics, .completion, .hover, .navigation, .symbols, .structure, .formatting,
    .semanticTokens, .rename,
    .codeActions, .hints, .hierarchies, .findings, .builtInPages,
  ]
}

extension MethodTable {
  static let all = MethodTable(
    [.initialize, .shutdown] + Feature.all.flatMap(\.requests), Notification.all)
}

extension MethodTable.Request {
  static let initialize = Self("initialize", LSP.InitializeParams.self) { session, parameters in
    session.initialize(parameters)
  }

  static let shutdown = Self("shutdown", NoParameters.self) { session, _ in
    session.shutDown()
    return JSONValue.null
  }

  /// A request that a worker answers.
  static func background<Parameters: Decodable & Sendable>(
    _ method: String, _ type: Parameters.Type,
    _ body: @escaping @Sendable (Parameters) -> BackgroundRequest
  ) -> Self {
    Self(method: method) { parameters in .background(body(try parameters.decode(type))) }
  }

  /// A request about a document, which a worker answers from its project. A long one lets others
  /// overtake it, and reads what the theories conclude if nothing else is said; `title` says to a client that asks for its progress what is done.
  static func document<Parameters: DocumentParameters>(
    _ method: String, _ type: Parameters.Type, isLong: Bool = false,
    readsFindings: Bool? = nil, title: String? = nil,
    _ body:
      @escaping @Sendable (DocumentContext, Parameters) throws -> some Encodable & SendableMetatype
  ) -> Self {
    background(method, type) { parameters in
      let uri = DocumentURI(parameters.textDocument.uri)
      let token = title == nil ? nil : parameters.workDoneToken
      return BackgroundRequest(document: uri, isLong: isLong, workDoneToken: token) { context in
        let progress = WorkDoneReporter(context, token, title: title ?? "", isCounted: false)
        defer { progress.end() }
        let document = try DocumentContext(uri, context)
        if readsFindings ?? isLong { try document.prepareFindings() }
        return try EncodedResult(body(document, parameters))
      }
    }
  }
}

extension MethodTable.Notification {
  static let all = [
    Self("initialized", NoParameters.self) { session, _ in session.initialized() },
    Self("exit", NoParameters.self) { session, _ in session.exit() },
    Self("$/cancelRequest", LSP.CancelParams.self) { $0.cancel($1.id) },
    Self("$/setTrace", LSP.SetTraceParams.self) { session, parameters in
      session.trace = Trace(rawValue: parameters.value) ?? .off
    },
    Self("window/workDoneProgress/cancel", LSP.WorkDoneProgressCancelParams.self) {
      $0.endRequests(with: $1.token)
    },
    Self("textDocument/didOpen", LSP.DidOpenParams.self) { $0.open($1.textDocument) },
    Self("textDocument/didChange", LSP.DidChangeParams.self) { $0.change($1) },
    Self("textDocument/didSave", LSP.DidSaveParams.self) { session, parameters in
      session.saved(parameters.textDocument.map { DocumentURI($0.uri) })
    },
    Self("textDocument/didClose", LSP.DocumentParams.self) {
      $0.close(DocumentURI($1.textDocument.uri))
    },
    Self("workspace/didChangeWorkspaceFolders", LSP.DidChangeWorkspaceFoldersParams.self) {
      $0.changeFolders($1.event)
    },
    Self("workspace/didChangeWatchedFiles", NoParameters.self) { session, _ in
      session.filesChanged()
    },
    Self("workspace/didChangeConfiguration", LSP.DidChangeConfigurationParams.self) {
      $0.configurationChanged($1)
    },
  ]
}
