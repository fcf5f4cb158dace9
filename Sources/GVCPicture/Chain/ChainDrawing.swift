import GVCSyntax

extension Picture {
  /// The chain in columns, from the inputs to the end market.
  ///
  /// - Parameters:
  ///   - foldLimit: More actors than these are folded.
  ///   - prefix: What the names inside of the picture begin with; pictures in one page need different ones.
  public static func chain(
    _ graph: ChainGraph, foldLimit: Int = ChainGraph.foldLimit, prefix: String = ""
  ) -> Picture {
    ChainDrawing(graph.folded(over: foldLimit), prefix: prefix).picture
  }
}

/// Draws a chain.
struct ChainDrawing {
  private let graph: ChainGraph
  private let prefix: String
  private let boxes: [ChainBox]
  private let lines: [ChainLine]
  private let layout: LayeredLayout
  private let showsShares: Bool

  init(_ graph: ChainGraph, prefix: String) {
    self.graph = graph
    self.prefix = prefix
    let showsShares = graph.links.contains { $0.share != nil }
    self.showsShares = showsShares
    boxes = graph.actors.map { ChainBox($0) }
    lines = graph.links.map { ChainLine($0, showsShares: showsShares) }
    layout = LayeredLayout(Self.layered(graph, boxes, lines))
  }

  /// The boxes, lines and places as the layout takes them.
  static func layered(
    _ graph: ChainGraph, _ boxes: [ChainBox], _ lines: [ChainLine]
  ) -> LayeredGraph {
    var layered = LayeredGraph()
    let hasMarket = graph.actors.contains { $0.role == .market }
    var into = Array(repeating: 0.0, count: boxes.count)
    var out = into
    for (link, line) in zip(graph.links, lines) {
      out[link.from] += line.thickness + 6
      into[link.to] += line.thickness + 6
    }
    for (index, actor) in graph.actors.enumerated() {
      let column = actor.role == .market ? 0 : actor.tier.map { $0 + (hasMarket ? 1 : 0) }
      let height = max(boxes[index].height, into[index] + 10, out[index] + 10)
      layered.nodes.append(
        .init(
          width: Int(ChainBox.width), height: Int(height.rounded(.up)),
          group: actor.role == .market ? nil : actor.group, column: column))
    }
    for (link, line) in zip(graph.links, lines) {
      let size = line.labelSize
      layered.edges.append(
        .init(
          from: link.from, to: link.to, labelWidth: Int(size.width.rounded(.up)),
          labelHeight: Int(size.height.rounded(.up)),
          thickness: Int(line.thickness.rounded(.up))))
    }
    layered.groups = graph.groups.map { .init(parent: $0.parent, titleHeight: 16) }
    return layered
  }

  var picture: Picture {
    var sheet = PictureSheet(
      title: graph.title, subtitle: subtitle, description: description, prefix: prefix)
    sheet.definitions = hatches
    sheet.legend = legend
    sheet.notes = graph.notes
    let headings = columnHeadings
    let shift = headings.isEmpty ? 0.0 : 18
    var drawing = headings
    drawing.append(
      MarkupElement("g", [("transform", "translate(0 \(MarkupElement.number(shift)))")]).with(
        content))
    return sheet.picture(drawing, width: layout.width, height: layout.height + shift)
  }

  private var content: [MarkupElement] {
    var out: [MarkupElement] = []
    // Outer places first, so that inner ones lie on them.
    for (index, group) in graph.groups.enumerated() where layout.groups[index].width > 0 {
      out.append(element(group, layout.groups[index]))
    }
    for (index, tie) in graph.ties.enumerated() { out.append(element(tie, index)) }
    for (index, line) in lines.enumerated() {
      out.append(line.element(layout.routes[index], prefix: prefix))
    }
    for (index, box) in boxes.enumerated() { out.append(box.element(layout.nodes[index])) }
    for (index, line) in lines.enumerated() {
      if let frame = layout.labels[index] { out.append(line.labelElement(frame)) }
    }
    return out
  }

