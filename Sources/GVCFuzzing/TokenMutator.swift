import GVCLibrary
import GVCSyntax

/// Changes a text by whole tokens and items, so that most of it still means something.
public struct TokenMutator {
  private var numbers: SeededNumbers
  private static let pool = Pool()

  public init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

  /// A text with one to four changes; at most `limit` bytes.
  public mutating func mutated(_ bytes: [UInt8], limit: Int) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &numbers) { bytes = changed(bytes) }
    return Array(bytes.prefix(limit))
  }

  private mutating func changed(_ bytes: [UInt8]) -> [UInt8] {
    let text = Pieces(bytes)
    guard !text.tokens.isEmpty else { return Self.pool.items.randomElement(using: &numbers) ?? [] }
    let isItem = Bool.random(using: &numbers) && !text.items.isEmpty
    let pieces = isItem ? text.items : text.tokens
    let range = pieces.randomElement(using: &numbers) ?? 0..<0
    let place = pieces.randomElement(using: &numbers)?.lowerBound ?? 0
    let foreign =
      (isItem ? Self.pool.items : Self.pool.tokens).randomElement(using: &numbers) ?? []
    let space: [UInt8] = [isItem ? 0x0A : 0x20]
    var out = bytes
    switch Int.random(in: 0..<6, using: &numbers) {
    case 0: out.replaceSubrange(range, with: foreign)
    case 1: out.removeSubrange(range)
    case 2: out.insert(contentsOf: Array(bytes[range]) + space, at: place)
    case 3: out.insert(contentsOf: foreign + space, at: place)
    case 4:
      let moved = Array(bytes[range]) + space
      out.removeSubrange(range)
      out.insert(contentsOf: moved, at: min(place, out.count))
    default:
      let other = pieces.randomElement(using: &numbers) ?? range
      out.replaceSubrange(range, with: Array(bytes[other]))
    }
    return out
  }

  /// What is put into texts.
  private struct Pool: Sendable {
    var tokens: [[UInt8]] = []
    var items: [[UInt8]] = []

    init() {
      var seen: Set<[UInt8]> = []
      for pack in [Library.prelude] + Library.packs {
        let pieces = Pieces(pack.bytes)
        for range in pieces.tokens where seen.insert(Array(pack.bytes[range])).inserted {
          tokens.append(Array(pack.bytes[range]))
        }
        items += pieces.items.filter { $0.count < 2000 }.map { Array(pack.bytes[$0]) }
      }
      items += CaseTexts.items.map { Array($0.utf8) }
    }
  }

  /// The tokens of a text, and what is balanced in braces, by its bytes.
  private struct Pieces {
    var tokens: [Range<Int>] = []
    var items: [Range<Int>] = []

    init(_ bytes: [UInt8]) {
      let source = SourceText(file: FileID(0), name: "", bytes: bytes)
      var open: [Int] = []
      var lineStart = 0
      for token in Lexer.tokens(of: source).tokens where token.start < token.end {
        let range = Int(token.start)..<Int(token.end)
        if token.startsLine { lineStart = range.lowerBound }
        tokens.append(range)
        if range.count == 1, bytes[range.lowerBound] == UInt8(ascii: "{") {
          open.append(lineStart)
        } else if range.count == 1, bytes[range.lowerBound] == UInt8(ascii: "}"),
          let start = open.popLast()
        {
          items.append(start..<range.upperBound)
        }
      }
    }
  }
}

/// SplitMix64: the same numbers for the same seed.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
