import GVCModel
import GVCSyntax

/// The text of a condition on one line, with the column of each place in it.
struct ConditionText {
  /// The condition with every run of white space as one space, and no comments.
  private(set) var line = ""
  private var columns: [UInt32: Int] = [:]
  private let tree: SyntaxTree

  init(_ place: SyntaxPlace, _ model: Model) {
    tree = model.trees[place.tree]
    let node = tree[place.node]
    var column = 0
    var previousEnd: UInt32?
    for index in Int(node.firstToken)..<Int(node.endToken) {
      let token = tree.tokens[index]
      if let end = previousEnd, token.start > end {
        line += " "
        column += 1
      }
      columns[token.start] = column
      let text = tree.text(token: index)
      line += text
      column += text.unicodeScalars.count
      previousEnd = token.end
    }
  }

  /// The column of the token that begins at an offset; nil for a place outside of the condition.
  func column(of offset: UInt32) -> Int? { columns[offset] }

  /// Where the name behind the last dot of a node begins; its own beginning where it has none.
  func nameStart(of place: SyntaxPlace) -> UInt32 {
    let node = tree[place.node]
    switch tree.kind(place.node) {
    case .memberExpression: return tree.tokens[Int(node.endToken) - 1].start
    case .voiceExpression:
      guard let base = tree.child(place.node, at: 0) else { break }
      return tree.tokens[tree.tokenAfter(base)].start
    default: break
    }
    return tree.tokens[Int(node.firstToken)].start
  }

  /// Where the sign of a comparison stands.
  func operatorStart(of place: SyntaxPlace) -> UInt32 {
    guard let left = tree.child(place.node, at: 0) else {
      return tree.tokens[Int(tree[place.node].firstToken)].start
    }
    return tree.tokens[tree.tokenAfter(left)].start
  }
}
