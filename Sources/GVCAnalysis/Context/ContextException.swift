/// What a rule answers otherwise than rules do, with the reason, as the comment above it says:
///
///     /// Context trader: same, since agents depend on their buyers too.
public struct ContextException: Sendable, Equatable {
  public let transformation: Transformation
  public let answer: ContextAnswer
  /// Why, behind the answer.
  public let reason: String

  /// The exceptions that a documentation comment names, and the lines that name none though they begin so.
  public static func read(_ documentation: String) -> (
    exceptions: [ContextException], mistakes: [String]
  ) {
    var exceptions: [ContextException] = []
    var mistakes: [String] = []
    for line in sentences(documentation) {
      guard let exception = exception(line) else {
        mistakes.append(line)
        continue
      }
      exceptions += exception
    }
    return (exceptions, mistakes)
  }

  private static let opening = "Context "

  /// The lines that begin an exception, each with those behind it up to the next.
  private static func sentences(_ documentation: String) -> [String] {
    var found: [String] = []
    var isOpen = false
    for line in documentation.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(opening), line.contains(":") {
        found.append(String(line))
        isOpen = true
      } else if line.isEmpty {
        isOpen = false
      } else if isOpen {
        found[found.count - 1] += " " + line
      }
    }
    return found
  }

  private static func exception(_ line: String) -> [ContextException]? {
    guard let colon = line.firstIndex(of: ":"),
      let comma = line[colon...].firstIndex(of: ",")
    else { return nil }
    let words = line[..<colon].dropFirst(opening.count).split { $0 == " " || $0 == "," }
      .filter { $0 != "and" }
    let transformations = words.compactMap { Transformation(rawValue: String($0)) }
    let answer = ContextAnswer(rawValue: trimmed(line[line.index(after: colon)..<comma]))
    let reason = trimmed(line[line.index(after: comma)...])
    guard let answer, !reason.isEmpty, !words.isEmpty, transformations.count == words.count else {
      return nil
    }
    return transformations.map {
      ContextException(transformation: $0, answer: answer, reason: reason)
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " }
    while text.last == " " || text.last == "." { text.removeLast() }
    return String(text)
  }
}
