/// Texts as Markdown.
enum Markdown {
  /// A block of the language.
  static func code(_ text: String) -> String {
    "```gvc\n\(text.replacing("```", with: "'''"))\n```"
  }

  static func codeSpan(_ text: String) -> String {
    text.contains("`") ? "`` \(text) ``" : "`\(text)`"
  }

  /// Words of a person, shown as they are. Code between backquotes stays code.
  static func escaped(_ text: String) -> String {
    var out = ""
    var inCode = false
    for character in text {
      if character == "`" { inCode.toggle() }
      if !inCode, "\\*_[]<>#".contains(character) { out.append("\\") }
      out.append(character)
    }
    return out
  }
}
