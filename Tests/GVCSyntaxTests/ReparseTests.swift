import Foundation
import Testing

@testable import GVCSyntax

/// A text that is parsed again after an edit gives the tree that it gives from the beginning.
@Suite struct ReparseTests {
  /// What is put into a text: parts of words and of items, what opens and closes, and damage.
  private static let pieces: [[UInt8]] =
    [
      "x", "{", "}", "[", "\"", "\n", ":", " from ", "// ", "1999-01", "..",
      "firm new { size: small }\n",
      "\n\nin after {\n", "use", "rule a \"b\" {\n", "\u{E9}", "\r\n", "expect ", "-> b", "(",
      "import \"a.gvc\"\n",
    ].map { Array($0.utf8) } + [[0xFF], [0xEF, 0xBB, 0xBF]]

  /// One edit after another, each parsed after the tree of the one before.
  @Test(arguments: Passage.files, [1, 2, 3]) func editsOneAfterAnother(
    _ passage: Passage, _ seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed &* 7_919 &+ UInt64(passage.bytes.count))
    var bytes = passage.bytes
    var last = parse(bytes: bytes)
    var reparsed = 0
    for step in 0..<60 {
      edit(&bytes, using: &random)
      let fresh = parse(bytes: bytes)
      let (tree, change) = Parser.parse(fresh.source, after: last)
      if let difference = difference(tree, fresh) ?? change.flatMap({ defect(of: $0, last, tree) })
      {
        Issue.record("\(passage.name), seed \(seed), edit \(step): \(difference)")
        return
      }
      if change != nil { reparsed += 1 }
      last = tree
    }
    #expect(reparsed > 5, "hardly an edit was taken as one")
  }

  /// A long text of which one line changes is not parsed anew.
  @Test func onlyTheItemsAroundAnEditAreParsed() throws {
    let items = (0..<500).map { "firm f\($0) {\n  size: small\n}\n" }
    let before = parse(items.joined())
    let after = parse(items.joined().replacing("firm f250 {", with: "firm f250 { //"))
    let change = try #require(Parser.parse(after.source, after: before).change)
    #expect(change.newNodes.count < 30)
    #expect(change.newNodes.contains { after.text(NodeID($0)).hasPrefix("firm f250") })
  }

  /// Nodes of more tokens or nodes than one word holds, in a text that is edited before, in and behind them.
  @Test func largeNodes() {
    let entries = (0..<2_000).map { "  f\($0): 1 t\n" }.joined()
    let list = (0..<4_200).map { "a\($0)" }.joined(separator: ", ")
    let firms = (0..<50).map { "firm f\($0) { size: small }\n" }.joined()
    var text =
      firms + "firm large {\n  share {\n\(entries)  }\n  makes: [\(list)]\n}\n"
      + "derive firm.x: truth = " + (0..<2_100).map { "a\($0)" }.joined(separator: " or ") + "\n"
      + firms
    var last = parse(text)
    #expect(last.nodes.count { $0.size > 0xFFF || $0.endToken - $0.firstToken > 0xFFF } > 5)
    var shared = 0
    let edits = [
      ("firm f3 {", "firm f3 { of: b"), ("f10: 1 t", "f10: 12 t"), ("f1999: 1 t\n", ""),
      ("a4000,", "a4000, b, c,"), ("a2099\n", "a2099 or b\n"), ("makes: [", "makes: [["),
      ("makes: [[", "makes: ["), ("firm large {", "firm small { }\nfirm large {"),
      ("firm f49 { size: small }\n", ""), ("derive firm.x", "derive firm.y"),
    ]
    for (old, new) in edits {
      guard let place = text.range(of: old) else {
        Issue.record("\(old) is not there")
        return
      }
      text.replaceSubrange(place, with: new)
      let fresh = parse(text)
      let (tree, change) = Parser.parse(fresh.source, after: last)
      #expect(difference(tree, fresh) == nil, "\(new)")
      #expect(change != nil, "no change: \(new)")
      last = tree
      shared += tree.tokens.pieceCount > 2 && tree.nodes.pieceCount > 2 ? 1 : 0
    }
    #expect(shared > 5, "hardly anything was shared")
  }

  /// An item that reaches over many that stood behind it, which takes more tokens than were lent to the parser.
  @Test func anItemThatReachesFar() {
    let items = (0..<200).map { "firm f\($0) { size: small }\n" }.joined()
    for (old, new) in [("{ size", "size"), ("small }", "small"), ("firm f9 ", "rule f9 ")] {
      let before = parse("firm a { size: [small] }\n" + items + "}\n" + items)
      let text = before.source.string(TextRange(0, before.source.bytes.count))
      guard let place = text.range(of: old) else { return }
      let fresh = parse(text.replacingCharacters(in: place, with: new))
      let (tree, _) = Parser.parse(fresh.source, after: before)
      #expect(difference(tree, fresh) == nil, "\(new)")
    }
    // A list that is not closed, over lines that look like values.
    let values = (0..<400).map { "  v\($0),\n" }.joined()
    let before = parse("firm a {\n  x: [a]\n" + values + "}\n" + items)
    let text = before.source.string(TextRange(0, before.source.bytes.count))
    let fresh = parse(text.replacing("[a]", with: "[a,"))
    let (tree, _) = Parser.parse(fresh.source, after: before)
    #expect(difference(tree, fresh) == nil)
  }

  /// An item that had a mistake beyond its end, in the first token of the next, keeps it once.
  @Test func aMistakeAtABoundaryIsSaidOnce() {
    let texts = [
      "firm a {\n size:\n}\n) )\nfirm b {\n}\n", "firm a {\n size:\n}\n) ) x\nfirm b {\n}\n",
    ]
    let long = String(repeating: "firm c { size: small }\n", count: 9)
    for (old, new) in [(texts[0], texts[1]), (texts[1], texts[0])] {
      let fresh = parse(long + new + long)
      let (tree, _) = Parser.parse(fresh.source, after: parse(long + old + long))
      #expect(difference(tree, fresh) == nil)
    }
  }

  /// A text that is parsed in parts gives the tree that it gives in one, whatever stands where they meet.
  @Test(arguments: Passage.files, [1, 2, 3]) func partsBesideOneAnother(
    _ passage: Passage, _ seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed &* 104_729 &+ UInt64(passage.bytes.count))
    var bytes = passage.bytes
    for step in 0..<40 {
      let source = SourceText(file: FileID(0), name: "case.gvc", bytes: bytes)
      let whole = Parser.parse(source, inParts: 1)
      for count in 2...4 {
        if let difference = difference(Parser.parse(source, inParts: count), whole) {
          Issue.record("\(passage.name), seed \(seed), edit \(step), \(count) parts: \(difference)")
          return
        }
      }
      edit(&bytes, using: &random)
    }
  }

  /// Parts begin at names at the start of a line, and each is taken as it is where an item begins there.
  @Test func partsAreJoinedWhereItemsBegin() {
    let items = (0..<40).map { "firm f\($0) {\n  size: small\n}\n" }.joined()
    let lists = (0..<40).map { "firm g\($0) {\nsize: small\n\nplace: here\n}\n" }.joined()
    for text in [items, lists, items + ") )\n" + items, "firm a {\n" + items, items + "firm b {"] {
      let source = SourceText(file: FileID(0), name: "case.gvc", bytes: Array(text.utf8))
      let parser = Parser(source: source, Lexer.allTokens(of: source))
      #expect(parser.partStarts(4).count == 4)
      #expect(Lexer.allTokens(of: source, inParts: 4).tokens.count == parser.tokens.count)
      let whole = Parser.parse(source, inParts: 1)
      #expect(difference(Parser.parse(source, inParts: 4), whole) == nil)
    }
  }

  private func edit(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    let length = Bool.random(using: &random) ? Int.random(in: 0...3, using: &random) : 0
    let end = min(
      bytes.count, place + (length == 3 ? Int.random(in: 0...200, using: &random) : length))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes.removeSubrange(place..<end)
    case 1:
      // Lines that stand elsewhere in the text too.
      let start = Int.random(in: 0...bytes.count, using: &random)
      let copied = bytes[start..<min(bytes.count, start + Int.random(in: 0...300, using: &random))]
      bytes.replaceSubrange(place..<end, with: Array(copied))
    default:
      bytes.replaceSubrange(place..<end, with: Self.pieces.randomElement(using: &random) ?? [])
    }
  }

  /// The first difference of two trees.
  private func difference(_ a: SyntaxTree, _ b: SyntaxTree) -> String? {
    if a.tokens.count != b.tokens.count { return "\(a.tokens.count) tokens, not \(b.tokens.count)" }
    for (i, (x, y)) in zip(a.tokens, b.tokens).enumerated()
    where x.range != y.range || x.kind != y.kind || x.startsLine != y.startsLine {
      return "token \(i) is \(x), not \(y)"
    }
    if a.nodes.count != b.nodes.count { return "\(a.nodes.count) nodes, not \(b.nodes.count)" }
    for (i, (x, y)) in zip(a.nodes, b.nodes).enumerated()
    where (x.firstToken, x.endToken, x.size, x.kind) != (y.firstToken, y.endToken, y.size, y.kind) {
      return "node \(i) is \(x), not \(y)"
    }
    if a.diagnostics != b.diagnostics {
      return "diagnostics \(a.diagnostics.map(\.message)), not \(b.diagnostics.map(\.message))"
    }
    if a.record?.items != b.record?.items
      || a.record?.itemsOfDiagnostics != b.record?.itemsOfDiagnostics
      || a.record?.openBraces != b.record?.openBraces
      || a.record?.lexicalDiagnostics != b.record?.lexicalDiagnostics
    {
      return "another record"
    }
    return nil
  }

  /// What is wrong with a change: it must be of whole items, and all else the same.
  private func defect(of change: SyntaxChange, _ old: SyntaxTree, _ new: SyntaxTree) -> String? {
    let kept =
      Array(old.nodes[..<change.oldNodes.lowerBound].dropFirst())
      + old.nodes[change.oldNodes.upperBound...]
    let still =
      Array(new.nodes[..<change.newNodes.lowerBound].dropFirst())
      + new.nodes[change.newNodes.upperBound...]
    guard kept.map(\.kind) == still.map(\.kind) else { return "other nodes changed" }
    let places = [(1, old, change.oldNodes), (1, new, change.newNodes)]
    for (start, tree, nodes) in places {
      var starts: Set<Int> = [tree.nodes.count]
      var next = start
      while next < tree.nodes.count {
        starts.insert(next)
        next += Int(tree.nodes[next].size)
      }
      if !starts.contains(nodes.lowerBound) || !starts.contains(nodes.upperBound) {
        return "the change \(nodes) is not of whole items"
      }
    }
    for index in change.oldNodes.upperBound..<old.nodes.count {
      let range = old.range(NodeID(index))
      let moved = change.moved(range)
      if range.count > 0, moved != new.range(NodeID(index + change.nodeShift)) {
        return "node \(index) moved to \(String(describing: moved))"
      }
    }
    return nil
  }
}
