import GVCModel
import GVCSyntax

/// The options and words of one call, held against the table of its command.
struct Options {
  /// The action, of a command that has some.
  let action: String
  /// The words that are no options.
  private(set) var words: [String] = []
  /// What stands behind `--`, of a command that hands it on.
  private(set) var handedOn: [String] = []
  private var values: [String: [String]] = [:]
  /// The options that a command has asked for: what the table must have, and nothing else.
  private(set) var asked: Set<String> = []

  /// Fails on what the table does not have, on a value that is missing or none of the choices, and on an
  /// option that is given twice and may not be. Behind `--` all are words.
  init(_ arguments: [String], action: String = "", _ table: [CommandOption]) throws {
    self.action = action
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      if argument == "--" {
        handedOn = Array(arguments[index...])
        return
      }
      guard Self.isOption(argument) else {
        words.append(argument)
        continue
      }
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let option = table.first(where: { $0.name == name }) else {
        throw Self.noOption(name, table)
      }
      var value = parts.count > 1 ? String(parts[1]) : nil
      if case .none = option.value {
        guard value == nil else { throw UsageError("`\(name)` takes no value") }
      } else if value == nil {
        guard index < arguments.count else { throw UsageError("`\(name)` needs a value") }
        value = arguments[index]
        index += 1
      }
      try Self.check(value, of: option)
      if values[name] != nil, !option.isRepeatable, value != nil {
        throw UsageError("`\(name)` is given more than once")
      }
      values[name, default: []].append(value ?? "")
    }
  }

  /// Whether a word is an option and no path or part of a question: `-` is standard input, `->` an arrow.
  static func isOption(_ word: String) -> Bool {
    guard word.hasPrefix("-"), let next = word.dropFirst().first else { return false }
    return next == "-" && word.count > 2 || next.isLetter
  }

  private static func check(_ value: String?, of option: CommandOption) throws {
    guard let value, case .choice(_, let choices) = option.value,
      !choices.contains(where: { $0.name == value })
    else { return }
    throw Self.noChoice(value, of: option.name, among: choices.map(\.name))
  }

  private static func noChoice(_ value: String, of name: String, among choices: [String])
    -> UsageError
  {
    UsageError("`\(name)` takes \(choices.joined(separator: ", ")), not `\(value)`")
  }

  private static func noOption(_ name: String, _ table: [CommandOption]) -> UsageError {
    let nearest = Suggestion.nearest(to: name, among: table.map(\.name))
    return UsageError(
      "there is no option `\(name)`" + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
  }

  /// The options that were given.
  var given: [String] { values.keys.sorted() }

  /// Whether a flag was given.
  mutating func flag(_ name: String) -> Bool { !values(name).isEmpty }

  /// The values of an option, in order.
  mutating func values(_ name: String) -> [String] {
    asked.insert(name)
    return values[name, default: []]
  }

  /// The value of an option.
  mutating func value(_ name: String) -> String? { values(name).first }

  /// The value of an option of which this way to call a command takes some choices only.
  mutating func value(_ name: String, oneOf choices: [String]) throws -> String? {
    guard let value = value(name) else { return nil }
    guard choices.contains(value) else {
      throw Self.noChoice(value, of: name, among: choices)
    }
    return value
  }

  /// A number or `all`: how many of something are listed.
  mutating func limit(_ name: String) throws -> Int? {
    guard let value = value(name) else { return nil }
    if value == "all" { return .max }
    guard let number = Int(value), number >= 0 else {
      throw UsageError("`\(name)` takes a number or `all`, not `\(value)`")
    }
    return number
  }

  /// The words: paths, at least one. What stands behind `--` is one of them.
  func paths(least: String = "name a file or a directory, or `-`") throws -> [String] {
    let all = words + handedOn
    guard !all.isEmpty else { throw UsageError(least) }
    return all
  }

  /// Fails where there is any word, for a command that takes none.
  func end() throws {
    if let first = (words + handedOn).first {
      throw UsageError("there is no argument `\(first)`")
    }
  }
}
