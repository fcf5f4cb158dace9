/// Cases out of Markdown documents, by what they expect of which rule.
public struct ExampleBook: Sendable {
  /// What an example shows of a rule.
  public enum Kind: String, Sendable, CaseIterable {
    case holds = "finding"
    case doesNotHold = "no finding"
    case cannotBeConcluded = "unknown"
    case notAsked = "not asked"
  }

  private struct Key: Hashable {
    let rule: String
    let kind: Kind
  }

  private var examples: [Key: String] = [:]

  /// Reads the `gvc` blocks of documents; of several examples of the same the shortest is kept.
  public init(_ documents: [String]) {
    for document in documents {
      var block: [Substring]?
      for line in document.split(separator: "\n", omittingEmptySubsequences: false) {
        if line == "```gvc" {
          block = []
        } else if line == "```", let lines = block {
          add(lines)
          block = nil
        } else {
          block?.append(line)
        }
      }
    }
  }

  private mutating func add(_ lines: [Substring]) {
    let text = lines.map { $0 + "\n" }.joined()
    for line in lines {
      for kind in Kind.allCases {
        let start = "expect \(kind.rawValue) "
        guard line.hasPrefix(start) else { continue }
        let path = line.dropFirst(start.count).prefix { !$0.isWhitespace }
        guard let rule = path.split(separator: ".").last else { continue }
        let key = Key(rule: String(rule), kind: kind)
        if let known = examples[key], known.utf8.count <= text.utf8.count { continue }
        examples[key] = text
      }
    }
  }

  /// The text of an example.
  public func example(of rule: String, _ kind: Kind) -> String? {
    examples[Key(rule: rule, kind: kind)]
  }
}
