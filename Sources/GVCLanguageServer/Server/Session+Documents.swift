import GVCSyntax

/// The documents, folders and files of a session.
extension Session {
  func open(_ item: LSP.TextDocumentItem) {
    let uri = DocumentURI(item.uri)
    documents[uri] = OpenDocument(
      uri: uri, version: item.version, text: DocumentText(Array(item.text.utf8)),
      revision: revision + 1)
    changed(uri)
  }

  func change(_ parameters: LSP.DidChangeParams) {
    let uri = DocumentURI(parameters.textDocument.uri)
    // Taken out, so that the edits find no second owner of the text.
    guard var document = documents.removeValue(forKey: uri) else {
      log("a change of a document that is not open: \(uri.text)")
      return
    }
    for change in parameters.contentChanges { document.text.apply(change, encoding) }
    document.version = parameters.textDocument.version ?? document.version
    document.revision = revision + 1
    documents[uri] = document
    changed(uri)
  }

  func close(_ uri: DocumentURI) {
    guard documents.removeValue(forKey: uri) != nil else { return }
    reported[uri] = nil
    served[uri] = nil
    tokens.forget(uri)
    // Of what was not saved, the disk knows nothing.
    epoch += 1
    changed(uri)
    forgetUnused()
  }

  func saved() {
    epoch += 1
    diskMayHaveChanged()
  }

  private func changed(_ uri: DocumentURI) {
    workspaceChanged()
    endRequests(about: uri)
    scheduleDiagnostics()
    refreshOtherViews()
  }

  /// Refreshes what other documents show inside of the text, when a series of edits has ended; the
  /// client asks for the document that is edited by itself.
  private func refreshOtherViews() {
    guard documents.count > 1 else { return }
    let edited = revision
    timers.add(after: .milliseconds(500)) { session in
      if session.revision == edited, session.phase == .running { session.refreshViews() }
    }
  }

  // MARK: Folders and files

  func changeFolders(_ event: LSP.DidChangeWorkspaceFoldersParams.Event) {
    let removed = Set(event.removed.map { DocumentURI($0.uri) })
    folders.removeAll { removed.contains(DocumentURI($0.uri)) }
    let known = Set(folders.map { DocumentURI($0.uri) })
    folders += event.added.filter { !known.contains(DocumentURI($0.uri)) }
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
