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
    converter.prepare(document.project)
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
    result.whenSent = { [reported] session in session.reported.merge(reported) { $1 } }
    return result
  }
}

/// The diagnostics of all files of the workspace.
private struct WorkspaceDiagnostics {
  let context: RequestContext
  let parameters: LSP.WorkspaceDiagnosticParams

  init(_ context: RequestContext, _ parameters: LSP.WorkspaceDiagnosticParams) {
    self.context = context
    self.parameters = parameters
  }

  func answer() throws -> EncodedResult {
    let previous = Dictionary(
      parameters.previousResultIds.map { (DocumentURI($0.uri), $0.value) },
      uniquingKeysWith: { $1 })
    let cancellation = context.cancellation
    let progress = WorkDoneReporter(
      context, parameters.workDoneToken, title: "Checking the workspace")
    defer { progress.end() }
    let converter = DiagnosticConverter(context.snapshot)
    let projects = context.snapshot.allProjects { cancellation.isCancelled }
    let homes = context.snapshot.openProjects().homes
    var seen: Set<DocumentURI> = []
    var items: [LSP.WorkspaceDocumentDiagnosticReport] = []
    for (index, project) in projects.enumerated() {
      try cancellation.check()
      progress.report(index, of: projects.count)
      let all = converter.diagnostics(of: project, isWhole: true)
      var part: [LSP.WorkspaceDocumentDiagnosticReport] = []
      for file in project.files {
        if let home = homes[file.uri], home != project.key { continue }
        guard seen.insert(file.uri).inserted else { continue }
        part.append(
          LSP.WorkspaceDocumentDiagnosticReport(
            file, LSP.DocumentDiagnosticReport(all[file.id] ?? [], previous: previous[file.uri])))
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
    return try EncodedResult(LSP.WorkspaceDiagnosticReport(items: items))
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
