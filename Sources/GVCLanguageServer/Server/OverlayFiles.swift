import GVCWorkspace
import Synchronization

/// Files as a person sees them: open documents as they are in the editor, all else as on the disk.
struct OverlayFiles: Sendable {
  /// The open documents by canonical path.
  private let documents: [String: OpenDocument]
  private let disk: DiskCache
  private let epoch: Int

  init(_ documents: some Sequence<OpenDocument>, _ disk: DiskCache, epoch: Int) {
    self.disk = disk
    self.epoch = epoch
    var byPath: [String: OpenDocument] = [:]
    for document in documents {
      guard let path = document.uri.path else { continue }
      byPath[Self.canonical(path, disk, epoch)] = document
    }
    self.documents = byPath
  }

  /// The one absolute path of a file, whether it is on the disk or not yet.
  func canonicalPath(_ path: String) -> String { Self.canonical(path, disk, epoch) }

  /// The open document at a canonical path.
  func document(at canonicalPath: String) -> OpenDocument? { documents[canonicalPath] }

  private static func canonical(_ path: String, _ disk: DiskCache, _ epoch: Int) -> String {
    if case .success(let found) = disk.canonical(path, epoch: epoch) { return found }
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex,
      case .success(let directory) = disk.canonical(String(path[..<slash]), epoch: epoch)
    else { return path }
    return directory == "/" ? String(path[slash...]) : directory + path[slash...]
  }

  // MARK: Answers

  func kind(_ path: String) -> Result<FileSystem.Kind, FileError> {
    documents[canonicalPath(path)] != nil ? .success(.file) : disk.kind(path, epoch: epoch)
  }

  func content(_ path: String) -> (bytes: Result<[UInt8], FileError>, number: Int) {
    if let document = documents[canonicalPath(path)] {
      return (.success(document.text.bytes), document.revision)
    }
    return disk.content(path, epoch: epoch)
  }

  /// The names in a directory, sorted: directories, and what ends in `.gvc`.
  func names(_ path: String) -> Result<[String], FileError> {
    disk.names(path, epoch: epoch).map { onDisk in
      let directory = canonicalPath(path)
      let prefix = directory == "/" ? "/" : directory + "/"
      var names = Set(onDisk)
      for key in documents.keys where key.hasPrefix(prefix) {
        let name = key.dropFirst(prefix.count)
        if !name.contains("/") { names.insert(String(name)) }
      }
      return names.sorted()
    }
  }

  func canonical(_ path: String) -> Result<String, FileError> {
    let path = path.isEmpty ? "/" : path
    let found = disk.canonical(path, epoch: epoch)
    if case .success = found { return found }
    let canonical = canonicalPath(path)
    return documents[canonical] != nil ? .success(canonical) : found
  }

  /// A view for a loader that notes what is asked.
  func fileSystem(_ inputs: InputRecord) -> FileSystem {
    FileSystem(
      kind: { path throws(FileError) in
        let answer = kind(path)
        inputs.note(.kind(path), answer.map { .kind($0) })
        return try answer.get()
      },
      read: { path throws(FileError) in
        let (bytes, number) = content(path)
        inputs.note(.content(path), bytes.map { _ in .content(number) })
        return try bytes.get()
      },
      list: { path throws(FileError) in
        let answer = names(path)
        inputs.note(.names(path), answer.map { .names($0) })
        return try answer.get()
      },
      canonical: { path throws(FileError) in
        let answer = canonical(path)
        inputs.note(.canonical(path), answer.map { .path($0) })
        return try answer.get()
      })
  }

  /// What a question is answered now.
  func answer(_ question: InputRecord.Question) -> InputRecord.Answer {
    switch question {
    case .kind(let path): InputRecord.Answer(kind(path).map { .kind($0) })
    case .content(let path):
      {
        let (bytes, number) = content(path)
        return InputRecord.Answer(bytes.map { _ in .content(number) })
      }()
    case .names(let path): InputRecord.Answer(names(path).map { .names($0) })
    case .canonical(let path): InputRecord.Answer(canonical(path).map { .path($0) })
    }
  }
}

/// What a loader asked of the files, and what it was told: as long as the answers are the same, so is
/// what it loads.
final class InputRecord: Sendable {
  enum Question: Hashable, Sendable {
    case kind(String)
    case content(String)
    case names(String)
    case canonical(String)

    var path: String {
      switch self {
      case .kind(let path), .content(let path), .names(let path), .canonical(let path): path
      }
    }
  }

  enum Answer: Hashable, Sendable {
    case kind(FileSystem.Kind)
    case content(Int)
    case names([String])
    case path(String)
    case failure(FileError)

    init(_ result: Result<Answer, FileError>) {
      switch result {
      case .success(let answer): self = answer
      case .failure(let error): self = .failure(error)
      }
    }
  }

  private let answers = Mutex<[Question: Answer]>([:])

  func note(_ question: Question, _ answer: Result<Answer, FileError>) {
    answers.withLock { $0[question] = Answer(answer) }
  }

  /// Whether all is still as it was.
  func holds(in files: OverlayFiles) -> Bool {
    answers.withLock { $0.allSatisfy { files.answer($0.key) == $0.value } }
  }

  var paths: Set<String> { answers.withLock { Set($0.keys.map(\.path)) } }
}
