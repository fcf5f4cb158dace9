import GVCSyntax

/// The box of an actor: what is written in it, and its shape.
struct ChainBox {
  static let width = 164.0
  private static let padding = 11.0

  private let actor: ChainGraph.Actor
  private let title: [String]
  private let details: [String]
  private let marks: [(lines: [String], isWarning: Bool)]
  /// As high as what is written.
  let height: Double

  init(_ actor: ChainGraph.Actor) {
    self.actor = actor
    let inner = Self.width - 2 * Self.padding
    title = PictureText.name.lines(actor.title, width: inner, limit: 3)
    let detail = PictureText.detail
    var details: [String] = []
    let kind = actor.kind + (actor.folded.isEmpty ? "" : "s")
    var about = [kind]
    if let count = actor.count { about.append(count) }
    if actor.role == .market, let country = actor.country, country != actor.title {
      about.append(country)
    }
    // The squares of the size stand behind the first line.
    details += detail.lines(
      about.joined(separator: ", "), width: inner - (actor.size == nil ? 0 : 44), limit: 2)
    if !actor.functions.isEmpty {
      let more = actor.hasMoreFunctions ? ", …" : ""
      details += detail.lines(
        actor.functions.joined(separator: ", ") + more, width: inner, limit: 4)
    }
    self.details = details
    marks = Self.marks(actor, inner)
    let lines = marks.reduce(0) { $0 + $1.lines.count }
    height =
      2 * Self.padding - 3 + Double(title.count) * PictureText.name.lineHeight
      + Double(details.count) * detail.lineHeight
      + (lines > 0 ? 4 + Double(lines) * PictureText.mark.lineHeight : 0)
  }

  /// The three weightiest values, warnings with a sign before them, and what is open.
  private static func marks(
    _ actor: ChainGraph.Actor, _ width: Double
  ) -> [(lines: [String], isWarning: Bool)] {
    let mark = PictureText.mark
    var texts: [(text: String, isWarning: Bool)] = []
    func text(_ mark: ChainGraph.Mark) -> String {
      mark.title + (mark.count > 1 ? " ×\(mark.count)" : "")
    }
    let heavy = actor.marks.filter { $0.level > .note }
    let light = actor.marks.filter { $0.level == .note }
    let shown = Array(heavy.prefix(3))
    if !shown.isEmpty { texts.append(("▲ " + shown.map(text).joined(separator: ", "), true)) }
    let others = light.prefix(max(0, 3 - shown.count))
    let rest = actor.marks.count - shown.count - others.count
    var line = others.map(text)
    if rest > 0 { line.append("+\(rest) more") }
    if actor.openCount > 0 { line.append("? \(actor.openCount)") }
    if !line.isEmpty { texts.append((line.joined(separator: ", "), false)) }
    return texts.map { (mark.lines($0.text, width: width, limit: 3), $0.isWarning) }
  }

  /// The box as an element, with its sentence.
  func element(_ frame: Frame) -> MarkupElement {
    var group = MarkupElement(
      "g",
      [
        ("class", "node \(actor.role.rawValue)"), ("data-entity", actor.name),
        ("role", "graphics-symbol img"), ("aria-label", actor.sentence),
      ])
    group.append(MarkupElement("title").with(text: actor.sentence))
    // A group of firms is a pile.
    if actor.count != nil || !actor.folded.isEmpty {
      group.append(
        shape(Frame(x: frame.x + 4, y: frame.y + 4, width: frame.width, height: frame.height)))
    }
    group.append(shape(frame))
    var y = frame.y + Self.padding - 3
    let left = frame.x + Self.padding
    for line in MarkupElement.lines(title, x: left, top: y, PictureText.name, class: "name") {
      group.append(line)
    }
    y += Double(title.count) * PictureText.name.lineHeight
    for line in MarkupElement.lines(details, x: left, top: y, PictureText.detail, class: "detail") {
      group.append(line)
    }
    for square in squares(right: frame.right - Self.padding, top: y + 3) { group.append(square) }
    y += Double(details.count) * PictureText.detail.lineHeight + 4
    for (lines, isWarning) in marks {
      for line in MarkupElement.lines(
        lines, x: left, top: y, PictureText.mark, class: isWarning ? "mark warning" : "mark")
      {
        group.append(line)
      }
      y += Double(lines.count) * PictureText.mark.lineHeight
    }
    return group
  }

  /// The size as filled squares.
  private func squares(right: Double, top: Double) -> [MarkupElement] {
    guard let size = actor.size else { return [] }
    return (0..<size.of).map { index in
      let x = right - Double(size.of - index) * 9 + 1
      return .rect(
        Frame(x: x, y: top, width: 7, height: 8), class: index < size.place ? "size-on" : "size-off"
      )
    }
  }

  private func shape(_ frame: Frame) -> MarkupElement { Self.shape(frame, actor.role) }

  /// Round for a firm, square for a buyer, with cut corners for an agent, with round ends for a market.
  static func shape(_ frame: Frame, _ role: ChainGraph.Role) -> MarkupElement {
    switch role {
    case .firm: return .rect(frame, radius: 8, class: "box")
    case .buyer: return .rect(frame, radius: 1, class: "box")
    case .market: return .rect(frame, radius: min(24, frame.height / 2), class: "box")
    case .agent:
      let cut = min(10, frame.height / 3)
      func point(_ x: Double, _ y: Double) -> String {
        "\(MarkupElement.number(x)) \(MarkupElement.number(y))"
      }
      let points = [
        point(frame.x + cut, frame.y), point(frame.right - cut, frame.y),
        point(frame.right, frame.y + cut), point(frame.right, frame.bottom - cut),
        point(frame.right - cut, frame.bottom), point(frame.x + cut, frame.bottom),
        point(frame.x, frame.bottom - cut), point(frame.x, frame.y + cut),
      ]
      return .path("M\(points.joined(separator: "L"))Z", class: "box")
    }
  }
}
