import GVCSyntax

/// The documents, folders and files of a session.
extension Session {
  func open(_ item: LSP.TextDocumentItem) {
    open(DocumentURI(item.uri), item.version, DocumentText(item.text))
  }

  private func open(_ uri: DocumentURI, _ version: Int?, _ text: DocumentText) {
    lost.remove(uri)
    documents[uri] = OpenDocument(uri: uri, version: version, text: text, revision: revision + 1)
    changed(uri)
  }

  func change(_ parameters: LSP.DidChangeParams) {
    let uri = DocumentURI(parameters.textDocument.uri)
    var changes = parameters.contentChanges[...]
    // Taken out, so that the edits find no second owner of the text.
    guard var document = documents.removeValue(forKey: uri) ?? newDocument(uri, &changes) else {
      lose(uri, "it was changed, but not opened")
      return
    }
    for change in changes { document.text.apply(change, encoding) }
    document.version = parameters.textDocument.version ?? document.version
    document.revision = revision + 1
    documents[uri] = document
    changed(uri)
  }

  /// The document that a change gives the whole text of, as of its last whole text; nil where none does.
  private func newDocument(
    _ uri: DocumentURI, _ changes: inout ArraySlice<LSP.ContentChange>
  ) -> OpenDocument? {
    guard let whole = changes.lastIndex(where: { $0.range == nil }) else { return nil }
    defer { changes = changes[(whole + 1)...] }
    lost.remove(uri)
    return OpenDocument(
      uri: uri, version: nil, text: DocumentText(changes[whole].text), revision: 0)
  }

  // MARK: What cannot be read

  /// Tells of a notification that could not be read.
  func missed(_ method: String, _ unread: UnreadNotification) {
    log(unread.reason)
    switch (method, unread.document) {
    case ("textDocument/didOpen", let uri?), ("textDocument/didChange", let uri?):
      lose(uri, unread.reason)
    default: warn("A message of the editor was lost: \(unread.reason).")
    }
  }

  /// Takes it that a document is open whose text is not known. Nothing is said of it, until the client
  /// sends all of its text again or saves it.
  private func lose(_ uri: DocumentURI, _ reason: String) {
    let name = uri.path.flatMap { $0.split(separator: "/").last.map(String.init) } ?? uri.text
    let remedy = uri.path == nil ? "Close it and open it again" : "Save it, or open it again"
    warn("The text of `\(name)` in the editor is not known: \(reason). \(remedy).")
    guard lost.insert(uri).inserted || documents[uri] != nil else { return }
    documents[uri] = nil
    served[uri] = nil
    tokens.forget(uri)
    changed(uri)
    refreshDiagnostics()
  }

  /// Tells a person something once; when it is said again, it goes to the log of the client alone.
  func warn(_ message: String) {
    guard phase == .running else { return }
    let isNew = warnings.count < 100 && warnings.insert(message).inserted
    notify(
      isNew ? "window/showMessage" : "window/logMessage",
      LSP.LogMessageParams(type: 2, message: message))
  }

  // MARK: Closing and saving

  func close(_ uri: DocumentURI) {
    let wasLost = lost.remove(uri) != nil
    guard documents.removeValue(forKey: uri) != nil || wasLost else { return }
    forgetHome(of: uri)
    served[uri] = nil
    tokens.forget(uri)
    // Of what was not saved, the disk knows nothing.
    epoch += 1
    changed(uri)
    // The other documents, and the file itself, are what the disk makes of them.
    refreshDiagnostics()
    forgetUnused()
  }

  /// What the client shows of a document that it has closed is not known, and nobody asks any more beside
  /// which documents of its project those of other files were sent.
  private func forgetHome(of uri: DocumentURI) {
    if client.showsRelatedDocuments { reported[uri] = ReportedDiagnostics() }
    guard let home = homes.removeValue(forKey: uri), !homes.values.contains(home) else { return }
    for (other, last) in reported where last.project == home { reported[other]?.project = nil }
  }

  func saved(_ uri: DocumentURI?) {
    epoch += 1
    if let uri, lost.contains(uri), let path = uri.path,
      case .success(let bytes) = disk.content(path, epoch: epoch).bytes
    {
      // What is saved is what the editor has.
      let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
      let text = String(decoding: bytes.dropFirst(bytes.starts(with: mark) ? 3 : 0), as: UTF8.self)
      open(uri, nil, DocumentText(Array(text.utf8)))
      refreshDiagnostics()
    }
    diskMayHaveChanged()
  }

  private func changed(_ uri: DocumentURI) {
    workspaceChanged()
    endRequests(about: uri)
    scheduleDiagnostics()
    refreshOtherViews(than: uri)
  }

  /// Refreshes what other documents show inside of the text, when a series of edits has ended; the
  /// client asks for the document that is edited by itself.
  private func refreshOtherViews(than uri: DocumentURI) {
    guard documents.contains(where: { $0.key != uri }) else { return }
    let edited = revision
    timers.add(after: .milliseconds(500)) { session in
      if session.revision == edited, session.phase == .running { session.refreshViews() }
    }
  }

  // MARK: Folders and files

  func changeFolders(_ event: LSP.DidChangeWorkspaceFoldersParams.Event) {
    let removed = Set((event.removed ?? []).map { DocumentURI($0.uri) })
    folders.removeAll { removed.contains(DocumentURI($0.uri)) }
    let known = Set(folders.map { DocumentURI($0.uri) })
    folders += (event.added ?? []).filter { !known.contains(DocumentURI($0.uri)) }
    workspaceChanged()
    scheduleDiagnostics()
    refreshDiagnostics()
    forgetUnused()
  }

  func filesChanged() {
    epoch += 1
    if client.pullsDiagnostics {
      // Also of files that belong to no open document, which the client may have asked about.
      refreshDiagnostics()
      refreshViews()
    } else {
      scheduleDiagnostics()
    }
  }

  /// Looks whether the projects of the open documents are others because of what is on the disk.
  func diskMayHaveChanged() {
    if client.pullsDiagnostics {
      lookForChangesOnDisk()
    } else {
      scheduleDiagnostics()
    }
  }

  /// Frees the projects and files that no open document needs.
  func forgetUnused() {
    let snapshot = snapshot
    let disk = disk
    workers.run {
      let opened = snapshot.openProjects()
      disk.keep(snapshot.compiler.free(allBut: Set(opened.projects.map(\.key))))
    }
  }
}
