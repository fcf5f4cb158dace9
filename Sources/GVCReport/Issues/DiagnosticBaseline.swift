extension DiagnosticReport.Entry: BaselineItem {
  /// The code, the file, the declarations around it, and the words of the message or at least the names in
  /// it; what has moved to another file is the same too.
  var keys: [String] {
    let names = Self.names(in: message)
    let file = primary.place.file
    let place = "\(code)\u{0}\(within ?? "")"
    return [
      "\(place)\u{0}\(message)\u{0}\(file)", "\(place)\u{0}\u{0}\(names)\u{0}\(file)",
      "\(place)\u{0}\(message)", "\(place)\u{0}\u{0}\(names)",
    ]
  }

  func mark(from old: DiagnosticReport.Entry) -> BaselineMark {
    BaselineMark.Earlier(
      level: old.severity == severity ? nil : old.severity,
      message: old.message == message ? nil : old.message
    ).mark(isWorse: weight(ofLevel: severity) > weight(ofLevel: old.severity))
  }

  /// What stands between backticks; the whole message where nothing does.
  private static func names(in message: String) -> String {
    let parts = message.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count > 2 else { return message }
    return parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }.joined(separator: "\u{0}")
  }

  /// The entry with how it stands to an earlier run.
  func marked(_ mark: BaselineMark?) -> DiagnosticReport.Entry {
    var entry = self
    entry.baseline = mark
    return entry
  }
}

extension DiagnosticReport {
  /// The report with each diagnostic marked by how it stands to an earlier one.
  public func compared(to old: DiagnosticReport) -> DiagnosticReport {
    let match = BaselineMatch(diagnostics, since: old.diagnostics) { _ in true }
    let fixed = match.fixed.map { old.diagnostics[$0].marked(BaselineMark(.fixed)) }
    var report = DiagnosticReport(
      diagnostics: zip(diagnostics, match.marks).map { $0.marked($1) }, summary: summary)
    report.baseline = BaselineSummary(match.marks, fixed: fixed)
    return report
  }
}
