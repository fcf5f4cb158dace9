import GVCAnalysis

/// How an issue stands to an earlier run: a diagnostic, or findings that say the same together.
public struct IssueBaseline: Sendable {
  public let state: BaselineMark.State
  /// What changed; empty for what is new or as it was.
  public let note: String
  public let isWorse: Bool

  /// That of a diagnostic.
  public init(_ mark: BaselineMark) {
    state = mark.state
    note = mark.change
    isWorse = mark.isWorse
  }

  /// That of findings together, by the reference of each: they are new where all are.
  init?(_ members: [(reference: String, mark: BaselineMark)]) {
    guard !members.isEmpty else { return nil }
    let fresh = members.filter { $0.mark.state == .new }
    let changed = members.filter { $0.mark.state == .changed }
    isWorse = members.contains { $0.mark.isWorse }
    if fresh.count == members.count {
      (state, note) = (.new, "")
    } else if fresh.isEmpty, changed.isEmpty {
      (state, note) = (.unchanged, "")
    } else {
      state = .changed
      var parts = fresh.map { "new: \($0.reference)" }
      var changes: [String] = []
      for change in changed.map(\.mark.change) where !changes.contains(change) {
        changes.append(change)
      }
      parts += changes
      note = parts.joined(separator: "; ")
    }
  }

  /// ` (was a warning)`, behind a message.
  var remark: String { note.isEmpty ? "" : " (\(note))" }
}

/// What an earlier run has said and this one does not.
public struct FixedIssue: Sendable {
  public let code: String
  public let level: String
  public let message: String
  public let file: String

  /// A diagnostic of the earlier run.
  public init(_ entry: DiagnosticReport.Entry) {
    code = entry.code
    level = entry.severity
    message = entry.message
    file = entry.primary.place.file
  }

  /// A conclusion of the earlier run.
  public init(_ entry: AnalysisReport.Entry) {
    code = entry.theory.map { "\($0).\(entry.rule)" } ?? entry.rule
    level = entry.level
    message =
      "\(entry.message) (\(entry.modality)\(entry.layer.map { ", in \($0)" } ?? "")"
      + (entry.result == "holds" ? ")" : "; was open)")
    file = entry.place.file
  }

  /// One line: `fixed: error[GVC0103]: message (file)`.
  public var line: String {
    SafeText.escaped("fixed: \(level)[\(code)]: \(message) (\(file))") + "\n"
  }
}

/// The findings of one project with how each stands to an earlier run.
public struct FindingMarks: Sendable {
  private let marks: [BaselineMark?]

  /// - Parameter marks: The mark of each finding, by its index in the analysis.
  public init(_ marks: [BaselineMark?]) { self.marks = marks }

  /// How the findings of a group stand to an earlier run.
  public func baseline(of members: [Int], _ reader: FindingReader) -> IssueBaseline? {
    IssueBaseline(
      members.compactMap { index in
        marks[index].map { (reader.reference(to: reader.analysis.findings[index]), $0) }
      })
  }
}
