/// Finds words in running text.
enum SecretWords {
  /// The text with each of some words or phrases, in any case of letters, replaced where it stands as a whole
  /// word outside of braces. The longer ones come first.
  static func replaced(
    _ secrets: [(original: String, pseudonym: String)], in text: String
  ) -> String {
    let scalars = Array(text)
    let lower = scalars.map { Array($0.lowercased()).first ?? $0 }
    let words = secrets.map { (Array($0.original), $0.pseudonym) }
    var out = ""
    var depth = 0
    var index = 0
    while index < scalars.count {
      if scalars[index] == "{" { depth += 1 }
      if scalars[index] == "}" { depth -= 1 }
      let isStart = index == 0 || !isPart(scalars[index - 1])
      if depth <= 0, isStart,
        let (word, pseudonym) = words.first(where: { stands($0.0, at: index, in: lower) })
      {
        out += pseudonym
        index += word.count
      } else {
        out.append(scalars[index])
        index += 1
      }
    }
    return out
  }

  private static func stands(_ word: [Character], at index: Int, in text: [Character]) -> Bool {
    let end = index + word.count
    guard !word.isEmpty, end <= text.count, text[index..<end].elementsEqual(word) else {
      return false
    }
    return end == text.count || !isPart(text[end])
  }

  private static func isPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }
}
