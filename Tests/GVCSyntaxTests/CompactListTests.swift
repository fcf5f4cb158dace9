import Testing

@testable import GVCSyntax

/// Tokens and nodes in four bytes are those that were put in, also where they do not fit into four bytes.
@Suite struct CompactListTests {
  /// Tokens of which some are long, and some begin far behind the one before, or where no text has one.
  private func tokens(
    _ count: Int, from first: UInt32 = 0, using random: inout SeededGenerator, hasOdd: Bool = false
  ) -> [Token] {
    var next = first
    return (0..<count).map { _ in
      switch UInt8.random(in: 0..<60, using: &random) {
      case 0: next += .random(in: 65_500...65_600, using: &random)
      case 1: next += .random(in: 1_000...70_000, using: &random)
      case 2 where hasOdd: next = .random(in: 0...1_000_000, using: &random)
      default: next += .random(in: 0...9, using: &random)
      }
      let length: UInt32 =
        switch UInt8.random(in: 0..<60, using: &random) {
        case 0: .random(in: 1_020...1_026, using: &random)
        case 1: .random(in: 60_000...200_000, using: &random)
        default: .random(in: 0...40, using: &random)
        }
      defer { next += length }
      return Token(
        start: next, end: next + length, kind: TokenKind.allCases.randomElement(using: &random)!,
        startsLine: .random(using: &random))
    }
  }

  /// How a list differs from an array, however its elements are read.
  private func difference(_ list: TokenList, _ plain: [Token]) -> String? {
    if list.count != plain.count { return "\(list.count) elements, not \(plain.count)" }
    for (index, token) in plain.enumerated() {
      let found = list[index]
      if found.range != token.range || found.kind != token.kind
        || found.startsLine != token.startsLine
      {
        return "\(found) at \(index), not \(token)"
      }
      if list.kind(index) != token.kind || list.startsLine(index) != token.startsLine {
        return "another kind or line at \(index)"
      }
    }
    return nil
  }

  @Test(arguments: 1...20) func `Tokens are what was put in`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let plain = tokens(.random(in: 0...2_000, using: &random), using: &random, hasOdd: true)
    #expect(difference(TokenList(plain), plain) == nil)
    var list = TokenList()
    var next = 0
    while next < plain.count {
      let end = min(plain.count, next + .random(in: 1...200, using: &random))
      if Bool.random(using: &random) {
        plain[next..<end].withUnsafeBufferPointer { list.append(contentsOf: $0) }
      } else {
        for token in plain[next..<end] { list.append(token) }
      }
      next = end
    }
    #expect(difference(list, plain) == nil)
  }

  @Test(arguments: 1...40) func `Lists are put one behind the other`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var plain: [Token] = []
    var parts: [TokenList] = []
    var one = TokenList()
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      let part = tokens(
        .random(in: 0...300, using: &random), from: plain.last?.end ?? 0, using: &random)
      plain += part
      parts.append(TokenList(part))
      one.append(TokenList(part))
    }
    #expect(difference(one, plain) == nil)
    #expect(difference(TokenList(joining: parts, roomFor: 1), plain) == nil)
  }

  @Test func `A gap that blocks did not have before is seen when lists are joined`() {
    func token(_ start: UInt32) -> Token {
      Token(start: start, end: start + 1, kind: .name, startsLine: false)
    }
    // The second begins a block of its own, and stands in that of the first when they are joined.
    for far: UInt32 in [65_534, 65_535, 65_536, 65_537, 131_072, 1 << 24] {
      let starts = [far, far + 1, far + 200_000, far + 200_001]
      for count in [1, 2, 4] {
        let (a, b) = ([token(0)], starts.prefix(count).map { token($0) })
        let joined = TokenList(joining: [TokenList(a), TokenList(b)], roomFor: 0)
        #expect(difference(joined, a + b) == nil)
        var list = TokenList(a)
        list.append(TokenList(b))
        #expect(difference(list, a + b) == nil)
      }
    }
  }

  @Test(arguments: 1...20) func `Nodes are what was put in`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var token = 0
    var nodes = [Node(firstToken: 0, endToken: 0, size: 1, kind: .file)]
    for _ in 0..<Int.random(in: 0...2_000, using: &random) {
      token +=
        UInt8.random(in: 0..<40, using: &random) == 0 ? 300 : .random(in: 0...4, using: &random)
      let isLarge = UInt8.random(in: 0..<20, using: &random) == 0
      let tokens = Int.random(in: isLarge ? 250...260 : 0...20, using: &random)
      let size = Int.random(in: isLarge ? 505...515 : 1...40, using: &random)
      nodes.append(
        Node(
          firstToken: UInt32(token),
          endToken: UInt32(token + (isLarge && Bool.random(using: &random) ? 5_000 : tokens)),
          size: UInt32(isLarge && Bool.random(using: &random) ? 6_000 : size),
          kind: SyntaxKind.allCases.randomElement(using: &random)!))
    }
    nodes[0].size = UInt32(nodes.count)
    nodes[0].endToken = UInt32(token + 1)
    #expect(Array(NodeArray(nodes)) == nodes)
  }

  @Test func `Every kind has its place in a word`() {
    #expect(TokenKind.allCases.count <= 32 && SyntaxKind.allCases.count <= 128)
    #expect(TokenKind.allCases.enumerated().allSatisfy { $0 == Int($1.rawValue) })
    #expect(SyntaxKind.allCases.enumerated().allSatisfy { $0 == Int($1.rawValue) })
  }

  @Test func `Items are finished one by one, with nodes put around others in them`() {
    var writer = NodeWriter()
    let root = writer.open(.file, at: 0)
    for item in 0..<100 {
      let node = writer.open(.attribute, at: item * 3)
      let name = writer.open(.name, at: item * 3)
      writer.close(name, at: item * 3 + 1)
      writer.open(.path, around: name)
      writer.rename(name, .quantity)
      writer.close(name, at: item * 3 + 2)
      writer.close(node, at: item * 3 + 3)
      if item % 3 > 0 { writer.finishItem() }
    }
    #expect(writer.count == 301)
    writer.close(root, at: 300)
    let nodes = NodeArray(writer)
    #expect(nodes[0] == Node(firstToken: 0, endToken: 300, size: 301, kind: .file))
    for item in 0..<100 {
      let first = UInt32(item * 3)
      #expect(
        Array(nodes[(1 + item * 3)...(3 + item * 3)]) == [
          Node(firstToken: first, endToken: first + 3, size: 3, kind: .attribute),
          Node(firstToken: first, endToken: first + 2, size: 2, kind: .quantity),
          Node(firstToken: first, endToken: first + 1, size: 1, kind: .name),
        ])
    }
  }
}
