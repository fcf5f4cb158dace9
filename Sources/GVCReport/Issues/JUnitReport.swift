import GVCSyntax

/// Issues as a report of tests: a suite a file, a case an issue; one case that passes where there is none.
/// What an earlier run has said already is a case that is skipped.
enum JUnitReport {
  static func text(_ issues: [ReportedIssue]) -> String {
    var files: [String] = []
    for issue in issues where !files.contains(issue.place.file) { files.append(issue.place.file) }
    func counts(_ issues: [ReportedIssue]) -> String {
      let failures = issues.count { isFailure($0) }
      let known = issues.count { $0.baseline?.state == .unchanged }
      let skipped = known > 0 ? " skipped=\"\(known)\"" : ""
      return "tests=\"\(max(1, issues.count))\" failures=\"\(failures)\"\(skipped)"
    }
    var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    out +=
      "<testsuites name=\"gvc\" \(counts(issues))>\n"
    if issues.isEmpty {
      out += "  <testsuite name=\"gvc\" tests=\"1\" failures=\"0\">\n"
      out += "    <testcase name=\"nothing found\" classname=\"gvc\"/>\n  </testsuite>\n"
    }
    for file in files {
      let own = issues.filter { $0.place.file == file }
      out +=
        "  <testsuite name=\"\(xml(file))\" \(counts(own))>\n"
      for issue in own { out += testCase(issue) }
      out += "  </testsuite>\n"
    }
    return out + "</testsuites>\n"
  }

  private static func isFailure(_ issue: ReportedIssue) -> Bool {
    issue.severity > .note && issue.baseline?.state != .unchanged
  }

  private static func testCase(_ issue: ReportedIssue) -> String {
    let place = "\(issue.place.file):\(issue.place.line):\(issue.place.column)"
    let open =
      "    <testcase name=\"\(xml("\(issue.code) at \(issue.place.line):\(issue.place.column)"))\" "
      + "classname=\"\(xml(issue.place.file))\" file=\"\(xml(issue.place.file))\" "
      + "line=\"\(issue.place.line)\""
    if issue.baseline?.state == .unchanged {
      return open + ">\n      <skipped message=\"\(xml(issue.message))\"/>\n    </testcase>\n"
    }
    let message = issue.message + (issue.baseline?.remark ?? "")
    let text = ([message, place] + (issue.help.map { [$0] } ?? [])).joined(separator: "\n")
    if issue.severity == .note {
      return open + ">\n      <system-out>\(xml(text))</system-out>\n    </testcase>\n"
    }
    return open
      + ">\n      <failure type=\"\(issue.severity.name)\" message=\"\(xml(message))\">"
      + "\(xml(text))</failure>\n    </testcase>\n"
  }

  /// A text as XML, without what XML cannot hold.
  private static func xml(_ text: String) -> String {
    SafeText.replacing(in: SafeText.escapedLines(text)) { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      default: nil
      }
    }
  }
}
