/// Text with separators between cells: CSV and its relatives (RFC 4180, with the separator and the decimal mark that
/// are declared).
public struct DelimitedText: Sendable {
  /// What stands between cells: one ASCII character.
  public var separator: UInt8 = 0x2C
  /// What stands between the digits of a whole number and its decimals: `.` or `,`.
  public var decimalMark: UInt8 = 0x2E
  public var encoding = TextEncoding.utf8

  public init() {}

  /// The cells of a text. A number of a row is that of the row in a spreadsheet: a cell in quotes with a line
  /// break is of one row. What reads as a number in the form that is declared, is one; all else is text.
  ///
  /// Fails on a quote that is not closed, on text behind a closed quote, on more columns than a sheet can have, and on
  /// bytes that are no text.
  public func grid(_ bytes: [UInt8]) throws(TableError) -> Grid {
    var reader = Reader(try TextEncoding.decoded(bytes, encoding), self)
    try reader.read()
    return reader.grid
  }

  private struct Reader {
    let bytes: [UInt8]
    let dialect: DelimitedText
    var grid = Grid(name: "")
    var index = 0

    init(_ bytes: [UInt8], _ dialect: DelimitedText) {
      self.bytes = bytes
      self.dialect = dialect
    }

    mutating func read() throws(TableError) {
      guard bytes.count < UInt32.max else { throw TableError("the file is longer than 4 GiB") }
      // Texts stand in the file as they are; only numbers and texts with quotes in them are written anew.
      grid.sharedPool = bytes
      var number = 0
      while index < bytes.count {
        number += 1
        grid.beginRow(number)
        try readRow(number)
        if grid.rows.last.map({ Int($0.firstCell) }) == grid.cells.count { grid.rows.removeLast() }
      }
    }

    mutating func readRow(_ number: Int) throws(TableError) {
      var column = 0
      while true {
        guard column < CellName.columnLimit else {
          throw TableError("there are more than \(CellName.columnLimit) columns", row: number)
        }
        if index < bytes.count, bytes[index] == 0x22 {
          try readQuoted(column, number)
        } else {
          readPlain(column)
        }
        guard index < bytes.count else { return }
        let byte = bytes[index]
        index += 1
        if byte == dialect.separator {
          column += 1
          continue
        }
        if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
        return
      }
    }

    mutating func readPlain(_ column: Int) {
      var start = index
      while index < bytes.count {
        let byte = bytes[index]
        if byte == dialect.separator || byte == 0x0A || byte == 0x0D { break }
        index += 1
      }
      var end = index
      while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
      while start < end, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
      guard start < end else { return }
      let offset = grid.pool.count
      if appendNumber(start..<end) {
        grid.add(column: column, .number, from: offset)
      } else {
        grid.pool.removeLast(grid.pool.count - offset)
        grid.add(column: column, .text, at: start..<end, shared: true)
      }
    }

    /// Appends what is written as a number, with `.`, to the pool; false where it is none. Digits with a zero in
    /// front are a code.
    mutating func appendNumber(_ range: Range<Int>) -> Bool {
      var at = range.lowerBound
      if bytes[at] == 0x2D {
        grid.pool.append(0x2D)
        at += 1
      }
      let first = at
      var hasMark = false
      var hasDigits = false
      while at < range.upperBound {
        let byte = bytes[at]
        if byte >= 0x30, byte <= 0x39 {
          grid.pool.append(byte)
          hasDigits = true
        } else if byte == dialect.decimalMark, hasDigits, !hasMark, at + 1 < range.upperBound {
          grid.pool.append(0x2E)
          hasMark = true
        } else {
          return false
        }
        at += 1
      }
      guard hasDigits else { return false }
      let isCode = bytes[first] == 0x30 && first + 1 < range.upperBound && bytes[first + 1] >= 0x30
      return !(isCode && bytes[first + 1] <= 0x39)
    }

    mutating func readQuoted(_ column: Int, _ number: Int) throws(TableError) {
      index += 1
      let start = index
      let offset = grid.pool.count
      var from = index
      var isWhole = true
      while true {
        guard index < bytes.count else {
          throw TableError(
            "the quote that opens \(CellName.text(column: column, row: number)) is not closed",
            row: number)
        }
        guard bytes[index] == 0x22 else {
          index += 1
          continue
        }
        guard index + 1 < bytes.count, bytes[index + 1] == 0x22 else { break }
        isWhole = false
        grid.pool.append(contentsOf: bytes[from...index])
        index += 2
        from = index
      }
      let end = index
      index += 1
      while index < bytes.count, bytes[index] == 0x20 { index += 1 }
      if index < bytes.count, bytes[index] != dialect.separator, bytes[index] != 0x0A,
        bytes[index] != 0x0D
      {
        throw TableError(
          "text stands behind the closed quote of \(CellName.text(column: column, row: number))",
          row: number)
      }
      if isWhole {
        if start < end { grid.add(column: column, .text, at: start..<end, shared: true) }
      } else {
        grid.pool.append(contentsOf: bytes[from..<end])
        grid.add(column: column, .text, from: offset)
      }
    }
  }
}
