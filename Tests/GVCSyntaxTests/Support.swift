import Testing

@testable import GVCSyntax

/// The two samples of the language's design: a case and a theory, both without mistakes.
enum Sample: CaseIterable {
  case district, theory

  var text: String {
    switch self {
    case .district: Self.districtText
    case .theory: Self.theoryText
    }
  }

  private static let districtText = """
    // Riviera del Brenta: one district, two chains. Caspari 2003, Box 3.3.

    use caspari2003                                  // the theory pack that judges this case

    source rabellotti2001 {
      author: "R. Rabellotti"
      title:  "The eroding effect of globalisation on an Italian industrial district"
      year:   2001
    }

    period before "Independent makers"    { years: 1970..1989 }
    period after  "Inside the new chains" { years: 1990..2000 }

    cluster brenta "Riviera del Brenta" { country: IT  founded: 1900 }

    chain luxury "Luxury footwear" {
      tier 0 "Fashion companies"
      tier 1 "Brenta makers"
      tier 2 "Stitching workshops"
      governance: quasi_hierarchical                 // the default of its links; each link may \
    differ
    }

    buyer fashion_house "Luxury fashion companies" {
      size: large
      core: [design, marketing, branding, retail]
    }

    firm maker "Makers for the luxury chain" {
      cluster: brenta
      size: small
      performs: [design, sourcing, production]
    }

    link maker -> fashion_house {
      chain: luxury
      product_specification: buyer
      process_specification: buyer     from rabellotti2001 "p. 15"
      specific_investment: both
      dependence: high                 from rabellotti2001 "p. 21" (reported_by: supplier)
      support: [product_innovation]
      tone: cooperative
    }

    in after {
      set maker { performs: [production] }           // also: add firm …, remove link …
    }

    expect finding functional_downgrading on maker in after
    expect no finding network_governance

    """

  private static let theoryText = """
    theory caspari2003 "Caspari (2003), SEED Working Paper 44" {

      threshold dependent_share: 50% "Share of sales to one buyer from which a supplier counts \
    as dependent."

      derive link.dependent: truth = share_of_sales >= dependent_share or dependence == high
      derive firm.effective_buyers: number = 1 / sum(l.share_of_sales ^ 2 for l in sales)

      rule functional_ceiling "The buyer's core competences cap functional upgrading" {
        for l in links, f in activities
        when l.governance in [quasi_hierarchical, hierarchical]
         and f in l.buyer.core
         and f not in l.supplier.performs
         and l.dependent
        find l.supplier blocked functional into f        likely
        on l
        message "{l.supplier} is unlikely to move into {f}: a core competence of {l.buyer}, on \
    which it depends."
        help    "Look for buyers for whom {f} is no core competence, or for chains without a \
    dominant buyer."
        cite    caspari2003 "s3", "Box 3.3", "s4"
      }
    }

    """
}

// MARK: Trees as text

func parse(_ text: String) -> SyntaxTree { Parser.parse(SourceText(text)) }

func parse(bytes: [UInt8]) -> SyntaxTree {
  Parser.parse(SourceText(file: FileID(0), name: "input.gvc", bytes: bytes))
}

/// A node as an s-expression: its kind, then its tokens and children in source order.
///
/// With `isIndented` every child, and every run of tokens behind a child, has a line of its own.
/// Recursive, so only for small trees.
func shape(
  of id: NodeID, in tree: SyntaxTree, isIndented: Bool = true, depth: Int = 0
) -> String {
  let separator = isIndented ? "\n" + String(repeating: "  ", count: depth + 1) : " "
  var out = "(\(tree.kind(id))"
  var next = Int(tree[id].firstToken)
  var isBehindChild = false
  func tokens(upTo end: Int) {
    guard next < end else { return }
    out += isBehindChild ? separator : " "
    out += (next..<end).map { tree.text(token: $0) }.joined(separator: " ")
    next = end
  }
  for child in tree.children(id) {
    tokens(upTo: Int(tree[child].firstToken))
    out += separator + shape(of: child, in: tree, isIndented: isIndented, depth: depth + 1)
    next = max(next, Int(tree[child].endToken))
    isBehindChild = true
  }
  tokens(upTo: Int(tree[id].endToken))
  return out + ")"
}

