/// The text that a literal in quotes stands for.
public enum TextLiteral {
  /// The text between the quotes with its escapes resolved; one that means nothing stays as it is.
  public static func value(of literal: String) -> String {
    if let first = literal.unicodeScalars.first, opensForeign(first) {
      return String(literal.unicodeScalars.dropFirst().dropLast())
    }
    // Most texts have no escape.
    if !literal.utf8.contains(UInt8(ascii: "\\")) {
      var plain = literal.utf8[...]
      if plain.first == UInt8(ascii: "\"") { plain.removeFirst() }
      if plain.last == UInt8(ascii: "\"") { plain.removeLast() }
      return String(Substring(plain))
    }
    var out = String.UnicodeScalarView()
    var rest = Substring(literal).unicodeScalars
    if rest.first == "\"" { rest.removeFirst() }
    if rest.last == "\"" { rest.removeLast() }
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let next = rest.first else {
        out.append(scalar)
        continue
      }
      switch next {
      case "n": out.append("\n")
      case "t": out.append("\t")
      case "\"", "\\": out.append(next)
      case "u":
        guard let close = rest.firstIndex(of: "}"),
          let value = UInt32(String(rest[..<close].dropFirst(2)), radix: 16),
          let named = Unicode.Scalar(value)
        else {
          out.append(scalar)
          continue
        }
        out.append(named)
        rest = rest[rest.index(after: close)...]
        continue
      default:
        out.append(scalar)
        continue
      }
      rest.removeFirst()
    }
    return String(out)
  }

  /// Whether a text of another program's form begins with a character: `“`, `„`, `«`, `‘`, `'` and their like.
  static func opensForeign(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x27, 0xAB, 0xBB, 0x2018...0x201F, 0x2039, 0x203A, 0x300C, 0x300E: true
    default: false
    }
  }

  /// Whether a character ends what another begins; quotes of one line are nested in no other.
  static func closesForeign(_ scalar: Unicode.Scalar, _ opening: Unicode.Scalar) -> Bool {
    let isSingle = [0x27, 0x2018, 0x2019, 0x201A, 0x201B, 0x2039, 0x203A].contains(opening.value)
    return switch scalar.value {
    case 0x27, 0x2018, 0x2019, 0x201B, 0x2039, 0x203A: isSingle
    case 0x22, 0xAB, 0xBB, 0x201C, 0x201D, 0x201F, 0x300D, 0x300F: !isSingle
    default: false
    }
  }
}
