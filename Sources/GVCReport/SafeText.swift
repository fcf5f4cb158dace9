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
    replacingUnsafe(in: text, keepsLines: true) { _ in "" }
  }

  /// The scalars of a line of source, one for one: a tab shows as a space, an unsafe one as U+FFFD.
  static func shown(_ text: String) -> [Unicode.Scalar] {
    Array(replacingUnsafe(in: text) { $0 == "\t" ? " " : "\u{FFFD}" }.unicodeScalars)
  }

  /// JSON with each unsafe scalar as `\u001b`; line breaks between values stay.
  static func json(_ text: String) -> String {
    replacingUnsafe(in: text, keepsLines: true) { scalar in
      String(scalar).utf16.map { unit in
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

  /// The text with each unsafe scalar replaced where nothing asks for it; the same text where there is none.
  ///
  /// - Parameter keepsLines: Whether line breaks stay.
  private static func replacingUnsafe(
    in text: String, keepsLines: Bool = false, _ replacement: (Unicode.Scalar) -> String
  ) -> String {
    let scalars = text.unicodeScalars
    func isWanted(_ scalar: Unicode.Scalar) -> Bool {
      !isUnsafe(scalar) || keepsLines && scalar == "\n"
    }
    guard !scalars.allSatisfy(isWanted) else { return text }
    var out = ""
    var before: Unicode.Scalar?
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      index = scalars.index(after: index)
      let after = index < scalars.endIndex ? scalars[index] : nil
      if isWanted(scalar) || HiddenScalars.belongs(scalar, between: before, and: after) {
        out.unicodeScalars.append(scalar)
      } else {
        out += replacement(scalar)
      }
      before = scalar
    }
    return out
  }
}
