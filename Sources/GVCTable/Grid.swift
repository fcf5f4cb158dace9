/// The cells of one sheet, or of one text file, row by row.
///
/// A cell has twelve bytes; its text stands in one of two pools, so that equal texts of a workbook stand in
/// memory once.
public struct Grid: Sendable {
  /// A cell as it is kept.
  struct StoredCell: Sendable {
    var offset: UInt32
    var length: UInt32
    var column: UInt16
    var kind: CellKind
    /// Bit 0: the text stands among those that are shared. Bit 1: the value is computed.
    var flags: UInt8

    static let shared: UInt8 = 1
    static let computed: UInt8 = 2
  }

  struct StoredRow: Sendable {
    var number: UInt32
    var firstCell: UInt32
  }

  /// The name of the sheet; empty for a text file.
  public let name: String
  /// The sheet is one that a spreadsheet does not show.
  public let isHidden: Bool
  /// What a reader should know: rows that are hidden, cells that are merged.
  public internal(set) var notes: [String] = []
  var rows: [StoredRow] = []
  var cells: [StoredCell] = []
  /// UTF-8.
  var pool: [UInt8] = []
  var sharedPool: [UInt8] = []

  init(name: String, isHidden: Bool = false) {
    self.name = name
    self.isHidden = isHidden
  }

  /// How many rows have cells.
  public var rowCount: Int { rows.count }

  /// The number of a row as a spreadsheet shows it; a place from 0 to `rowCount`.
  public func number(ofRowAt index: Int) -> Int { Int(rows[index].number) }

  /// The cells of a row that hold something, by their columns; a place from 0 to `rowCount`.
  public func row(at index: Int) -> [Cell] {
    range(ofRowAt: index).map { cell(cells[$0]) }
  }

  /// The place of the row with a number; nil where it has no cells.
  public func index(ofRow number: Int) -> Int? {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && rows[low].number == number ? low : nil
  }

  /// How many cells hold something.
  public var cellCount: Int { cells.count }

  /// How many cells are results of formulas.
  public var computedCount: Int { cells.count { $0.flags & StoredCell.computed != 0 } }

  private func range(ofRowAt index: Int) -> Range<Int> {
    let first = Int(rows[index].firstCell)
    let end = index + 1 < rows.count ? Int(rows[index + 1].firstCell) : cells.count
    return first..<end
  }

  private func cell(_ stored: StoredCell) -> Cell {
    let range = Int(stored.offset)..<Int(stored.offset) + Int(stored.length)
    let bytes = stored.flags & StoredCell.shared != 0 ? sharedPool[range] : pool[range]
    return Cell(
      column: Int(stored.column), kind: stored.kind, text: String(decoding: bytes, as: UTF8.self),
      isComputed: stored.flags & StoredCell.computed != 0)
  }

  // MARK: Filling

  mutating func beginRow(_ number: Int) {
    rows.append(StoredRow(number: UInt32(number), firstCell: UInt32(cells.count)))
  }

  /// Adds a cell whose text is the end of the pool, from an offset.
  mutating func add(column: Int, _ kind: CellKind, from offset: Int, computed: Bool = false) {
    cells.append(
      StoredCell(
        offset: UInt32(offset), length: UInt32(pool.count - offset), column: UInt16(column),
        kind: kind, flags: computed ? StoredCell.computed : 0))
  }

  /// Adds a cell whose text stands somewhere in a pool.
  mutating func add(
    column: Int, _ kind: CellKind, at range: Range<Int>, shared: Bool, computed: Bool = false
  ) {
    cells.append(
      StoredCell(
        offset: UInt32(range.lowerBound), length: UInt32(range.count), column: UInt16(column),
        kind: kind,
        flags: (shared ? StoredCell.shared : 0) | (computed ? StoredCell.computed : 0)))
  }

  mutating func add(column: Int, _ kind: CellKind, _ text: String, computed: Bool = false) {
    let offset = pool.count
    pool.append(contentsOf: text.utf8)
    add(column: column, kind, from: offset, computed: computed)
  }
}
