import GVCAnalysis
import GVCModel

extension Picture {
  /// The flow of value: what is paid over each link, and what each actor adds. Where no amount is stated, the
  /// shares of sales and purchases.
  public static func value(
    _ graph: ChainGraph, foldLimit: Int = ChainGraph.foldLimit, prefix: String = ""
  ) -> Picture {
    ValueDrawing(graph.folded(over: foldLimit), prefix: prefix).picture
  }
}

/// Draws bars for actors and ribbons for links, as thick as what flows.
private struct ValueDrawing {
  private let graph: ChainGraph
  private let prefix: String
  private let flows: ValueFlows?
  /// Units of the drawing for one of money, or for the whole of sales.
  private let scale: Double
  private let labels: [(name: [String], details: [String])]
  private let bars: [Double]
  private let ribbons: [(from: Double, to: Double, isKnown: Bool)]
  private let layout: LayeredLayout

  private static let width = 150.0
  private static let barWidth = 26.0
  private static let thin = 6.0

  init(_ graph: ChainGraph, prefix: String) {
    self.graph = graph
    self.prefix = prefix
    let flows = ValueFlows(graph)
    self.flows = flows
    if let flows {
      let all =
        (flows.sales + flows.purchases).compactMap { $0 }.map { Self.upper($0) }
        + flows.links.compactMap { $0 }.map { Self.upper($0) }
      scale = 150 / max(all.max() ?? 1, 1e-9)
    } else {
      scale = 64
    }
    let ribbons = Self.ribbons(graph, flows, scale)
    self.ribbons = ribbons
    let labels = graph.actors.indices.map { Self.label($0, graph, flows) }
    let scale = scale
    let bars = graph.actors.indices.map { Self.bar($0, graph, flows, scale, ribbons) }
    self.labels = labels
    self.bars = bars
    var layered = LayeredGraph()
    let hasMarket = graph.actors.contains { $0.role == .market }
    for (index, actor) in graph.actors.enumerated() {
      // The text stands above the bar, and as much is left below, so that ribbons meet the middle.
      let text = Self.height(labels[index])
      layered.nodes.append(
        .init(
          width: Int(Self.width), height: Int((bars[index] + 2 * text).rounded(.up)), group: nil,
          column: actor.role == .market ? 0 : actor.tier.map { $0 + (hasMarket ? 1 : 0) }))
    }
    for (link, ribbon) in zip(graph.links, ribbons) {
      layered.edges.append(
        .init(
          from: link.from, to: link.to,
          thickness: Int(max(ribbon.from, ribbon.to).rounded(.up))))
    }
    var spacing = LayerSpacing()
    spacing.boxes = 8
    spacing.boxAndLine = 6
    spacing.ports = 1
    spacing.gap = 46
    layout = LayeredLayout(layered, spacing)
  }

  private static func upper(_ interval: Interval) -> Double {
    interval.high.isFinite ? interval.high : interval.low
  }

  private static func ribbons(
    _ graph: ChainGraph, _ flows: ValueFlows?, _ scale: Double
  ) -> [(from: Double, to: Double, isKnown: Bool)] {
    graph.links.enumerated().map { index, link in
      if let flows {
        guard let flow = flows.links[index] else { return (thin, thin, false) }
        let thickness = max(1.5, upper(flow) * scale)
        return (thickness, thickness, flow.isExact)
      }
      let from = link.salesShare.map { max(1.5, $0.high * scale) }
      let to = link.purchasesShare.map { max(1.5, $0.high * scale) }
      let isKnown = [link.salesShare, link.purchasesShare].compactMap { $0 }
        .allSatisfy { $0.low == $0.high }
      guard from != nil || to != nil else { return (thin, thin, false) }
      return (from ?? to ?? thin, to ?? from ?? thin, isKnown)
    }
  }

  private static func bar(
    _ actor: Int, _ graph: ChainGraph, _ flows: ValueFlows?, _ scale: Double,
    _ ribbons: [(from: Double, to: Double, isKnown: Bool)]
  ) -> Double {
    var into = 0.0
    var out = 0.0
    for (index, link) in graph.links.enumerated() {
      if link.to == actor { into += ribbons[index].to + 1 }
      if link.from == actor { out += ribbons[index].from + 1 }
    }
    var heights = [12, into, out]
    if let flows {
      heights += [flows.sales[actor], flows.purchases[actor]].compactMap { $0 }
        .map { upper($0) * scale }
    } else if graph.actors[actor].role != .market {
      heights.append(scale)
    }
    return heights.max() ?? 12
  }

