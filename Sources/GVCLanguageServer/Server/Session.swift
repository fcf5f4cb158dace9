import Dispatch
import FoundationEssentials

/// The state of the server, which one thread owns: it takes events, changes the state, and starts work
/// on snapshots of it. It never waits for work.
final class Session {
  enum Phase {
    case created
    case running
    case shutDown
  }

  let environment: ServerEnvironment
  let inbox: Inbox
  let disk: DiskCache
  let compiler = ProjectCompiler()
  let workers = Workers()

  var phase = Phase.created
  var exitStatus: Int32?
  var client = ClientCapabilities(nil)
  var encoding = PositionEncoding.utf16
  var trace = Trace.off
  var timers = Timers()

  // The workspace.
  var documents: [DocumentURI: OpenDocument] = [:]
  /// The documents that are open in the client and whose text is not known.
  var lost: Set<DocumentURI> = []
  var folders: [LSP.WorkspaceFolder] = []
  var settings = Settings()
  var revision = 0
  var epoch = 0
  /// The client says when files change.
  var isWatching = false
  private var current: WorkspaceSnapshot?

  // Requests of the client and to the client.
  var requests = RequestQueue()
  var answers: [RequestID: (Session, Result<JSONValue, ResponseError>) -> Void] = [:]
  var lastRequest = 0
  /// What a person was told, which is not said again.
  var warnings: Set<String> = []

  // Diagnostics.
  var publisher = DiagnosticPublisher()
  /// The projects of which the client was last sent the diagnostics that it asked for, by document.
  var served: [DocumentURI: Int] = [:]
  /// The project of each open document of which diagnostics were asked for.
  var homes: [DocumentURI: ProjectKey] = [:]
  /// What the client shows of documents that it does not ask for.
  var reported: [DocumentURI: ReportedDiagnostics] = [:]
  let tokens = TokenMemory()

  init(_ environment: ServerEnvironment, _ inbox: Inbox) {
    self.environment = environment
    self.inbox = inbox
    disk = DiskCache(environment)
  }

  /// Takes events until the client ends the session; returns the status to exit with.
  func run() -> Int32 {
    while true {
      if let exitStatus { return exitStatus }
      guard let event = inbox.next(until: timers.next ?? .distantFuture) else {
        for action in timers.due() { action(self) }
        continue
      }
      handle(event)
      for action in timers.due() { action(self) }
    }
  }

  func handle(_ event: Event) {
    switch event {
    case .message(let message, let size, let text):
      traceReceived(message, size: size, text: text)
      handle(message)
    case .malformed(let error):
      log("malformed message: \(error.message)")
      send(OutgoingMessage.response(.null, .failure(error)))
      warn("A message of the editor was lost: \(error.message).")
    case .endOfInput:
      log("the client has closed its end")
      exitStatus = phase == .shutDown ? 0 : 1
    case .finished(let id, let cancellation, let result):
      finish(id, cancellation, result)
    case .interim(let id, let cancellation, let make):
      keepInterim(id, cancellation, make)
    case .interimResult(let id, let cancellation, let result):
      respondInterim(id, cancellation, result)
    case .send(let method, let parameters):
      send(OutgoingMessage.call(method, parameters.json))
    case .progress(let id, let cancellation, let parameters):
      // A token means something until its request is answered.
      guard requests.pending[id]?.cancellation === cancellation else { return }
      send(OutgoingMessage.call("$/progress", parameters.json))
    case .diagnostics(let batch):
      take(batch)
    }
  }

  private func handle(_ message: IncomingMessage) {
    switch message {
    case .request(let id, let method, let action):
      guard let refusal = refusal(of: method) else {
        noteTimeForDisk()
        start(id, method, action)
        return
      }
      respond(id, .failure(refusal))
    case .notification(let method, let action):
      guard phase == .running || method == "exit" else { return }
      switch action {
      case .success(let action)?:
        noteTimeForDisk()
        action(self)
      case .failure(let unread)?: missed(method, unread)
      case nil: break
      }
    case .response(let id, let result):
      answers.removeValue(forKey: id)?(self, result)
    case .invalid(let id, let error):
      respond(id, .failure(error))
    }
  }

  /// Why a request comes at the wrong time; nil when it does not.
  private func refusal(of method: String) -> ResponseError? {
    switch phase {
    case .created where method != "initialize":
      ResponseError(.serverNotInitialized, "the first request is `initialize`")
    case .running where method == "initialize":
      ResponseError(.invalidRequest, "the server is initialized already")
    case .shutDown:
      ResponseError(.invalidRequest, "the server is shut down")
    default: nil
    }
  }

  // MARK: Snapshots

  /// A client that does not say when files change may have changed any.
  private func noteTimeForDisk() {
    if !isWatching { epoch += 1 }
  }

  /// The workspace as it is now.
  var snapshot: WorkspaceSnapshot {
    if let current, current.revision == revision, current.epoch == epoch { return current }
    let new = WorkspaceSnapshot(
      documents: documents, lost: lost, folders: folders.compactMap { DocumentURI($0.uri).path },
      settings: settings, client: client, encoding: encoding, version: environment.version,
      renderer: environment.renderer, revision: revision, epoch: epoch,
      overlay: OverlayFiles(documents.values, disk, epoch: epoch), compiler: compiler)
    current = new
    return new
  }

  /// Says that documents, folders or settings are others than before.
  func workspaceChanged() {
    revision += 1
    current = nil
    endLookForChanges()
  }

  // MARK: Sending

  func respond(_ id: RequestID, _ result: Result<EncodedResult, ResponseError>) {
    send(OutgoingMessage.response(id, result.map(\.json)))
    if case .success(let result) = result { result.whenSent?(self) }
  }

  func notify(_ method: String, _ parameters: some Encodable) {
    guard let json = try? OutgoingMessage.json(parameters) else { return }
    send(OutgoingMessage.call(method, json))
  }

  /// Asks the client; `body` takes its answer.
  func ask(
    _ method: String, _ parameters: (some Encodable)?,
    then body: @escaping (Session, Result<JSONValue, ResponseError>) -> Void = { _, _ in }
  ) {
    lastRequest += 1
    let id = RequestID.string("gvc/\(lastRequest)")
    answers[id] = body
    send(
      OutgoingMessage.call(
        method, id: id, parameters.flatMap { try? OutgoingMessage.json($0) }))
  }

  /// A token of progress that was not used before.
  func newToken() -> LSP.ProgressToken {
    lastRequest += 1
    return .string("gvc/\(lastRequest)")
  }

  /// Asks the client for something that has no parameters.
  func ask(_ method: String) { ask(method, String?.none) }

  private func send(_ content: Data) {
    traceSent(content)
    if !environment.write(OutgoingMessage.header(of: content) + content) {
      exitStatus = phase == .shutDown ? 0 : 1
    }
  }
}
