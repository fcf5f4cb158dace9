import GVCReport

/// The formats of other tools in which a chain can be written.
public enum GraphFormat: String, CaseIterable, Sendable {
  /// Graphviz.
  case dot
  /// Mermaid flowcharts.
  case mermaid
  case d2
  /// yEd, Cytoscape, NetworkX, igraph.
  case graphml
  /// Gephi, format 1.3.
  case gexf
  /// Kumu: its JSON blueprint.
  case kumu
  /// The links, a line each, for a spreadsheet.
  case csv
  /// The actors, a line each.
  case csvActors = "csv-actors"

  /// What it is, for a list of all.
  public var summary: String {
    switch self {
    case .dot: "Graphviz"
    case .mermaid: "a Mermaid flowchart"
    case .d2: "D2"
    case .graphml: "GraphML, as yEd, Cytoscape and NetworkX read it"
    case .gexf: "GEXF 1.3, as Gephi reads it"
    case .kumu: "JSON for Kumu"
    case .csv: "the links, a line each"
    case .csvActors: "the actors, a line each"
    }
  }

  /// How the names of its files end.
  private var endings: [String] {
    switch self {
    case .dot: ["dot", "gv"]
    case .mermaid: ["mmd", "mermaid"]
    case .kumu: ["json"]
    case .d2, .graphml, .gexf, .csv: [rawValue]
    case .csvActors: []
    }
  }

  /// The format that the name of a file asks for.
  public init?(fileName: String) {
    let ending = fileName.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard let format = Self.allCases.first(where: { $0.endings.contains(ending) }) else {
      return nil
    }
    self = format
  }
}

extension ChainGraph {
  /// The graph as text of a format. Nothing is folded: other tools lay out for themselves.
  public func text(_ format: GraphFormat) throws -> String {
    switch format {
    case .dot: DOTText.text(self)
    case .mermaid: MermaidText.text(self)
    case .d2: D2Text.text(self)
    case .graphml: GraphMLText.text(self)
    case .gexf: GEXFText.text(self)
    case .kumu: try KumuText.text(self)
    case .csv: try linkTable.text(.csv)
    case .csvActors: try actorTable.text(.csv)
    }
  }

  /// What other tools are told of an actor, in the order of the columns.
  static let actorFields = [
    "name", "title", "kind", "role", "size", "count", "tier", "country", "place", "functions",
    "concluded", "open",
  ]

  func fields(of actor: Actor) -> [String] {
    [
      actor.name, actor.title, actor.kind, actor.role.rawValue, actor.size?.title ?? "",
      actor.count ?? "", actor.tier.map { String($0) } ?? "", actor.country ?? "",
      actor.group.map { groups[$0].title } ?? "", actor.functions.joined(separator: "; "),
      actor.marks.map { $0.count > 1 ? "\($0.title) (\($0.count))" : $0.title }
        .joined(separator: "; "), String(actor.openCount),
    ]
  }

  static let linkFields = [
    "chains", "governance", "governance_source", "share_of_sales", "share_of_purchases",
    "traded_value", "concluded",
  ]

  func fields(of link: Link) -> [String] {
    [
      link.chains.joined(separator: "; "),
      link.isSale ? "" : link.governance.map(\.title).joined(separator: "; "),
      link.governance.isEmpty
        ? "" : link.governance.allSatisfy(\.isConcluded) ? "concluded" : "stated",
      link.salesShare.map { CaseWords.percent($0.low, $0.high) } ?? "",
      link.purchasesShare.map { CaseWords.percent($0.low, $0.high) } ?? "",
      link.value?.text ?? "",
      link.marks.map { $0.count > 1 ? "\($0.title) (\($0.count))" : $0.title }
        .joined(separator: "; "),
    ]
  }

  private var actorTable: Table {
    var table = Table(Self.actorFields.map { Table.Column($0) })
    for actor in actors { table.add(fields(of: actor)) }
    return table
  }

  private var linkTable: Table {
    var table = Table(
      (["from", "to", "from_title", "to_title", "links"] + Self.linkFields).map { Table.Column($0) }
    )
    for link in links {
      table.add(
        [
          actors[link.from].name, actors[link.to].name, actors[link.from].title,
          actors[link.to].title, link.names.joined(separator: "; "),
        ] + fields(of: link))
    }
    return table
  }

  /// A short label of a link: its governance and its share.
  func label(of link: Link) -> String {
    var parts = link.governance.map(\.title)
    if let share = link.share {
      parts.append(
        CaseWords.percent(share.low, share.high) + (share.isOfSales ? " of sales" : " of purchases")
      )
    }
    return parts.joined(separator: ", ")
  }
}
