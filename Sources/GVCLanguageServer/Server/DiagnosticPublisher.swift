import Dispatch

/// The diagnostics of the open projects at one revision, or how far they are.
struct DiagnosticBatch: Sendable {
  enum Stage: Sendable {
    /// The projects are compiled; their findings are not made yet.
    case compiled(@Sendable () -> [FileDiagnostics])
    /// What can be said without findings.
    case form([FileDiagnostics])
    /// All.
    case whole([FileDiagnostics])
    /// The number of the project of each open document.
    case projects([DocumentURI: Int])
    case cancelled
  }

  let revision: Int
  let cancellation: Cancellation
  let stage: Stage
}

/// The diagnostics of one file.
struct FileDiagnostics: Sendable {
  let uri: DocumentURI
  var isOpen = false
  /// Nil where it is not open, or the client numbers no versions.
  var version: Int?
  let diagnostics: [LSP.Diagnostic]
}

/// What the client was last sent of each file, and the work on what it is sent next.
struct DiagnosticPublisher {
  struct Published {
    var version: Int?
    var diagnostics: [LSP.Diagnostic]
  }

  var published: [DocumentURI: Published] = [:]
  /// The work that goes on.
  var running: Cancellation?
  /// Something has changed since it began.
  var isOutdated = false
  /// Makes what it can say without findings. It holds a state of a project, so that it goes with the work.
  var interim: (@Sendable () -> [FileDiagnostics])?
  /// The progress that a person sees of it, once it takes long.
  var progress: LSP.ProgressToken?
}

extension Session {
  /// Makes the diagnostics of what is open anew, and pushes them to a client that does not pull.
  func scheduleDiagnostics() {
    guard phase == .running, !client.pullsDiagnostics else { return }
    // Nothing is open, and nothing is to be cleared.
    if documents.isEmpty, publisher.published.isEmpty, publisher.running == nil { return }
    if let running = publisher.running {
      running.cancel()
      publisher.isOutdated = true
      publisher.interim = nil
      return
    }
    startBatch { snapshot, cancellation, post in
      let opened = snapshot.openProjects()
      let converter = DiagnosticConverter(snapshot)
      guard !cancellation.isCancelled else { return post(.cancelled) }
      post(.compiled { converter.files(of: opened, isWhole: false) })
      for project in opened.projects {
        if cancellation.isCancelled { return post(.cancelled) }
        converter.prepare(project, unless: cancellation)
      }
      if cancellation.isCancelled { return post(.cancelled) }
      post(.whole(converter.files(of: opened, isWhole: true)))
    }
  }

  /// Compiles the open projects, and asks a client that pulls to ask again if they are others.
  func lookForChangesOnDisk() {
    guard phase == .running, client.refreshesDiagnostics else { return }
    guard publisher.running == nil else {
      // What it looks at may be older than this.
      publisher.isOutdated = true
      return
    }
    startBatch { snapshot, cancellation, post in
      let opened = snapshot.openProjects()
      guard !cancellation.isCancelled else { return post(.cancelled) }
      let numbers = Dictionary(
        opened.projects.map { ($0.key, $0.number) }, uniquingKeysWith: { a, _ in a })
      post(.projects(opened.homes.compactMapValues { numbers[$0] }))
    }
  }

  private func startBatch(
    _ body:
      @escaping @Sendable (
        WorkspaceSnapshot, Cancellation, @Sendable (DiagnosticBatch.Stage) -> Void
      ) -> Void
  ) {
    let cancellation = Cancellation()
    publisher.running = cancellation
    publisher.isOutdated = false
    showProgress(of: cancellation)
    let snapshot = snapshot.working(unless: cancellation)
    let inbox = inbox
    workers.run {
      body(snapshot, cancellation) { stage in
        inbox.post(
          .diagnostics(
            DiagnosticBatch(
              revision: snapshot.revision, cancellation: cancellation, stage: stage)))
      }
    }
  }

