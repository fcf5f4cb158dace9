/// Reads the cells of one sheet of a workbook.
struct WorksheetReader {
  let texts: SharedTexts
  let styles: WorkbookStyles
  let from1904: Bool
  private(set) var grid: Grid
  private var row = 0
  private var column = -1
  private var hiddenRows = 0
  private var firstHidden = 0
  private var merged: [String] = []
  /// What the value of a cell is written in, and the text of it.
  private var value: [UInt8] = []
  private var inline: [UInt8] = []

  init(name: String, isHidden: Bool, _ texts: SharedTexts, _ styles: WorkbookStyles, from1904: Bool)
  {
    self.texts = texts
    self.styles = styles
    self.from1904 = from1904
    grid = Grid(name: name, isHidden: isHidden)
    grid.sharedPool = texts.pool
  }

  /// Reads all of it. Fails on XML that is damaged, rows or cells that go backwards, and places outside of a sheet.
  mutating func read(_ bytes: [UInt8], _ file: String) throws(TableError) {
    var scanner = try XMLScanner(bytes, file)
    loop: while true {
      switch try scanner.next() {
      case .start where scanner.isNamed("row"): try beginRow(scanner)
      case .start where scanner.isNamed("c"): try readCell(&scanner)
      case .start where scanner.isNamed("mergeCell"):
        if let range = try scanner.text(of: "ref") { merged.append(range) }
      case .finish: break loop
      default: break
      }
    }
    dropEmptyRow()
    if hiddenRows > 0 {
      grid.notes.append(
        hiddenRows == 1
          ? "row \(firstHidden) is hidden, and read"
          : "\(hiddenRows) rows are hidden, and read; the first is \(firstHidden)")
    }
    if let first = merged.first {
      grid.notes.append(
        merged.count == 1
          ? "the cells \(first) are merged: the first has the value"
          : "\(merged.count) ranges are merged, \(first) first: the first cell of each has the value"
      )
    }
  }

  private mutating func beginRow(_ scanner: XMLScanner) throws(TableError) {
    let stated = scanner.attribute("r")
    guard let next = stated.map({ number($0) }) ?? row + 1, next > row,
      next <= CellName.rowLimit
    else { throw TableError("the rows of the sheet `\(grid.name)` are out of order", row: row) }
    dropEmptyRow()
    row = next
    column = -1
    if scanner.isTrue("hidden") {
      hiddenRows += 1
      if hiddenRows == 1 { firstHidden = row }
    }
    grid.beginRow(row)
  }

  /// A row without cells is none.
  private mutating func dropEmptyRow() {
    if let last = grid.rows.last, Int(last.firstCell) == grid.cells.count { grid.rows.removeLast() }
  }

  private mutating func readCell(_ scanner: inout XMLScanner) throws(TableError) {
    guard row > 0 else { throw TableError("a cell of the sheet `\(grid.name)` stands in no row") }
    var next = column + 1
    if let name = scanner.attribute("r") {
      guard let place = CellName.place(name), place.row == row else {
        throw TableError(
          "a cell of the sheet `\(grid.name)` is named `\(String(decoding: name, as: UTF8.self))`",
          row: row)
      }
      next = place.column
    }
    guard next > column, next < CellName.columnLimit else {
      throw TableError("the cells of the sheet `\(grid.name)` are out of order", row: row)
    }
    column = next
    let type = CellType(scanner.attribute("t"))
    let style = scanner.attribute("s").flatMap { number($0) } ?? 0
    var isComputed = false
    value.removeAll(keepingCapacity: true)
    inline.removeAll(keepingCapacity: true)
    let outer = scanner.depth - 1
    var isValue = false
    while scanner.depth > outer {
      switch try scanner.next() {
      case .start where scanner.isNamed("v"): isValue = true
      case .start where scanner.isNamed("f"):
        isComputed = true
        try scanner.skip()
      case .start where scanner.isNamed("is"):
        try SharedTexts.appendRuns(&scanner, to: &inline)
      case .start: try scanner.skip()
      case .end: isValue = false
      case .text: if isValue { try scanner.appendText(to: &value) }
      case .finish: return
      }
    }
    try add(type, style, isComputed)
  }

  private enum CellType {
    case number, shared, text, inline, boolean, error, date

    init(_ word: ArraySlice<UInt8>?) {
      guard let word, let first = word.first else {
        self = .number
        return
      }
      switch (first, word.count) {
      case (0x73, 1): self = .shared
      case (0x73, _): self = .text
      case (0x69, _): self = .inline
      case (0x62, _): self = .boolean
      case (0x65, _): self = .error
      case (0x64, _): self = .date
      default: self = .number
      }
    }
  }

  private mutating func add(_ type: CellType, _ style: Int, _ isComputed: Bool) throws(TableError) {
    switch type {
    case .shared:
      guard !value.isEmpty else { return }
      guard let index = number(value[...]), index < texts.ranges.count else {
        throw TableError(
          "\(CellName.text(column: column, row: row)) of the sheet `\(grid.name)` names a text that the workbook does not have",
          row: row)
      }
      let range = texts.ranges[index]
      if !range.isEmpty {
        grid.add(column: column, .text, at: range, shared: true, computed: isComputed)
      }
    case .text: append(.text, value, isComputed)
    case .inline: append(.text, inline, isComputed)
    case .boolean:
      guard !value.isEmpty else { return }
      grid.add(column: column, .boolean, value == [0x31] ? "true" : "false", computed: isComputed)
    case .error: append(.error, value, isComputed)
    case .date: append(.date, value, isComputed)
    case .number:
      guard !value.isEmpty else { return }
      if style < styles.isDate.count, styles.isDate[style],
        let serial = Double(String(decoding: value, as: UTF8.self)),
        let date = SerialDate.text(serial, from1904: from1904)
      {
        grid.add(column: column, date.kind, date.text, computed: isComputed)
      } else {
        append(isNumber ? .number : .text, value, isComputed)
      }
    }
  }

  private mutating func append(_ kind: CellKind, _ text: [UInt8], _ isComputed: Bool) {
    guard !text.isEmpty else { return }
    let offset = grid.pool.count
    grid.pool.append(contentsOf: text)
    grid.add(column: column, kind, from: offset, computed: isComputed)
  }

  /// Whether the value is a number as XML Schema writes a double, and finite.
  private var isNumber: Bool {
    var at = 0
    func digits() -> Int {
      let start = at
      while at < value.count, value[at] >= 0x30, value[at] <= 0x39 { at += 1 }
      return at - start
    }
    func sign() {
      if at < value.count, value[at] == 0x2D || value[at] == 0x2B { at += 1 }
    }
    sign()
    var count = digits()
    if at < value.count, value[at] == 0x2E {
      at += 1
      count += digits()
    }
    guard count > 0 else { return false }
    if at < value.count, value[at] == 0x45 || value[at] == 0x65 {
      at += 1
      sign()
      guard digits() > 0 else { return false }
    }
    return at == value.count
  }
}
