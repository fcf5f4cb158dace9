import GVCModel
import GVCSyntax
import GVCTable

/// Reads the tables of a project: each gives a text of what its rows state, which is one more file of the module that
/// reads it.
struct TableLoader {
  /// The modules with the texts that tables gave.
  private(set) var modules: [SourceModule]
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var readings: [TableReading] = []
  private(set) var changes: [FileID: SyntaxChange] = [:]
  /// The generated texts by their files.
  private var texts: [FileID: (text: GeneratedText, table: TableDeclaration)] = [:]
  private let project: ProjectFiles
  private let trees: ParsedTrees
  private let places: [FileID: Place]
  private var nextFile: Int
  /// The files that hold what tables state.
  private(set) var files: [FileID: Location] = [:]
  private var tableFiles: [FileKey: Result<TableFile, TableError>] = [:]
  private var names: Set<String> = []

  private struct FileKey: Hashable {
    let key: String
    let dialect: DelimitedDialect
  }

  /// A table with the file that it is read from.
  private struct Task {
    let table: TableDeclaration
    let path: (path: String, location: Location)
    let workbook: WorkbookDeclaration?
  }

  init(
    _ modules: [SourceModule], _ project: ProjectFiles, _ places: [FileID: Place], nextFile: Int,
    reusing trees: ParsedTrees
  ) {
    self.modules = modules
    self.project = project
    self.places = places
    self.nextFile = nextFile
    self.trees = trees
    let declared = modules.map { module in
      module.trees.reduce(into: TableDeclarations()) { $0.append(TableDeclarations($1)) }
    }
    for module in declared { diagnostics += module.diagnostics }
    guard declared.contains(where: { !$0.isEmpty }) else { return }
    for index in modules.indices { read(index, declared) }
  }

  /// Reads what a module reads: its tables that name a file, and for each workbook the tables of it and of its
  /// imports that name none.
  private mutating func read(_ index: Int, _ declared: [TableDeclarations]) {
    let own = declared[index]
    var visible = own
    for entry in modules[index].imports {
      if let module = entry.module, module != index { visible.append(declared[module]) }
    }
    let known = visible.tables.map(\.name)
    for template in own.templates where !known.contains(template.table.name) {
      diagnostics.append(
        TableErrors.noTable(template.table.name, among: known, at: template.table.location))
    }
    var tasks: [Task] = own.tables.compactMap { table in
      table.file.map { Task(table: table, path: $0, workbook: nil) }
    }
    for workbook in own.workbooks {
      guard let path = workbook.file else {
        diagnostics.append(TableErrors.noFile(workbook.name, at: workbook.location))
        continue
      }
      tasks += visible.tables.filter { $0.file == nil }.map {
        Task(table: $0, path: path, workbook: workbook)
      }
    }
    guard !tasks.isEmpty else { return }
    var meanings: [String: [String: String]] = [:]
    for names in visible.names {
      for (meaning, written) in names.meanings {
        for text in written where meanings[names.name]?[CellReader.folded(text)] == nil {
          meanings[names.name, default: [:]][CellReader.folded(text)] = meaning
        }
      }
    }
    var generated: [SyntaxTree] = []
    for task in tasks {
      let templates = visible.templates.filter { $0.table.name == task.table.name }
      if let tree = read(task, templates, meanings) { generated.append(tree) }
    }
    modules[index] = SourceModule(
      name: modules[index].name, trees: modules[index].trees + generated,
      imports: modules[index].imports)
  }

  private mutating func read(
    _ task: Task, _ templates: [RowTemplate], _ names: [String: [String: String]]
  ) -> SyntaxTree? {
    let table = task.table
    guard let (grid, path, notes) = grid(of: task) else { return nil }
    let place = grid.name.isEmpty ? path : "\(path)!\(grid.name)"
    let name = self.names.insert(place).inserted ? place : "\(place) (\(table.name))"
    self.names.insert(name)
    let file = FileID(nextFile)
    nextFile += 1
    var expansion = TableExpansion(
      TableExpansion.Context(
        table: table, templates: templates, names: names,
        source: table.source ?? task.workbook?.source, values: task.workbook?.values ?? [:],
        shift: task.workbook?.shift ?? 0,
        sheetPrefix: grid.name.isEmpty ? "" : "\(grid.name)!", file: file), named: name)
    expansion.run(grid, notes: notes)
    diagnostics += expansion.diagnostics
    let reading = expansion.reading
    readings.append(reading)
    if reading.read < reading.rows {
      diagnostics.append(TableErrors.rows(reading, at: task.workbook?.location ?? table.location))
    }
    let sheet =
      grid.name.isEmpty ? (name == path ? nil : table.name) : String(name.dropFirst(path.count + 1))
    let source = SourceText(
      file: file, name: name, bytes: expansion.text.bytes,
      cells: CellMap(TableName(file: path, sheet: sheet), expansion.text.parts))
    texts[file] = (expansion.text, table)
    files[file] = task.workbook?.location ?? table.location
    let parsed = trees.tree(of: source)
    changes[file] = parsed.change
    diagnostics += parsed.tree.diagnostics
    return parsed.tree
  }

  // MARK: Files

