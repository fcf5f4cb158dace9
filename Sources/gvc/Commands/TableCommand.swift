import GVCProject
import GVCReport
import GVCTable
import GVCWorkspace

extension Command {
  /// `gvc table`: files of other programs, as gvc reads them.
  static let table = Command(
    name: "table",
    summary: "Look at tables of other programs as gvc reads them",
    synopsis: """
      table cells FILE [--sheet NAME] [--separator C] [--decimal C] [--encoding NAME] [-o FILE]
                         [--format FORMAT]
      table guess FILE [--separator C] [--decimal C] [--encoding NAME]
      table check PATH … [-o FILE] [--format FORMAT]
      """,
    description: """
      A workbook (`.xlsx`, `.xlsm`), separated text (`.csv`, `.tsv`, `.txt`) or JSON lines (`.jsonl`,
      `.ndjson`) is read by a `table` of a project, which says what its columns mean, and a
      `from row in TABLE { … }`, which says what a row states. `guess` writes a first table of a file,
      with its doubts as comments; `check` shows what became of the rows of the tables of a project.
      `cells` lists the cells of a file: where each stands, what kind of value it is, and whether a
      formula gave it. What a reader should know goes to standard error: hidden sheets and rows, merged
      cells, macros and links, which are left alone.
      """,
    actions: [
      Action(
        name: "cells", summary: "list all cells of a file that hold something",
        options: TableCommand.dialect + [.word("--sheet", "NAME", "this sheet alone")]
          + TableOutput.options, operands: Operands(sources: [.files])),
      Action(
        name: "guess", summary: "write a first mapping of a file",
        options: TableCommand.dialect, operands: Operands(sources: [.files])),
      Action(
        name: "check", summary: "show the tables of projects: rows, kinds of cells, samples",
        options: TableOutput.options, operands: .projects),
    ],
    status: "0 read, 1 rows of a table are in error, 2 could not run.",
    prepare: TableCommand.prepare)
}

enum TableCommand {
  /// How a text separates cells, where its ending does not say it.
  static let dialect: [CommandOption] = [
    .word("--separator", "C", "what separates cells of a text: `,`, `;`, `|` or `tab`"),
    .choice("--decimal", "C", of: [".", ","], "the decimal mark of a text"),
    .choice(
      "--encoding", "NAME", of: TextEncoding.allCases.map(\.rawValue),
      "the characters of a text without a byte order mark (utf8)"),
  ]

  static func prepare(_ options: inout Options) throws -> Command.Work {
    switch options.action {
    case "check":
      let output = try TableOutput(&options)
      let paths = try options.paths()
      return { try check(paths, output) }
    case "guess":
      let dialect = try self.dialect(&options)
      let path = try file(options)
      return {
        var stated = DelimitedText()
        stated = dialect(stated)
        let file = try read(path, dialect)
        let name = path.split(separator: "/").last.map { String($0) } ?? path
        Output.write(SafeText.escapedLines(TableGuess.mapping(of: file, path: name, stated)))
        return .clean
      }
    default:
      let output = try TableOutput(&options)
      let sheet = options.value("--sheet")
      let dialect = try self.dialect(&options)
      let path = try file(options)
      return {
        let file = try read(path, dialect)
        try output.write(cells(of: file, sheet), named: "cells", sparing: [path])
        return .clean
      }
    }
  }

  /// The one file that the words name.
  private static func file(_ options: Options) throws -> String {
    let paths = try options.paths(least: "name the file")
    guard paths.count == 1 else { throw UsageError("name one file") }
    return paths[0]
  }

  /// Shows what became of the rows of all tables.
  private static func check(_ paths: [String], _ output: TableOutput) throws -> ExitStatus {
    let projects = try Projects.load(paths)
    let readings = projects.flatMap(\.tables)
    let inputs = projects.flatMap { Projects.paths(of: $0) }
    if output.isText {
      let text =
        readings.isEmpty ? "No table is read here.\n" : try TableListing.text(readings)
      try output.write(text, sparing: inputs)
    } else {
      try output.write(TableListing.table(readings), named: "columns", sparing: inputs)
    }
    return readings.allSatisfy { $0.inError == 0 } ? .clean : .findings
  }

  /// The dialect that the options say.
  static func dialect(_ options: inout Options) throws -> (DelimitedText) -> DelimitedText {
    let separator = try options.value("--separator").map { word in
      if word == "tab" { return UInt8(ascii: "\t") }
      guard word.utf8.count == 1, let byte = word.utf8.first, byte > 0x20, byte < 0x7F,
        byte != UInt8(ascii: "\"")
      else { throw UsageError("`--separator` takes one character, or `tab`, not `\(word)`") }
      return byte
    }
    let decimal = options.value("--decimal").flatMap(\.utf8.first)
    let encoding = options.value("--encoding").flatMap { TextEncoding(rawValue: $0) }
    return { stated in
      var dialect = stated
      if let separator { dialect.separator = separator }
      if let decimal { dialect.decimalMark = decimal }
      if let encoding { dialect.encoding = encoding }
      return dialect
    }
  }

  /// Reads a file by its ending; what a reader should know goes to standard error.
  static func read(_ path: String, _ change: (DelimitedText) -> DelimitedText) throws -> TableFile {
    guard let form = TableFile.form(of: path) else {
      throw UsageError(
        "`\(path)` is no table by its name: `.xlsx`, `.csv`, `.tsv`, `.txt` and `.jsonl` are read")
    }
    var dialect = DelimitedText()
    if path.lowercased().hasSuffix(".tsv") { dialect.separator = UInt8(ascii: "\t") }
    do {
      let file = try TableFile(Disk.read(path), form, change(dialect))
      for note in file.notes { Output.writeError("\(Output.safe(path)): \(Output.safe(note))\n") }
      for sheet in file.sheets {
        let place = sheet.name.isEmpty ? path : "\(path)!\(sheet.name)"
        for note in sheet.notes {
          Output.writeError("\(Output.safe(place)): \(Output.safe(note))\n")
        }
      }
      return file
    } catch let error as FileError {
      throw UsageError(ProjectError(error, at: path).message)
    } catch let error as TableError {
      throw UsageError(
        "`\(path)`\(error.row.map { ", row \($0)" } ?? "") cannot be read: \(error.message)")
    }
  }

  /// A row a cell.
  private static func cells(of file: TableFile, _ name: String?) throws -> Table {
    let sheets = file.sheets.filter { name == nil || $0.name == name }
    guard !sheets.isEmpty else {
      let names = file.sheets.map { "`\($0.name)`" }.joined(separator: ", ")
      throw UsageError("there is no sheet `\(name ?? "")`; there are \(names)")
    }
    var table = Table([
      Table.Column("sheet"), Table.Column("cell"), Table.Column("kind"), Table.Column("value"),
      Table.Column("computed"),
    ])
    for sheet in sheets {
      for index in 0..<sheet.rowCount {
        for cell in sheet.row(at: index) {
          table.add([
            sheet.name, CellName.text(column: cell.column, row: sheet.number(ofRowAt: index)),
            "\(cell.kind)", cell.text, cell.isComputed ? "yes" : "",
          ])
        }
      }
    }
    return table
  }
}