/// The items of a text, one s-expression behind the other; its diagnostics come first, so that a
/// text with mistakes never has the shape of one without.
func shape(_ text: String, isIndented: Bool = true) -> String {
  let tree = parse(text)
  let items = tree.children(SyntaxTree.root).map {
    shape(of: $0, in: tree, isIndented: isIndented)
  }
  return (tree.diagnostics.map { "\($0.code)" } + items).joined(separator: "\n")
}

/// An expression, on one line; its diagnostics come first.
func expressionShape(_ text: String) -> String {
  let tree = parse("derive o.n: truth = \(text)")
  let item = NodeID(1)
  let expression = tree.child(item, at: 3)
  return
    (tree.diagnostics.map { "\($0.code)" }
    + [expression.map { shape(of: $0, in: tree, isIndented: false) } ?? "none"])
    .joined(separator: " ")
}

/// The value of an attribute, on one line, with its evidence; its diagnostics come first.
func valueShape(_ text: String) -> String {
  let tree = parse("firm a { v: \(text) }")
  let attribute = tree.nodes.firstIndex { $0.kind == .attribute }
  let parts = attribute.map { index in
    tree.children(NodeID(index)).map { shape(of: $0, in: tree, isIndented: false) }
  }
  return (tree.diagnostics.map { "\($0.code)" } + (parts ?? ["none"])).joined(separator: " ")
}

/// The tokens of a text, as `kind(text)`, without the end of the file.
func tokenShape(_ text: String) -> String {
  let source = SourceText(text)
  return Lexer.tokens(of: source).tokens.dropLast()
    .map { "\($0.kind)(\(source.string($0.range)))" }.joined(separator: " ")
}

/// Each diagnostic of a tree as `GVC0000 [text it is about]`.
func diagnosed(_ tree: SyntaxTree) -> [String] {
  tree.diagnostics.map { "\($0.code) [\(tree.source.string($0.primary.location.range))]" }
}

// MARK: Invariants

/// The first invariant that a tree breaks, in words, or nil.
///
/// Tokens lie in order inside the file and only white space, comments and a leading byte order
/// mark lie between them; tokens and gaps make the file; nodes lie inside it; sizes and tokens of
/// the pre-order tree nest; every diagnostic points into the file.
func defect(of tree: SyntaxTree) -> String? {
  tokenDefect(of: tree) ?? nodeDefect(of: tree) ?? diagnosticDefect(of: tree)
}

private func tokenDefect(of tree: SyntaxTree) -> String? {
  let bytes = tree.source.bytes
  guard let last = tree.tokens.last, last.kind == .endOfFile else { return "no end of file" }
  var printed: [UInt8] = []
  printed.reserveCapacity(bytes.count)
  var end = 0
  for (index, token) in tree.tokens.enumerated() {
    let start = Int(token.start)
    guard start >= end, Int(token.end) <= bytes.count else { return "token \(index) misplaced" }
    let isLast = index == tree.tokens.count - 1
    guard (token.start == token.end) == isLast else { return "token \(index) has a wrong length" }
    guard (token.kind == .endOfFile) == isLast else { return "end of file at token \(index)" }
    guard isGap(bytes[end..<start]) else { return "text lost before token \(index)" }
    let hasBreak = index == 0 || isLast || bytes[end..<start].contains(0x0A)
    guard token.startsLine == hasBreak else { return "token \(index): wrong `startsLine`" }
    printed += bytes[end..<start]
    printed += bytes[start..<Int(token.end)]
    end = Int(token.end)
  }
  return printed == bytes ? nil : "tokens and gaps do not print the source"
}

