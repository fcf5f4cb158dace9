/// A token to be written, and the white space and comments before it.
struct Piece {
  var gap: String
  var text: String
}

extension [Piece] {
  var text: String { map { $0.gap + $0.text }.joined() }

  /// The pieces with one thing changed: a token lost, doubled, moved or replaced by one of
  /// `others`, or a line broken or joined.
  func changed(_ others: [String], using random: inout SeededGenerator) -> [Piece] {
    guard let index = indices.randomElement(using: &random) else { return self }
    var pieces = self
    switch Int.random(in: 0..<6, using: &random) {
    case 0: pieces.remove(at: index)
    case 1: pieces.insert(self[index], at: index)
    case 2:
      let other =
        Int.random(in: 0..<2, using: &random) == 0
        ? Swift.min(index + 1, count - 1) : Int.random(in: 0..<count, using: &random)
      pieces[index].text = self[other].text
      pieces[other].text = self[index].text
    case 3: pieces[index].text = others.randomElement(using: &random) ?? ""
    case 4:
      pieces.insert(
        Piece(gap: " ", text: others.randomElement(using: &random) ?? ""), at: index)
    default: pieces[index].gap = self[index].gap.contains("\n") ? " " : "\n"
    }
    return pieces
  }
}
