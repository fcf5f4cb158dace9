/// A reason why the benchmark cannot run, in one sentence.
struct UsageError: Error {
  let message: String

  init(_ message: String) { self.message = message }
}

/// The arguments of a command: options with values, and the rest.
struct Arguments {
  private var rest: [String]

  init(_ arguments: [String]) { rest = arguments }

  /// The word behind an option, nil without it.
  mutating func word(_ name: String) throws -> String? { try value(name) }

  private mutating func value(_ name: String) throws -> String? {
    guard let index = rest.firstIndex(of: name) else { return nil }
    guard index + 1 < rest.count else { throw UsageError("\(name) takes a value") }
    let value = rest[index + 1]
    rest.removeSubrange(index...(index + 1))
    return value
  }

  /// The whole number behind an option, nil without it.
  mutating func number(_ name: String) throws -> Int? {
    guard let text = try value(name) else { return nil }
    guard let number = Int(text), number >= 0 else {
      throw UsageError("\(name) takes a whole number, not `\(text)`")
    }
    return number
  }

  /// The whole numbers behind an option, with commas between.
  mutating func numbers(_ name: String) throws -> [Int]? {
    guard let text = try value(name) else { return nil }
    return try text.split(separator: ",").map { part in
      guard let number = Int(part), number >= 0 else {
        throw UsageError("\(name) takes whole numbers, not `\(part)`")
      }
      return number
    }
  }

  /// What is no option, at least one path.
  mutating func paths() throws -> [String] {
    if let option = rest.first(where: { $0.hasPrefix("-") }) {
      throw UsageError("there is no option `\(option)` here")
    }
    guard !rest.isEmpty else { throw UsageError("name a file or a directory") }
    return rest
  }

  /// Fails when anything is left.
  func finish() throws {
    if let word = rest.first { throw UsageError("`\(word)` means nothing here") }
  }
}
