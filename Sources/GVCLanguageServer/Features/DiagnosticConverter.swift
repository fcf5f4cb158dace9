import GVCIDE
import GVCSyntax
import Synchronization

/// Makes what the client shows of what is wrong in projects.
struct DiagnosticConverter: Sendable {
  private let client: ClientCapabilities
  private let encoding: PositionEncoding
  private let lost: Set<DocumentURI>

  init(_ snapshot: WorkspaceSnapshot) {
    lost = snapshot.lost
    client = snapshot.client
    encoding = snapshot.encoding
  }

  /// Makes the findings of a project, and keeps what becomes of them; nothing where it is cancelled before.
  func prepare(_ project: CompiledProject, unless cancellation: Cancellation) {
    guard project.snapshot.prepare(unless: { cancellation.isCancelled }) else { return }
    _ = whole(of: project)
  }

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
            uri: file.uri, isOpen: file.isOpen, version: file.version,
            diagnostics: found[file.id] ?? []))
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
    var writer = DiagnosticWriter(project, client, encoding)
    var byFile: [FileID: [LSP.Diagnostic]] = [:]
    for found in diagnostics {
      // What is wrong in the cell of a workbook is shown where the workbook is read.
      let diagnostic = project.snapshot.project.atWrittenPlace(found)
      guard let file = project.file(diagnostic.primary.location.file), !lost.contains(file.uri)
      else { continue }
      byFile[file.id, default: []].append(writer.write(diagnostic))
    }
    return byFile
  }

  /// A diagnostic as the client shows it.
  func convert(
    _ diagnostic: GVCSyntax.Diagnostic, _ project: CompiledProject
  ) -> LSP.Diagnostic {
    var writer = DiagnosticWriter(project, client, encoding)
    return writer.write(diagnostic)
  }
}

/// Writes diagnostics of a project as a client takes them.
private struct DiagnosticWriter {
  /// The codes that say that something is not needed: a source that nothing cites, a variable that
  /// nothing uses.
  private static let unnecessary: Set<DiagnosticCode> = [.unusedSource, .unusedVariable]

  private let project: CompiledProject
  private let client: ClientCapabilities
  private let showsRelatedInformation: Bool
  private let showsCodeDescription: Bool
  private let showsUnnecessary: Bool
  private let keepsData: Bool
  private let encoding: PositionEncoding
  private var cursors: [FileID: PositionCursor] = [:]

  init(_ project: CompiledProject, _ client: ClientCapabilities, _ encoding: PositionEncoding) {
    self.project = project
    self.client = client
    self.encoding = encoding
    showsRelatedInformation = client.showsRelatedInformation
    showsCodeDescription = client.showsCodeDescription
    showsUnnecessary = client.diagnosticTags.contains(1)
    keepsData = client.keepsDiagnosticData
  }

  mutating func write(_ diagnostic: GVCSyntax.Diagnostic) -> LSP.Diagnostic {
    var related: [LSP.DiagnosticRelatedInformation] = []
    if showsRelatedInformation {
      for label in diagnostic.secondary {
        guard let location = location(label.location) else { continue }
        related.append(
          LSP.DiagnosticRelatedInformation(location: location, message: label.text))
      }
    }
    let isUnnecessary = showsUnnecessary && Self.unnecessary.contains(diagnostic.code)
    return LSP.Diagnostic(
      range: range(diagnostic.primary.location), severity: severity(diagnostic.severity),
      code: diagnostic.code.description,
      codeDescription: showsCodeDescription
        ? LSP.CodeDescription(href: BuiltInPages.uri(of: diagnostic.code)) : nil,
      source: "gvc",
      message: diagnostic.help.map { "\(diagnostic.message)\n\($0)" } ?? diagnostic.message,
      tags: isUnnecessary ? [1] : nil, relatedInformation: related.isEmpty ? nil : related,
      data: keepsData ? data(diagnostic.fixes) : nil)
  }

  private func severity(_ severity: Severity) -> Int {
    switch severity {
    case .error: 1
    case .warning: 2
    case .note: 3
    }
  }

  private mutating func range(_ location: GVCSyntax.Location) -> LSP.Range {
    let file = location.file
    return cursors[
      file, default: PositionCursor(project.text(file), encoding)
    ].range(Int(location.range.start)..<Int(location.range.end))
  }

  /// Nil for a place that the client cannot open.
  private mutating func location(_ location: GVCSyntax.Location) -> LSP.Location? {
    guard let uri = project.uri(location.file, client) else { return nil }
    return LSP.Location(uri: uri, range: range(location))
  }

  /// The fixes of a diagnostic, which a client gives back with a request for code actions.
  private mutating func data(_ fixes: [Fix]) -> JSONValue? {
    guard !fixes.isEmpty else { return nil }
    var entries: [JSONValue] = []
    for fix in fixes {
      var edits: [JSONValue] = []
      for edit in fix.edits {
        guard let place = location(edit.location) else { continue }
        edits.append([
          "uri": .string(place.uri), "range": Self.json(place.range),
          "newText": .string(edit.replacement),
        ])
      }
      entries.append(["title": .string(fix.title), "edits": .array(edits)])
    }
    return ["fixes": .array(entries)]
  }

  private static func json(_ range: LSP.Range) -> JSONValue {
    ["start": json(range.start), "end": json(range.end)]
  }

  private static func json(_ position: LSP.Position) -> JSONValue {
    [
      "line": .integer(Int64(position.line)), "character": .integer(Int64(position.character)),
    ]
  }
}