  private func element(_ group: ChainGraph.Group, _ frame: Frame) -> MarkupElement {
    let text = "\(group.kind): \(group.title)"
    let shown = PictureText.column.lines(group.title, width: frame.width - 16, limit: 1)
    return MarkupElement(
      "g",
      [
        ("class", "group"), ("data-entity", group.name), ("role", "graphics-object group"),
        ("aria-label", text),
      ]
    ).with([
      MarkupElement("title").with(text: text),
      .rect(frame, radius: 6, class: "group-box"),
      .text(shown.first ?? "", x: frame.x + 8, y: frame.y + 16, class: "group-name"),
    ])
  }

  /// Peers: a dotted line from box to box, over their right side.
  private func element(_ tie: ChainGraph.Tie, _ index: Int) -> MarkupElement {
    var group = MarkupElement(
      "g",
      [
        ("class", "peers"), ("data-entity", tie.name), ("role", "graphics-symbol img"),
        ("aria-label", tie.sentence),
      ])
    group.append(MarkupElement("title").with(text: tie.sentence))
    let order = tie.members.sorted {
      (layout.nodes[$0].x, layout.nodes[$0].y) < (layout.nodes[$1].x, layout.nodes[$1].y)
    }
    for (a, b) in zip(order, order.dropFirst()) {
      let (from, to) = (layout.nodes[a], layout.nodes[b])
      let points =
        from.x == to.x
        ? (Point(from.middle.x, from.bottom), Point(to.middle.x, to.y))
        : (Point(from.right, from.middle.y), Point(to.x, to.middle.y))
      let middle = (points.0.x + points.1.x) / 2
      func text(_ point: Point) -> String {
        "\(MarkupElement.number(point.x)) \(MarkupElement.number(point.y))"
      }
      group.append(
        .path(
          "M\(text(points.0))C\(text(Point(middle, points.0.y))) \(text(Point(middle, points.1.y))) \(text(points.1))",
          class: "tie"))
    }
    return group
  }

  // MARK: Headings

  /// `Tier 1` over each column of which one tier, or a run of tiers, stands.
  private var columnHeadings: [MarkupElement] {
    layout.columnFrames.enumerated().compactMap { column, frame in
      let actors = graph.actors.indices.filter { layout.columns[$0] == column }
        .map { graph.actors[$0] }
      guard let text = Self.heading(of: actors) else { return nil }
      return .text(
        text, x: frame.x + frame.width / 2, y: 14, class: "column", anchor: "middle")
    }
  }

  private static func heading(of actors: [ChainGraph.Actor]) -> String? {
    if !actors.isEmpty, actors.allSatisfy({ $0.role == .market }) {
      return actors.count == 1 ? "End market" : "End markets"
    }
    let tiers = Set(actors.compactMap(\.tier)).sorted()
    guard let first = tiers.first, let last = tiers.last else { return nil }
    return first == last ? "Tier \(first)" : "Tiers \(first) and \(last)"
  }

  private var subtitle: String {
    (graph.layer.map { "\($0). " } ?? "")
      + "From inputs at the left to the end market at the right."
  }

  private var description: String {
    let actors = graph.actors.filter { $0.role != .market }.count
    let links = graph.links.filter { !$0.isSale }.count
    let known = graph.links.filter { !$0.governance.isEmpty }.count
    var out = "A chain with \(CaseWords.counted(actors, "actor", "actors")) and "
    out += "\(CaseWords.counted(links, "link", "links"))"
    out += graph.layer.map { ", in the state “\($0)”. " } ?? ". "
    out += "Columns go from inputs at the left to the end market at the right. "
    out += "The governance of \(known) of the links is known."
    if !graph.notes.isEmpty { out += " " + graph.notes.joined(separator: " ") }
    return out
  }

  // MARK: Legend

  private var hatches: [MarkupElement] {
    Set(lines.flatMap(\.hatches)).sorted().map { Self.hatch($0, prefix: prefix) }
  }

  static func hatch(_ name: String, prefix: String) -> MarkupElement {
    // Crossed lines show in whatever direction the line goes that they fill.
    var lines: [MarkupElement] = []
    for (x, y, width) in [("0", "5", "2.2"), ("5", "0", "1.2")] {
      lines.append(
        MarkupElement(
          "line",
          [
            ("class", "\(name) hatch"), ("x1", "0"), ("y1", "0"), ("x2", x), ("y2", y),
            ("stroke-width", width),
          ]))
    }
    return MarkupElement(
      "pattern",
      [
        ("id", "\(prefix)hatch-\(name)"), ("width", "5"), ("height", "5"),
        ("patternUnits", "userSpaceOnUse"), ("patternTransform", "rotate(45)"),
      ]
    ).with(lines)
  }

