import GVCSyntax

/// The line of a link: its label, its width, its strands.
struct ChainLine {
  private let link: ChainGraph.Link
  private let label: [String]
  private let badge: String?
  private let isWarning: Bool
  /// Whether widths mean shares in this picture.
  private let showsShares: Bool

  init(_ link: ChainGraph.Link, showsShares: Bool) {
    self.link = link
    self.showsShares = showsShares
    let measure = PictureText.label
    var lines: [String] = []
    for type in link.governance.prefix(2) {
      lines += measure.lines(
        type.title + (type.isConcluded ? " *" : ""), width: Self.labelRoom, limit: 3)
    }
    if link.governance.count > 2 { lines.append("+\(link.governance.count - 2) more") }
    if let share = link.share {
      let whole = share.isOfSales ? " of sales" : " of purchases"
      lines += measure.lines(
        CaseWords.percent(share.low, share.high) + whole, width: Self.labelRoom, limit: 2)
    }
    label = lines
    let heavy = link.marks.filter { $0.level > .note }.reduce(0) { $0 + $1.count }
    isWarning = heavy > 0
    badge = heavy > 0 ? "▲ \(heavy)" : nil
  }

  private static let labelRoom = 92.0
  private static let padding = 4.0

  private var labelLines: [String] { label + (badge.map { [$0] } ?? []) }

  /// The room of the label; nothing where nothing is known.
  var labelSize: (width: Double, height: Double) {
    guard !labelLines.isEmpty else { return (0, 0) }
    let text = label.map { PictureText.label.width(of: $0) }.max() ?? 0
    let mark = badge.map { PictureText.mark.width(of: $0) } ?? 0
    return (
      max(text, mark) + 2 * Self.padding + 2,
      Double(labelLines.count) * PictureText.label.lineHeight + 2 * Self.padding - 2
    )
  }

  /// A share of nothing is a thin line, the whole a thick one.
  private static func width(of share: Double) -> Double { 1.8 + 8.2 * share }

  /// The width that the line takes.
  var thickness: Double {
    if let share = link.share { return Self.width(of: share.high) }
    if link.isSale { return 2 }
    if showsShares { return 6 }
    return max(2, Double(strands.count) * 4 - 2)
  }

  /// A strand for each type of governance.
  private var strands: [String] {
    if link.isSale { return ["sale"] }
    guard !link.governance.isEmpty else { return ["unknown"] }
    return link.governance.map { Self.name(of: $0.word) }
  }

  static func name(of word: Int?) -> String {
    word.map { "g\($0 % PictureStyle.dashes.count)" } ?? "unknown"
  }

  /// Which hatches the line needs.
  var hatches: [String] {
    guard let share = link.share else { return showsShares && !link.isSale ? strands : [] }
    return share.high > share.low ? [strands[0]] : []
  }

  func element(_ route: LayeredLayout.Route, prefix: String) -> MarkupElement {
    var group = MarkupElement(
      "g",
      [
        ("class", "link"), ("role", "graphics-symbol img"), ("aria-label", link.sentence),
      ])
    if !link.names.isEmpty {
      group.set("data-entity", link.names[0])
      if link.names.count > 1 { group.set("data-entities", link.names.joined(separator: "; ")) }
    }
    group.append(MarkupElement("title").with(text: link.sentence))
    let head = 7 + thickness / 2
    let names = strands
    for (index, name) in names.enumerated() {
      let offset = (Double(index) - Double(names.count - 1) / 2) * 4
      let path = Self.path(
        route.points, offset: link.share == nil ? offset : 0, shortened: head - 2)
      if let share = link.share {
        guard index == 0 else { continue }
        if share.high > share.low {
          group.append(hatched(path, Self.width(of: share.high), name, prefix))
        }
        if share.low > 0 || share.high == share.low {
          group.append(plain(path, Self.width(of: share.low), name))
        }
      } else if showsShares, !link.isSale {
        if index == 0 { group.append(hatched(path, 6, name, prefix)) }
      } else {
        group.append(plain(path, 2, name))
      }
    }
    group.append(arrow(route, head, names[0]))
    return group
  }

  private func plain(_ path: String, _ width: Double, _ name: String) -> MarkupElement {
    var element = MarkupElement.path(path, class: "\(name) line")
    element.set("stroke-width", MarkupElement.number(width))
    return element
  }

  private func hatched(
    _ path: String, _ width: Double, _ name: String, _ prefix: String
  ) -> MarkupElement {
    var element = MarkupElement.path(path, class: "empty")
    element.set("stroke", "url(#\(prefix)hatch-\(name))")
    element.set("stroke-width", MarkupElement.number(width))
    return element
  }

  private func arrow(_ route: LayeredLayout.Route, _ length: Double, _ name: String)
    -> MarkupElement
  {
    guard let tip = route.points.last, let before = route.points.dropLast().last else {
      return MarkupElement("g")
    }
    let half = max(4, thickness / 2 + 2.5)
    let isVertical = tip.x == before.x
    let direction = isVertical ? (tip.y > before.y ? 1.0 : -1) : tip.x > before.x ? 1.0 : -1
    let corners =
      isVertical
      ? [
        tip, Point(tip.x - half, tip.y - direction * length),
        Point(tip.x + half, tip.y - direction * length),
      ]
      : [
        tip, Point(tip.x - direction * length, tip.y - half),
        Point(tip.x - direction * length, tip.y + half),
      ]
    let points = corners.map { "\(MarkupElement.number($0.x)) \(MarkupElement.number($0.y))" }
    return .path("M\(points.joined(separator: "L"))Z", class: "\(name) head")
  }

  /// Level through columns, curved between them; the end is shortened for the head.
  static func path(_ points: [Point], offset: Double, shortened: Double) -> String {
    var points = points.map { Point($0.x, $0.y + offset) }
    if let last = points.last, let before = points.dropLast().last {
      if last.x == before.x {
        points[points.count - 1].y -= (last.y > before.y ? 1 : -1) * shortened
      } else {
        // A curve that ends at the box ends level: the head stands on what is added.
        points[points.count - 1].x -= (last.x > before.x ? 1 : -1) * shortened
      }
    }
    func text(_ point: Point) -> String {
      "\(MarkupElement.number(point.x)) \(MarkupElement.number(point.y))"
    }
    guard let first = points.first else { return "" }
    var out = "M\(text(first))"
    for (a, b) in zip(points, points.dropFirst()) {
      if a.y == b.y || a.x == b.x {
        out += "L\(text(b))"
      } else {
        let middle = (a.x + b.x) / 2
        out += "C\(text(Point(middle, a.y))) \(text(Point(middle, b.y))) \(text(b))"
      }
    }
    return out
  }

  /// The label on its plate.
  func labelElement(_ frame: Frame) -> MarkupElement {
    var group = MarkupElement("g", [("class", "link-label"), ("aria-hidden", "true")])
    group.append(.rect(frame, radius: 4, class: "plate"))
    let middle = frame.x + frame.width / 2
    var y = frame.y + Self.padding - 1
    for line in MarkupElement.lines(
      label, x: middle, top: y, PictureText.label, class: "label", anchor: "middle")
    {
      group.append(line)
    }
    y += Double(label.count) * PictureText.label.lineHeight
    if let badge {
      group.append(
        .text(
          badge, x: middle, y: y + PictureText.mark.size, class: "mark warning", anchor: "middle"))
    }
    return group
  }
}