  private static func label(
    _ actor: Int, _ graph: ChainGraph, _ flows: ValueFlows?
  ) -> (name: [String], details: [String]) {
    let name = PictureText.name.lines(graph.actors[actor].title, width: width - 8, limit: 3)
    guard let flows else { return (name, []) }
    var details: [String] = []
    func text(_ interval: Interval) -> String {
      ChainGraph.Amount(low: interval.low, high: interval.high, unit: "").text
    }
    let hasSuppliers = graph.links.contains { $0.to == actor }
    if let sales = flows.sales[actor] { details.append("sells \(text(sales))") }
    if hasSuppliers, let purchases = flows.purchases[actor] {
      details.append("buys \(text(purchases))")
    }
    if let added = flows.added(actor, hasSuppliers: hasSuppliers) {
      details.append("adds \(text(added))")
    }
    return (name, details.flatMap { PictureText.detail.lines($0, width: width - 8, limit: 2) })
  }

  private static func height(_ label: (name: [String], details: [String])) -> Double {
    Double(label.name.count) * PictureText.name.lineHeight
      + Double(label.details.count) * PictureText.detail.lineHeight + 5
  }

  // MARK: The picture

  var picture: Picture {
    var sheet = PictureSheet(
      title: graph.title, subtitle: subtitle, description: description, prefix: prefix)
    sheet.definitions = [ChainDrawing.hatch("unknown", prefix: prefix)]
    sheet.legend = legend
    sheet.notes = graph.notes
    if let flows, flows.leftOut > 0 {
      sheet.notes.append(
        "\(CaseWords.counted(flows.leftOut, "amount", "amounts")) in another unit than \(flows.unit) left out: they cannot be compared."
      )
    }
    var content: [MarkupElement] = []
    for index in graph.links.indices { content.append(ribbon(index)) }
    for index in graph.actors.indices { content.append(box(index)) }
    return sheet.picture(content, width: layout.width, height: layout.height)
  }

  private var subtitle: String {
    (graph.layer.map { "\($0). " } ?? "")
      + (flows.map { "What is paid in a year, in \($0.unit)." }
        ?? "No amounts are stated: shares of each supplier's sales and each buyer's purchases.")
  }

  private var description: String {
    guard let flows else {
      return
        "The flow of value, drawn by shares of sales and of purchases, since no amount is stated."
    }
    let known = flows.links.count { $0 != nil }
    return
      "The flow of value from the inputs to the end market. Of \(graph.links.count) flows \(known) are known."
  }

  private var legend: [PictureSheet.Entry] {
    var entries: [PictureSheet.Entry] = []
    let width = PictureSheet.signWidth
    if flows != nil {
      entries.append(
        .init(
          sign: [.rect(Frame(x: 8, y: -7, width: 24, height: 14), class: "bar inflow")],
          text: "Bought"))
      entries.append(
        .init(
          sign: [.rect(Frame(x: 8, y: -7, width: 24, height: 14), class: "bar added")],
          text: "Value added"))
    }
    if ribbons.contains(where: { !$0.isKnown }) {
      var sign = MarkupElement.rect(Frame(x: 0, y: -4, width: width, height: 8), class: "hatched")
      sign.set("fill", "url(#\(prefix)hatch-unknown)")
      entries.append(.init(sign: [sign], text: "Hatched: not known, or within bounds"))
    }
    return entries
  }

  private func box(_ index: Int) -> MarkupElement {
    let actor = graph.actors[index]
    let frame = layout.nodes[index]
    let label = labels[index]
    var sentence = actor.sentence
    if !label.details.isEmpty {
      sentence += " It \(CaseWords.list(label.details))\(flows.map { " \($0.unit)" } ?? "")."
    }
    var group = MarkupElement(
      "g",
      [
        ("class", "node \(actor.role.rawValue)"), ("data-entity", actor.name),
        ("role", "graphics-symbol img"), ("aria-label", sentence),
      ])
    group.append(MarkupElement("title").with(text: sentence))
    let bar = bars[index]
    let middle = frame.middle
    var y = middle.y - bar / 2 - Self.height(label)
    for line in MarkupElement.lines(
      label.name, x: middle.x, top: y, PictureText.name, class: "name", anchor: "middle")
    {
      group.append(line)
    }
    y += Double(label.name.count) * PictureText.name.lineHeight
    for line in MarkupElement.lines(
      label.details, x: middle.x, top: y, PictureText.detail, class: "detail", anchor: "middle")
    {
      group.append(line)
    }
    for part in parts(index, middle, bar) { group.append(part) }
    return group
  }

