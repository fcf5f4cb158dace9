import GVCSyntax

/// Issues as commands of a GitHub workflow, which show them at their lines.
enum GitHubAnnotation {
  static func line(_ issue: ReportedIssue) -> String {
    let command =
      switch issue.severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    var properties = [
      "file=\(property(issue.place.file))", "line=\(issue.place.line)",
      "endLine=\(issue.place.endLine)",
    ]
    // Columns count within one line only.
    if issue.place.line == issue.place.endLine {
      properties += ["col=\(issue.place.column)", "endColumn=\(issue.place.endColumn)"]
    }
    let mark = issue.baseline.map { " (\($0.state.rawValue))" } ?? ""
    properties.append("title=\(property(issue.code + mark))")
    let text =
      issue.message + (issue.baseline?.remark ?? "") + (issue.help.map { "\n\($0)" } ?? "")
    return "::\(command) \(properties.joined(separator: ","))::\(data(text))\n"
  }

  private static func data(_ text: String) -> String {
    SafeText.replacing(in: SafeText.escapedLines(text)) {
      $0 == "%" ? "%25" : $0 == "\n" ? "%0A" : nil
    }
  }

  private static func property(_ text: String) -> String {
    SafeText.replacing(in: data(text)) { $0 == ":" ? "%3A" : $0 == "," ? "%2C" : nil }
  }
}
