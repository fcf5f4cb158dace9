import GVCIDE
import GVCSyntax

/// A name changed in every project that has its declaration: that of the document, that of the directory of
/// the declaration, and those of directories above it that import its file, within the folders of the client
/// or not.
struct WorkspaceRename {
  /// What is renamed in one project.
  private struct Part {
    let project: CompiledProject
    /// By canonical path, or address where there is none.
    let edits: [DocumentURI: [TextRange]]
  }

  private let document: DocumentContext
  private let newName: String

  init(_ document: DocumentContext, to newName: String) {
    self.document = document
    self.newName = newName
  }

  /// The edits of all files. Fails with the reason where one of the projects refuses the name or cannot be
  /// read.
  func edit(at offset: UInt32) throws(ResponseError) -> LSP.WorkspaceEdit {
    let edits = try rename(document.project, document.file.id, offset)
    var parts = [part(document.project, edits)]
    if let home = document.features.home(in: document.file.id, at: offset),
      let file = document.project.file(home), let path = file.canonicalPath,
      let anchor = edits.first(where: { $0.location.file == home })
    {
      let others = try document.request.snapshot.projects(
        with: path, at: file.uri.path ?? path, besides: document.project.key)
      for project in others {
        try document.request.cancellation.check()
        guard let same = project.files.first(where: { $0.canonicalPath == path }) else { continue }
        parts.append(
          part(project, try rename(project, same.id, anchor.location.range.start)))
      }
    }
    return try document.workspaceEdit(union(parts))
  }

  private func rename(
    _ project: CompiledProject, _ file: FileID, _ offset: UInt32
  ) throws(ResponseError) -> [GVCSyntax.TextEdit] {
    do throws(RenameRefusal) {
      return try project.features.rename(in: file, at: offset, to: newName)
    } catch {
      throw ResponseError(
        .requestFailed,
        project === document.project
          ? error.message : "in the project of `\(project.name)`, \(error.message)")
    }
  }

  private func part(_ project: CompiledProject, _ edits: [GVCSyntax.TextEdit]) -> Part {
    var ranges: [DocumentURI: [TextRange]] = [:]
    for edit in edits {
      guard let file = project.file(edit.location.file) else { continue }
      ranges[Self.key(file), default: []].append(edit.location.range)
    }
    return Part(project: project, edits: ranges)
  }

  /// The same for a file of several projects, by whatever way they read it.
  private static func key(_ file: CompiledProject.File) -> DocumentURI {
    file.canonicalPath.map { DocumentURI(path: $0) } ?? file.uri
  }

  /// The edits of all projects, each once.
  private func union(
    _ parts: [Part]
  ) -> [(file: CompiledProject.File, edits: [LSP.TextEdit])] {
    var files: [(file: CompiledProject.File, edits: [LSP.TextEdit])] = []
    var seen: Set<DocumentURI> = []
    for part in parts {
      for file in part.project.files {
        let key = Self.key(file)
        guard part.edits[key] != nil, seen.insert(key).inserted else { continue }
        let text = part.project.text(file.id)
        let ranges = Set(parts.flatMap { $0.edits[key] ?? [] }).sorted { $0.start < $1.start }
        let edits = ranges.map {
          LSP.TextEdit(range: text.range($0, document.encoding), newText: newName)
        }
        files.append((file, edits))
      }
    }
    return files
  }
}
