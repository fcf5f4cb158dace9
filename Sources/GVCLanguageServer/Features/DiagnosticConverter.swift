import GVCIDE
import GVCSyntax
import Synchronization

/// Makes what the client shows of what is wrong in projects.
struct DiagnosticConverter: Sendable {
  private let client: ClientCapabilities
  private let encoding: PositionEncoding

  init(_ snapshot: WorkspaceSnapshot) {
    client = snapshot.client
    encoding = snapshot.encoding
  }

  /// The codes that say that something is not needed: a source that nothing cites, a variable that
  /// nothing uses.
  private static let unnecessary: Set<DiagnosticCode> = [DiagnosticCode(303), DiagnosticCode(417)]

  /// Makes the findings of a project, and keeps what becomes of them.
  func prepare(_ project: CompiledProject) { _ = whole(of: project) }

  /// The diagnostics of each file of open projects. A file that is in several is in that of its
  /// document, or else in the first.
  func files(
    of opened: (projects: [CompiledProject], homes: [DocumentURI: ProjectKey]), isWhole: Bool
  ) -> [FileDiagnostics] {
    var files: [FileDiagnostics] = []
    var seen: Set<DocumentURI> = []
    for project in opened.projects {
      let found = diagnostics(of: project, isWhole: isWhole)
      for file in project.files {
        if let home = opened.homes[file.uri], home != project.key { continue }
        guard seen.insert(file.uri).inserted else { continue }
        files.append(
          FileDiagnostics(
            uri: file.uri, version: file.version, diagnostics: found[file.id] ?? []))
      }
    }
    return files
  }

  /// The diagnostics of each file of a project; those of findings and expectations only in the whole.
  func diagnostics(of project: CompiledProject, isWhole: Bool) -> [FileID: [LSP.Diagnostic]] {
    isWhole ? whole(of: project) : convert(project.snapshot.project.diagnostics, project)
  }

  private func whole(of project: CompiledProject) -> [FileID: [LSP.Diagnostic]] {
    if let known = project.converted.withLock({ $0 }) { return known }
    let new = convert(
      project.snapshot.diagnostics + project.snapshot.unmetExpectations, project)
    project.converted.withLock { $0 = new }
    return new
  }

  private func convert(
    _ diagnostics: [GVCSyntax.Diagnostic], _ project: CompiledProject
  ) -> [FileID: [LSP.Diagnostic]] {
    var byFile: [FileID: [LSP.Diagnostic]] = [:]
    for diagnostic in diagnostics where project.file(diagnostic.primary.location.file) != nil {
      byFile[diagnostic.primary.location.file, default: []].append(
        convert(diagnostic, project))
    }
    return byFile
  }

  /// A diagnostic as the client shows it.
  func convert(
    _ diagnostic: GVCSyntax.Diagnostic, _ project: CompiledProject
  ) -> LSP.Diagnostic {
    let isUnnecessary = Self.unnecessary.contains(diagnostic.code)
    let related = diagnostic.secondary.compactMap { label in
      location(label.location, project).map {
        LSP.DiagnosticRelatedInformation(location: $0, message: label.text)
      }
    }
    return LSP.Diagnostic(
      range: range(diagnostic.primary.location, project),
      severity: severity(diagnostic.severity), code: diagnostic.code.description,
      codeDescription: client.showsCodeDescription
        ? LSP.CodeDescription(href: BuiltInPages.uri(of: diagnostic.code)) : nil,
      source: "gvc",
      message: diagnostic.help.map { "\(diagnostic.message)\n\($0)" } ?? diagnostic.message,
      tags: isUnnecessary && client.diagnosticTags.contains(1) ? [1] : nil,
      relatedInformation: client.showsRelatedInformation && !related.isEmpty ? related : nil,
      data: client.keepsDiagnosticData ? data(diagnostic.fixes, project) : nil)
  }

  private func severity(_ severity: Severity) -> Int {
    switch severity {
    case .error: 1
    case .warning: 2
    case .note: 3
    }
  }

  private func range(_ location: GVCSyntax.Location, _ project: CompiledProject) -> LSP.Range {
    project.text(location.file).range(location.range, encoding)
  }

  private func location(
    _ location: GVCSyntax.Location, _ project: CompiledProject
  ) -> LSP.Location? {
    project.location(location, client, encoding)
  }

  /// The fixes of a diagnostic, which a client gives back with a request for code actions.
  private func data(_ fixes: [Fix], _ project: CompiledProject) -> JSONValue? {
    guard !fixes.isEmpty else { return nil }
    let entries = fixes.map { fix in
      let edits = fix.edits.compactMap { edit in
        location(edit.location, project).map { place in
          JSONValue.object([
            "uri": .string(place.uri), "range": Self.json(place.range),
            "newText": .string(edit.replacement),
          ])
        }
      }
      return JSONValue.object(["title": .string(fix.title), "edits": .array(edits)])
    }
    return .object(["fixes": .array(entries)])
  }

  private static func json(_ range: LSP.Range) -> JSONValue {
    .object(["start": json(range.start), "end": json(range.end)])
  }

  private static func json(_ position: LSP.Position) -> JSONValue {
    .object([
      "line": .integer(Int64(position.line)), "character": .integer(Int64(position.character)),
    ])
  }
}
