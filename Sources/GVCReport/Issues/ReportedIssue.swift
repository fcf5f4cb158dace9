import GVCAnalysis
import GVCModel
import GVCSyntax

/// Something that a tool for code quality can show at a line: a diagnostic, or a finding of a theory.
public struct ReportedIssue: Sendable {
  /// What it rests on, in the order in which it leads to it.
  public struct Step: Sendable {
    public let place: DiagnosticReport.Span
    public let text: String
  }

  /// The code of a diagnostic, `GVC0302`, or the name of a rule.
  public let code: String
  /// What a code of the registry is called, such as `unknownName`; nil for a rule.
  let name: String?
  /// What the code stands for, in a few words; empty where nobody said.
  public let title: String
  /// The same in a paragraph; empty where nobody said.
  public let description: String
  public let severity: Severity
  public let message: String
  public let help: String?
  public let place: DiagnosticReport.Span
  public let steps: [Step]
  /// The steps are a derivation, and not only places that have to do with it.
  public let isDerived: Bool
  /// The declarations in which it stands, by what they are called.
  let within: String
  /// How it stands to an earlier run, where one was given.
  public var baseline: IssueBaseline?

  /// A diagnostic.
  ///
  /// - Parameter page: The page that explains its code, whose first paragraph behind the name of the code
  ///   describes it.
  public init(
    _ diagnostic: Diagnostic, page: String = "", _ enclosures: Enclosures, in map: SourceMap
  ) {
    within = enclosures.text(of: diagnostic.primary.location)
    code = diagnostic.code.description
    name = diagnostic.code.name
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    description = lines.drop { !$0.isEmpty }.drop { $0.isEmpty }.prefix { !$0.isEmpty }
      .joined(separator: " ")
    title = diagnostic.code.title
    severity = diagnostic.severity
    message = diagnostic.message
    help = diagnostic.help
    place = DiagnosticReport.Span(diagnostic.primary.location, in: map)
    steps = diagnostic.secondary.map {
      Step(place: DiagnosticReport.Span($0.location, in: map), text: $0.text)
    }
    isDerived = false
  }

  /// What a theory concludes, for a group of findings that say the same.
  public init(_ group: FindingGroup, _ reader: FindingReader, in map: SourceMap) {
    let analysis = reader.analysis
    let model = analysis.model
    let finding = analysis.findings[group.members[0]]
    let plan = reader.plan(of: finding)
    let rule = model.rules[finding.rule]
    let facts = FactPrinter(model, map)
    code = reader.qualifiedRuleName(of: finding)
    name = nil
    title = rule.title
    description = model.documentation(of: rule).split(separator: "\n").joined(separator: " ")
    severity = plan.level
    let layers = reader.layerNames(group.layers)
    let notes =
      [reader.claim(of: finding)] + (layers.isEmpty ? [] : [layers.joined(separator: ", ")])
    message =
      "\(reader.message(of: finding, objects: group.objects)) (\(notes.joined(separator: ", in ")))"
    let help = reader.help(of: finding, objects: group.objects)
    self.help = help.isEmpty ? nil : help
    place = DiagnosticReport.Span(
      model[finding.related.first ?? finding.subject].location, in: map)
    steps = reader.facts(of: group.members.map { analysis.findings[$0] }).map { fact in
      Step(
        place: DiagnosticReport.Span(model.facts[fact].location, in: map),
        text: facts.statement(fact))
    }
    isDerived = true
    within = ""
  }
}

/// The forms in which issues leave the tool for others.
public enum IssueFormat: String, Sendable, CaseIterable {
  case sarif
  case github
  case gitlab
  case junit
  case csv
  case markdown

  /// The issues of all projects in this form, with a line break at its end where it has text at all.
  ///
  /// Where they are marked by how they stand to an earlier run, `fixed` is what is not found any more. As
  /// annotations then only what is new or changed is written, because a platform shows few of them; GitLab
  /// compares runs itself, and so is given all.
  public func text(
    _ issues: [ReportedIssue], fixed: [FixedIssue]? = nil, of command: String, version: String
  ) throws -> String {
    switch self {
    case .sarif: try JSONText.pretty(SARIFLog(issues, command: command, version: version))
    case .github:
      issues.filter { $0.baseline?.state != .unchanged }.map { GitHubAnnotation.line($0) }.joined()
    case .gitlab: try JSONText.pretty(GitLabReport.entries(issues))
    case .junit: JUnitReport.text(issues)
    case .csv: CSVText.text(Self.table(issues, fixed: fixed))
    case .markdown:
      fixed.map { BaselineMarkdown.text(issues, fixed: $0) } ?? Self.markdown(issues)
    }
  }

  static func table(_ issues: [ReportedIssue], fixed: [FixedIssue]? = nil) -> Table {
    var columns = [
      Table.Column("file"), Table.Column("line", isNumber: true),
      Table.Column("column", isNumber: true), Table.Column("severity"), Table.Column("code"),
      Table.Column("message"), Table.Column("help"),
    ]
    if fixed != nil { columns += [Table.Column("baseline"), Table.Column("change")] }
    var table = Table(columns)
    for issue in issues {
      let row = [
        issue.place.file, String(issue.place.line), String(issue.place.column),
        issue.severity.name, issue.code, issue.message, issue.help ?? "",
      ]
      let baseline = fixed == nil ? [] : [issue.baseline?.state.rawValue, issue.baseline?.note]
      table.add(row + baseline.map { $0 ?? "" })
    }
    for issue in fixed ?? [] {
      table.add([issue.file, "", "", issue.level, issue.code, issue.message, "", "fixed", ""])
    }
    return table
  }

  /// A summary for a pull request.
  private static func markdown(_ issues: [ReportedIssue]) -> String {
    let counts = [Severity.error, .warning, .note].map { severity in
      (severity, issues.count { $0.severity == severity })
    }
    let head = counts.map { "\($0.1) \($0.0.name)\($0.1 == 1 ? "" : "s")" }
      .joined(separator: ", ")
    guard !issues.isEmpty else { return "**gvc**: nothing found\n" }
    return "**gvc**: \(head)\n\n" + MarkdownTable.text(table(issues).withoutEmptyColumns)
  }
}
