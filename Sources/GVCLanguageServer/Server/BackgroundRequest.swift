/// A request that a worker answers from a snapshot.
struct BackgroundRequest: Sendable {
  /// The document whose changes make the answer worthless; nil for a request about the workspace.
  var document: DocumentURI?
  /// Whether others may overtake it.
  var isLong = false
  /// Whether the disk is looked at again for it, also where the client says when files change: that is so
  /// only for files in its folders.
  var looksAtDisk = false
  /// The error that says that the document has changed.
  var staleError = ResponseError.contentModified
  /// Whom to tell how far the work is.
  var workDoneToken: LSP.ProgressToken?
  let run: @Sendable (RequestContext) throws -> EncodedResult
}

/// What a worker has besides the parameters of a request.
struct RequestContext: Sendable {
  let id: RequestID
  let snapshot: WorkspaceSnapshot
  let cancellation: Cancellation
  let inbox: Inbox
  let tokens: TokenMemory
  /// What the client shows of documents that it does not ask for.
  let reported: [DocumentURI: ReportedDiagnostics]

  /// Offers an answer that the session gives if the whole one takes long.
  func offer(_ make: @escaping @Sendable () throws -> EncodedResult) {
    inbox.post(.interim(id, cancellation, make))
  }

  /// Sends a part of a result, or how far the work is.
  func report(_ value: some Encodable, to token: LSP.ProgressToken?) throws {
    guard let token else { return }
    inbox.post(
      .progress(
        id, cancellation, try EncodedResult(LSP.ProgressParams(token: token, value: value))))
  }

  /// How many elements of a list are made and sent at a time.
  static let partSize = 1_000

  /// What `convert` makes of items, as the answer to a request. A client that gave a token for parts is sent
  /// a long list in parts, and what is returned for the answer is empty.
  func list<Item, Element: Encodable>(
    _ items: [Item], to token: LSP.ProgressToken?, _ convert: (Item) -> Element?
  ) throws -> [Element] {
    var all: [Element] = []
    for start in stride(from: 0, to: items.count, by: Self.partSize) {
      try cancellation.check()
      let part = items[start..<min(items.count, start + Self.partSize)].compactMap(convert)
      if token == nil || items.count <= Self.partSize {
        all += part
      } else if !part.isEmpty {
        try report(part, to: token)
      }
    }
    return all
  }
}
