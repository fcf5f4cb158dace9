/// The text that a literal in quotes stands for.
public enum TextLiteral {
  /// The text between the quotes with its escapes resolved; one that means nothing stays as it is.
  public static func value(of literal: String) -> String {
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
}
