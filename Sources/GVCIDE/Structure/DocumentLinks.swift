import GVCSyntax

/// A place in a file that leads elsewhere.
public struct DocumentLink: Sendable, Hashable {
  public enum Target: Sendable, Hashable {
    /// A file of the project; of an imported directory, the first of its files.
    case file(FileID)
    case url(String)
  }

  /// The text between the quotes.
  public let range: TextRange
  public let target: Target
}

extension EditorFeatures {
  /// The imports of a file, and the web addresses in its texts.
  public func links(in file: FileID) -> [DocumentLink] {
    guard let tree = tree(of: file) else { return [] }
    var links: [DocumentLink] = []
    for index in tree.nodes.indices {
      let node = NodeID(index)
      switch tree.kind(node) {
      case .importItem:
        guard let title = tree.child(node, .title),
          let target = importedFiles(tree, title).first
        else { continue }
        links.append(DocumentLink(range: content(title, tree), target: .file(target)))
      case .stringValue:
        let text = TextLiteral.value(of: tree.text(node))
        guard text.hasPrefix("https://") || text.hasPrefix("http://"),
          !text.contains(where: \.isWhitespace)
        else { continue }
        links.append(DocumentLink(range: content(node, tree), target: .url(text)))
      default: break
      }
    }
    return links
  }

  /// The files that the path of an import names, in the order of their names.
  func importedFiles(_ tree: SyntaxTree, _ title: NodeID) -> [FileID] {
    let path = TextLiteral.value(of: tree.text(title))
    guard let wanted = Self.resolve(path, beside: tree.source.name) else { return [] }
    let sources = model.sources.filter { $0.file != tree.source.file }
    if let file = sources.first(where: { Self.normal($0.name) == wanted }) { return [file.file] }
    return sources.filter { Self.directory(of: Self.normal($0.name)) == wanted }
      .sorted { $0.name < $1.name }.map(\.file)
  }

  /// The text between the quotes of a literal.
  private func content(_ node: NodeID, _ tree: SyntaxTree) -> TextRange {
    let range = tree.range(node)
    guard range.count >= 2, tree.source.bytes[Int(range.end) - 1] == 0x22 else { return range }
    return TextRange(range.start + 1, range.end - 1)
  }

  /// The path that a relative one is, seen from the directory of a file; nil when it leads too far up.
  private static func resolve(_ path: String, beside name: String) -> [Substring]? {
    guard !path.isEmpty, !path.hasPrefix("/") else { return nil }
    var parts = directory(of: normal(name))
    for part in path.split(separator: "/") {
      switch part {
      case ".": break
      case "..":
        guard parts.popLast() != nil else { return nil }
      default: parts.append(part)
      }
    }
    return parts
  }

  private static func normal(_ name: String) -> [Substring] {
    name.split(separator: "/").filter { $0 != "." }
  }

  private static func directory(of path: [Substring]) -> [Substring] { Array(path.dropLast()) }
}
