/// One option of a command.
struct CommandOption: Sendable {
  enum Value: Sendable {
    /// It takes no value.
    case none
    /// One of some words; `name` is what a page calls them.
    case choice(String, [Choice])
    /// Any word; `name` is what a page calls it.
    case word(String, from: WordSource)
  }

  /// A word that an option takes.
  struct Choice: Sendable {
    let name: String
    /// What it means; empty where the line of the option says it.
    var summary = ""
  }

  /// `--format`.
  let name: String
  let value: Value
  var isRepeatable = false
  /// What it does, without a full stop; empty where its choices say it.
  let summary: String

  var choices: [Choice] {
    if case .choice(_, let choices) = value { choices } else { [] }
  }

  /// The name and what stands behind it: `--layer NAME`.
  var label: String {
    switch value {
    case .none: name
    case .choice(let word, _), .word(let word, _): "\(name) \(word)"
    }
  }

  static func flag(_ name: String, _ summary: String) -> CommandOption {
    CommandOption(name: name, value: .none, summary: summary)
  }

  static func word(
    _ name: String, _ word: String, from source: WordSource = .none, isRepeatable: Bool = false,
    _ summary: String
  ) -> CommandOption {
    CommandOption(
      name: name, value: .word(word, from: source), isRepeatable: isRepeatable, summary: summary)
  }

  /// An option whose words need no explanation each.
  static func choice(
    _ name: String, _ word: String, of choices: [String], _ summary: String
  ) -> CommandOption {
    CommandOption(
      name: name, value: .choice(word, choices.map { Choice(name: $0) }), summary: summary)
  }

  /// `--format`, with a line a form.
  static func format(_ choices: [Choice]) -> CommandOption {
    CommandOption(name: "--format", value: .choice("FORMAT", choices), summary: "")
  }
}

/// The options that several commands have.
extension CommandOption {
  static let failLevel = failLevel(
    "what ends with status 1: error (the default), warning, note or never")

  static func failLevel(_ summary: String) -> CommandOption {
    choice("--fail-level", "LEVEL", of: FailLevel.allCases.map(\.rawValue), summary)
  }

  static let quiet = flag("--quiet", "no results; the exit status says it")
}
