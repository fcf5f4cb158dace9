/// What all pictures have around the drawing: a heading above, and below a legend and notes.
struct PictureSheet {
  /// One line of the legend: a sign and what it means.
  struct Entry {
    let sign: [MarkupElement]
    let text: String
  }

  let title: String
  let subtitle: String
  let description: String
  let prefix: String
  var definitions: [MarkupElement] = []
  var legend: [Entry] = []
  var notes: [String] = []

  static let margin = 16.0
  /// The room of a sign in the legend; signs are drawn around its middle line, from 0.
  static let signWidth = 40.0

  /// The whole picture around a drawing of a size, whose elements begin at the upper left.
  func picture(_ drawing: [MarkupElement], width drawn: Double, height: Double) -> Picture {
    let heading = PictureText.heading
    let detail = PictureText.detail
    let width = max(drawn, 420)
    let inner = width - 2 * Self.margin
    var body: [MarkupElement] = []
    var y = Self.margin
    let titles = heading.lines(title, width: inner, limit: 3)
    body += MarkupElement.lines(titles, x: Self.margin, top: y, heading, class: "heading")
    y += Double(titles.count) * heading.lineHeight
    let subtitles = detail.lines(subtitle, width: inner, limit: 3)
    body += MarkupElement.lines(subtitles, x: Self.margin, top: y, detail, class: "detail")
    y += Double(subtitles.count) * detail.lineHeight + 10
    body.append(
      MarkupElement("g", [("transform", "translate(0 \(MarkupElement.number(y)))")]).with(drawing))
    y += height + 6
    y = addLegend(&body, y, inner)
    for note in notes {
      let lines = detail.lines(note, width: inner)
      body += MarkupElement.lines(lines, x: Self.margin, top: y, detail, class: "detail")
      y += Double(lines.count) * detail.lineHeight + 2
    }
    return Picture(
      title: title, description: description, width: width, height: y + Self.margin - 4,
      definitions: definitions, body: body, prefix: prefix)
  }

  /// The legend in rows as wide as the picture; returns where it ends.
  private func addLegend(_ body: inout [MarkupElement], _ top: Double, _ inner: Double) -> Double {
    guard !legend.isEmpty else { return top }
    let detail = PictureText.detail
    var group = MarkupElement(
      "g", [("class", "legend"), ("role", "list"), ("aria-label", "Legend")])
    group.append(
      MarkupElement(
        "line",
        [
          ("class", "rule"), ("x1", MarkupElement.number(Self.margin)),
          ("x2", MarkupElement.number(Self.margin + inner)), ("y1", MarkupElement.number(top)),
          ("y2", MarkupElement.number(top)),
        ]))
    var x = Self.margin
    var y = top + 10
    var rowHeight = detail.lineHeight
    for entry in legend {
      let room = min(inner - Self.signWidth - 6, 360)
      let lines = detail.lines(entry.text, width: room)
      let textWidth = lines.map { detail.width(of: $0) }.max() ?? 0
      let width = (entry.sign.isEmpty ? 0 : Self.signWidth + 6) + textWidth
      if x > Self.margin, x + width > Self.margin + inner {
        x = Self.margin
        y += rowHeight + 5
        rowHeight = detail.lineHeight
      }
      var item = MarkupElement("g", [("role", "listitem")])
      let middle = y + detail.lineHeight / 2
      if !entry.sign.isEmpty {
        item.append(
          MarkupElement(
            "g",
            [
              (
                "transform", "translate(\(MarkupElement.number(x)) \(MarkupElement.number(middle)))"
              ),
              ("aria-hidden", "true"),
            ]
          ).with(entry.sign))
      }
      let left = x + (entry.sign.isEmpty ? 0 : Self.signWidth + 6)
      for line in MarkupElement.lines(lines, x: left, top: y, detail, class: "detail") {
        item.append(line)
      }
      group.append(item)
      rowHeight = max(rowHeight, Double(lines.count) * detail.lineHeight)
      x += width + 22
    }
    body.append(group)
    return y + rowHeight + 10
  }
}
