import GVCAnalysis
import GVCReport
import GVCSyntax

extension Table.Format {
  /// Takes `--format` from the options; `text` when it is not there.
  init(_ options: inout Options) {
    self = options.value("--format").flatMap(Self.init(rawValue:)) ?? .text
  }

  /// The option by which a table is asked for in a form.
  static let option = CommandOption.format([
    .init(name: "text", summary: "for people (the default)"),
    .init(name: "markdown", summary: "a table for a document"),
    .init(name: "csv", summary: "comma-separated, safe to open in a spreadsheet"),
    .init(name: "json", summary: "one JSON object; Grammar/table.schema.json describes it"),
  ])
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