  /// The sheet that a table is read from; nil where there is none, which is said.
  private mutating func grid(of task: Task) -> (grid: Grid, path: String, notes: [String])? {
    let (path, location) = task.path
    guard let form = TableFile.form(of: path) else {
      diagnostics.append(
        TableErrors.unreadable(
          path, "its name ends in none of .xlsx, .xlsm, .csv, .tsv, .txt, .jsonl and .ndjson",
          at: location))
      return nil
    }
    guard let dialect = DelimitedText(task.table.dialect, path) else {
      diagnostics.append(
        TableErrors.dialect(
          "no text can be separated by `\(task.table.dialect.separator)` with the decimal mark "
            + "`\(task.table.dialect.decimal)`", at: task.table.location))
      return nil
    }
    let directory = ProjectPath.directory(of: places[location.file]?.path ?? "")
    let file: TableFile
    let shown: String
    do throws(PlaceProblem) {
      guard let resolved = ProjectPath.resolve(path, from: directory) else { throw .leaves }
      let (place, isDirectory) = try project.place(resolved)
      guard !isDirectory else { throw .unreadable("it is a directory") }
      shown = project.root.shown(place.path)
      let key = FileKey(key: place.key, dialect: task.table.dialect)
      let read: Result<TableFile, TableError>
      if let known = tableFiles[key] {
        read = known
      } else {
        let bytes = try project.read(place.path)
        do throws(TableError) {
          read = .success(try TableFile(bytes, form, dialect))
        } catch {
          read = .failure(error)
        }
        tableFiles[key] = read
      }
      switch read {
      case .success(let found): file = found
      case .failure(let error):
        let row = error.row.map { "row \($0): " } ?? ""
        diagnostics.append(TableErrors.unreadable(path, row + error.message, at: location))
        return nil
      }
    } catch {
      diagnostics.append(TableErrors.unreadable(path, error.sentence(path), at: location))
      return nil
    }
    guard !task.table.sheets.isEmpty, form == .workbook else {
      guard let first = file.sheets.first else { return nil }
      return (first, shown, file.notes)
    }
    for name in task.table.sheets {
      if let sheet = file.sheets.first(where: {
        CellReader.folded($0.name) == CellReader.folded(name)
      }) {
        return (sheet, shown, file.notes)
      }
    }
    if !task.table.mayBeMissing {
      diagnostics.append(
        TableErrors.noSheet(
          task.table.sheets, in: path, among: file.sheets.map(\.name), at: task.table.location))
    }
    return nil
  }

  // MARK: Diagnostics

  /// Diagnostics with those of generated texts said where they belong: of the mapping at the mapping, once; of cells
  /// at the first, with how many there are.
  func placed(_ all: [Diagnostic]) -> [Diagnostic] {
    guard !texts.isEmpty else { return all }
    var out: [Diagnostic] = []
    var seen: Set<Diagnostic> = []
    var groups: [Group: (index: Int, cells: [String])] = [:]
    for diagnostic in all {
      let place = diagnostic.primary.location
      guard diagnostic.code.phase != .tables,
        let (text, table) = texts[place.file],
        let segment = text.segment(at: place.range.start)
      else {
        out.append(diagnostic)
        continue
      }
      switch segment.origin {
      case .mapping(let location):
        let moved = diagnostic.moved(to: location)
        if seen.insert(moved).inserted { out.append(moved) }
      case .cell(let column, let cell):
        let group = Group(code: diagnostic.code, file: place.file, column: column)
        if groups[group] == nil {
          groups[group] = (out.count, [])
          let content = text.content(of: column, cell, behind: segment.start)
          out.append(diagnostic.withoutFixes(table.columns[column].names, content))
        }
        if groups[group]?.cells.last != cell.name { groups[group]?.cells.append(cell.name) }
      }
    }
    for (index, cells) in groups.values where cells.count > 1 {
      out[index] = out[index].saying(TableErrors.more(cells))
    }
    return out
  }

  private struct Group: Hashable {
    let code: DiagnosticCode
    let file: FileID
    let column: Int
  }
}

extension DelimitedText {
  /// The dialect that a mapping says; nil for one that no text is written in.
  init?(_ stated: DelimitedDialect, _ path: String) {
    self.init()
    if stated.separator == "tab" || stated.separator == "," && path.lowercased().hasSuffix(".tsv") {
      separator = 0x09
    } else {
      guard stated.separator.utf8.count == 1, let byte = stated.separator.utf8.first, byte > 0x20,
        byte < 0x7F, byte != 0x22
      else { return nil }
      separator = byte
    }
    guard stated.decimal == "." || stated.decimal == ",", let mark = stated.decimal.utf8.first,
      mark != separator || mark == 0x2C && separator == 0x2C && stated.decimal == "."
    else { return nil }
    decimalMark = mark
    encoding = TextEncoding(rawValue: stated.encoding) ?? .utf8
  }
}

extension Diagnostic {
  /// The same, said at another place; what it would mend there is not said.
  fileprivate func moved(to location: Location) -> Diagnostic {
    Diagnostic(
      code, message, at: Label(location, primary.text), secondary: [], help: help)
  }

  /// The same without its fixes, which would not fit into the file: what would mend it is a line of a `names`.
  fileprivate func withoutFixes(_ names: String?, _ content: String?) -> Diagnostic {
    var help = help
    if let meant = fixes.first?.edits.first?.replacement, let content,
      CellReader.identifier(meant) == meant
    {
      let line = "means \(meant) { written: [\(CellReader.literal(content))] }"
      help =
        names.map { "if it is `\(meant)`, add to `names \($0)`: \(line)" }
        ?? "if it is `\(meant)`, give the column a `names` with: \(line)"
    }
    return Diagnostic(code, message, at: primary, secondary: secondary, help: help)
  }

  /// The same with more at the end of its sentence; a mapping has no place where its fixes would fit.
  fileprivate func saying(_ more: String) -> Diagnostic {
    Diagnostic(
      code, message + more, at: primary, secondary: secondary, help: help)
  }
}
