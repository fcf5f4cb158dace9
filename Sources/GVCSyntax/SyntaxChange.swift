/// What became of the items of a file when its text was edited: some, which stand side by side, were
/// replaced by others, and those behind moved.
public struct SyntaxChange: Sendable {
  /// The nodes of the items that are gone, in the tree before.
  public let oldNodes: Range<Int>
  /// The nodes of those in their place, in the tree after.
  public let newNodes: Range<Int>
  /// The bytes from the first item that is gone to the first behind them that is kept.
  public let oldBytes: Range<Int>
  public let newBytes: Range<Int>

  /// How far the nodes moved that stand behind.
  public var nodeShift: Int { newNodes.upperBound - oldNodes.upperBound }

  /// How far the bytes moved that stand behind.
  public var byteShift: Int { newBytes.upperBound - oldBytes.upperBound }

  /// Where a range of the file before is now; nil where it is not all in what was kept.
  public func moved(_ range: TextRange) -> TextRange? {
    if Int(range.end) <= oldBytes.lowerBound { return range }
    return Int(range.start) >= oldBytes.upperBound ? range.moved(by: byteShift) : nil
  }
}

/// What a tree knows of how it was parsed, so that an edit need not parse all of the text again.
struct ParseRecord: Sendable {
  /// How many more braces open than close.
  let openBraces: Int
  /// How many of the diagnostics, from the first on, are the lexer's.
  let lexicalDiagnostics: Int
  /// The first token of the item of each of the others.
  let itemsOfDiagnostics: [UInt32]
  /// The nodes of the items of the file.
  let items: [UInt32]
}
