import GVCSyntax

/// A file with parts of it replaced, its comments gone, in the one style.
enum RedactedText {
  /// The text of a tree with some ranges replaced; they do not overlap and are in order.
  ///
  /// - Parameter head: A comment that stands first, so that nobody takes pseudonyms for names.
  static func text(
    of tree: SyntaxTree, _ edits: [(range: TextRange, text: String)], head: String
  ) throws(Redactor.Failure) -> [UInt8] {
    let bytes = tree.source.bytes
    var out = Array("// \(head)\n\n".utf8)
    var edits = edits[...]
    var end = 0
    for token in tree.tokens {
      let (start, stop) = (Int(token.start), Int(token.end))
      out += gap(bytes[end..<start])
      end = stop
      var place = start
      while let edit = edits.first, Int(edit.range.start) < stop {
        edits.removeFirst()
        guard Int(edit.range.start) >= place else { continue }
        out += bytes[place..<Int(edit.range.start)]
        out += Array(edit.text.utf8)
        place = Int(edit.range.end)
      }
      // What is replaced may be of several tokens.
      if place > stop {
        end = place
      } else {
        out += bytes[place..<stop]
      }
    }
    let source = SourceText(file: tree.source.file, name: tree.source.name, bytes: out)
    guard let text = Formatter.format(Parser.parse(source)) else {
      throw Redactor.Failure(message: "`\(tree.source.name)` cannot be written anew")
    }
    return text
  }

  /// The gap between two tokens without its comments.
  private static func gap(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    var isComment = false
    for (index, byte) in zip(bytes.indices, bytes) {
      if byte == UInt8(ascii: "\n") { isComment = false }
      if byte == UInt8(ascii: "/"), bytes.index(after: index) < bytes.endIndex,
        bytes[bytes.index(after: index)] == byte
      {
        isComment = true
      }
      if !isComment { out.append(byte) }
    }
    return out
  }
}
