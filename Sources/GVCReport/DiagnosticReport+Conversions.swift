import GVCSyntax

extension DiagnosticReport.Entry {
  /// A diagnostic with its places in lines and columns.
  public init(_ diagnostic: Diagnostic, _ enclosures: Enclosures, in map: SourceMap) {
    let within = enclosures.text(of: diagnostic.primary.location)
    self.init(
      code: diagnostic.code.description, severity: diagnostic.severity.name,
      message: diagnostic.message, help: diagnostic.help,
      primary: DiagnosticReport.Mark(diagnostic.primary, in: map),
      within: within.isEmpty ? nil : within,
      secondary: diagnostic.secondary.map { DiagnosticReport.Mark($0, in: map) },
      fixes: diagnostic.fixes.map { fix in
        DiagnosticReport.Repair(
          title: fix.title,
          edits: fix.edits.map {
            DiagnosticReport.Edit(
              place: DiagnosticReport.Span($0.location, in: map), replacement: $0.replacement)
          })
      })
  }
}

extension DiagnosticReport.Mark {
  fileprivate init(_ label: Label, in map: SourceMap) {
    self.init(place: DiagnosticReport.Span(label.location, in: map), text: label.text)
  }
}

extension DiagnosticReport.Span {
  /// A location in lines and columns.
  public init(_ location: Location, in map: SourceMap) {
    let start = map.position(location.range.start, in: location.file)
    let isCell = map.source(location.file).cells?.cell(at: location.range.start) != nil
    let end =
      isCell
      ? (start.line, start.column + 1) : map.position(location.range.end, in: location.file)
    self.init(
      file: map.source(location.file).name, line: start.line, column: start.column,
      endLine: end.0, endColumn: end.1, startByte: Int(location.range.start),
      endByte: Int(location.range.end))
  }
}
