import Testing

@testable import GVCSyntax

/// Whatever the bytes: no trap, a lossless tree, nodes inside the file.
@Suite struct RobustnessTests {
  /// The bytes that are put in the place of each byte of a sample: what opens, closes, ends a
  /// line, is not UTF-8, or joins words.
  static let intruders: [UInt8] = Array("{}[(\"\n:x".utf8) + [0xFF]

  @Test(arguments: Sample.allCases) func samplesAreSound(_ sample: Sample) {
    let tree = parse(sample.text)
    #expect(defect(of: tree) == nil)
    #expect(tree.diagnostics.isEmpty)
  }

  @Test(arguments: Sample.allCases) func everyTruncationIsSound(_ sample: Sample) {
    let bytes = Array(sample.text.utf8)
    for count in 0...bytes.count {
      if let defect = defect(of: parse(bytes: Array(bytes[..<count]))) {
        Issue.record("cut behind \(count) bytes: \(defect)")
        return
      }
    }
  }

  @Test(arguments: Sample.allCases) func everyTailIsSound(_ sample: Sample) {
    let bytes = Array(sample.text.utf8)
    for count in 0...bytes.count {
      if let defect = defect(of: parse(bytes: Array(bytes[count...]))) {
        Issue.record("without the first \(count) bytes: \(defect)")
        return
      }
    }
  }

  @Test(arguments: Sample.allCases, intruders)
  func everyChangeOfOneByteIsSound(_ sample: Sample, _ intruder: UInt8) {
    var bytes = Array(sample.text.utf8)
    for index in bytes.indices where bytes[index] != intruder {
      let original = bytes[index]
      bytes[index] = intruder
      if let defect = defect(of: parse(bytes: bytes)) {
        Issue.record("byte \(index) replaced by \(intruder): \(defect)")
        return
      }
      bytes[index] = original
    }
  }

  @Test(arguments: Sample.allCases) func everyLossOfOneByteIsSound(_ sample: Sample) {
    let bytes = Array(sample.text.utf8)
    for index in bytes.indices {
      var shorter = bytes
      shorter.remove(at: index)
      if let defect = defect(of: parse(bytes: shorter)) {
        Issue.record("without byte \(index): \(defect)")
        return
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func randomBytesAreSound(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<300 {
      let count = Int.random(in: 0...120, using: &generator)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      if let defect = defect(of: parse(bytes: bytes)) {
        Issue.record("seed \(seed), round \(round), \(bytes): \(defect)")
        return
      }
    }
  }

  /// Words and signs of the language in any order: deeper into the parser than random bytes.
  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func randomTokensAreSound(_ seed: UInt64) {
    let words = [
      "use", "import", "in", "set", "add", "remove", "expect", "finding", "unknown", "verdict",
      "diagnostic", "no", "theory", "attribute", "threshold", "derive", "rule", "for", "let",
      "when", "find", "into", "from", "on", "message", "help", "cite", "and", "or", "not", "is",
      "known", "if", "then", "else", "by", "where", "at", "most", "needs", "per", "firm", "a",
      "1999-01", "12", "\"t\"", "{", "}", "[", "]", "(", ")", ",", ":", ".", "..", "->", "--",
      "~", "=", "==", "<", "+", "-", "*", "/", "^", "%", "#", "\n", "\n", "\"", "// c\n", "é",
    ]
    var generator = SeededGenerator(seed: seed)
    for round in 0..<300 {
      let count = Int.random(in: 0...60, using: &generator)
      let text = (0..<count).map { _ in words.randomElement(using: &generator) ?? "" }
        .joined(separator: Bool.random(using: &generator) ? " " : "")
      if let defect = defect(of: parse(text)) {
        Issue.record("seed \(seed), round \(round), \(text.debugDescription): \(defect)")
        return
      }
    }
  }

  /// The checks themselves: a tree whose parts do not fit is not taken for sound.
  @Test func unsoundTreesAreFound() {
    let tree = parse("firm a { size: small }")
    func altered(
      tokens: [Token]? = nil, nodes: [Node]? = nil, bytes: [UInt8]? = nil
    ) -> String? {
      defect(
        of: SyntaxTree(
          source: SourceText(file: FileID(0), name: "", bytes: bytes ?? tree.source.bytes),
          tokens: tokens ?? tree.tokens, nodes: nodes ?? tree.nodes, diagnostics: []))
    }
    #expect(altered() == nil)
    var tokens = tree.tokens
    tokens.remove(at: 1)
    #expect(altered(tokens: tokens) == "text lost before token 1")
    #expect(altered(bytes: Array(tree.source.bytes.dropLast(3))) == "token 5 misplaced")
    var nodes = tree.nodes
    nodes[0].size -= 1
    #expect(altered(nodes: nodes) == "the root does not hold every node")
    nodes = tree.nodes
    nodes[2].size = 99
    #expect(altered(nodes: nodes) == "node 2 sticks out of its parent")
    nodes = tree.nodes
    nodes[2].kind = .skipped
    #expect(altered(nodes: nodes) == "a skipped node and no error")
  }
}
