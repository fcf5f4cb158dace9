/// Names from outside that mean something to one of the formats that gvc writes, as they stand in a text of
/// the language.
enum HostileNames {
  static let all = [
    // Markup.
    "<script>", "&amp;", "]]>", "-->", "</title></svg>", "<b>", "'>\\\"<",
    // Tables and formulas.
    "=1+1", "@cmd", "-2+3", "+x", "\\t=x", "a,b", "a;b", "|x|", "\\\\|", "=HYPERLINK(1)",
    // Workflow commands, quotes, Markdown and templates.
    "a,b::c", "::error::x", "100% = 1", "say \\\"hi\\\"", "it's", "`x`", "[x](y)", "${x}", "#1;",
    "{{[(\\\"", "# x", "%0A", "\\\\",
    // What drives a terminal, breaks a line, or turns the direction of writing.
    "line\\nbreak", "a\\r\\nb", "\\u{1b}[31m", "\\u{9b}1m", "\\u{7}", "\\u{202e}turned",
    "\\u{2066}in", "a\\u{200b}b", "\\u{2028}x", "\\u{feff}x", "\\u{fffe}", "\\u{e0041}",
  ]

  /// Whether a text of lines holds nothing that drives a terminal or turns the direction of writing.
  static func isSafe(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x0A: true
      case 0x0D: true
      case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
        0xE0000...0xE007F:
        false
      default: true
      }
    }
  }
}
