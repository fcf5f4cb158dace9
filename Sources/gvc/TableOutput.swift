import GVCAnalysis
import GVCReport
import GVCSyntax

extension Table.Format {
  /// Takes `--format` from the options; `text` when it is not there.
  init(_ options: inout Options) throws {
    let value = try options.value("--format", oneOf: Self.allCases.map(\.rawValue))
    self = value.flatMap(Self.init(rawValue:)) ?? .text
  }

  /// The lines of a help page that explain them.
  static let help = """
        --format text         for people (the default)
        --format markdown     a table for a document
        --format csv          comma-separated, safe to open in a spreadsheet
        --format json         one JSON object; Grammar/table.schema.json describes it
    """
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
