import GVCIDE
import GVCProject
import GVCSyntax

/// A document in its project: what a feature needs to answer about it.
struct DocumentContext: Sendable {
  let request: RequestContext
  let project: CompiledProject
  let file: CompiledProject.File
  let text: DocumentText
  let encoding: PositionEncoding

  /// Fails where there is no such document.
  init(_ uri: DocumentURI, _ request: RequestContext) throws(ResponseError) {
    self.request = request
    encoding = request.snapshot.encoding
    guard !request.snapshot.lost.contains(uri) else { throw Self.lost(uri) }
    switch request.snapshot.project(of: uri) {
    case .failure(let error):
      throw error.isCancellation ? .cancelled : ResponseError(.requestFailed, error.message)
    case .success(let project):
      guard let file = Self.file(uri, project, request.snapshot) else {
        throw ResponseError(.requestFailed, "`\(uri.text)` cannot be read")
      }
      self.project = project
      self.file = file
      text = project.text(file.id)
    }
    try request.cancellation.check()
  }

  private static func lost(_ uri: DocumentURI) -> ResponseError {
    ResponseError(.requestFailed, "the text of `\(uri.text)` in the editor is not known")
  }

  private static func file(
    _ uri: DocumentURI, _ project: CompiledProject, _ snapshot: WorkspaceSnapshot
  ) -> CompiledProject.File? {
    if let file = project.file(uri) { return file }
    // The same file by another way.
    let canonical = uri.path.map { snapshot.overlay.canonicalPath($0) }
    return project.files.first { $0.canonicalPath != nil && $0.canonicalPath == canonical }
  }

  /// Makes what the theories conclude, before a feature reads it. Fails where the request is cancelled before.
  func prepareFindings() throws(ResponseError) {
    let cancellation = request.cancellation
    guard snapshot.prepareFindings(unless: { cancellation.isCancelled }) else { throw .cancelled }
  }

  /// The same for what is wrong with the project.
  func prepareDiagnostics() throws(ResponseError) {
    let cancellation = request.cancellation
    guard snapshot.prepare(unless: { cancellation.isCancelled }) else { throw .cancelled }
  }

  var snapshot: ProjectSnapshot { project.snapshot }
  var features: EditorFeatures { project.features }
  var client: ClientCapabilities { request.snapshot.client }

  /// The offset of a position.
  func offset(_ position: LSP.Position) -> UInt32 {
    UInt32(clamping: text.offset(of: position, encoding))
  }

  func range(_ range: LSP.Range) -> TextRange {
    let bytes = text.range(range, encoding)
    return TextRange(bytes.lowerBound, bytes.upperBound)
  }

  func range(_ range: TextRange) -> LSP.Range { text.range(range, encoding) }

  /// A place of the project as the client knows it; nil for one that it cannot open.
  func location(_ place: GVCSyntax.Location) -> LSP.Location? {
    project.location(place, client, encoding)
  }

  /// Edits of any files of the project; with the versions of what is open, where the client takes
  /// them. Fails where the text of a file in the editor is not known.
  func workspaceEdit(_ edits: [GVCSyntax.TextEdit]) throws(ResponseError) -> LSP.WorkspaceEdit {
    var byFile: [FileID: [LSP.TextEdit]] = [:]
    for edit in edits {
      byFile[edit.location.file, default: []].append(
        LSP.TextEdit(
          range: project.text(edit.location.file).range(edit.location.range, encoding),
          newText: edit.replacement))
    }
    // What comes with the compiler cannot be edited.
    return try workspaceEdit(
      project.files.compactMap { file in byFile[file.id].map { (file, $0) } })
  }

  /// Edits of files of any projects; each file stands there once.
  func workspaceEdit(
    _ files: [(file: CompiledProject.File, edits: [LSP.TextEdit])]
  ) throws(ResponseError) -> LSP.WorkspaceEdit {
    if let (file, _) = files.first(where: { request.snapshot.lost.contains($0.file.uri) }) {
      throw Self.lost(file.uri)
    }
    guard client.takesDocumentChanges else {
      return LSP.WorkspaceEdit(
        changes: Dictionary(
          files.map { ($0.file.uri.text, $0.edits) }, uniquingKeysWith: { a, _ in a }))
    }
    return LSP.WorkspaceEdit(
      documentChanges: files.map { file, edits in
        LSP.TextDocumentEdit(
          textDocument: LSP.OptionalVersionedTextDocumentIdentifier(
            uri: file.uri.text, version: file.version),
          edits: edits)
      })
  }

  /// Edits of this document.
  func edits(_ edits: [GVCSyntax.TextEdit]) -> [LSP.TextEdit] {
    edits.filter { $0.location.file == file.id }
      .map { LSP.TextEdit(range: range($0.location.range), newText: $0.replacement) }
  }
}

extension DocumentText {
  func range(_ range: TextRange, _ encoding: PositionEncoding) -> LSP.Range {
    LSP.Range(position(of: Int(range.start), encoding), position(of: Int(range.end), encoding))
  }
}
