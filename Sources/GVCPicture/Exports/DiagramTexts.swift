import GVCReport

/// The chain for Graphviz.
enum DOTText {
  static func text(_ graph: ChainGraph) -> String {
    var out = "digraph chain {\n  rankdir=LR;\n  label=\(quoted(graph.title));\n"
    out += "  node [fontname=\"Helvetica\"];\n  edge [fontname=\"Helvetica\"];\n"
    write(group: nil, graph, &out, indent: "  ")
    for link in graph.links {
      var attributes = ["tooltip=\(quoted(link.sentence))"]
      let label = graph.label(of: link)
      if !label.isEmpty { attributes.append("label=\(quoted(label))") }
      attributes.append("style=\(style(link))")
      out += "  n\(link.from) -> n\(link.to) [\(attributes.joined(separator: ", "))];\n"
    }
    for tie in graph.ties {
      for (a, b) in zip(tie.members, tie.members.dropFirst()) {
        out +=
          "  n\(a) -> n\(b) [dir=none, style=dotted, constraint=false, tooltip=\(quoted(tie.sentence))];\n"
      }
    }
    return out + "}\n"
  }

  private static func write(
    group: Int?, _ graph: ChainGraph, _ out: inout String, indent: String
  ) {
    for (index, actor) in graph.actors.enumerated() where actor.group == group {
      out +=
        "\(indent)n\(index) [label=\(quoted(actor.title)), shape=\(shape(actor.role)), tooltip=\(quoted(actor.sentence))];\n"
    }
    for (index, inner) in graph.groups.enumerated() where inner.parent == group {
      out += "\(indent)subgraph cluster_\(index) {\n\(indent)  label=\(quoted(inner.title));\n"
      write(group: index, graph, &out, indent: indent + "  ")
      out += "\(indent)}\n"
    }
  }

  private static func shape(_ role: ChainGraph.Role) -> String {
    switch role {
    case .buyer: "box"
    case .firm: "box, style=rounded"
    case .agent: "octagon"
    case .market: "ellipse"
    }
  }

  private static func style(_ link: ChainGraph.Link) -> String {
    link.isSale || link.governance.contains { $0.word != nil } ? "solid" : "dashed"
  }

  /// In quotes; a backslash would begin an escape of labels.
  private static func quoted(_ text: String) -> String {
    SafeText.quoted(text, escaping: "\\\"")
  }
}

/// The chain as a Mermaid flowchart.
enum MermaidText {
  static func text(_ graph: ChainGraph) -> String {
    var out = "---\ntitle: \(yaml(graph.title))\n---\nflowchart LR\n"
    write(group: nil, graph, &out, indent: "  ")
    for link in graph.links {
      let label = graph.label(of: link)
      let isKnown = link.isSale || link.governance.contains { $0.word != nil }
      let arrow = isKnown ? "-->" : "-.->"
      out += "  n\(link.from) \(arrow)\(label.isEmpty ? "" : "|\(quoted(label))|") n\(link.to)\n"
    }
    for tie in graph.ties {
      for (a, b) in zip(tie.members, tie.members.dropFirst()) { out += "  n\(a) -.- n\(b)\n" }
    }
    return out
  }

  private static func write(
    group: Int?, _ graph: ChainGraph, _ out: inout String, indent: String
  ) {
    for (index, actor) in graph.actors.enumerated() where actor.group == group {
      let text = quoted(actor.title)
      let shape =
        switch actor.role {
        case .buyer: "[\(text)]"
        case .firm: "(\(text))"
        case .agent: "{{\(text)}}"
        case .market: "([\(text)])"
        }
      out += "\(indent)n\(index)\(shape)\n"
    }
    for (index, inner) in graph.groups.enumerated()
    where inner.parent == group && hasMembers(index, graph) {
      out += "\(indent)subgraph g\(index) [\(quoted(inner.title))]\n"
      write(group: index, graph, &out, indent: indent + "  ")
      out += "\(indent)end\n"
    }
  }

  private static func hasMembers(_ group: Int, _ graph: ChainGraph) -> Bool {
    graph.actors.contains { $0.group == group }
      || graph.groups.indices.contains {
        graph.groups[$0].parent == group && hasMembers($0, graph)
      }
  }

  /// In quotes, with what Mermaid or a browser would read as markup as entities of Mermaid.
  private static func quoted(_ text: String) -> String {
    var out = ""
    for scalar in SafeText.escaped(text).unicodeScalars {
      switch scalar {
      case "\"", "<", ">", "&", "#", "`", "\\", ";", "|": out += "#\(scalar.value);"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return "\"\(out)\""
  }

  private static func yaml(_ text: String) -> String {
    SafeText.quoted(text, escaping: "\\\"")
  }
}

/// The chain for D2.
enum D2Text {
  static func text(_ graph: ChainGraph) -> String {
    var out = "direction: right\n"
    write(group: nil, graph, &out, indent: "")
    for link in graph.links {
      let label = graph.label(of: link)
      out += "\(path(link.from, graph)) -> \(path(link.to, graph))"
      if !label.isEmpty { out += ": \(quoted(label))" }
      let isKnown = link.isSale || link.governance.contains { $0.word != nil }
      out += isKnown ? "\n" : " {style.stroke-dash: 5}\n"
    }
    for tie in graph.ties {
      for (a, b) in zip(tie.members, tie.members.dropFirst()) {
        out += "\(path(a, graph)) -- \(path(b, graph)) {style.stroke-dash: 2}\n"
      }
    }
    return out
  }

  private static func write(
    group: Int?, _ graph: ChainGraph, _ out: inout String, indent: String
  ) {
    for (index, actor) in graph.actors.enumerated() where actor.group == group {
      let shape =
        switch actor.role {
        case .buyer, .firm: "rectangle"
        case .agent: "hexagon"
        case .market: "oval"
        }
      out += "\(indent)n\(index): \(quoted(actor.title)) {shape: \(shape)"
      if actor.role == .firm { out += "; style.border-radius: 8" }
      out += "; tooltip: \(quoted(actor.sentence))}\n"
    }
    for (index, inner) in graph.groups.enumerated() where inner.parent == group {
      out += "\(indent)g\(index): \(quoted(inner.title)) {\n"
      write(group: index, graph, &out, indent: indent + "  ")
      out += "\(indent)}\n"
    }
  }

  private static func path(_ actor: Int, _ graph: ChainGraph) -> String {
    var path = ["n\(actor)"]
    var group = graph.actors[actor].group
    while let inner = group, path.count <= graph.groups.count + 1 {
      path.insert("g\(inner)", at: 0)
      group = graph.groups[inner].parent
    }
    return path.joined(separator: ".")
  }

  private static func quoted(_ text: String) -> String {
    SafeText.quoted(text, escaping: "\\\"$")
  }
}
