import GVCModel
import GVCSyntax

/// A project as read and checked: its own files, all that they import, and the model of them.
public struct LoadedProject: Sendable {
  /// The path that a person gave, or “standard input”.
  public let name: String
  /// The project's own module first, then those that it brings in.
  public let modules: [SourceModule]
  public let model: Model
  /// What is wrong in its files: form, imports and meaning, by file, place and code.
  public let diagnostics: [Diagnostic]

  /// What became of the rows of its tables.
  public let tables: [TableReading]
  /// The texts that nobody wrote, but that say what the rows of a table state: each with the place of the mapping or
  /// of the case that has it read.
  let tableFiles: [FileID: Location]

  init(
    name: String, modules: [SourceModule], model: Model, diagnostics: [Diagnostic],
    tables: [TableReading] = [], tableFiles: [FileID: Location] = [:]
  ) {
    self.name = name
    self.modules = modules
    self.model = model
    self.diagnostics = diagnostics
    self.tables = tables
    self.tableFiles = tableFiles
  }

  /// The texts of the project's files, those of imported modules included, without those of tables.
  public var files: [SourceText] {
    modules.flatMap(\.trees).map(\.source).filter { tableFiles[$0.file] == nil }
  }

  /// A place in a file that somebody wrote: for what the row of a table states, where the table is read.
  public func writtenPlace(of location: Location) -> Location {
    tableFiles[location.file] ?? location
  }

  /// A diagnostic at a place that somebody wrote; one of a cell names it.
  public func atWrittenPlace(_ diagnostic: Diagnostic) -> Diagnostic {
    let place = diagnostic.primary.location
    guard let written = tableFiles[place.file] else { return diagnostic }
    var cellName = ""
    if case .cell(let table, let cell) = model.origin(at: place) {
      cellName = "\(table.shown(cell)): "
    }
    return Diagnostic(
      diagnostic.code, cellName + diagnostic.message,
      at: Label(written, diagnostic.primary.text),
      secondary: diagnostic.secondary.filter { tableFiles[$0.location.file] == nil },
      help: diagnostic.help)
  }

  /// What its tables state, as a text of the language.
  public var tableText: String {
    let trees = modules.flatMap(\.trees).filter { tableFiles[$0.source.file] != nil }
    let text = trees.map { tree in
      "// \(tree.source.name)\n" + tree.items.map { tree.text($0) + "\n" }.joined()
    }.joined(separator: "\n")
    let bytes = Formatter.format(Parser.parse(SourceText(text)))
    return bytes.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// Every text that a diagnostic or a fact may point into: the prelude, the packs in use, the files.
  public var sources: [SourceText] { model.sources }

  /// The number of diagnostics of a severity.
  public func count(_ severity: Severity) -> Int {
    diagnostics.count { $0.severity == severity }
  }
}

/// Why a project cannot be read at all, in one sentence.
public struct ProjectError: Error, Sendable, Hashable {
  public let message: String
  /// Nobody waited for it any more; it may well be there.
  public let isCancellation: Bool

  /// The failure to read what stands at a path.
  public init(_ error: FileError, at path: String) {
    self.init(PlaceProblem(error), at: path)
  }

  init(_ problem: PlaceProblem, at path: String) {
    message = problem.sentence(path)
    isCancellation = problem == .cancelled
  }
}
