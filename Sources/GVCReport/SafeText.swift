/// Texts from outside, made safe to show: what drives a terminal, turns the direction of writing, or does not
/// show and could hide something never gets out as it is.
public enum SafeText {
  /// Whether a scalar by itself must not be written raw.
  public static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool { HiddenScalars.contains(scalar) }

  /// The text with each unsafe scalar as its escape in the language: `\u{1b}`.
  public static func escaped(_ text: String) -> String {
    replacingUnsafe(in: text) { "\\u{\(String($0.value, radix: 16))}" }
  }

  /// The same for a text of several lines, whose line breaks stay.
  public static func escapedLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
      .joined(separator: "\n")
  }

  /// The text without its unsafe scalars, but for line breaks.
  static func withoutUnsafe(_ text: String) -> String {
    replacingUnsafe(in: text) { $0 == "\n" ? "\n" : "" }
  }

  /// The scalars of a line of source, one for one: a tab shows as a space, an unsafe one as U+FFFD.
  static func shown(_ text: String) -> [Unicode.Scalar] {
    Array(replacingUnsafe(in: text) { $0 == "\t" ? " " : "\u{FFFD}" }.unicodeScalars)
  }

  /// JSON with each unsafe scalar as `\u001b`; line breaks between values stay.
  static func json(_ text: String) -> String {
    replacingUnsafe(in: text) { scalar in
      if scalar == "\n" { return "\n" }
      return String(scalar).utf16.map { unit in
        let hex = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      }.joined()
    }
  }

  /// The text with some scalars replaced, whatever marks stand behind them: a search for characters would
  /// pass over a `<` with an accent, which other programs read as a `<`.
  public static func replacing(
    in text: String, _ replacement: (Unicode.Scalar) -> String?
  ) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      if let replaced = replacement(scalar) {
        out += replaced
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// The text between quotation marks, with a backslash before each of some scalars.
  public static func quoted(_ text: String, escaping special: String) -> String {
    let special = special.unicodeScalars
    return "\"" + replacing(in: escaped(text)) { special.contains($0) ? "\\\($0)" : nil } + "\""
  }

  private static func replacingUnsafe(
    in text: String, _ replacement: (Unicode.Scalar) -> String
  ) -> String {
    guard text.utf8.contains(where: { !(0x20..<0x7F).contains($0) }) else { return text }
    let scalars = Array(text.unicodeScalars)
    var out = ""
    for (index, scalar) in scalars.enumerated() {
      if isUnsafe(scalar),
        !HiddenScalars.belongs(
          scalar, between: index > 0 ? scalars[index - 1] : nil,
          and: index + 1 < scalars.count ? scalars[index + 1] : nil)
      {
        out += replacement(scalar)
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
