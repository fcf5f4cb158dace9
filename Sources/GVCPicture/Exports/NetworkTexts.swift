import GVCReport

/// The chain as GraphML.
enum GraphMLText {
  static func text(_ graph: ChainGraph) -> String {
    var root = MarkupElement(
      "graphml", [("xmlns", "http://graphml.graphdrawing.org/xmlns")])
    for field in ChainGraph.actorFields { root.append(key(field, of: "node")) }
    for field in ChainGraph.linkFields { root.append(key(field, of: "edge")) }
    var body = MarkupElement("graph", [("id", "chain"), ("edgedefault", "directed")])
    for (index, actor) in graph.actors.enumerated() {
      body.append(
        data(
          MarkupElement("node", [("id", "n\(index)")]), ChainGraph.actorFields,
          graph.fields(of: actor), "node"))
    }
    for (index, link) in graph.links.enumerated() {
      body.append(
        data(
          MarkupElement(
            "edge",
            [("id", "e\(index)"), ("source", "n\(link.from)"), ("target", "n\(link.to)")]),
          ChainGraph.linkFields, graph.fields(of: link), "edge"))
    }
    root.append(body)
    return XMLText.document(root)
  }

  private static func key(_ field: String, of element: String) -> MarkupElement {
    MarkupElement(
      "key",
      [
        ("id", "\(element)_\(field)"), ("for", element), ("attr.name", field),
        ("attr.type", field == "tier" || field == "open" ? "int" : "string"),
      ])
  }

  private static func data(
    _ element: MarkupElement, _ fields: [String], _ values: [String], _ kind: String
  ) -> MarkupElement {
    element.with(
      zip(fields, values).filter { !$0.1.isEmpty }.map { field, value in
        MarkupElement("data", [("key", "\(kind)_\(field)")]).with(text: value)
      })
  }
}

/// The chain as GEXF 1.3.
enum GEXFText {
  static func text(_ graph: ChainGraph) -> String {
    var body = MarkupElement("graph", [("defaultedgetype", "directed"), ("mode", "static")])
    body.append(attributes("node", ChainGraph.actorFields))
    body.append(attributes("edge", ChainGraph.linkFields))
    var nodes = MarkupElement("nodes")
    for (index, actor) in graph.actors.enumerated() {
      let node = MarkupElement("node", [("id", "n\(index)"), ("label", actor.title)])
      nodes.append(values(node, graph.fields(of: actor)))
    }
    body.append(nodes)
    var edges = MarkupElement("edges")
    for (index, link) in graph.links.enumerated() {
      var edge = MarkupElement(
        "edge",
        [("id", "e\(index)"), ("source", "n\(link.from)"), ("target", "n\(link.to)")])
      let label = graph.label(of: link)
      if !label.isEmpty { edge.set("label", label) }
      edges.append(values(edge, graph.fields(of: link)))
    }
    body.append(edges)
    return XMLText.document(
      MarkupElement("gexf", [("xmlns", "http://gexf.net/1.3"), ("version", "1.3")]).with([body]))
  }

  private static func attributes(_ kind: String, _ fields: [String]) -> MarkupElement {
    MarkupElement("attributes", [("class", kind)]).with(
      fields.enumerated().map { index, field in
        MarkupElement(
          "attribute",
          [
            ("id", "\(index)"), ("title", field),
            ("type", field == "tier" || field == "open" ? "integer" : "string"),
          ])
      })
  }

  private static func values(_ element: MarkupElement, _ values: [String]) -> MarkupElement {
    let parts = values.enumerated().filter { !$0.element.isEmpty }.map { index, value in
      MarkupElement("attvalue", [("for", "\(index)"), ("value", value)])
    }
    return parts.isEmpty ? element : element.with([MarkupElement("attvalues").with(parts)])
  }
}

enum XMLText {
  static func document(_ root: MarkupElement) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.text
  }
}

/// The chain as a JSON blueprint of Kumu.
enum KumuText {
  private struct Element: Encodable {
    let label: String
    let type: String
    let description: String
    let tags: [String]
    let attributes: [String: String]
  }

  private struct Connection: Encodable {
    let from: String
    let to: String
    let direction: String
    let type: String
    let description: String
    let attributes: [String: String]
  }

  private struct Blueprint: Encodable {
    let elements: [Element]
    let connections: [Connection]
  }

  static func text(_ graph: ChainGraph) throws -> String {
    // Kumu joins by label, so that each must be there once.
    var seen: Set<String> = []
    let labels = graph.actors.map { actor in
      var label = actor.title
      if !seen.insert(label).inserted { label = "\(actor.title) (\(actor.name))" }
      seen.insert(label)
      return label
    }
    func attributes(_ fields: [String], _ values: [String]) -> [String: String] {
      Dictionary(
        zip(fields, values).filter { !$0.1.isEmpty && $0.0 != "title" }.map { ($0, $1) },
        uniquingKeysWith: { first, _ in first })
    }
    let blueprint = Blueprint(
      elements: graph.actors.enumerated().map { index, actor in
        Element(
          label: labels[index], type: actor.kind, description: actor.sentence,
          tags: actor.functions,
          attributes: attributes(ChainGraph.actorFields, graph.fields(of: actor)))
      },
      connections: graph.links.map { link in
        Connection(
          from: labels[link.from], to: labels[link.to], direction: "directed",
          type: link.isSale ? "Sale" : graph.label(of: link), description: link.sentence,
          attributes: attributes(ChainGraph.linkFields, graph.fields(of: link)))
      }
        + graph.ties.flatMap { tie in
          zip(tie.members, tie.members.dropFirst()).map { a, b in
            Connection(
              from: labels[a], to: labels[b], direction: "undirected", type: "Cooperation",
              description: tie.sentence, attributes: [:])
          }
        })
    return try JSONText.pretty(blueprint)
  }
}
