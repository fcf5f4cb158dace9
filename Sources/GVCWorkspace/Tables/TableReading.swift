import GVCSyntax
import GVCTable

/// A cell as it was read; that of `GVCSyntax` is a place.
typealias TableCell = GVCTable.Cell

/// What became of the rows of one table: each is read, skipped or in error.
public struct TableReading: Sendable {
  /// A column as it was found.
  public struct Column: Sendable {
    public let name: String
    /// Its head in the file; nil where it was not found.
    public let head: String?
    /// The letters of the column in the file.
    public let letters: String
    /// How many cells are of each kind.
    public var kinds: [CellKind: Int] = [:]
    /// Some values, each once, in their order.
    public var samples: [String] = []
  }

  /// The name of the table in the mapping.
  public let table: String
  /// The file and sheet: `study.xlsx!Flow by actor type`.
  public let place: String
  public internal(set) var columns: [Column] = []
  /// Rows with cells, below the head.
  public internal(set) var rows = 0
  public internal(set) var read = 0
  /// Rows that the mapping leaves out, by what it says of them.
  public internal(set) var skipped: [String: Int] = [:]
  public internal(set) var inError = 0
  /// What a reader should know of the file and the sheet.
  public internal(set) var notes: [String] = []

  init(table: String, place: String) {
    self.table = table
    self.place = place
  }

  /// `13 rows: 11 read, 1 skipped (no name), 1 in error`
  public var counts: String {
    let left = skipped.values.reduce(0, +)
    let reasons = skipped.keys.sorted().map { "\(skipped[$0, default: 0]) \($0)" }
    return "\(rows) row\(rows == 1 ? "" : "s"): \(read) read, \(left) skipped"
      + (reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))") + ", \(inError) in error"
  }
}

/// A cell of a sheet: its column from 0, its row from 1.
struct TablePlace {
  let column: Int
  let row: Int

  var name: String { CellName.text(column: column, row: row) }
  var cell: GVCSyntax.Cell { GVCSyntax.Cell(row: max(0, row - 1), column: column) }
}

/// The text that the rows of a table state: a line a row, under the number that the row has in its file, and behind
/// the statements the cells as a comment.
struct GeneratedText {
  /// What a piece of the text comes from.
  enum Origin {
    /// A place of the mapping.
    case mapping(Location)
    /// A cell, by its column in the mapping.
    case cell(column: Int, TablePlace)
  }

  struct Segment {
    let start: UInt32
    let end: UInt32
    let origin: Origin
  }

  /// What diagnostics call it.
  let name: String
  private(set) var bytes: [UInt8] = []
  /// In their order.
  private(set) var segments: [Segment] = []
  /// From where on the text comes from which cell.
  private(set) var parts: [(start: Int, cell: GVCSyntax.Cell)] = []
  private var line = 1

  init(name: String) { self.name = name }

  /// Goes on to the line of a row.
  mutating func begin(row: Int) {
    while line < row {
      bytes.append(0x0A)
      line += 1
    }
  }

  mutating func add(_ text: String, from origin: Origin? = nil) {
    let start = UInt32(clamping: bytes.count)
    bytes.append(contentsOf: text.utf8)
    if let origin {
      segments.append(Segment(start: start, end: UInt32(clamping: bytes.count), origin: origin))
    }
    if case .cell(_, let place)? = origin { parts.append((Int(start), place.cell)) }
  }

  /// Says that what stands from an offset on comes from a cell.
  mutating func mark(_ start: Int, _ place: TablePlace) { parts.append((start, place.cell)) }

  /// Takes back what was added behind a length.
  mutating func cut(to length: Int) {
    bytes.removeLast(max(0, bytes.count - length))
    while let last = segments.last, last.start >= bytes.count { segments.removeLast() }
    while let last = parts.last, last.start >= bytes.count { parts.removeLast() }
  }

  /// What a cell holds, by the comment of its row, which stands behind a segment of it.
  func content(of column: Int, _ place: TablePlace, behind offset: UInt32) -> String? {
    var found: Segment?
    for segment in segments[index(at: offset)...] {
      guard case .cell(let other, let cell) = segment.origin else { continue }
      guard cell.row == place.row else { break }
      if other == column { found = segment }
    }
    guard let found else { return nil }
    let text = String(decoding: bytes[Int(found.start)..<Int(found.end)], as: UTF8.self)
    return text.hasPrefix(place.name + " ") ? String(text.dropFirst(place.name.count + 1)) : nil
  }

  /// The piece at an offset.
  func segment(at offset: UInt32) -> Segment? {
    let index = index(at: offset)
    return index < segments.count && segments[index].start <= offset ? segments[index] : nil
  }

  /// The place of the first piece that does not end before an offset.
  private func index(at offset: UInt32) -> Int {
    var low = 0
    var high = segments.count
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].end <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
