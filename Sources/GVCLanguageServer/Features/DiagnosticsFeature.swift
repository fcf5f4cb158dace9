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
    let document = try DocumentContext(uri, context)
    // A client that can be told to ask again need not wait for the findings.
    if context.snapshot.client.refreshesDiagnostics {
      context.offer { try report(document, isWhole: false) }
    }
    converter.prepare(document.project, unless: context.cancellation)
    try context.cancellation.check()
    return try report(document, isWhole: true)
  }

  private func report(_ document: DocumentContext, isWhole: Bool) throws -> EncodedResult {
    let all = converter.diagnostics(of: document.project, isWhole: isWhole)
    var report = LSP.DocumentDiagnosticReport(
      all[document.file.id] ?? [], previous: parameters.previousResultId)
    var reported: [DocumentURI: String] = [:]
    if context.snapshot.client.showsRelatedDocuments {
      var related: [String: LSP.DocumentDiagnosticReport] = [:]
      for file in document.project.files where file.version == nil && file.id != document.file.id {
        let other = LSP.DocumentDiagnosticReport(all[file.id] ?? [], previous: nil)
        let last = context.reported[file.uri]
        if other.resultId == last || last == nil && other.items?.isEmpty == true { continue }
        related[file.uri.text] = other
        reported[file.uri] = other.resultId
      }
      if !related.isEmpty { report.relatedDocuments = related }
    }
    var result = try EncodedResult(report)
    let number = document.project.number
    result.whenSent = { [reported] session in
      session.reported.merge(reported) { $1 }
      session.served[document.file.uri] = number
    }
    return result
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
    // What the client still shows of files that are gone.
    items += previous.keys.filter { !seen.contains($0) }.map { uri in
      LSP.WorkspaceDocumentDiagnosticReport(
        uri: uri.text, version: nil, kind: "full", resultId: LSP.DocumentDiagnosticReport.empty,
        items: [])
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
    let all = DiagnosticConverter(snapshot).diagnostics(of: project, isWhole: true)
    var ids: [DocumentURI: String] = [:]
    let reports = project.files.map { file in
      let report = LSP.DocumentDiagnosticReport(
        all[file.id] ?? [], previous: previous[file.uri])
      ids[file.uri] = report.resultId
      return LSP.WorkspaceDocumentDiagnosticReport(file, report)
    }
    if project.files.allSatisfy({ $0.version == nil }) {
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
