import GVCSyntax

/// One thing that can be written at a place.
public struct CompletionItem: Sendable, Hashable {
  /// What it is, for the sign beside it.
  public enum Category: String, Sendable, CaseIterable {
    case keyword, kind, attribute, word, constant, entity, source, layer, rule, verdict, threshold
    case theory, variable, function, collection, unit, country, file, directory, code, snippet
  }

  public let label: String
  /// A few words behind the label: a type, a title, a kind.
  public let detail: String
  public let category: Category
  /// What is written as it stands.
  public let insertion: String
  /// The same with `${1:places}` to fill in, in the syntax of snippets of the protocol of editors; nil
  /// where there are none. Lines after the first are indented by two spaces a level from the first.
  public let snippet: String?
  /// What it replaces: the word that the caret touches.
  public let range: TextRange
  /// Its place among the others, lowest first; items of one rank are in alphabetical order.
  public let rank: Int
  /// What `documentation(ofCompletion:)` takes; nil where there is nothing to say.
  public let key: String?
  /// The built-in pack that it is of, where the project does not use that: `useEdit(of:in:)` gives the
  /// edit that it needs besides. Nil where there is no such edit, or `insertion` holds it.
  public let pack: String?

  /// The same behind a text that is written too, and with no edit of its own any more.
  func prefixed(_ text: String) -> CompletionItem {
    CompletionItem(
      label: label, detail: detail, category: category, insertion: text + insertion,
      snippet: snippet.map { text + $0 }, range: range, rank: rank, key: key, pack: nil)
  }
}

/// What can be written at a place.
public struct CompletionList: Sendable {
  public let items: [CompletionItem]
  /// There are more; ask again when more letters are typed.
  public let isIncomplete: Bool

  static let none = CompletionList(items: [], isIncomplete: false)
}

/// Something in a directory, for the paths of imports.
public struct DirectoryEntry: Sendable, Hashable {
  public let name: String
  public let isDirectory: Bool

  public init(name: String, isDirectory: Bool) {
    self.name = name
    self.isDirectory = isDirectory
  }
}
