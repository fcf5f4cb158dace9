/// Lays out lines of text.
public enum Paragraph {
  /// The columns of a line where no terminal says how wide it is.
  public static let width = 100

  /// The text broken into lines of at most `width` columns where words allow it, each indented; the
  /// label stands before the first line.
  public static func wrap(
    _ text: String, indent: Int, label: String = "", width: Int = Paragraph.width
  ) -> String {
    let margin = String(repeating: " ", count: indent)
    let hanging = String(repeating: " ", count: indent + label.count)
    var out = ""
    var line = margin + label
    var isEmpty = true
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if !isEmpty, line.count + 1 + word.count > width {
        out += line + "\n"
        line = hanging
        isEmpty = true
      }
      line += isEmpty ? String(word) : " " + word
      isEmpty = false
    }
    return out + line + "\n"
  }
}

extension String {
  /// The text with spaces behind it up to a width.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
