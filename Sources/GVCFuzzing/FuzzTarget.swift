/// A part of gvc that takes bytes from outside, with what must be true whatever the bytes are.
public enum FuzzTarget: String, CaseIterable, Sendable {
  case parser
  case formatter
  case checker
  case rules
  case pictures
  case framing
  case server
  case plugin
  case baseline

  /// Whether it takes texts of the language.
  public var takesText: Bool {
    switch self {
    case .parser, .formatter, .checker, .rules, .pictures: true
    case .framing, .server, .plugin, .baseline: false
    }
  }

  /// What is wrong with what the part makes of the bytes; nil when all is well. What takes long is left out where
  /// it is not asked for.
  public func defect(in bytes: [UInt8], isThorough: Bool = true) -> String? {
    switch self {
    case .parser: SyntaxChecks.parserDefect(bytes)
    case .formatter: SyntaxChecks.formatterDefect(bytes)
    case .checker: CaseChecks.checkerDefect(bytes, isThorough: isThorough)
    case .rules: CaseChecks.rulesDefect(bytes, isThorough: isThorough)
    case .pictures: CaseChecks.pictureDefect(bytes, isThorough: isThorough)
    case .framing: ServerChecks.framingDefect(bytes)
    case .server: ServerChecks.sessionDefect(bytes, isThorough: isThorough)
    case .plugin: ReplyChecks.pluginDefect(bytes)
    case .baseline: ReplyChecks.baselineDefect(bytes)
    }
  }
}
