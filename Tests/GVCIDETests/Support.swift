import GVCIDE
import GVCProject
import GVCSyntax
import GVCWorkspace

/// A project from short texts, with the caret where `$0` stands in one of them.
///
/// In a text `⟦…⟧` marks a range; the marks are taken out, and the ranges kept in their order.
struct MarkedProject {
  let features: EditorFeatures
  /// The file and offset of the caret; the start of the first file when no `$0` stands anywhere.
  let file: FileID
  let offset: UInt32
  /// The marked ranges of all files, in the order of the file names.
  let marks: [Location]

  /// The built-in theories, lowered once for all projects.
  private static let theories = BuiltIns.theories()

  /// A project of one file, `/case/a.gvc`.
  init(_ text: String) throws { try self.init(["a.gvc": text]) }

  /// A project of files by their paths below its root.
  init(_ texts: [String: String]) throws {
    var plain: [String: String] = [:]
    var caret: (String, Int)?
    var ranges: [(String, TextRange)] = []
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      var out: [UInt8] = []
      var open: [Int] = []
      var rest = Substring(text)
      while let first = rest.first {
        if rest.hasPrefix("$0") {
          caret = (name, out.count)
          rest.removeFirst(2)
        } else if first == "⟦" {
          open.append(out.count)
          rest.removeFirst()
        } else if first == "⟧" {
          ranges.append((name, TextRange(open.popLast() ?? 0, out.count)))
          rest.removeFirst()
        } else {
          out += Array(String(first).utf8)
          rest.removeFirst()
        }
      }
      plain["/case/" + name] = String(decoding: out, as: UTF8.self)
    }
    let files = MemoryFiles(plain)
    let loader = ProjectLoader(files: files.fileSystem, theories: Self.theories)
    let project = try loader.project(at: "/case")
    features = EditorFeatures(ProjectSnapshot(project))
    func id(_ name: String) -> FileID {
      project.files.first { $0.name == "/case/" + name }?.file ?? FileID(0)
    }
    file = id(caret?.0 ?? plain.keys.sorted().first?.dropFirst(6).description ?? "")
    offset = UInt32(caret?.1 ?? 0)
    marks = ranges.map { Location(id($0.0), $0.1) }
  }

  /// The text at a place.
  func text(_ location: Location) -> String {
    features.snapshot.model.text(location.range, in: location.file)
  }

  func text(_ range: TextRange) -> String { text(Location(file, range)) }

  /// The text of the caret's file with edits applied.
  func applying(_ edits: [TextEdit]) -> String { applying(edits, to: file) }

  func applying(_ edits: [TextEdit], to file: FileID) -> String {
    var bytes = features.snapshot.model.source(file)?.bytes ?? []
    for edit in edits.filter({ $0.location.file == file }).sorted(by: {
      $0.location.range.start > $1.location.range.start
    }) {
      let range = edit.location.range
      bytes.replaceSubrange(Int(range.start)..<Int(range.end), with: Array(edit.replacement.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
