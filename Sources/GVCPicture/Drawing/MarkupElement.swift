import GVCReport

/// An element of a picture. Texts and values are escaped as they are written, so that nothing a case says
/// can become markup; what XML cannot hold, and what turns the direction of writing, shows as an escape.
struct MarkupElement: Sendable {
  private let name: String
  private var attributes: [(name: String, value: String)] = []
  private var children: [Child] = []

  private enum Child: Sendable {
    case element(MarkupElement)
    case text(String)
    /// A style sheet of our own, without `<` and `&`.
    case style(String)
  }

  init(_ name: String, _ attributes: [(String, String)] = []) {
    self.name = name
    self.attributes = attributes.map { (name: $0.0, value: $0.1) }
  }

  mutating func set(_ name: String, _ value: String) { attributes.append((name, value)) }

  mutating func append(_ element: MarkupElement) { children.append(.element(element)) }

  mutating func append(text: String) { children.append(.text(text)) }

  mutating func append(style: String) { children.append(.style(style)) }

  /// The element with a text in it.
  func with(text: String) -> MarkupElement {
    var copy = self
    copy.append(text: text)
    return copy
  }

  /// The element with others in it.
  func with(_ elements: [MarkupElement]) -> MarkupElement {
    var copy = self
    for element in elements { copy.append(element) }
    return copy
  }

  /// The markup, an element a line where that changes nothing.
  var text: String {
    var out = ""
    write(to: &out, indent: "")
    return out
  }

  private func write(to out: inout String, indent: String) {
    out += "\(indent)<\(name)"
    for (name, value) in attributes { out += " \(name)=\"\(Self.escaped(value))\"" }
    guard !children.isEmpty else {
      out += "/>\n"
      return
    }
    out += ">"
    if children.count == 1, case .text(let text) = children[0] {
      out += "\(Self.escaped(text))</\(name)>\n"
      return
    }
    out += "\n"
    for child in children {
      switch child {
      case .element(let element): element.write(to: &out, indent: indent + " ")
      case .text(let text): out += Self.escaped(text)
      case .style(let style): out += style
      }
    }
    out += "\(indent)</\(name)>\n"
  }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for character in SafeText.escaped(text).unicodeScalars {
      switch character {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      default: out.unicodeScalars.append(character)
      }
    }
    return out
  }
}

extension MarkupElement {
  /// A length as SVG writes it: at most one digit behind the point.
  static func number(_ value: Double) -> String {
    let tenths = (value * 10).rounded()
    guard tenths.isFinite, abs(tenths) < 1e12 else { return "0" }
    let whole = Int(tenths)
    let sign = whole < 0 ? "-" : ""
    let rest = abs(whole) % 10
    return rest == 0 ? "\(sign)\(abs(whole) / 10)" : "\(sign)\(abs(whole) / 10).\(rest)"
  }

  static func rect(_ frame: Frame, radius: Double = 0, class name: String) -> MarkupElement {
    var element = MarkupElement(
      "rect",
      [
        ("class", name), ("x", number(frame.x)), ("y", number(frame.y)),
        ("width", number(frame.width)), ("height", number(frame.height)),
      ])
    if radius > 0 { element.set("rx", number(radius)) }
    return element
  }

  static func path(_ data: String, class name: String) -> MarkupElement {
    MarkupElement("path", [("class", name), ("d", data)])
  }

  /// A line of text from its base line; `anchor` is `start`, `middle` or `end`.
  static func text(
    _ text: String, x: Double, y: Double, class name: String, anchor: String = "start"
  ) -> MarkupElement {
    var element = MarkupElement(
      "text", [("class", name), ("x", number(x)), ("y", number(y))])
    if anchor != "start" { element.set("text-anchor", anchor) }
    element.append(text: text)
    return element
  }

  /// Several lines of text under one another; `y` is the top of the first.
  static func lines(
    _ lines: [String], x: Double, top: Double, _ measure: TextMeasure, class name: String,
    anchor: String = "start"
  ) -> [MarkupElement] {
    lines.enumerated().map { index, line in
      text(
        line, x: x, y: top + Double(index) * measure.lineHeight + measure.size, class: name,
        anchor: anchor)
    }
  }
}
