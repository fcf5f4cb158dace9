import GVCIDE
import GVCProject
import GVCSyntax
import GVCWorkspace
import Synchronization

/// What a project is made of: the files of a directory, a file by itself, or a text without a file.
enum ProjectKey: Hashable, Sendable {
  /// A canonical path.
  case directory(String)
  /// A canonical path.
  case file(String)
  /// The address of a document that is no file.
  case text(String)

  /// Its place among others: directories further up come first.
  var rank: (Int, String) {
    switch self {
    case .directory(let path): (path.utf8.count, path)
    case .file(let path): (path.utf8.count + 1, path)
    case .text(let uri): (Int.max, uri)
    }
  }
}

/// A project as compiled, with the addresses and positions of its files.
final class CompiledProject: Sendable {
  let key: ProjectKey
  let snapshot: ProjectSnapshot
  let features: EditorFeatures
  /// Different for each project that is compiled in a session.
  let number: Int
  /// The files in their order, without those that come with the compiler.
  let files: [File]
  private let fileNumbers: [DocumentURI: Int]
  private let indexes: [FileID: Int]
  private let texts = Mutex<[FileID: DocumentText]>([:])
  /// Its diagnostics as the client takes them, once they are asked for.
  let converted = Mutex<[FileID: [LSP.Diagnostic]]?>(nil)

  struct File: Sendable {
    let id: FileID
    /// The address as the client writes it, where it is open.
    let uri: DocumentURI
    let isOpen: Bool
    /// Nil where it is not open, or the client numbers no versions.
    let version: Int?
    let canonicalPath: String?
  }

  /// `document` gives the open document of a file of the project.
  init(
    _ key: ProjectKey, _ snapshot: ProjectSnapshot, number: Int, _ overlay: OverlayFiles,
    text document: OpenDocument? = nil
  ) {
    self.key = key
    self.snapshot = snapshot
    features = EditorFeatures(snapshot)
    self.number = number
    var texts: [FileID: DocumentText] = [:]
    let files = snapshot.project.files.map { source in
      if let document {
        texts[source.file] = document.text
        return File(
          id: source.file, uri: document.uri, isOpen: true, version: document.version,
          canonicalPath: nil)
      }
      let path = overlay.canonicalPath(source.name)
      guard let open = overlay.document(at: path) else {
        return File(
          id: source.file, uri: DocumentURI(path: source.name), isOpen: false, version: nil,
          canonicalPath: path)
      }
      texts[source.file] = open.text
      return File(
        id: source.file, uri: open.uri, isOpen: true, version: open.version, canonicalPath: path)
    }
    self.files = files
    fileNumbers = Dictionary(
      files.enumerated().map { ($1.uri, $0) }, uniquingKeysWith: { a, _ in a })
    indexes = Dictionary(files.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { a, _ in a })
    self.texts.withLock { $0 = texts }
  }

  /// The file of an address; nil where it is no part of the project.
  func file(_ uri: DocumentURI) -> File? { fileNumbers[uri].map { files[$0] } }

  func file(_ id: FileID) -> File? { indexes[id].map { files[$0] } }

  /// As a person knows it.
  var name: String {
    switch key {
    case .directory(let path), .file(let path): path
    case .text(let uri): uri
    }
  }

  func contains(_ canonicalPath: String) -> Bool {
    files.contains { $0.canonicalPath == canonicalPath }
  }

  /// The text of a file with its lines.
  func text(_ id: FileID) -> DocumentText {
    texts.withLock { texts in
      if let known = texts[id] { return known }
      let source = snapshot.project.sources.first { $0.file == id }
      let new = DocumentText(source?.bytes ?? [])
      texts[id] = new
      return new
    }
  }

  /// The address of a file. One that comes with the compiler has one where the client can ask the
  /// server for its text.
  func uri(_ id: FileID, _ client: ClientCapabilities) -> String? {
    if let file = file(id) { return file.uri.text }
    guard client.takesTextContent else { return nil }
    return snapshot.project.sources.first { $0.file == id }.map { BuiltInPages.uri(of: $0.name) }
  }

  /// A place as the client knows it; nil where it cannot.
  func location(
    _ place: GVCSyntax.Location, _ client: ClientCapabilities, _ encoding: PositionEncoding
  ) -> LSP.Location? {
    let place = snapshot.project.writtenPlace(of: place)
    return uri(place.file, client).map {
      LSP.Location(uri: $0, range: text(place.file).range(place.range, encoding))
    }
  }
}
