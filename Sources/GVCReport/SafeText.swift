/// Texts from outside, made safe to show: what drives a terminal or turns the direction of writing
/// never gets out as it is.
public enum SafeText {
  /// Whether a scalar must not be written raw: controls, line and paragraph separators, and marks
  /// that do not show but change how other text looks.
  public static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00..<0x20, 0x7F..<0xA0, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
      0xFEFF, 0xE0000...0xE007F:
      true
    default: false
    }
  }

  /// The text with each unsafe scalar as its escape in the language: `\u{1b}`.
  public static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isUnsafe(scalar) {
        out.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      } else {
        out.append(scalar)
      }
    }
    return String(out)
  }

  /// The same for a text of several lines, whose line breaks stay.
  public static func escapedLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
      .joined(separator: "\n")
  }

  /// The scalars of a line of source, one for one: a tab shows as a space, an unsafe one as U+FFFD.
  static func shown(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.map { $0 == "\t" ? " " : isUnsafe($0) ? "\u{FFFD}" : $0 }
  }

  /// JSON with each unsafe scalar as `\u001b`; line breaks between values stay.
  static func json(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0 != "\n" && isUnsafe($0) }) else { return text }
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\n" || !isUnsafe(scalar) {
        out.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let hex = String(unit, radix: 16)
        out.append(
          contentsOf: ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).unicodeScalars)
      }
    }
    return String(out)
  }
}
