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
    properties.append("title=\(property(issue.code))")
    let text = issue.message + (issue.help.map { "\n\($0)" } ?? "")
    return "::\(command) \(properties.joined(separator: ","))::\(data(text))\n"
  }

  private static func data(_ text: String) -> String {
    SafeText.escapedLines(text).replacing("%", with: "%25").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}

/// Issues as GitLab reads reports of code quality.
enum GitLabReport {
  struct Lines: Encodable {
    let begin: Int
    let end: Int
  }

  struct Place: Encodable {
    let path: String
    let lines: Lines
  }

  struct Entry: Encodable {
    let description: String
    let checkName: String
    let fingerprint: String
    let severity: String
    let location: Place

    enum CodingKeys: String, CodingKey {
      case description
      case checkName = "check_name"
      case fingerprint, severity, location
    }
  }

  static func entries(_ issues: [ReportedIssue]) -> [Entry] {
    var fingerprints = IssueFingerprints()
    return issues.map { issue in
      let severity =
        switch issue.severity {
        case .error: "major"
        case .warning: "minor"
        case .note: "info"
        }
      return Entry(
        description: issue.message, checkName: issue.code, fingerprint: fingerprints.next(issue),
        severity: severity,
        location: Place(
          path: issue.place.file, lines: Lines(begin: issue.place.line, end: issue.place.endLine)))
    }
  }
}

/// Issues as a report of tests: a suite a file, a case an issue; one case that passes where there is none.
enum JUnitReport {
  static func text(_ issues: [ReportedIssue]) -> String {
    var files: [String] = []
    for issue in issues where !files.contains(issue.place.file) { files.append(issue.place.file) }
    let failures = issues.count { $0.severity > .note }
    var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    out +=
      "<testsuites name=\"gvc\" tests=\"\(max(1, issues.count))\" failures=\"\(failures)\">\n"
    if issues.isEmpty {
      out += "  <testsuite name=\"gvc\" tests=\"1\" failures=\"0\">\n"
      out += "    <testcase name=\"nothing found\" classname=\"gvc\"/>\n  </testsuite>\n"
    }
    for file in files {
      let own = issues.filter { $0.place.file == file }
      out +=
        "  <testsuite name=\"\(xml(file))\" tests=\"\(own.count)\" "
        + "failures=\"\(own.count { $0.severity > .note })\">\n"
      for issue in own { out += testCase(issue) }
      out += "  </testsuite>\n"
    }
    return out + "</testsuites>\n"
  }

  private static func testCase(_ issue: ReportedIssue) -> String {
    let place = "\(issue.place.file):\(issue.place.line):\(issue.place.column)"
    let open =
      "    <testcase name=\"\(xml("\(issue.code) at \(issue.place.line):\(issue.place.column)"))\" "
      + "classname=\"\(xml(issue.place.file))\" file=\"\(xml(issue.place.file))\" "
      + "line=\"\(issue.place.line)\""
    let text = ([issue.message, place] + (issue.help.map { [$0] } ?? [])).joined(separator: "\n")
    if issue.severity == .note {
      return open + ">\n      <system-out>\(xml(text))</system-out>\n    </testcase>\n"
    }
    return open
      + ">\n      <failure type=\"\(issue.severity.name)\" message=\"\(xml(issue.message))\">"
      + "\(xml(text))</failure>\n    </testcase>\n"
  }

  /// A text as XML, without what XML cannot hold.
  private static func xml(_ text: String) -> String {
    SafeText.escapedLines(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}
