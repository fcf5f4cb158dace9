import GVCTable

extension Table {
  /// The table as a sheet of a workbook. A column whose cells are all days, or all numbers of one unit, holds values;
  /// its unit stands in its head. All else is text, and what is not known stays a word.
  func sheet(named name: String) -> WorkbookWriter.Sheet {
    let types = columns.indices.map { column in
      ColumnType(rows.lazy.map { $0[column] }.filter { !Self.isOpen($0) })
    }
    return WorkbookWriter.Sheet(
      name: name,
      header: zip(columns, types).map { column, type in
        if case .numbers(let unit?) = type { "\(column.name) (\(unit))" } else { column.name }
      },
      rows: rows.map { row in zip(row, types).map { Self.value($0, $1) } })
  }

  private static func isOpen(_ cell: String) -> Bool {
    cell.isEmpty || cell == "unknown" || cell == "?"
  }

  private static func value(_ cell: String, _ type: ColumnType) -> WorkbookWriter.Value {
    if cell.isEmpty { return .empty }
    if !isOpen(cell) {
      switch type {
      case .days: return .date(cell)
      case .numbers: if let number = Amount(cell)?.number { return .number(number) }
      case .texts: break
      }
    }
    return .text(SafeText.withoutUnsafe(cell))
  }
}

/// What the cells of a column have in common.
private enum ColumnType: Equatable {
  case texts
  case days
  case numbers(unit: String?)

  init(_ cells: some Sequence<String>) {
    var type: ColumnType?
    for cell in cells {
      let own: ColumnType =
        if let amount = Amount(cell) {
          .numbers(unit: amount.unit)
        } else if Self.isDay(cell) {
          .days
        } else {
          .texts
        }
      guard type == nil || type == own else {
        self = .texts
        return
      }
      type = own
    }
    self = type ?? .texts
  }

  /// `2019-03-31`
  private static func isDay(_ text: String) -> Bool {
    text.utf8.count == 10
      && text.utf8.enumerated().allSatisfy { index, byte in
        index == 4 || index == 7 ? byte == 0x2D : byte >= 0x30 && byte <= 0x39
      }
  }
}

/// A plain number, with a unit or without: `12`, `60%`, `5 USD/pair in 1998`.
private struct Amount {
  let number: String
  let unit: String?

  init?(_ text: String) {
    let end = text.firstIndex { !("0"..."9" ~= $0 || $0 == "." || $0 == "-") } ?? text.endIndex
    let number = text[..<end]
    let digits = number.hasPrefix("-") ? number.dropFirst() : number
    // What a spreadsheet would round, or would show without its zeros, is no number to it.
    guard Double(number) != nil, digits.first?.isNumber == true, digits.count <= 15,
      digits == "0" || !digits.hasPrefix("0") || digits.hasPrefix("0.")
    else { return nil }
    let rest = text[end...]
    self.number = String(number)
    if rest.isEmpty {
      unit = nil
    } else if rest == "%" {
      unit = "%"
    } else if rest.first == " ", rest.dropFirst().first?.isLetter == true,
      rest.split(separator: " ").count == 1 || rest.contains(" in ")
    {
      unit = String(rest.dropFirst())
    } else {
      return nil
    }
  }
}
