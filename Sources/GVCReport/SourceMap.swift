import GVCSyntax

/// The sources of a report by file number, with the lines of those that it shows.
public struct SourceMap: Sendable {
  /// By the number of the file, as all here.
  private let sources: [UInt32: SourceText]
  private let indexes: [UInt32: LineIndex]

  /// The lines are found in the files that the diagnostics point into, and in no other.
  public init(_ sources: [SourceText], showing diagnostics: [Diagnostic]) {
    self.sources = Dictionary(sources.map { ($0.file.number, $0) }, uniquingKeysWith: { a, _ in a })
    var files: Set<UInt32> = []
    for diagnostic in diagnostics {
      files.insert(diagnostic.primary.location.file.number)
      for label in diagnostic.secondary { files.insert(label.location.file.number) }
      for edit in diagnostic.fixes.flatMap(\.edits) { files.insert(edit.location.file.number) }
    }
    indexes = self.sources.filter { files.contains($0.key) }.mapValues { LineIndex($0) }
  }

  /// The lines are found in every file.
  public init(_ sources: [SourceText]) {
    self.sources = Dictionary(sources.map { ($0.file.number, $0) }, uniquingKeysWith: { a, _ in a })
    indexes = self.sources.mapValues { LineIndex($0) }
  }

  /// The source of a file; an empty one under the name `?` where there is none.
  public func source(_ file: FileID) -> SourceText {
    sources[file.number] ?? SourceText(file: file, name: "?", "")
  }

  /// The lines of a file.
  public func lines(_ file: FileID) -> LineIndex { indexes[file.number] ?? LineIndex(source(file)) }

  /// The 1-based line and the 1-based column, in Unicode scalars, of an offset in a file; the row and the column of what
  /// comes from a cell of a table.
  public func position(_ offset: UInt32, in file: FileID) -> (line: Int, column: Int) {
    if let cell = source(file).cells?.cell(at: offset) {
      return (Int(cell.row) + 1, Int(cell.column) + 1)
    }
    return lines(file).position(at: offset, in: source(file))
  }

  /// Where something begins, as a reader finds it: `brenta.gvc:65`, with the column where it is asked for, or the cell that
  /// it comes from, `firms.csv!B4`.
  public func place(_ location: Location, withColumn: Bool = false) -> String {
    let source = source(location.file)
    if let cells = source.cells, let cell = cells.cell(at: location.range.start) {
      return cells.table.shown(cell)
    }
    let (line, column) = position(location.range.start, in: location.file)
    return "\(source.name):\(line)" + (withColumn ? ":\(column)" : "")
  }
}
