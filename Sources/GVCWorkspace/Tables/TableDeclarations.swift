import GVCModel
import GVCSyntax

/// What a column of a table is to be read as.
enum CellType: String {
  case text, number, date, name, truth, list
}

/// What a mapping says of a file, as written; the prelude says what each attribute means.
struct TableDeclaration {
  struct Column {
    let name: String
    /// The heads under which it is found, in this order.
    var heads: [String] = []
    var type = CellType.text
    var unit: String?
    /// By what power of ten the number is too small.
    var shift = 0
    var names: String?
    var empty = "nothing"
    var split = " "
    var form: String?
    /// Whether its numbers are rounded to whole ones, as estimates.
    var isWhole = false
    /// A column that must say something else, or the row is left out.
    var other: String?
    /// The texts that a row must have one of; empty where it may have any.
    var only: [String] = []
    var location: Location
  }

  let name: String
  let location: Location
  var columns: [Column] = []
  var file: (path: String, location: Location)?
  /// The names of the sheet, in the order in which they are tried; empty for the first.
  var sheets: [String] = []
  var header = 1
  var source: String?
  var dialect = DelimitedDialect()
  /// The names of the columns that no two rows may share.
  var key: [String] = []
  var mayBeMissing = false
}

/// How a text file is written, in the words of a mapping.
struct DelimitedDialect: Hashable {
  var separator = ","
  var decimal = "."
  var encoding = "utf8"
}

/// A file that the tables of a mapping are read from.
struct WorkbookDeclaration {
  let name: String
  let location: Location
  var file: (path: String, location: Location)?
  var source: String?
  /// What `{currency}` and `{year}` stand for.
  var values: [String: String] = [:]
  /// By what power of ten amounts of `{currency}` are too small.
  var shift = 0
}

/// What texts in cells mean.
struct NamesDeclaration {
  let name: String
  var meanings: [(meaning: String, written: [String])] = []
}

/// `from ROW in TABLE { … }`
struct RowTemplate {
  let tree: SyntaxTree
  let node: NodeID
  let row: String
  let table: (name: String, location: Location)
}

/// The declarations of a file that are about tables.
struct TableDeclarations {
  private(set) var tables: [TableDeclaration] = []
  private(set) var workbooks: [WorkbookDeclaration] = []
  private(set) var names: [NamesDeclaration] = []
  private(set) var templates: [RowTemplate] = []
  private(set) var diagnostics: [Diagnostic] = []

  var isEmpty: Bool { tables.isEmpty && workbooks.isEmpty && names.isEmpty && templates.isEmpty }

  init() {}

  init(_ tree: SyntaxTree) {
    for item in tree.items {
      switch tree.kind(item) {
      case .rowTemplate: readTemplate(item, tree)
      case .declaration:
        let token = tree.firstToken(item)
        if tree.token(token, is: "table") {
          readTable(item, tree)
        } else if tree.token(token, is: "workbook") {
          readWorkbook(item, tree)
        } else if tree.token(token, is: "names") {
          readNames(item, tree)
        }
      default: break
      }
    }
  }

  /// Adds those of another file.
  mutating func append(_ other: TableDeclarations) {
    tables += other.tables
    workbooks += other.workbooks
    names += other.names
    templates += other.templates
    diagnostics += other.diagnostics
  }

  private mutating func readTemplate(_ item: NodeID, _ tree: SyntaxTree) {
    guard let row = tree.child(item, .name), let path = tree.child(item, .path) else { return }
    templates.append(
      RowTemplate(
        tree: tree, node: item, row: tree.text(row),
        table: (tree.text(path), tree.location(path))))
  }

  private mutating func readTable(_ item: NodeID, _ tree: SyntaxTree) {
    guard let name = tree.child(item, .name) else { return }
    var table = TableDeclaration(name: tree.text(name), location: tree.location(name))
    guard let block = tree.child(item, .block) else {
      tables.append(table)
      return
    }
    for entry in tree.children(block) {
      if tree.kind(entry) == .member, tree.token(tree.firstToken(entry), is: "column") {
        readColumn(entry, tree, &table)
        continue
      }
      guard let (word, value) = Self.attribute(entry, tree) else { continue }
      switch word {
      case "file": table.file = Self.text(value, tree).map { ($0, tree.location(value)) }
      case "sheet": table.sheets = Self.texts(value, tree)
      case "header": table.header = Int(tree.text(value)) ?? 1
      case "facts_from": table.source = tree.text(value)
      case "separator": table.dialect.separator = Self.text(value, tree) ?? ","
      case "decimal_mark": table.dialect.decimal = Self.text(value, tree) ?? "."
      case "encoding": table.dialect.encoding = tree.text(value)
      case "key": table.key = Self.texts(value, tree)
      case "may_be_missing": table.mayBeMissing = tree.text(value) == "yes"
      default: break
      }
    }
    tables.append(table)
  }

