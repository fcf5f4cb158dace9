import Foundation

/// What `Grammar/gvc.ebnf` says, read from its text.
struct Grammar {
  /// The right side of a production, or a part of one.
  indirect enum Expression {
    /// The number of a word or sign in `literals`.
    case literal(Int)
    /// The number of a production.
    case reference(Int)
    /// What stands between question marks.
    case phrase(String)
    case sequence([Expression])
    /// Each alternative is a branch, from `branch` on.
    case choice([Expression], branch: Int)
    /// Present is `branch`, absent is the one behind it.
    case optional(Expression, branch: Int)
    /// Some is `branch`, none is the one behind it.
    case repetition(Expression, branch: Int)
    /// `^`: the next token begins a line.
    case lineBegins
    /// `~`: it does not.
    case lineGoesOn
    case follows(Expression)
    case followsNot(Expression)

    /// Whether it reads nothing, whatever follows.
    var isCondition: Bool {
      switch self {
      case .lineBegins, .lineGoesOn, .follows, .followsNot: true
      default: false
      }
    }
  }

  /// The names of the productions, in order.
  private(set) var names: [String] = []
  /// The right sides of the productions, by number.
  private(set) var bodies: [Expression] = []
  private(set) var literals: [String] = []
  /// What each branch is, for a message.
  private(set) var branches: [String] = []
  private var numbers: [String: Int] = [:]
  private var literalNumbers: [String: Int] = [:]

  /// A text that is not in the notation.
  struct Malformed: Error { let message: String }

  /// The text of the normative grammar.
  static func text() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "Grammar/gvc.ebnf"), encoding: .utf8)
  }

  /// The grammar that a text in the notation describes.
  init(_ text: String) throws {
    var reader = Reader(words: try Self.words(of: text))
    var read: [Int: Expression] = [:]
    while let name = reader.next() {
      let production = number(of: name)
      try reader.expect("=")
      guard read[production] == nil else { throw Malformed(message: "\(name) is there twice") }
      read[production] = try choice(&reader, of: name)
      try reader.expect(";")
    }
    bodies = try names.indices.map { index in
      guard let body = read[index] else { throw Malformed(message: "no \(names[index])") }
      return body
    }
  }

  func production(_ name: String) throws -> Int {
    guard let number = numbers[name] else { throw Malformed(message: "no \(name)") }
    return number
  }

  func literal(_ text: String) -> Int? { literalNumbers[text] }

  /// Whether a production is a token.
  func isToken(_ production: Int) -> Bool { names[production].allSatisfy(\.isUppercase) }

  /// Whether a literal is a word and not a sign.
  func isWord(_ literal: Int) -> Bool { literals[literal].first?.isLetter ?? false }

  // MARK: Reading

  private mutating func number(of name: String) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }

  private mutating func choice(_ reader: inout Reader, of name: String) throws -> Expression {
    var alternatives = [try sequence(&reader, of: name)]
    while reader.accept("|") { alternatives.append(try sequence(&reader, of: name)) }
    if alternatives.count == 1 { return alternatives[0] }
    let branch = branches.count
    branches += alternatives.indices.map {
      "\(name): \($0 + 1) of \(alternatives.count) (\(branch))"
    }
    return .choice(alternatives, branch: branch)
  }

  private mutating func sequence(_ reader: inout Reader, of name: String) throws -> Expression {
    var parts: [Expression] = []
    while let part = try element(&reader, of: name) { parts.append(part) }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  /// An element, or nil where a sequence ends.
  private mutating func element(_ reader: inout Reader, of name: String) throws -> Expression? {
    guard let word = reader.peek, !["|", ")", "]", "}", ";"].contains(word) else { return nil }
    reader.skip()
    switch word.first {
    case "(":
      let inner = try choice(&reader, of: name)
      try reader.expect(")")
      return inner
    case "[", "{":
      let inner = try choice(&reader, of: name)
      try reader.expect(word == "[" ? "]" : "}")
      let branch = branches.count
      branches += ["\(name): with \(word) (\(branch))", "\(name): without \(word) (\(branch))"]
      return word == "["
        ? .optional(inner, branch: branch) : .repetition(inner, branch: branch)
    case "^": return .lineBegins
    case "~": return .lineGoesOn
    case "&", "!":
      guard let inner = try element(&reader, of: name) else {
        throw Malformed(message: "\(name): nothing behind \(word)")
      }
      return word == "&" ? .follows(inner) : .followsNot(inner)
    case "?":
      return .phrase(String(word.dropFirst().dropLast()).trimmingCharacters(in: .whitespaces))
    case "\"", "'":
      let text = String(word.dropFirst().dropLast())
      if let known = literalNumbers[text] { return .literal(known) }
      literalNumbers[text] = literals.count
      literals.append(text)
      return .literal(literals.count - 1)
    default:
      return .reference(number(of: word))
    }
  }

  /// The words of the notation, without comments.
  private static func words(of text: String) throws -> [String] {
    var words: [String] = []
    var rest = Substring(text)
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if rest.hasPrefix("(*") {
        guard let end = rest.range(of: "*)") else { throw Malformed(message: "open comment") }
        rest = rest[end.upperBound...]
      } else if first == "\"" || first == "'" || first == "?" {
        guard let end = rest.dropFirst().firstIndex(of: first) else {
          throw Malformed(message: "open \(first)")
        }
        words.append(String(rest[...end]))
        rest = rest[end...].dropFirst()
      } else if first.isLetter {
        let name = rest.prefix { $0.isLetter || $0 == "_" }
        words.append(String(name))
        rest = rest[name.endIndex...]
      } else {
        words.append(String(rest.removeFirst()))
      }
    }
    return words
  }

  private struct Reader {
    let words: [String]
    private var at = 0

    init(words: [String]) { self.words = words }

    var peek: String? { at < words.count ? words[at] : nil }

    mutating func skip() { at += 1 }

    mutating func next() -> String? {
      defer { at += 1 }
      return peek
    }

    mutating func accept(_ word: String) -> Bool {
      guard peek == word else { return false }
      at += 1
      return true
    }

    mutating func expect(_ word: String) throws {
      guard accept(word) else {
        let place = words[max(0, at - 5)..<min(at + 1, words.count)].joined(separator: " ")
        throw Malformed(message: "expected \(word) behind \(place)")
      }
    }
  }
}
