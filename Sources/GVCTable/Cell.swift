/// What a cell holds.
public enum CellKind: UInt8, Sendable, CaseIterable {
  /// Nothing: a cell that is not there, or has no value.
  case empty
  case text
  /// A decimal number with `.`, as the file writes it: `12`, `-0.5`, `1.5E-3`.
  case number
  /// A day, or a moment of one: `2019-03-31`, `2019-03-31T12:30:00`.
  case date
  /// A time of day: `12:30:00`.
  case time
  /// `true` or `false`.
  case boolean
  /// What a spreadsheet could not work out: `#N/A`, `#DIV/0!`.
  case error
}

/// One cell of a grid: what it holds, as text.
public struct Cell: Sendable, Hashable {
  /// The column, from 0.
  public let column: Int
  public let kind: CellKind
  /// The value as text; what is written of each kind is said at `CellKind`.
  public let text: String
  /// The value is the last result of a formula, which the file keeps beside it.
  public let isComputed: Bool

  public init(column: Int, kind: CellKind, text: String, isComputed: Bool = false) {
    self.column = column
    self.kind = kind
    self.text = text
    self.isComputed = isComputed
  }
}

/// The names of places in a sheet, as spreadsheets write them: `F6`.
public enum CellName {
  /// The most columns of a sheet.
  public static let columnLimit = 16_384
  /// The most rows of a sheet of a workbook.
  public static let rowLimit = 1_048_576

  /// The letters of a column from 0: `A`, `Z`, `AA`.
  public static func column(_ index: Int) -> String {
    var rest = index
    var letters: [UInt8] = []
    repeat {
      letters.append(UInt8(65 + rest % 26))
      rest = rest / 26 - 1
    } while rest >= 0
    return String(decoding: letters.reversed(), as: UTF8.self)
  }

  /// The name of a cell; the column from 0, the row from 1.
  public static func text(column: Int, row: Int) -> String { "\(self.column(column))\(row)" }

  /// The place that a name says; nil where it is none, or lies outside of every sheet.
  static func place(_ name: some Sequence<UInt8>) -> (column: Int, row: Int)? {
    var column = 0
    var row = 0
    var hasRow = false
    for byte in name {
      switch byte {
      case 0x24: continue
      case 0x41...0x5A where !hasRow: column = column * 26 + Int(byte) - 0x40
      case 0x61...0x7A where !hasRow: column = column * 26 + Int(byte) - 0x60
      case 0x30...0x39:
        row = row * 10 + Int(byte) - 0x30
        hasRow = true
      default: return nil
      }
      guard column <= columnLimit, row <= rowLimit else { return nil }
    }
    return column > 0 && row > 0 ? (column - 1, row) : nil
  }
}