  private mutating func readColumn(
    _ entry: NodeID, _ tree: SyntaxTree, _ table: inout TableDeclaration
  ) {
    guard let name = tree.child(entry, .name) else { return }
    var column = TableDeclaration.Column(name: tree.text(name), location: tree.location(name))
    if let title = tree.child(entry, .title) {
      column.heads = [TextLiteral.value(of: tree.text(title))]
    } else {
      column.heads = [column.name]
    }
    if let block = tree.child(entry, .block) {
      for inner in tree.children(block) {
        guard let (word, value) = Self.attribute(inner, tree) else { continue }
        switch word {
        case "type": column.type = CellType(rawValue: tree.text(value)) ?? .text
        case "heads": column.heads += Self.texts(value, tree)
        case "unit": column.unit = Self.text(value, tree)
        case "factor":
          column.shift = shift(value, tree)
        case "names": column.names = tree.text(value)
        case "empty": column.empty = tree.text(value)
        case "split": column.split = Self.text(value, tree) ?? " "
        case "form": column.form = Self.text(value, tree)
        case "whole": column.isWhole = tree.text(value) == "yes"
        case "not_same_as": column.other = Self.text(value, tree)
        case "only": column.only = Self.texts(value, tree)
        default: break
        }
      }
    }
    table.columns.append(column)
  }

  private mutating func readWorkbook(_ item: NodeID, _ tree: SyntaxTree) {
    guard let name = tree.child(item, .name) else { return }
    var workbook = WorkbookDeclaration(name: tree.text(name), location: tree.location(name))
    if let title = tree.child(item, .title) {
      workbook.file = (TextLiteral.value(of: tree.text(title)), tree.location(title))
    }
    for entry in tree.child(item, .block).map({ Array(tree.children($0)) }) ?? [] {
      guard let (word, value) = Self.attribute(entry, tree) else { continue }
      switch word {
      case "file": workbook.file = Self.text(value, tree).map { ($0, tree.location(value)) }
      case "facts_from": workbook.source = tree.text(value)
      case "currency": workbook.values["currency"] = Self.text(value, tree)
      case "factor": workbook.shift = shift(value, tree)
      case "price_year": workbook.values["year"] = tree.text(value)
      default: break
      }
    }
    workbooks.append(workbook)
  }

  private mutating func readNames(_ item: NodeID, _ tree: SyntaxTree) {
    guard let name = tree.child(item, .name), let block = tree.child(item, .block) else { return }
    var names = NamesDeclaration(name: tree.text(name))
    for entry in tree.children(block) where tree.kind(entry) == .member {
      guard let meaning = tree.child(entry, .name) else { continue }
      var written = tree.child(entry, .title).map { [TextLiteral.value(of: tree.text($0))] } ?? []
      for inner in tree.child(entry, .block).map({ Array(tree.children($0)) }) ?? [] {
        if let (word, value) = Self.attribute(inner, tree), word == "written" {
          written += Self.texts(value, tree)
        }
      }
      names.meanings.append((tree.text(meaning), written))
    }
    self.names.append(names)
  }

  // MARK: Values

  private static func attribute(_ entry: NodeID, _ tree: SyntaxTree) -> (String, NodeID)? {
    guard tree.kind(entry) == .attribute, let value = tree.child(entry, at: 0) else { return nil }
    return (tree.text(token: tree.firstToken(entry)), value)
  }

  private static func text(_ value: NodeID, _ tree: SyntaxTree) -> String? {
    guard tree.kind(value) == .stringValue else { return nil }
    return TextLiteral.value(of: tree.text(value))
  }

  private static func texts(_ value: NodeID, _ tree: SyntaxTree) -> [String] {
    if let one = text(value, tree) { return [one] }
    guard tree.kind(value) == .listValue else { return [] }
    return tree.children(value).compactMap { text($0, tree) }
  }

  /// The exponent of a factor; 0 with a diagnostic where it is no power of ten.
  private mutating func shift(_ value: NodeID, _ tree: SyntaxTree) -> Int {
    if let shift = Self.power(tree.text(value)) { return shift }
    diagnostics.append(TableErrors.factor(tree.text(value), at: tree.location(value)))
    return 0
  }

  /// The exponent of a power of ten, `100` or `0.001`.
  private static func power(_ text: String) -> Int? {
    let digits = text.filter { $0 != "_" }
    if digits.hasPrefix("1"), digits.dropFirst().allSatisfy({ $0 == "0" }) {
      return digits.count - 1
    }
    if digits.hasPrefix("0."), digits.hasSuffix("1"),
      digits.dropFirst(2).dropLast().allSatisfy({ $0 == "0" })
    {
      return 2 - digits.count
    }
    return nil
  }
}
