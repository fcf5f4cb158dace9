import GVCSyntax

extension Feature {
  /// Diagnostics for clients that ask for them.
  static let diagnostics = Feature(
    advertise: { capabilities, client in
      if client.pullsDiagnostics { capabilities.diagnosticProvider = LSP.DiagnosticOptions() }
    },
    requests: [
      .background("textDocument/diagnostic", LSP.DocumentDiagnosticParams.self) { parameters in
        let uri = DocumentURI(parameters.textDocument.uri)
        return BackgroundRequest(
          document: uri,
          staleError: ResponseError(
            .serverCancelled, "the text has changed since the request",
            data: ["retriggerRequest": true]),
          workDoneToken: parameters.workDoneToken
        ) { context in
          try DocumentDiagnostics(context, parameters).answer(uri)
        }
      },
      .background("workspace/diagnostic", LSP.WorkspaceDiagnosticParams.self) { parameters in
        BackgroundRequest(isLong: true, workDoneToken: parameters.workDoneToken) { context in
          try WorkspaceDiagnostics(context, parameters).answer()
        }
      },
    ])
}

/// The diagnostics of a document that a client shows and was sent beside those of another one.
struct ReportedDiagnostics: Sendable {
  /// The id of the result; nil where it is not known what the client shows.
  var id: String?
  /// The project beside whose document they were sent, while a document of it is open.
  var project: ProjectKey?
}

/// The diagnostics of one document, and of the other files of its project that are not open.
private struct DocumentDiagnostics {
  let context: RequestContext
  let parameters: LSP.DocumentDiagnosticParams
  let converter: DiagnosticConverter

  init(_ context: RequestContext, _ parameters: LSP.DocumentDiagnosticParams) {
    self.context = context
    self.parameters = parameters
    converter = DiagnosticConverter(context.snapshot)
  }

  func answer(_ uri: DocumentURI) throws -> EncodedResult {
    let snapshot = context.snapshot
    let isGone =
      snapshot.documents[uri] == nil
      && uri.path.map { snapshot.overlay.kind($0) == .failure(.notFound) } ?? true
    // Of what is not there, and of a text that is not known, nothing is wrong.
    if isGone || snapshot.lost.contains(uri) {
      return try EncodedResult(
        LSP.DocumentDiagnosticReport([], previous: parameters.previousResultId))
    }
    let document = try DocumentContext(uri, context)
    // A client that can be told to ask again need not wait for the findings.
    if context.snapshot.client.refreshesDiagnostics {
      context.offer { try report(uri, document, isWhole: false) }
    }
    converter.prepare(document.project, unless: context.cancellation)
    try context.cancellation.check()
    return try report(uri, document, isWhole: true)
  }

  private func report(
    _ uri: DocumentURI, _ document: DocumentContext, isWhole: Bool
  ) throws -> EncodedResult {
    let all = converter.diagnostics(of: document.project, isWhole: isWhole)
    var report = LSP.DocumentDiagnosticReport(
      all[document.file.id] ?? [], previous: parameters.previousResultId)
    let (key, number) = (document.project.key, document.project.number)
    var related: [DocumentURI: LSP.DocumentDiagnosticReport] = [:]
    if context.snapshot.client.showsRelatedDocuments {
      related = self.related(document, all)
      if !related.isEmpty {
        report.relatedDocuments = Dictionary(
          related.map { ($0.key.text, $0.value) }, uniquingKeysWith: { a, _ in a })
      }
    }
    var result = try EncodedResult(report)
    result.whenSent = { [related] session in
      for (uri, report) in related {
        session.reported[uri] =
          document.project.file(uri) == nil
          ? nil : ReportedDiagnostics(id: report.resultId, project: key)
      }
      guard session.documents[uri] != nil else { return }
      session.served[uri] = number
      session.homes[uri] = key
    }
    return result
  }

  /// What the client does not show yet of the other files of the project, and what it still shows of
  /// files that have left it.
  private func related(
    _ document: DocumentContext, _ all: [FileID: [LSP.Diagnostic]]
  ) -> [DocumentURI: LSP.DocumentDiagnosticReport] {
    let snapshot = context.snapshot
    let project = document.project
    var related: [DocumentURI: LSP.DocumentDiagnosticReport] = [:]
    for file in project.files
    where !file.isOpen && file.id != document.file.id && !snapshot.lost.contains(file.uri) {
      let report = LSP.DocumentDiagnosticReport(all[file.id] ?? [], previous: nil)
      let last = context.reported[file.uri]
      let isShown = last.map { $0.id == report.resultId } ?? (report.items?.isEmpty == true)
      if !isShown { related[file.uri] = report }
    }
    for (uri, last) in context.reported
    where project.file(uri) == nil && snapshot.documents[uri] == nil
      && (last.project == nil || last.project == project.key)
    {
      related[uri] = LSP.DocumentDiagnosticReport([], previous: nil)
    }
    return related
  }
}

