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

  @Test(arguments: Passage.all) func everyTruncationIsSound(_ passage: Passage) {
    let bytes = passage.bytes
    for count in passage.places {
      if let defect = defect(of: parse(bytes: Array(bytes[..<count]))) {
        Issue.record("cut behind \(count) bytes: \(defect)")
        return
      }
    }
  }

  @Test(arguments: Passage.all) func everyTailIsSound(_ passage: Passage) {
    let bytes = passage.bytes
    for count in passage.places {
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

  /// Bytes all over the files, by one of the intruders and by any byte.
  @Test(arguments: Passage.parts) func bytesOfAFileCanChange(_ passage: Passage) {
    var generator = SeededGenerator(seed: UInt64(passage.bytes.count))
    var bytes = passage.bytes
    for index in passage.places where index < bytes.count {
      let original = bytes[index]
      let others = [
        Self.intruders.randomElement(using: &generator) ?? 0,
        UInt8.random(in: 0...255, using: &generator),
      ]
      for other in others where other != original {
        bytes[index] = other
        if let defect = defect(of: parse(bytes: bytes)) {
          Issue.record("byte \(index) replaced by \(other): \(defect)")
          return
        }
      }
      bytes[index] = original
    }
  }

  @Test(arguments: Passage.all) func everyLossOfOneByteIsSound(_ passage: Passage) {
    for index in passage.places where index < passage.bytes.count {
      var shorter = passage.bytes
      shorter.remove(at: index)
      if let defect = defect(of: parse(bytes: shorter)) {
        Issue.record("without byte \(index): \(defect)")
        return
      }
    }
  }

  /// Whole files, cut and changed at forty places.
  @Test(arguments: Passage.files) func aFileCutOrChangedIsSound(_ file: Passage) {
    var generator = SeededGenerator(seed: 1)
    for index in stride(from: 0, to: file.bytes.count, by: max(1, file.bytes.count / 40)) {
      var changed = file.bytes
      changed[index] = Self.intruders.randomElement(using: &generator) ?? 0
      for bytes in [changed, Array(file.bytes[..<index])] {
        if let defect = defect(of: parse(bytes: bytes)) {
          Issue.record("cut or changed at byte \(index): \(defect)")
          return
        }
      }
    }
  }

  @Test func thePassagesAreTheFiles() {
    let names = Passage.files.map(\.name)
    for name in ["prelude.gvc", "caspari2003.gvc", "brenta.gvc"] { #expect(names.contains(name)) }
    for file in Passage.files {
      let passages = Passage.parts.filter { $0.name.hasPrefix(file.name + " ") }
      #expect(passages.flatMap(\.bytes) == file.bytes)
      #expect(parse(bytes: file.bytes).diagnostics.isEmpty, "\(file.name)")
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
      "scope", "when", "find", "into", "from", "on", "message", "help", "cite", "and", "or", "not",
      "is",
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
          tokens: tokens ?? Array(tree.tokens), nodes: nodes ?? Array(tree.nodes),
          diagnostics: []))
    }
    #expect(altered() == nil)
    var tokens = Array(tree.tokens)
    tokens.remove(at: 1)
    #expect(altered(tokens: tokens) == "text lost before token 1")
    #expect(altered(bytes: Array(tree.source.bytes.dropLast(3))) == "token 5 misplaced")
    var nodes = Array(tree.nodes)
    nodes[0].size -= 1
    #expect(altered(nodes: nodes) == "the root does not hold every node")
    nodes = Array(tree.nodes)
    nodes[2].size = 99
    #expect(altered(nodes: nodes) == "node 2 sticks out of its parent")
    nodes = Array(tree.nodes)
    nodes[2].kind = .skipped
    #expect(altered(nodes: nodes) == "a skipped node and no error")
  }
}
