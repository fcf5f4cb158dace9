import GVCSyntax
import GVCTable

/// Makes the text that the rows of one table state, by the templates that read it.
struct TableExpansion {
  /// What is said of the table and the file from outside.
  struct Context {
    let table: TableDeclaration
    let templates: [RowTemplate]
    /// What folded texts mean, by the name of the `names`.
    let names: [String: [String: String]]
    /// The source of facts that name none.
    let source: String?
    /// What `{currency}` and `{year}` stand for in units.
    let values: [String: String]
    /// By what power of ten amounts of `{currency}` are too small.
    let shift: Int
    /// The sheet, as evidence names it: `Flow by actor type!`; empty for a text file.
    let sheetPrefix: String
    let file: FileID
  }

  /// A cell that is not as it should be.
  private struct Fault: Hashable {
    let column: Int
    let message: String
  }

  let context: Context
  private(set) var text: GeneratedText
  private(set) var reading: TableReading
  private(set) var diagnostics: [Diagnostic] = []
  /// The column in the file of each column of the table.
  private var places: [Int?] = []
  private var readers: [CellReader] = []
  private var columnsByName: [String: Int] = [:]
  /// The cells of the row that is read.
  private var cells: [Int: TableCell] = [:]
  private var row = 0
  /// What is wrong in the row, to be said at its cells.
  private var faults: [Fault] = []
  /// The names of the cells of each cause, and the place of the first.
  private var causes: [Cause: (cells: [String], place: Location)] = [:]
  private var order: [Cause] = []

  private enum Cause: Hashable {
    case bad(column: Int, message: String)
    case empty(column: Int)
  }

  init(_ context: Context, named name: String) {
    self.context = context
    text = GeneratedText(name: name)
    reading = TableReading(table: context.table.name, place: name)
  }

  /// Reads all rows of a grid.
  mutating func run(_ grid: Grid, notes: [String]) {
    reading.notes = notes + grid.notes
    guard findColumns(grid) else { return }
    var keys: [[String]: Location] = [:]
    var repeated: (cells: [String], place: Location, first: Location)?
    for index in 0..<grid.rowCount {
      row = grid.number(ofRowAt: index)
      guard row > context.table.header else { continue }
      cells = Dictionary(
        grid.row(at: index).map { ($0.column, $0) }, uniquingKeysWith: { first, _ in first })
      guard !cells.isEmpty else { continue }
      reading.rows += 1
      sample()
      if let reason = reasonToSkip {
        reading.skipped[reason, default: 0] += 1
        continue
      }
      text.begin(row: row)
      let start = text.bytes.count
      faults = []
      var isWhole = true
      for template in context.templates { if !expand(template) { isWhole = false } }
      let comment = addComment()
      let place = Location(
        context.file, TextRange(start, max(start, min(comment, text.bytes.count))))
      report(comment)
      if isWhole, faults.isEmpty { reading.read += 1 } else { reading.inError += 1 }
      let key = context.table.key.map { name in
        columnsByName[name].flatMap { cell($0) }.map { CellReader.folded($0.text) } ?? ""
      }
      guard !key.isEmpty, key.contains(where: { !$0.isEmpty }) else { continue }
      if let first = keys[key] {
        let cell = CellName.text(column: 0, row: row)
        if repeated == nil {
          repeated = ([cell], place, first)
        } else {
          repeated?.cells.append(cell)
        }
      } else {
        keys[key] = place
      }
    }
    for cause in order {
      guard let found = causes[cause] else { continue }
      switch cause {
      case .bad(_, let message):
        diagnostics.append(TableErrors.badCell(message, found.cells, at: found.place))
      case .empty(let column):
        diagnostics.append(
          TableErrors.emptyCell(context.table.columns[column].name, found.cells, at: found.place))
      }
    }
    if let repeated {
      diagnostics.append(
        TableErrors.sameKey(
          context.table.key, repeated.cells, at: repeated.place, first: repeated.first))
    }
  }

  // MARK: Columns