/// The diagnostics of all files of the workspace.
private struct WorkspaceDiagnostics {
  let context: RequestContext
  let parameters: LSP.WorkspaceDiagnosticParams
  /// The result ids that the client has.
  let previous: [DocumentURI: String]

  init(_ context: RequestContext, _ parameters: LSP.WorkspaceDiagnosticParams) {
    self.context = context
    self.parameters = parameters
    previous = Dictionary(
      parameters.previousResultIds.map { (DocumentURI($0.uri), $0.value) },
      uniquingKeysWith: { $1 })
  }

  func answer() throws -> EncodedResult {
    let snapshot = context.snapshot
    let cancellation = context.cancellation
    let progress = WorkDoneReporter(
      context, parameters.workDoneToken, title: "Checking the workspace")
    defer { progress.end() }
    let places = snapshot.projectPlaces { cancellation.isCancelled }
    let homes = snapshot.openProjects().homes
    var seen: Set<DocumentURI> = []
    var items: [LSP.WorkspaceDocumentDiagnosticReport] = []
    for (index, place) in places.enumerated() {
      try cancellation.check()
      progress.report(index, of: places.count)
      let part = reports(of: place).filter { report in
        let uri = DocumentURI(report.uri)
        if let home = homes[uri], home != place.key { return false }
        return seen.insert(uri).inserted
      }
      if parameters.partialResultToken != nil {
        try context.report(
          LSP.WorkspaceDiagnosticReport(items: part), to: parameters.partialResultToken)
      } else {
        items += part
      }
    }
    try cancellation.check()
    // What the client still shows of files that are gone.
    let gone = previous.keys.filter { !seen.contains($0) }.map { uri in
      LSP.WorkspaceDocumentDiagnosticReport(
        uri: uri.text, version: nil, kind: "full", resultId: LSP.DocumentDiagnosticReport.empty,
        items: [])
    }
    if parameters.partialResultToken == nil {
      items += gone
    } else if !gone.isEmpty {
      try context.report(
        LSP.WorkspaceDiagnosticReport(items: gone), to: parameters.partialResultToken)
    }
    var result = try EncodedResult(LSP.WorkspaceDiagnosticReport(items: items))
    // What was compiled only for this is not kept; of what it gave, the ids are.
    result.whenSent = { $0.forgetUnused() }
    return result
  }

  /// The reports of a project, which is not compiled again where the client has all of them.
  private func reports(
    of place: WorkspaceSnapshot.ProjectPlace
  ) -> [LSP.WorkspaceDocumentDiagnosticReport] {
    let snapshot = context.snapshot
    if let ids = snapshot.resultIDs(of: place), ids.allSatisfy({ previous[$0.key] == $0.value }) {
      return ids.sorted { $0.key.text < $1.key.text }.map { uri, id in
        LSP.WorkspaceDocumentDiagnosticReport(
          uri: uri.text, version: nil, kind: "unchanged", resultId: id, items: nil)
      }
    }
    guard case .success(let project) = snapshot.project(at: place) else { return [] }
    let converter = DiagnosticConverter(snapshot)
    converter.prepare(project, unless: context.cancellation)
    if context.cancellation.isCancelled { return [] }
    let all = converter.diagnostics(of: project, isWhole: true)
    var ids: [DocumentURI: String] = [:]
    let reports = project.files.map { file in
      let report = LSP.DocumentDiagnosticReport(
        all[file.id] ?? [], previous: previous[file.uri])
      ids[file.uri] = report.resultId
      return LSP.WorkspaceDocumentDiagnosticReport(file, report)
    }
    if project.files.allSatisfy({ !$0.isOpen }) {
      snapshot.compiler.keep(resultIDs: ids, of: project)
    }
    return reports
  }
}

extension LSP.DocumentDiagnosticReport {
  /// The result id of no diagnostics.
  static var empty: String { Self([], previous: nil).resultId }

  /// The diagnostics, or that they are those of the result before. An id is of the diagnostics
  /// themselves, so that equal ones have equal ids.
  init(_ diagnostics: [LSP.Diagnostic], previous: String?) {
    var hasher = Hasher()
    hasher.combine(diagnostics)
    let id = String(UInt(bitPattern: hasher.finalize()), radix: 36)
    let isUnchanged = id == previous
    self.init(
      kind: isUnchanged ? "unchanged" : "full", resultId: id,
      items: isUnchanged ? nil : diagnostics)
  }
}

extension LSP.WorkspaceDocumentDiagnosticReport {
  fileprivate init(_ file: CompiledProject.File, _ report: LSP.DocumentDiagnosticReport) {
    self.init(
      uri: file.uri.text, version: file.version, kind: report.kind, resultId: report.resultId,
      items: report.items)
  }
}
