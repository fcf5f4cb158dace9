/// Texts as Markdown.
enum Markdown {
  /// A block of the language.
  static func code(_ text: String) -> String {
    "```gvc\n\(text.replacing("```", with: "'''"))\n```"
  }

  static func codeSpan(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: "`")) ? "`` \(text) ``" : "`\(text)`"
  }

  /// Words of a person, shown as they are. Code between backquotes stays code.
  static func escaped(_ text: String) -> String {
    var out = ""
    var inCode = false
    for scalar in text.unicodeScalars {
      if scalar == "`" { inCode.toggle() }
      if !inCode, "\\*_[]<>#".unicodeScalars.contains(scalar) { out.append("\\") }
      out.unicodeScalars.append(scalar)
    }
    return out
  }
}