  private var legend: [PictureSheet.Entry] {
    var entries: [PictureSheet.Entry] = []
    let width = PictureSheet.signWidth
    func sample(_ name: String, _ thickness: Double = 2) -> MarkupElement {
      var line = MarkupElement.path("M0 0L\(MarkupElement.number(width)) 0", class: "\(name) line")
      line.set("stroke-width", MarkupElement.number(thickness))
      return line
    }
    let types = Set(graph.links.flatMap(\.governance).compactMap(\.word))
    for type in types.sorted() where type < graph.governanceTypes.count {
      entries.append(
        .init(sign: [sample(ChainLine.name(of: type))], text: graph.governanceTypes[type]))
    }
    if graph.links.contains(where: { $0.governance.contains { $0.word == nil } }) {
      entries.append(.init(sign: [sample("unknown")], text: "One of several types of governance"))
    } else if graph.links.contains(where: { !$0.isSale && $0.governance.isEmpty }), !showsShares {
      entries.append(.init(sign: [sample("unknown")], text: "Governance not known"))
    }
    if graph.links.contains(where: { $0.governance.contains(where: \.isConcluded) }) {
      entries.append(.init(sign: [], text: "* concluded by a theory, not stated"))
    }
    if showsShares {
      entries.append(
        .init(sign: [sample("g0", 7)], text: "Width: share of sales, or of purchases"))
      if let name = lines.flatMap(\.hatches).sorted().first {
        var line = MarkupElement.path("M0 0L\(MarkupElement.number(width)) 0", class: "empty")
        line.set("stroke", "url(#\(prefix)hatch-\(name))")
        line.set("stroke-width", "6")
        entries.append(
          .init(sign: [line], text: "Hatched: the share is not known, or within bounds"))
      }
    }
    let shapes: [(ChainGraph.Role, String)] = [
      (.buyer, "Buyer"), (.firm, "Firm"), (.agent, "Agent"), (.market, "End market"),
    ]
    for (role, text) in shapes where graph.actors.contains(where: { $0.role == role }) {
      let shape = ChainBox.shape(Frame(x: 6, y: -7, width: 28, height: 14), role)
      entries.append(
        .init(sign: [MarkupElement("g", [("class", role.rawValue)]).with([shape])], text: text))
    }
    if graph.actors.contains(where: { $0.count != nil || !$0.folded.isEmpty }) {
      entries.append(
        .init(
          sign: [
            ChainBox.shape(Frame(x: 9, y: -4, width: 28, height: 12), .firm),
            ChainBox.shape(Frame(x: 5, y: -8, width: 28, height: 12), .firm),
          ], text: "A group of firms"))
    }
    if let size = graph.actors.compactMap(\.size).first {
      entries.append(
        .init(
          sign: (0..<size.of).map {
            .rect(
              Frame(x: 2 + Double($0) * 9, y: -4, width: 7, height: 8),
              class: $0 < 2 ? "size-on" : "size-off")
          }, text: "Size, of \(size.of)"))
    }
    if graph.actors.contains(where: { $0.marks.contains { $0.level > .note } })
      || graph.links.contains(where: { $0.marks.contains { $0.level > .note } })
    {
      entries.append(
        .init(
          sign: [.text("▲", x: width / 2, y: 4, class: "mark warning", anchor: "middle")],
          text: "A conclusion that warns"))
    }
    if graph.actors.contains(where: { $0.openCount > 0 }) {
      entries.append(
        .init(
          sign: [.text("? 3", x: width / 2, y: 4, class: "mark", anchor: "middle")],
          text: "Conclusions that missing facts leave open"))
    }
    if !graph.ties.isEmpty {
      entries.append(
        .init(
          sign: [.path("M0 0L\(MarkupElement.number(width)) 0", class: "tie")],
          text: "Cooperation of peers"))
    }
    return entries
  }
}
