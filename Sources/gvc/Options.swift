/// The options and paths of one call.
struct Options {
  private var rest: [String]

  init(_ arguments: [String]) { rest = arguments }

  /// Takes a flag; whether it was there.
  mutating func flag(_ name: String) -> Bool {
    guard let i = rest.firstIndex(of: name) else { return false }
    rest.remove(at: i)
    return true
  }

  /// Takes `--name value` or `--name=value`, which must be one of `choices`.
  mutating func value(_ name: String, oneOf choices: [String]) throws -> String? {
    guard let i = rest.firstIndex(where: { $0 == name || $0.hasPrefix(name + "=") }) else {
      return nil
    }
    let value: String
    if rest[i] == name {
      guard i + 1 < rest.count else { throw UsageError("`\(name)` needs a value") }
      value = rest[i + 1]
      rest.removeSubrange(i...(i + 1))
    } else {
      value = String(rest[i].dropFirst(name.count + 1))
      rest.remove(at: i)
    }
    guard choices.contains(value) else {
      throw UsageError("`\(name)` takes \(choices.joined(separator: ", ")), not `\(value)`")
    }
    return value
  }

  /// Takes every `--name value` or `--name=value`.
  mutating func values(_ name: String) throws -> [String] {
    var values: [String] = []
    while let i = rest.firstIndex(where: { $0 == name || $0.hasPrefix(name + "=") }) {
      if rest[i] == name {
        guard i + 1 < rest.count else { throw UsageError("`\(name)` needs a value") }
        values.append(rest[i + 1])
        rest.removeSubrange(i...(i + 1))
      } else {
        values.append(String(rest[i].dropFirst(name.count + 1)))
        rest.remove(at: i)
      }
    }
    return values
  }

  /// Takes `--name value`, given at most once.
  mutating func value(_ name: String) throws -> String? {
    let values = try values(name)
    guard values.count < 2 else { throw UsageError("`\(name)` is given more than once") }
    return values.first
  }

  /// Takes `--name N` or `--name all`: how many of something are listed.
  mutating func limit(_ name: String) throws -> Int? {
    guard let value = try value(name) else { return nil }
    if value == "all" { return .max }
    guard let number = Int(value), number >= 0 else {
      throw UsageError("`\(name)` takes a number or `all`, not `\(value)`")
    }
    return number
  }

  /// What is left, of a command that needs nothing; an option among it stays there.
  func words() -> [String] { rest }

  /// Fails where anything is left, for a command that takes no paths.
  func end() throws {
    if let first = rest.first { throw UsageError("there is no argument `\(first)`") }
  }

  /// What is left: paths, at least one; an option among them is an error.
  func paths(least: String = "name a file or a directory, or `-`") throws -> [String] {
    if let unknown = rest.first(where: { $0.hasPrefix("-") && $0 != "-" }) {
      throw UsageError("there is no option `\(unknown)`")
    }
    guard !rest.isEmpty else { throw UsageError(least) }
    return rest
  }
}