  /// Takes a step of the work on diagnostics.
  func take(_ batch: DiagnosticBatch) {
    let isNew = batch.revision == revision && phase == .running
    switch batch.stage {
    case .compiled(let make):
      guard isNew, publisher.running === batch.cancellation else { return }
      publisher.interim = make
      let (revision, cancellation) = (batch.revision, batch.cancellation)
      timers.add(after: environment.pace.patience) { session in
        guard session.publisher.running === cancellation, session.revision == revision,
          let make = session.publisher.interim
        else { return }
        let inbox = session.inbox
        session.workers.run {
          inbox.post(
            .diagnostics(
              DiagnosticBatch(
                revision: revision, cancellation: cancellation, stage: .form(make()))))
        }
      }
    case .form(let files):
      if isNew, publisher.running === batch.cancellation { publish(files) }
    case .whole(let files):
      endBatch()
      if isNew { publish(files) }
      restartIfOutdated()
    case .projects(let projects):
      endBatch()
      if isNew { compare(projects) }
      restartIfOutdated()
    case .cancelled:
      endBatch()
      restartIfOutdated()
    }
  }

  private func endBatch() {
    publisher.running = nil
    publisher.interim = nil
    guard let token = publisher.progress else { return }
    publisher.progress = nil
    notify(
      "$/progress", LSP.ProgressParams(token: token, value: LSP.WorkDoneProgress(kind: "end")))
  }

  /// Tells a person of work that takes long, where the client shows it.
  private func showProgress(of batch: Cancellation) {
    guard client.showsProgress else { return }
    timers.add(after: environment.pace.progress) { session in
      guard session.publisher.running === batch else { return }
      let token = session.newToken()
      session.ask(
        "window/workDoneProgress/create", LSP.WorkDoneProgressCreateParams(token: token)
      ) { session, result in
        guard case .success = result, session.publisher.running === batch else { return }
        session.publisher.progress = token
        session.notify(
          "$/progress",
          LSP.ProgressParams(
            token: token,
            value: LSP.WorkDoneProgress(kind: "begin", title: "Checking", cancellable: false)))
      }
    }
  }

  private func restartIfOutdated() {
    if publisher.isOutdated { diskMayHaveChanged() }
  }

  /// Breaks the look for changes on the disk off, which begins again on the state that is now.
  func endLookForChanges() {
    guard client.pullsDiagnostics, let running = publisher.running else { return }
    running.cancel()
    publisher.isOutdated = true
  }

  /// Asks a client to ask again that was sent the diagnostics of another state.
  private func compare(_ projects: [DocumentURI: Int]) {
    let isOther = served.contains { uri, number in projects[uri] != number }
    guard isOther else { return }
    served = [:]
    refreshDiagnostics()
    refreshViews()
  }

  /// Sends what differs from what the client has, and clears what is gone.
  private func publish(_ files: [FileDiagnostics]) {
    var gone = Set(publisher.published.keys)
    for file in files {
      gone.remove(file.uri)
      let last = publisher.published[file.uri]
      if let last, last.version == file.version, last.diagnostics == file.diagnostics { continue }
      if last == nil, !file.isOpen, file.diagnostics.isEmpty { continue }
      publish(file)
      publisher.published[file.uri] = DiagnosticPublisher.Published(
        version: file.version, diagnostics: file.diagnostics)
    }
    for uri in gone {
      publish(FileDiagnostics(uri: uri, diagnostics: []))
      publisher.published[uri] = nil
    }
  }

  private func publish(_ file: FileDiagnostics) {
    notify(
      "textDocument/publishDiagnostics",
      LSP.PublishDiagnosticsParams(
        uri: file.uri.text, version: file.version, diagnostics: file.diagnostics))
  }

  /// Asks a client that pulls to ask again.
  func refreshDiagnostics() {
    if client.pullsDiagnostics, client.refreshesDiagnostics {
      ask("workspace/diagnostic/refresh")
    }
  }
}
