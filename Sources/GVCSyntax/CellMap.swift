/// A cell of a table, by the numbers of its row and its column from 0; the rows of headers count.
public struct Cell: Hashable, Sendable {
  public let row: UInt32
  public let column: UInt32

  public init(row: Int, column: Int) {
    self.row = UInt32(clamping: row)
    self.column = UInt32(clamping: column)
  }

  /// What spreadsheets call it: `F6`, for row 5 and column 5.
  public var name: String {
    var letters: [UInt8] = []
    var rest = UInt64(column) + 1
    while rest > 0 {
      rest -= 1
      letters.append(UInt8(ascii: "A") + UInt8(truncatingIfNeeded: rest % 26))
      rest /= 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self) + String(UInt64(row) + 1)
  }
}

/// A table that things and facts come from: a file, or one sheet of it.
public struct TableName: Hashable, Sendable {
  /// The path of the file, as messages show it.
  public let file: String
  /// The sheet, of a file that has several.
  public let sheet: String?

  public init(file: String, sheet: String? = nil) {
    self.file = file
    self.sheet = sheet
  }

  /// `study.xlsx!Flows`, or the file alone.
  public var shown: String { sheet.map { "\(file)!\($0)" } ?? file }

  /// A cell of it: `study.xlsx!Flows!F6`.
  public func shown(_ cell: Cell) -> String { "\(shown)!\(cell.name)" }
}

/// From which cell of a table each part of a text comes.
///
/// It belongs to a text that nobody wrote: one in which the rows of a table are stated as declarations. Such a text is
/// read as every other, and whatever points into it points to a cell.
public final class CellMap: Sendable, Equatable {
  /// The table whose rows the text states.
  public let table: TableName
  /// Where each part begins, in order.
  private let starts: [UInt32]
  private let cells: [Cell]

  /// - Parameter parts: The offset at which each part begins, which reaches to where the next one does, and its cell; in
  ///   any order.
  public init(_ table: TableName, _ parts: [(start: Int, cell: Cell)]) {
    self.table = table
    let isSorted = zip(parts, parts.dropFirst()).allSatisfy { $0.start <= $1.start }
    let parts = isSorted ? parts : parts.sorted { $0.start < $1.start }
    starts = parts.map { UInt32(clamping: $0.start) }
    cells = parts.map(\.cell)
  }

  /// Whether two are of the same table, and say the same of the same parts.
  public static func == (a: CellMap, b: CellMap) -> Bool {
    a.table == b.table && a.starts == b.starts && a.cells == b.cells
  }

  /// The cell of an offset; nil before the first part.
  public func cell(at offset: UInt32) -> Cell? {
    let behind = starts.partitioningIndex { $0 > offset }
    return behind > 0 ? cells[behind - 1] : nil
  }
}
