import GVCSyntax

/// What a part of a text is, for its colour: the one table from which semantic tokens and the
/// highlighters of editors are made.
public enum TokenClass: UInt8, Sendable, CaseIterable {
  case comment, string, number, keyword, constant, `operator`
  case kind, scale, word, attribute, entity, namespace, rule, function, variable, threshold,
    modality

  /// The name of the token type in the protocol of editors: one of the standard ones, so that every
  /// client colours it.
  public var standardType: String {
    switch self {
    case .comment: "comment"
    case .string: "string"
    case .number: "number"
    case .keyword, .constant: "keyword"
    case .operator: "operator"
    case .kind: "class"
    case .scale: "enum"
    case .word: "enumMember"
    case .attribute: "property"
    case .entity: "variable"
    case .namespace: "namespace"
    case .rule, .function: "function"
    case .variable: "parameter"
    case .threshold: "macro"
    case .modality: "modifier"
    }
  }

  /// The scope of a TextMate grammar, without the language's own ending.
  public var textMateScope: String {
    switch self {
    case .comment: "comment.line.double-slash"
    case .string: "string.quoted.double"
    case .number: "constant.numeric"
    case .keyword: "keyword.control"
    case .constant: "constant.language"
    case .operator: "keyword.operator"
    case .kind: "storage.type"
    case .scale: "entity.name.type.enum"
    case .word: "constant.other"
    case .attribute: "variable.other.property"
    case .entity: "entity.name"
    case .namespace: "entity.name.namespace"
    case .rule: "entity.name.function"
    case .function: "support.function"
    case .variable: "variable.parameter"
    case .threshold: "variable.other.constant"
    case .modality: "storage.modifier"
    }
  }
}

/// What else is to be seen of a part of a text.
public struct TokenModifiers: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let declaration = TokenModifiers(rawValue: 1)
  /// It is given a value.
  public static let modification = TokenModifiers(rawValue: 2)
  /// It is part of the language or of a built-in theory.
  public static let defaultLibrary = TokenModifiers(rawValue: 4)
  /// A comment that belongs to a declaration.
  public static let documentation = TokenModifiers(rawValue: 8)

  /// The standard names of the modifiers, lowest bit first.
  public static let names = ["declaration", "modification", "defaultLibrary", "documentation"]
}

/// A part of a text with its colour; on one line.
public struct SemanticToken: Hashable, Sendable {
  public let range: TextRange
  public let type: TokenClass
  public let modifiers: TokenModifiers
}
