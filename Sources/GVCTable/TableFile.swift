/// A file with tables: the sheets of a workbook, or the one table of a text.
public struct TableFile: Sendable {
  /// The forms that are read.
  public enum Form: Sendable, Hashable {
    case workbook
    case delimited
    case jsonLines
  }

  /// The sheets, in their order; one without a name of a text.
  public let sheets: [Grid]
  /// What a reader should know of the whole file.
  public let notes: [String]

  /// The form of a file by the end of its name; nil for one that is not read.
  public static func form(of name: String) -> Form? {
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    switch ending {
    case "xlsx", "xlsm": return .workbook
    case "csv", "tsv", "txt": return .delimited
    case "jsonl", "ndjson": return .jsonLines
    default: return nil
    }
  }

  /// Reads a file in a form; `dialect` is that of delimited text.
  public init(_ bytes: [UInt8], _ form: Form, _ dialect: DelimitedText = DelimitedText())
    throws(TableError)
  {
    switch form {
    case .workbook:
      let workbook = try Workbook(bytes)
      sheets = workbook.sheets
      notes = workbook.notes
    case .delimited:
      sheets = [try dialect.grid(bytes)]
      notes = []
    case .jsonLines:
      sheets = [try JSONLines.grid(bytes)]
      notes = []
    }
  }
}
