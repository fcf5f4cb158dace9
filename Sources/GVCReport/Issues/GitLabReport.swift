import GVCSyntax

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
