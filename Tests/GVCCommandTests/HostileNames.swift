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
    // What means something though a mark stands behind it.
    "<\\u{301}b>", "\\\"\\u{301};x", "\\\\\\u{301}", "&\\u{301}amp;", ",\\u{301}", "|\\u{301}",
    "`\\u{301}", "=\\u{301}1", "\\u{ad}=1+1", "%\\u{301}0A", ":\\u{301}:", "\\n\\u{301}",
    // All of what does not show, between letters that do not ask for it.
    hidden.map { "a\\u{\(String($0, radix: 16))}" }.joined() + "b",
  ]

  /// What does not show, or turns what stands around it: at least the ends of each run, and the noncharacters
  /// of planes 0, 1 and 16. Joiners and selectors too, where no script and no emoji asks for them.
  static let hidden: [UInt32] = [
    0x7F, 0x85, 0x9F, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, 0x180F,
    0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2064, 0x2065,
    0x2066, 0x2069, 0x206A, 0x206F, 0x3164, 0xFDD0, 0xFDEF, 0xFE00, 0xFE0E, 0xFE0F, 0xFEFF, 0xFFA0,
    0xFFF0, 0xFFF8, 0xFFF9, 0xFFFA, 0xFFFB, 0xFFFE, 0xFFFF, 0x1BCA0, 0x1D173, 0x1D17A, 0x1FFFE,
    0x1FFFF, 0xE0000, 0xE0001, 0xE0020, 0xE007F, 0xE0100, 0xE01EF, 0xE0FFF, 0x10FFFE, 0x10FFFF,
  ]

  /// Whether a text of lines holds nothing that drives a terminal or turns the direction of writing.
  static func isSafe(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x0A: true
      case 0x0D: true
      case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
        0xFDD0...0xFDEF,
        0xFE00...0xFE0F, 0xFFF0...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
        false
      case let value where value & 0xFFFE == 0xFFFE || hidden.contains(value): false
      default: true
      }
    }
  }
}
