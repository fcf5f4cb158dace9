/// How wide a text is at most, whatever sans-serif font a viewer has.
///
/// A picture is made where no font is known. The widths are those of DejaVu Sans, which is wider than
/// the other fonts that the style names, so that what fits by this measure fits everywhere.
struct TextMeasure {
  /// In the units of the drawing.
  let size: Double
  let isBold: Bool

  init(size: Double, isBold: Bool = false) {
    self.size = size
    self.isBold = isBold
  }

  /// The height from one line to the next.
  var lineHeight: Double { (size * 1.3).rounded() }

  func width(of text: String) -> Double {
    var sum = 0
    for scalar in text.unicodeScalars { sum += width(of: scalar) }
    return Double(sum) * size / 1000
  }

  /// In thousandths of the size.
  private func width(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    switch value {
    case 0x20...0x7E: return isBold ? Self.bold[Int(value) - 0x20] : Self.regular[Int(value) - 0x20]
    case 0x300...0x36F, 0x200D, 0xFE00...0xFE0F: return 0
    case 0x2013, 0x2018...0x201E, 0xB7, 0x2022: return 600
    case 0xA1...0x24F: return isBold ? 860 : 800
    case 0x250...0x1FFF: return isBold ? 1000 : 900
    case 0x1F000...0x1FAFF: return 1400
    default: return 1100
    }
  }

  /// The text on lines of at most `width`, broken at spaces and behind hyphens, and inside of words that
  /// are too long; more than `limit` lines end in an ellipsis.
  func lines(_ text: String, width: Double, limit: Int = .max) -> [String] {
    var lines: [String] = []
    var line = ""
    for piece in Self.pieces(of: text) {
      let joined = line + piece
      if self.width(of: Self.trimmed(joined)) <= width {
        line = joined
        continue
      }
      if !Self.trimmed(line).isEmpty { lines.append(Self.trimmed(line)) }
      line = ""
      for character in piece {
        if !line.isEmpty, self.width(of: line + String(character)) > width {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    if !Self.trimmed(line).isEmpty { lines.append(Self.trimmed(line)) }
    guard lines.count > limit, limit > 0 else { return lines }
    var last = lines[limit - 1]
    while !last.isEmpty, self.width(of: last + "…") > width { last.removeLast() }
    return Array(lines.prefix(limit - 1)) + [Self.trimmed(last) + "…"]
  }

  /// Words with the spaces behind them, and what ends in a hyphen.
  private static func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for character in text {
      let joins = character == " " || character == "-" || character == "/"
      if !piece.isEmpty, piece.last == " ", character != " " {
        pieces.append(piece)
        piece = ""
      }
      piece.append(character)
      if joins, character != " " {
        pieces.append(piece)
        piece = ""
      }
    }
    if !piece.isEmpty { pieces.append(piece) }
    return pieces
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last == " " { text.removeLast() }
    while text.first == " " { text.removeFirst() }
    return String(text)
  }

  /// The widths of U+0020 to U+007E.
  private static let regular = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698,
    770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732,
    684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635,
    634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,
    525, 636, 337, 636, 838,
  ]
  private static let bold = [
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696,
    696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734,
    830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812,
    774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716,
    712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652,
    582, 712, 365, 712, 838,
  ]
}
