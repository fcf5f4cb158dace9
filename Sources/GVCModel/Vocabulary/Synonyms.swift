/// What the things of the vocabulary are also called, so that who calls them so is told their names.
///
/// Synonyms are declared with `also`. They are no names: nothing can be written by them.
struct Synonyms: Sendable {
  private var kinds: [String: KindID] = [:]
  private var attributes: [String: [AttributeID]] = [:]
  private var words: [String: [(ScaleID, Int)]] = [:]

  mutating func add(_ text: String, _ kind: KindID) { kinds[Self.key(text)] = kind }

  mutating func add(_ text: String, _ attribute: AttributeID) {
    attributes[Self.key(text), default: []].append(attribute)
  }

  mutating func add(_ text: String, _ scale: ScaleID, word: Int) {
    words[Self.key(text), default: []].append((scale, word))
  }

  /// The kind that is also called so.
  func kind(called text: String) -> KindID? { kinds[Self.key(text)] }

  /// The attributes that are also called so, of whatever kind.
  func attributes(called text: String) -> [AttributeID] { attributes[Self.key(text)] ?? [] }

  /// The word of a scale that is also called so.
  func word(called text: String, of scale: ScaleID) -> Int? {
    words[Self.key(text)]?.first { $0.0 == scale }?.1
  }

  /// Letters and digits alone, small: `Arm's length` and `arms_length` are the same.
  static func key(_ text: String) -> String {
    text.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