/// Whether bytes are only white space and comments, behind a byte order mark at offset 0.
private func isGap(_ bytes: ArraySlice<UInt8>) -> Bool {
  var rest = bytes
  if rest.startIndex == 0, rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
  while let byte = rest.first {
    switch byte {
    case 0x20, 0x09, 0x0D, 0x0A: rest = rest.dropFirst()
    case 0x2F:
      guard rest.count > 1 else { return false }
      switch rest[rest.startIndex + 1] {
      case 0x2F: rest = rest.drop { $0 != 0x0A }
      case 0x2A:
        // `/* … */`, or to the end of the line: read as a comment, and diagnosed.
        rest = rest.dropFirst(2)
        while let next = rest.first, next != 0x0A, !rest.starts(with: [0x2A, 0x2F]) {
          rest = rest.dropFirst()
        }
        if rest.starts(with: [0x2A, 0x2F]) { rest = rest.dropFirst(2) }
      default: return false
      }
    case 0x23:
      // `# …`, likewise.
      rest = rest.drop { $0 != 0x0A }
    case 0x80...:
      // A space of another kind.
      let scalar = String(decoding: rest.prefix(3), as: UTF8.self).unicodeScalars.first
      guard let scalar, scalar.properties.generalCategory == .spaceSeparator else { return false }
      rest = rest.dropFirst(UTF8.width(scalar))
    default: return false
    }
  }
  return true
}

private func nodeDefect(of tree: SyntaxTree) -> String? {
  let nodes = tree.nodes
  guard let root = nodes.first, root.kind == .file else { return "no file node" }
  guard Int(root.size) == nodes.count else { return "the root does not hold every node" }
  guard root.firstToken == 0, Int(root.endToken) == tree.tokens.count - 1 else {
    return "the root does not hold every token"
  }
  /// The open ancestors: the end of each subtree, and where its next child may begin.
  var open: [(index: Int, end: Int, nextToken: UInt32)] = []
  for (index, node) in nodes.enumerated() {
    while let last = open.last, last.end <= index { open.removeLast() }
    let end = index + Int(node.size)
    guard node.size >= 1, node.firstToken <= node.endToken else {
      return "node \(index) not closed"
    }
    if let parent = open.last {
      guard end <= parent.end else { return "node \(index) sticks out of its parent" }
      guard node.firstToken >= parent.nextToken else { return "node \(index) overlaps" }
      guard node.endToken <= nodes[parent.index].endToken else {
        return "node \(index) has tokens that its parent lacks"
      }
      open[open.count - 1].nextToken = node.endToken
    } else if index != 0 {
      return "node \(index) is outside the root"
    }
    let range = tree.range(NodeID(index))
    guard range.start <= range.end, Int(range.end) <= tree.source.bytes.count else {
      return "node \(index) lies outside the file"
    }
    if node.kind == .missing, node.size != 1 || node.firstToken != node.endToken {
      return "node \(index) is missing and yet there"
    }
    if node.kind == .skipped, node.size != 1 || node.firstToken == node.endToken {
      return "node \(index) skips nothing"
    }
    open.append((index, end, node.firstToken))
  }
  return nil
}

private func diagnosticDefect(of tree: SyntaxTree) -> String? {
  let count = tree.source.bytes.count
  var isFaulty = false
  for diagnostic in tree.diagnostics {
    let edits = diagnostic.fixes.flatMap { $0.edits.map(\.location) }
    let labels = ([diagnostic.primary] + diagnostic.secondary).map(\.location)
    for place in labels + edits where Int(place.range.end) > count {
      return "\(diagnostic.code) points behind the file"
    }
    isFaulty = isFaulty || diagnostic.severity == .error
  }
  if !isFaulty, let node = tree.nodes.first(where: { $0.kind == .missing || $0.kind == .skipped }) {
    return "a \(node.kind) node and no error"
  }
  return nil
}

// MARK: Random numbers

/// SplitMix64: the same numbers from the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
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