  /// The bar: at the left what is bought, at the right what is sold, with what is added on top of it.
  private func parts(_ index: Int, _ middle: Point, _ bar: Double) -> [MarkupElement] {
    let (left, half) = (middle.x - Self.barWidth / 2, Self.barWidth / 2)
    let outline = MarkupElement.rect(
      Frame(x: left, y: middle.y - bar / 2, width: Self.barWidth, height: bar), class: "box")
    guard let flows else { return [outline] }
    let bought = (flows.purchases[index].map { Self.upper($0) } ?? 0) * scale
    let sold = (flows.sales[index].map { Self.upper($0) } ?? 0) * scale
    var parts = [outline]
    if bought > 0 {
      parts.append(
        .rect(
          Frame(x: left, y: middle.y - bought / 2, width: half, height: bought),
          class: "bar inflow"))
    }
    let hasSuppliers = graph.links.contains { $0.to == index }
    let top = middle.y - sold / 2
    guard let added = flows.added(index, hasSuppliers: hasSuppliers), sold > 0 else {
      if sold > 0 {
        parts.append(
          .rect(Frame(x: left + half, y: top, width: half, height: sold), class: "bar inflow"))
      }
      return parts
    }
    let most = min(sold, max(0, Self.upper(added)) * scale)
    let least = min(most, max(0, added.low) * scale)
    parts.append(
      .rect(
        Frame(x: left + half, y: top + most, width: half, height: sold - most),
        class: "bar inflow"))
    if least > 0 {
      parts.append(
        .rect(
          Frame(x: left + half, y: top + most - least, width: half, height: least),
          class: "bar added"))
    }
    if most > least {
      var open = MarkupElement.rect(
        Frame(x: left + half, y: top, width: half, height: most - least), class: "bar")
      open.set("fill", "url(#\(prefix)hatch-unknown)")
      parts.append(open)
    }
    return parts
  }

  private func ribbon(_ index: Int) -> MarkupElement {
    let link = graph.links[index]
    let (from, to, isKnown) = ribbons[index]
    var sentence = link.sentence
    if let flow = flows?.links[index], link.value == nil {
      sentence +=
        " It follows that \(ChainGraph.Amount(low: flow.low, high: flow.high, unit: flows?.unit ?? "").text) are paid a year."
    } else if flows != nil, flows?.links[index] == nil {
      sentence += " What is paid is not known."
    }
    var group = MarkupElement(
      "g",
      [("class", "link"), ("role", "graphics-symbol img"), ("aria-label", sentence)])
    if let name = link.names.first { group.set("data-entity", name) }
    group.append(MarkupElement("title").with(text: sentence))
    // Ribbons reach the bars, which stand in the middle of their boxes.
    var points = layout.routes[index].points
    let back = layout.routes[index].isBackward
    let reach = Self.width / 2 - Self.barWidth / 2
    if let first = points.first {
      points.insert(Point(first.x + (back ? reach : -reach), first.y), at: 0)
    }
    if let last = points.last { points.append(Point(last.x + (back ? -reach : reach), last.y)) }
    let name = link.isSale ? "sale" : ChainLine.name(of: link.governance.first?.word)
    var path = MarkupElement.path(
      Self.outline(points, from, to), class: isKnown ? "\(name) ribbon" : "ribbon")
    if !isKnown { path.set("fill", "url(#\(prefix)hatch-unknown)") }
    group.append(path)
    return group
  }

  /// The outline of a ribbon along its points, from one thickness to another.
  private static func outline(_ points: [Point], _ from: Double, _ to: Double) -> String {
    guard let first = points.first, let last = points.last, points.count > 1 else { return "" }
    let length = last.x - first.x
    func half(_ point: Point) -> Double {
      let part = length == 0 ? 0 : (point.x - first.x) / length
      return (from + (to - from) * part) / 2
    }
    func text(_ x: Double, _ y: Double) -> String {
      "\(MarkupElement.number(x)) \(MarkupElement.number(y))"
    }
    func side(_ run: [Point], _ sign: Double) -> String {
      var out = ""
      for (a, b) in zip(run, run.dropFirst()) {
        let (ya, yb) = (a.y + sign * half(a), b.y + sign * half(b))
        if a.y == b.y {
          out += "L\(text(b.x, yb))"
        } else {
          let middle = (a.x + b.x) / 2
          out += "C\(text(middle, ya)) \(text(middle, yb)) \(text(b.x, yb))"
        }
      }
      return out
    }
    return "M\(text(first.x, first.y - half(first)))" + side(points, -1)
      + "L\(text(last.x, last.y + half(last)))" + side(points.reversed(), 1) + "Z"
  }
}