  /// Finds each column by its heads; false where one is missing, which is said.
  private mutating func findColumns(_ grid: Grid) -> Bool {
    var heads: [(column: Int, text: String)] = []
    if let index = grid.index(ofRow: context.table.header) {
      heads = grid.row(at: index).map { ($0.column, CellReader.trimmed($0.text)) }
    }
    var isWhole = true
    for column in context.table.columns {
      let found = column.heads.lazy.compactMap { head in
        heads.first { CellReader.folded($0.text) == CellReader.folded(head) }
      }.first
      columnsByName[column.name] = places.count
      places.append(found?.column)
      var unit = column.unit
      for (name, value) in context.values { unit = unit?.replacing("{\(name)}", with: value) }
      readers.append(
        CellReader(
          column: column, meanings: column.names.flatMap { context.names[$0] } ?? [:], unit: unit,
          shift: column.shift
            + (column.unit?.contains("{currency}") == true ? context.shift : 0)))
      reading.columns.append(
        TableReading.Column(
          name: column.name, head: found?.text,
          letters: found.map { CellName.column($0.column) } ?? ""))
      if found == nil {
        isWhole = false
        diagnostics.append(
          TableErrors.noColumn(
            column.heads, in: reading.place, among: heads.map(\.text), at: column.location))
      }
    }
    for template in context.templates { if !checkColumns(template) { isWhole = false } }
    return isWhole
  }

  /// Whether a template names columns that there are.
  private mutating func checkColumns(_ template: RowTemplate) -> Bool {
    var isWhole = true
    for token in template.tree.tokenRange(template.node) {
      guard let name = placeholder(token, template), columnsByName[name] == nil else { continue }
      isWhole = false
      diagnostics.append(
        TableErrors.noTableColumn(
          name, of: context.table.name, among: context.table.columns.map(\.name),
          at: template.tree.location(token: token + 2)))
    }
    return isWhole
  }

  private func cell(_ column: Int) -> TableCell? { places[column].flatMap { cells[$0] } }

  private func name(of column: Int) -> String { place(of: column).name }

  private func place(of column: Int) -> TablePlace {
    TablePlace(column: places[column] ?? 0, row: row)
  }

  private mutating func sample() {
    for column in places.indices {
      let found = cell(column)
      reading.columns[column].kinds[found?.kind ?? .empty, default: 0] += 1
      let text = found.map { CellReader.trimmed($0.text) } ?? ""
      if !text.isEmpty, reading.columns[column].samples.count < 4,
        !reading.columns[column].samples.contains(text)
      {
        reading.columns[column].samples.append(text)
      }
    }
  }

  /// Why the mapping leaves a row out.
  private var reasonToSkip: String? {
    for (index, column) in context.table.columns.enumerated() {
      let text = cell(index).map { CellReader.folded($0.text) } ?? ""
      if !column.only.isEmpty, !column.only.contains(where: { CellReader.folded($0) == text }) {
        return "of another `\(column.name)`"
      }
      if let other = column.other.flatMap({ columnsByName[$0] }), !text.isEmpty,
        cell(other).map({ CellReader.folded($0.text) }) == text
      {
        return "with the same `\(column.name)` and `\(context.table.columns[other].name)`"
      }
      if column.empty == "skip", text.isEmpty { return "without `\(column.name)`" }
    }
    return nil
  }

  // MARK: Faults

  /// Writes the cells of the row as a comment; returns where it begins.
  private mutating func addComment() -> Int {
    let start = text.bytes.count
    text.add(start == 0 || text.bytes.last == 0x0A ? "//" : " //")
    for column in places.indices {
      guard let found = cell(column) else {
        if faults.contains(where: { $0.column == column }) {
          text.add(column == 0 ? " " : " | ")
          text.add(
            "\(name(of: column)) (empty)", from: .cell(column: column, place(of: column)))
        }
        continue
      }
      text.add(column == 0 ? " " : " | ")
      let shown = CellReader.trimmed(found.text).prefix(60)
      text.add("\(name(of: column)) \(shown)", from: .cell(column: column, place(of: column)))
    }
    return start
  }

  /// Notes the faults of the row under their causes; `comment` is where its cells are written.
  private mutating func report(_ comment: Int) {
    for fault in faults {
      let cause: Cause =
        fault.message.isEmpty
        ? .empty(column: fault.column) : .bad(column: fault.column, message: fault.message)
      let cell = name(of: fault.column)
      if causes[cause] == nil {
        let segment = text.segments.last { segment in
          if case .cell(let column, _) = segment.origin { column == fault.column } else { false }
        }
        let range =
          segment.map { TextRange($0.start, $0.end) } ?? TextRange(comment, text.bytes.count)
        causes[cause] = ([], Location(context.file, range))
        order.append(cause)
      }
      causes[cause]?.cells.append(cell)
    }
  }

  private mutating func note(_ column: Int, _ message: String) {
    let fault = Fault(column: column, message: message)
    if !faults.contains(fault) { faults.append(fault) }
  }

  // MARK: Templates

  /// The column that a token begins to name: `row.sold`.
  private func placeholder(_ token: TokenIndex, _ template: RowTemplate) -> String? {
    let tokens = template.tree.tokens
    guard tokens[token].kind == .name, token + 2 < tokens.count, tokens[token + 1].kind == .dot,
      tokens[token + 2].kind == .name, template.tree.text(token: token) == template.row,
      token == 0 || tokens[token - 1].kind != .dot
    else { return nil }
    return template.tree.text(token: token + 2)
  }

