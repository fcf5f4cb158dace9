/// The beginning and the end of a session, and what the two sides agree upon.
extension Session {
  /// How often it is looked whether the client still runs, and whether files have changed that nobody
  /// watches.
  private static var watchInterval: Int { 2 }

  func initialize(_ parameters: LSP.InitializeParams) -> LSP.InitializeResult {
    phase = .running
    client = ClientCapabilities(parameters.capabilities)
    encoding = PositionEncoding(offered: client.positionEncodings)
    trace = parameters.trace.flatMap(Trace.init(rawValue:)) ?? .off
    settings = Settings(
      parameters.initializationOptions?["gvc"] ?? parameters.initializationOptions)
    folders = parameters.workspaceFolders ?? []
    if folders.isEmpty, let root = Self.root(parameters) { folders = [root] }
    workspaceChanged()
    if let process = parameters.processId { watch(process: process) }
    watchDisk()
    var capabilities = LSP.ServerCapabilities(positionEncoding: encoding.rawValue)
    for feature in Feature.all { feature.advertise(&capabilities, client) }
    return LSP.InitializeResult(
      capabilities: capabilities,
      serverInfo: LSP.Implementation(name: "gvc", version: environment.version))
  }

  /// The folder of a client that knows only one.
  private static func root(_ parameters: LSP.InitializeParams) -> LSP.WorkspaceFolder? {
    if let uri = parameters.rootUri { return LSP.WorkspaceFolder(uri: uri, name: uri) }
    return parameters.rootPath.map { path in
      LSP.WorkspaceFolder(uri: DocumentURI(path: path).text, name: path)
    }
  }

  func initialized() {
    var registrations: [LSP.Registration] = []
    if client.registersConfiguration {
      registrations.append(
        LSP.Registration(
          id: "gvc/configuration", method: "workspace/didChangeConfiguration",
          registerOptions: ["section": "gvc"]))
    }
    if !registrations.isEmpty {
      ask("client/registerCapability", LSP.RegistrationParams(registrations: registrations))
    }
    if client.watchesFiles { registerWatchers() }
    readConfiguration()
    scheduleDiagnostics()
  }

  private func registerWatchers() {
    let registration = LSP.Registration(
      id: "gvc/files", method: "workspace/didChangeWatchedFiles",
      registerOptions: ["watchers": [["globPattern": "**/*.gvc"]]])
    ask("client/registerCapability", LSP.RegistrationParams(registrations: [registration])) {
      session, result in
      guard case .success = result else { return }
      // What changed before the client watched was not said.
      session.epoch += 1
      session.isWatching = true
    }
  }

  func shutDown() {
    phase = .shutDown
    for id in requests.pending.keys { cancel(id) }
  }

  func exit() { exitStatus = phase == .shutDown ? 0 : 1 }

  private func watch(process: Int) {
    guard environment.isRunning(process) else {
      log("the client is gone")
      exitStatus = 1
      return
    }
    timers.add(after: .seconds(Self.watchInterval)) { $0.watch(process: process) }
  }

  private func watchDisk() {
    timers.add(after: .seconds(Self.watchInterval)) { session in
      guard session.phase == .running else { return }
      if !session.isWatching, !session.documents.isEmpty {
        session.epoch += 1
        session.diskMayHaveChanged()
      }
      session.watchDisk()
    }
  }

  // MARK: Configuration

  /// Asks the client for its settings, where it can be asked.
  func readConfiguration() {
    guard client.hasConfiguration else { return }
    let item = LSP.ConfigurationParams.Item(scopeUri: nil, section: "gvc")
    ask("workspace/configuration", LSP.ConfigurationParams(items: [item])) { session, result in
      guard case .success(let value) = result, let first = value.elements?.first,
        first.members != nil
      else { return }
      session.take(Settings(first))
    }
  }

  func configurationChanged(_ parameters: LSP.DidChangeConfigurationParams) {
    if client.hasConfiguration {
      readConfiguration()
    } else if let settings = parameters.settings?["gvc"] ?? parameters.settings,
      settings.members != nil
    {
      take(Settings(settings))
    }
  }

  private func take(_ new: Settings) {
    guard new != settings else { return }
    settings = new
    workspaceChanged()
    scheduleDiagnostics()
    refreshDiagnostics()
    refreshViews()
  }

  /// Asks the client to ask again for what it shows inside of the text.
  func refreshViews() {
    if client.refreshesSemanticTokens { ask("workspace/semanticTokens/refresh") }
    if client.refreshesInlayHints { ask("workspace/inlayHint/refresh") }
    if client.refreshesCodeLenses { ask("workspace/codeLens/refresh") }
  }
}
