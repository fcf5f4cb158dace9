import GVCAnalysis
import GVCProject
import GVCReport
import GVCSyntax

#if canImport(Glibc)
  import Glibc
#endif

/// The form in which a command writes its tables, and where to.
struct TableOutput {
  let format: Table.Format
  /// The file; standard output where there is none.
  private let path: String?

  /// Takes `--format` and `-o`; the name of the file chooses the form where `--format` does not. Fails on a name
  /// that says a form which is not written, and where a workbook would go to a terminal.
  init(_ options: inout Options) throws {
    let stated = try options.value("--format", oneOf: Table.Format.allCases.map(\.rawValue))
      .flatMap(Table.Format.init(rawValue:))
    path = options.value("-o")
    if let stated {
      format = stated
    } else if let path {
      format = try Self.format(ofFile: path)
    } else {
      format = .text
    }
    if format == .xlsx, path == nil, isatty(1) == 1 {
      throw UsageError("a workbook is no text for a terminal: name a file, `-o NAME.xlsx`")
    }
  }

  /// The options that it takes.
  static let options: [CommandOption] = [file, format]

  static let file = CommandOption.word(
    "-o", "FILE", from: .files, "write to a file; its name can say the format")

  private static let format = CommandOption.format([
    .init(name: "text", summary: "for people (the default)"),
    .init(name: "markdown", summary: "a table for a document"),
    .init(name: "csv", summary: "comma-separated, safe to open in a spreadsheet"),
    .init(name: "json", summary: "one JSON object; Grammar/table.schema.json describes it"),
    .init(name: "xlsx", summary: "a workbook: a sheet a table, units in the heads of columns"),
  ])

  private static func format(ofFile path: String) throws -> Table.Format {
    let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last
    switch ending?.lowercased() {
    case "txt": return .text
    case "md", "markdown": return .markdown
    case "csv": return .csv
    case "json": return .json
    case "xlsx": return .xlsx
    default:
      let forms = Table.Format.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError(
        "`\(path)` does not say in what form a table is written; name it `.txt`, `.md`, `.csv`, `.json` or "
          + "`.xlsx`, or say `--format` (\(forms))")
    }
  }

  /// Whether people read the form, so that more than the table is written.
  var isText: Bool { format == .text }

  /// Writes a text.
  ///
  /// - Parameter inputs: Paths of files that were read, which are not written over.
  func write(_ text: String, sparing inputs: [String] = []) throws {
    try write(Array(text.utf8), inputs)
  }

  /// Writes tables in the form: as one, or as a sheet each where they make a workbook.
  func write(_ tables: [(name: String, table: Table)], sparing inputs: [String] = []) throws {
    try write(Table.bytes(of: tables, format), inputs)
  }

  /// Writes a table under a name.
  func write(_ table: Table, named name: String, sparing inputs: [String] = []) throws {
    try write([(name, table)], sparing: inputs)
  }

  private func write(_ bytes: [UInt8], _ inputs: [String]) throws {
    if let path {
      try Disk.replace(path, bytes, sparing: inputs)
    } else {
      Output.write(bytes)
    }
  }
}

extension QueryCompiler.Failure {
  /// The failure as the command line says it: the place in the question under it.
  var usageError: UsageError {
    let map = SourceMap([source])
    let printer = DiagnosticPrinter(map, usesColor: false)
    return UsageError(
      "this question cannot be read", details: diagnostics.map { printer.full($0) }.joined())
  }
}