  /// The first column that some tokens name.
  private func firstColumn(_ range: Range<TokenIndex>, _ template: RowTemplate) -> Int? {
    for token in range {
      if let column = placeholder(token, template).flatMap({ columnsByName[$0] }) { return column }
    }
    return nil
  }

  /// Writes what a template states of the row; false where something is left out of it for a fault.
  private mutating func expand(_ template: RowTemplate) -> Bool {
    var isWhole = true
    for item in template.tree.children(template.node) {
      switch template.tree.kind(item) {
      case .declaration, .setItem, .layerBlock: if !expand(item: item, template) { isWhole = false }
      default: break
      }
    }
    return isWhole
  }

  /// Writes an item, or nothing where what it is about is not said.
  private mutating func expand(item: NodeID, _ template: RowTemplate) -> Bool {
    let tree = template.tree
    let start = text.bytes.count
    space()
    var isWhole = true
    if tree.kind(item) == .layerBlock {
      let inner = tree.children(item).filter { tree.kind($0) != .path }
      let end = inner.first.map { tree.firstToken($0) } ?? tree.tokenRange(item).upperBound
      isWhole = head(tree.firstToken(item)..<end, of: item, template)
      let begin = text.bytes.count
      for child in inner {
        let declaration = tree.kind(child) == .addItem ? tree.child(child, .declaration) : child
        guard let declaration else { continue }
        let before = text.bytes.count
        if tree.kind(child) == .addItem { text.add(" add") }
        let from = text.bytes.count
        if !expand(item: declaration, template) { isWhole = false }
        if text.bytes.count == from { text.cut(to: before) }
      }
      if text.bytes.count == begin { text.cut(to: start) } else { text.add(" }") }
      return isWhole
    }
    let block = tree.child(item, .block)
    let range = tree.tokenRange(item)
    let end = block.map { tree.firstToken($0) } ?? range.upperBound
    guard head(range.lowerBound..<end, of: item, template) else {
      text.cut(to: start)
      return false
    }
    let first = firstColumn(range.lowerBound..<end, template)
    text.mark(start, TablePlace(column: first.flatMap { places[$0] } ?? 0, row: row))
    guard let block else { return true }
    let stated = expand(block: block, template)
    if !stated, tree.kind(item) == .setItem { text.cut(to: start) }
    return true
  }

  private mutating func space() {
    if let last = text.bytes.last, last != 0x0A, last != 0x20 { text.add(" ") }
  }

  /// Writes what stands before a block: what the item is about. False where a cell does not say it.
  private mutating func head(_ range: Range<TokenIndex>, of item: NodeID, _ template: RowTemplate)
    -> Bool
  {
    let tree = template.tree
    let ownName = tree.kind(item) == .declaration ? tree.child(item, .name) : nil
    var isWhole = true
    var token = range.lowerBound
    while token < range.upperBound {
      if token > range.lowerBound { gap(before: token, tree) }
      if let name = placeholder(token, template), let column = columnsByName[name] {
        let origin = GeneratedText.Origin.cell(column: column, place(of: column))
        switch readers[column].name(of: cell(column)) {
        case .value(let word): text.add(word, from: origin)
        case .bad(let message):
          note(column, message)
          isWhole = false
        case .empty, .unknown:
          note(column, "")
          isWhole = false
        }
        token += 3
        continue
      }
      add(token, template)
      // A thing that is named by no cell is another one in each row.
      if let ownName, tree.firstToken(ownName) == token { text.add("_\(row)") }
      token += 1
    }
    return isWhole
  }

  /// Writes the space that stands before a token, on one line.
  private mutating func gap(before token: TokenIndex, _ tree: SyntaxTree) {
    if tree.tokens[token - 1].end != tree.tokens[token].start { text.add(" ") }
  }

  /// Writes a token as it stands; a text with the cells that it names in braces.
  private mutating func add(_ token: TokenIndex, _ template: RowTemplate) {
    let origin = GeneratedText.Origin.mapping(template.tree.location(token: token))
    let written = template.tree.text(token: token)
    guard template.tree.tokens[token].kind == .string, written.contains("{") else {
      text.add(written, from: origin)
      return
    }
    var out = written
    for (name, column) in columnsByName where out.contains("{\(name)}") {
      let value = cell(column).map { CellReader.escaped(CellReader.trimmed($0.text)) } ?? ""
      out = out.replacing("{\(name)}", with: value)
    }
    text.add(out, from: origin)
  }

