import CEmbedded

/// The pages that come with the compiler: the error index and the grammar.
public enum GrammarPages {
  /// `gvc.ebnf`.
  public static var grammar: String { EmbeddedFile(c_embedded_grammar()).text }

  /// `errors.md`, whole.
  public static var errors: String { EmbeddedFile(c_embedded_errors()).text }

  /// The codes that have a page, in the order of the index.
  public static var codes: [String] {
    errors.split(separator: "\n").filter { $0.hasPrefix("## GVC") }.map { String($0.dropFirst(3)) }
  }

  /// The page of a code such as `GVC0103`, without its heading; nil when there is none.
  public static func page(of code: String) -> String? {
    var page: [Substring] = []
    var isInside = false
    for line in errors.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") {
        if isInside { break }
        isInside = line.dropFirst(3) == code
      } else if isInside {
        page.append(line)
      }
    }
    guard isInside else { return nil }
    while page.first?.isEmpty == true { page.removeFirst() }
    while page.last?.isEmpty == true { page.removeLast() }
    return page.joined(separator: "\n")
  }
}
