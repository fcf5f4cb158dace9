/// How something reported stands to an earlier run.
public struct BaselineMark: Codable, Sendable, Hashable {
  public enum State: String, Codable, Sendable {
    /// It was not there before.
    case new
    /// It was there, and says something else now.
    case changed
    case unchanged
    /// It was there, and is not any more.
    case fixed
  }

  /// What it said before, where that is different now.
  public struct Earlier: Codable, Sendable, Hashable {
    public var level: String?
    public var message: String?
    public var modality: String?
    public var result: String?

    var isEmpty: Bool { level == nil && message == nil && modality == nil && result == nil }
  }

  public let state: State
  /// Present for what is changed.
  public let was: Earlier?
  /// Whether it is new or weighs more than before: it then counts for the exit status.
  public let isWorse: Bool

  enum CodingKeys: String, CodingKey {
    case state, was
    case isWorse = "worse"
  }

  init(_ state: State, was: Earlier? = nil, isWorse: Bool = false) {
    self.state = state
    self.was = was
    self.isWorse = isWorse
  }

  /// What changed, for people: `was a warning`.
  public var change: String {
    guard let was else { return "" }
    var parts: [String] = []
    if let result = was.result {
      parts.append(result == "holds" ? "held before" : "could not be concluded before")
    }
    if let level = was.level { parts.append("was \(level == "error" ? "an" : "a") \(level)") }
    if let modality = was.modality { parts.append("was \(modality)") }
    if let message = was.message { parts.append("said before: \(message)") }
    return parts.joined(separator: "; ")
  }
}

/// How many of what is reported are new, changed and as they were, and what is not found any more.
public struct BaselineSummary<Entry: Sendable>: Sendable {
  public let new: Int
  public let changed: Int
  public let unchanged: Int
  public let fixed: [Entry]

  init(_ marks: [BaselineMark], fixed: [Entry]) {
    new = marks.count { $0.state == .new }
    changed = marks.count { $0.state == .changed }
    unchanged = marks.count { $0.state == .unchanged }
    self.fixed = fixed
  }
}

extension BaselineSummary: Codable where Entry: Codable {}
extension BaselineSummary: Equatable where Entry: Equatable {}
extension BaselineSummary: Hashable where Entry: Hashable {}

extension BaselineMark {
  /// ` (new)`, behind what is marked; nothing for what is as it was.
  var label: String { state == .unchanged ? "" : " (\(state.rawValue))" }
}
