import GVCLibrary
import GVCReport
import GVCSyntax

/// Writes issues for other tools.
enum IssueOutput {
  /// - Parameter fixed: With a baseline, what is not found any more.
  static func write(
    _ issues: [ReportedIssue], fixed: [FixedIssue]? = nil, of command: String,
    _ format: IssueFormat
  ) throws {
    Output.write(
      try format.text(issues, fixed: fixed, of: command, version: CommandLineTool.version))
  }

  /// A diagnostic, with how it stands to an earlier run.
  static func issue(
    _ diagnostic: Diagnostic, _ mark: BaselineMark?, _ enclosures: Enclosures, in map: SourceMap
  ) -> ReportedIssue {
    let page = GrammarPages.page(of: diagnostic.code.description) ?? ""
    var issue = ReportedIssue(diagnostic, page: page, enclosures, in: map)
    issue.baseline = mark.map { IssueBaseline($0) }
    return issue
  }
}

extension IssueFormat {
  /// The words by which an option takes them.
  static let choices: [CommandOption.Choice] = [
    .init(
      name: "sarif",
      summary: "SARIF 2.1.0, with the facts that a conclusion rests on as its code flow"),
    .init(name: "github", summary: "annotations of a GitHub workflow"),
    .init(name: "gitlab", summary: "a report of code quality for GitLab"),
    .init(name: "junit", summary: "a report of tests in XML"),
    .init(name: "csv", summary: "a row an issue, safe to open in a spreadsheet"),
    .init(name: "markdown", summary: "a summary for a pull request"),
  ]
}

extension DiagnosticFormat {
  /// Whether output in a form is for programs: this one, or another that is chosen in its place.
  func isForPrograms(or other: IssueFormat?) -> Bool {
    other.map { $0 != .markdown } ?? (self == .json || self == .jsonLines)
  }

  /// Takes `--format` from the options: a form of gvc itself, or one for other tools.
  static func taken(
    from options: inout Options
  ) throws -> (own: DiagnosticFormat, other: IssueFormat?) {
    let names = allCases.map(\.rawValue) + IssueFormat.allCases.map(\.rawValue)
    guard let name = try options.value("--format", oneOf: names) else { return (.full, nil) }
    return (DiagnosticFormat(rawValue: name) ?? .full, IssueFormat(rawValue: name))
  }
}
