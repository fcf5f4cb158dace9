import GVCSyntax

/// Colour and weight on a terminal; nothing where colour is not wanted. It is never the only sign.
struct TerminalStyle {
  enum Color: String {
    case red = "31"
    case yellow = "33"
    case green = "32"
    case blue = "34"
  }

  let usesColor: Bool

  func paint(_ text: String, _ color: Color) -> String {
    usesColor ? "\u{1B}[1;\(color.rawValue)m\(text)\u{1B}[0m" : text
  }

  func bold(_ text: String) -> String { usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}

extension Severity {
  /// The colour of a severity.
  var color: TerminalStyle.Color {
    switch self {
    case .error: .red
    case .warning: .yellow
    case .note: .blue
    }
  }
}