  /// Writes a block with what the row says; false where it says nothing.
  private mutating func expand(block: NodeID, _ template: RowTemplate) -> Bool {
    let tree = template.tree
    text.add(" {")
    let start = text.bytes.count
    for entry in tree.children(block) {
      if let inner = tree.child(entry, .block) {
        let before = text.bytes.count
        let range = tree.firstToken(entry)..<tree.firstToken(inner)
        space()
        if !head(range, of: entry, template) || !expand(block: inner, template) {
          text.cut(to: before)
        }
      } else {
        expand(entry: entry, template)
      }
    }
    let stated = text.bytes.count > start
    text.add(" }")
    return stated
  }

  /// Writes an attribute with its evidence; nothing where its cells are empty, and that it is unknown where one is
  /// not as it should be.
  private mutating func expand(entry: NodeID, _ template: RowTemplate) {
    let tree = template.tree
    let start = text.bytes.count
    space()
    let range = tree.tokenRange(entry)
    let evidence = tree.children(entry).filter { tree.kind($0) == .evidence }
    let end = evidence.first.map { tree.firstToken($0) } ?? range.upperBound
    var used: [Int] = []
    var token = range.lowerBound
    while token < end {
      if token > range.lowerBound { gap(before: token, tree) }
      guard let name = placeholder(token, template), let column = columnsByName[name] else {
        add(token, template)
        token += 1
        continue
      }
      used.append(column)
      let origin = GeneratedText.Origin.cell(column: column, place(of: column))
      let reading = meaning(of: column)
      switch reading {
      case .value(let word): text.add(word, from: origin)
      case .empty:
        text.cut(to: start)
        if context.table.columns[column].empty == "error" { note(column, "") }
        return
      case .unknown, .bad:
        var reason: String?
        if case .bad(let message) = reading {
          note(column, message)
          reason = message
        }
        // The whole value is not known, whatever else stands in it.
        text.cut(to: start)
        space()
        text.add("\(tree.text(token: range.lowerBound)): unknown", from: origin)
        text.mark(start, place(of: column))
        addEvidence([column], reason, evidence, template)
        return
      }
      token += 3
    }
    if let first = used.first { text.mark(start, place(of: first)) }
    addEvidence(used, nil, evidence, template)
  }

  /// What the cell of a column says, with the unit that another cell of the row may name.
  private func meaning(of column: Int) -> CellReading {
    let reader = readers[column]
    guard var unit = reader.unit, unit.contains("{"), cell(column) != nil else {
      return reader.meaning(of: cell(column), unit: reader.unit)
    }
    for (name, other) in columnsByName where unit.contains("{\(name)}") {
      guard case .value(let word) = readers[other].name(of: cell(other)) else {
        return .bad("the unit of `\(reader.column.name)`, in `\(name)`, is not said")
      }
      unit = unit.replacing("{\(name)}", with: word)
    }
    return reader.meaning(of: cell(column), unit: unit)
  }

  /// Writes the evidence that the template states, with the cells as its passage; else that of the table.
  private mutating func addEvidence(
    _ columns: [Int], _ reason: String?, _ stated: [NodeID], _ template: RowTemplate
  ) {
    let tree = template.tree
    let passage = passage(columns, reason)
    guard !stated.isEmpty else {
      if let source = context.source, let passage { text.add(" from \(source) \(passage)") }
      return
    }
    for evidence in stated {
      text.add(" ")
      let range = tree.tokenRange(evidence)
      let hasPassage = tree.child(evidence, .title) != nil
      let path = tree.child(evidence, .path).map { tree.tokenRange($0).upperBound }
      var token = range.lowerBound
      while token < range.upperBound {
        if token > range.lowerBound { gap(before: token, tree) }
        if let name = placeholder(token, template), let column = columnsByName[name] {
          if case .value(let word) = meaning(of: column) {
            text.add(word, from: .cell(column: column, place(of: column)))
          } else {
            text.add("unknown")
          }
          token += 3
        } else {
          add(token, template)
          token += 1
        }
        if token == path, !hasPassage, let passage { text.add(" \(passage)") }
      }
    }
  }

  /// `"Flow by actor type!F6"`, with the cells that a value is made of.
  private func passage(_ columns: [Int], _ reason: String?) -> String? {
    guard !columns.isEmpty else { return nil }
    let names = columns.map { column in
      name(of: column) + (cell(column)?.isComputed == true ? " (computed)" : "")
    }
    let all = context.sheetPrefix + names.joined(separator: ", ")
    return CellReader.literal(reason.map { "\(all): \($0)" } ?? all)
  }
}
