import GVCReport

/// Writes issues for other tools.
enum IssueOutput {
  static func write(_ issues: [ReportedIssue], _ format: IssueFormat) throws {
    Output.write(try format.text(issues, version: CommandLineTool.version))
  }
}

extension IssueFormat {
  /// The lines of a help page that explain them.
  static let help = """
        --format sarif        SARIF 2.1.0, with the facts that a conclusion rests on as its code flow
        --format github       annotations of a GitHub workflow
        --format gitlab       a report of code quality for GitLab
        --format junit        a report of tests in XML
        --format csv          a row an issue, safe to open in a spreadsheet
        --format markdown     a summary for a pull request
    """
}

extension DiagnosticFormat {
  /// Takes `--format` from the options: a form of gvc itself, or one for other tools.
  static func taken(
    from options: inout Options
  ) throws -> (own: DiagnosticFormat, other: IssueFormat?) {
    let names = allCases.map(\.rawValue) + IssueFormat.allCases.map(\.rawValue)
    guard let name = try options.value("--format", oneOf: names) else { return (.full, nil) }
    return (DiagnosticFormat(rawValue: name) ?? .full, IssueFormat(rawValue: name))
  }
}
