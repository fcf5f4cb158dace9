import GVCAnalysis
import GVCModel
import GVCSyntax

extension ChainGraph {
  /// What there is to draw in a layer of an analysed case; of one chain alone when `chain` names one.
  public init(
    _ reader: FindingReader, title: String, layer: LayerReference, chain: EntityID? = nil
  ) {
    var builder = ChainGraphReader(CaseWords(reader, layer), chain: chain)
    let chainTitle = chain.map { reader.reading($0) }
    self.init(title: chainTitle ?? title)
    self.layer = reader.reading(of: layer)
    builder.read(into: &self)
  }
}

/// Reads actors, links, ties and places.
private struct ChainGraphReader {
  let words: CaseWords
  let chain: EntityID?
  /// The place of each thing in the graph.
  private var places: [EntityID: Int] = [:]
  private var groups: [String: Int] = [:]
  /// The conclusions in the layer by what they are about.
  private var findings: [EntityID: [Int]] = [:]

  init(_ words: CaseWords, chain: EntityID?) {
    self.words = words
    self.chain = chain
    for (index, finding) in words.reader.analysis.findings.enumerated()
    where finding.layer == words.layer {
      for id in Set([finding.subject] + finding.related) { findings[id, default: []].append(index) }
    }
  }

  private var model: Model { words.model }
  private var reader: FindingReader { words.reader }

  mutating func read(into graph: inout ChainGraph) {
    let links = links()
    let actors = actors(links)
    var tiers: [EntityID: Int] = [:]
    for actor in actors { tiers[actor] = reader.tier(of: actor, chain: chain, in: words.layer) }
    for actor in actors {
      places[actor] = graph.actors.count
      graph.actors.append(self.actor(actor, tier: tiers[actor], &graph))
    }
    readTypes(&graph)
    addLinks(links, &graph)
    addMarkets(links, &graph)
    addTies(&graph)
  }

  // MARK: What is there

  private func chains(of link: EntityID) -> [EntityID] {
    words.entity("chain", of: link).map { [$0] } ?? []
  }

  private func links() -> [EntityID] {
    model.entities.indices.map { EntityID($0) }.filter { id in
      guard model.vocabulary[model[id].kind].ends == .supply, model.ends(of: id).count == 2,
        reader.exists(id, in: words.layer)
      else { return false }
      return chain.map { chains(of: id).contains($0) } ?? true
    }
  }

  private func actors(_ links: [EntityID]) -> [EntityID] {
    guard let kind = model.core.actor else { return [] }
    let linked = Set(links.flatMap { Array(model.ends(of: $0)) })
    return model.entities.indices.map { EntityID($0) }.filter { id in
      guard model.isA(id, kind), reader.exists(id, in: words.layer) else { return false }
      return chain == nil || linked.contains(id)
    }
  }

  private func role(of actor: EntityID) -> ChainGraph.Role {
    if let buyer = model.core.buyer, model.isA(actor, buyer) { return .buyer }
    if let agent = model.core.agent, model.isA(actor, agent) { return .agent }
    return .firm
  }

  // MARK: Actors

  private mutating func actor(
    _ id: EntityID, tier: Int?, _ graph: inout ChainGraph
  ) -> ChainGraph.Actor {
    let cluster = words.entity("cluster", of: id)
    let country = words.country(of: id) ?? cluster.flatMap { words.country(of: $0) }
    let performs = words.list("performs", of: id)
    let (marks, open) = marks(of: id)
    var actor = ChainGraph.Actor(
      name: model.label(id), title: reader.reading(id), role: role(of: id),
      kind: model.vocabulary[model[id].kind].title, tier: tier,
      group: group(cluster: cluster, country: country, &graph),
      country: country.map { Countries.name(of: $0) ?? $0 },
      functions: (performs?.sure ?? []).map { reader.reading($0) }
        + (performs?.possible ?? []).map { reader.reading($0) + "?" },
      hasMoreFunctions: performs?.isOpen ?? true, marks: marks, openCount: open, sentence: "")
    if let (size, scale) = words.words("size", of: id), let last = size.last {
      actor.size = (
        size.map { scale.words[$0].title }.joined(separator: " or "), last + 1, scale.words.count
      )
    }
    actor.turnover = words.amount("turnover", of: id)
    if let count = words.count("count", of: id), count != "1 firms" { actor.count = count }
    actor.sentence = sentence(for: actor, cluster: cluster)
    return actor
  }

  private mutating func group(
    cluster: EntityID?, country: String?, _ graph: inout ChainGraph
  ) -> Int? {
    var outer: Int?
    if let country {
      outer = groups[country]
      if outer == nil {
        outer = graph.groups.count
        groups[country] = outer
        graph.groups.append(
          ChainGraph.Group(
            name: country, title: Countries.name(of: country) ?? country, kind: "Country",
            parent: nil))
      }
    }
    guard let cluster else { return outer }
    // The place of a firm wins over what is said of its cluster: one cluster may stand in two countries.
    let key = "\(country ?? "")/\(model.label(cluster))"
    if let known = groups[key] { return known }
    groups[key] = graph.groups.count
    graph.groups.append(
      ChainGraph.Group(
        name: model.label(cluster), title: reader.reading(cluster),
        kind: model.vocabulary[model[cluster].kind].title, parent: outer))
    return graph.groups.count - 1
  }

  private func sentence(for actor: ChainGraph.Actor, cluster: EntityID?) -> String {
    var out = actor.title
    var about = [actor.kind.lowercased()]
    if let size = actor.size { about.append(size.title.lowercased()) }
    if let count = actor.count { about.append(count) }
    if let cluster { about.append("in \(reader.reading(cluster))") }
    if let country = actor.country { about.append("in \(country)") }
    if let tier = actor.tier { about.append("tier \(tier)") }
    out += " (\(about.joined(separator: ", ")))"
    if !actor.functions.isEmpty {
      let more = actor.hasMoreFunctions ? ", and perhaps more" : ""
      out += " performs \(CaseWords.list(actor.functions.map { $0.lowercased() }))\(more)"
    } else if actor.hasMoreFunctions {
      out += ", functions not known"
    }
    out += "."
    return out + Self.conclusions(actor.marks, actor.openCount)
  }

  /// ` Concluded: blocked (2), open. 3 conclusions are open.`
  static func conclusions(_ marks: [ChainGraph.Mark], _ open: Int) -> String {
    var out = ""
    if !marks.isEmpty {
      let texts = marks.map {
        $0.title.lowercased() + ($0.count > 1 ? " (\($0.count))" : "")
      }
      out += " Concluded: \(texts.joined(separator: ", "))."
    }
    if open > 0 { out += open == 1 ? " One conclusion is open." : " \(open) conclusions are open." }
    return out
  }

  private func marks(of id: EntityID) -> (marks: [ChainGraph.Mark], open: Int) {
    words.marks((findings[id] ?? []).filter { reader.analysis.findings[$0].subject == id })
  }

  // MARK: Links

  private func readTypes(_ graph: inout ChainGraph) {
    guard let attribute = words.attribute("governance", of: model.core.link),
      case .words(let scale) = model.vocabulary[attribute].type
    else { return }
    graph.governanceTypes = model.vocabulary[scale].words.map(\.title)
  }

  private func addLinks(_ links: [EntityID], _ graph: inout ChainGraph) {
    struct Ends: Hashable {
      let from: Int
      let to: Int
    }
    var order: [Ends] = []
    var parallel: [Ends: [EntityID]] = [:]
    for link in links {
      let ends = model.ends(of: link)
      guard let from = places[ends[ends.startIndex]], let to = places[ends[ends.startIndex + 1]]
      else { continue }
      let key = Ends(from: from, to: to)
      if parallel[key] == nil { order.append(key) }
      parallel[key, default: []].append(link)
    }
    for key in order {
      graph.links.append(link(key.from, key.to, parallel[key] ?? [], graph))
    }
  }

  private func link(
    _ from: Int, _ to: Int, _ links: [EntityID], _ graph: ChainGraph
  ) -> ChainGraph.Link {
    var governance: [ChainGraph.Governance] = []
    var chains: [String] = []
    for link in links {
      if let type = self.governance(of: link, graph), !governance.contains(type) {
        governance.append(type)
      }
      for chain in self.chains(of: link).map({ reader.reading($0) }) where !chains.contains(chain) {
        chains.append(chain)
      }
    }
    let about = Set(links.flatMap { findings[$0] ?? [] }).sorted()
    let (marks, open) = words.marks(about)
    let sales = share(of: links, isOfSales: true)
    let purchases = share(of: links, isOfSales: false)
    let value = value(of: links)
    var sentence = "\(graph.actors[from].title) supplies \(graph.actors[to].title)"
    if !chains.isEmpty { sentence += " in \(CaseWords.list(chains))" }
    if governance.isEmpty {
      sentence += "; governance not known"
    } else {
      let types = governance.map {
        $0.title.lowercased() + ($0.isConcluded ? " as a theory concludes" : "")
      }
      sentence += "; \(types.joined(separator: ", ")) governance"
    }
    for share in [sales, purchases].compactMap({ $0 }) { sentence += "; \(Self.text(share))" }
    if let value { sentence += "; \(value.text) a year" }
    sentence += "." + Self.conclusions(marks, open)
    return ChainGraph.Link(
      from: from, to: to, names: links.map { model.label($0) }, chains: chains,
      governance: governance, salesShare: sales, purchasesShare: purchases, value: value,
      marks: marks, openCount: open, isSale: false,
      sentence: sentence)
  }

  /// `60% of its sales`.
  static func text(_ share: ChainGraph.Share) -> String {
    CaseWords.percent(share.low, share.high)
      + (share.isOfSales ? " of the supplier's sales" : " of the buyer's purchases")
  }

  private func governance(of link: EntityID, _ graph: ChainGraph) -> ChainGraph.Governance? {
    if let (known, scale) = words.words("governance", of: link) {
      return ChainGraph.Governance(
        word: known.count == 1 ? known[0] : nil,
        title: known.map { scale.words[$0].title }.joined(separator: " or "), isConcluded: false)
    }
    // A verdict of links whose values have the titles of the types.
    for index in findings[link] ?? [] {
      let finding = reader.analysis.findings[index]
      guard finding.truth == .yes, finding.subject == link,
        let (verdict, word) = reader.plan(of: finding).verdict,
        let place = graph.governanceTypes.firstIndex(
          of: model.vocabulary[verdict].words[word].title)
      else { continue }
      return ChainGraph.Governance(
        word: place, title: graph.governanceTypes[place], isConcluded: true)
    }
    return nil
  }

  /// The stated shares of parallel links added up; nil where one is not known.
  private func share(of links: [EntityID], isOfSales: Bool) -> ChainGraph.Share? {
    let name = isOfSales ? "share_of_sales" : "share_of_purchases"
    var low = 0.0
    var high = 0.0
    for link in links {
      guard let (interval, _) = words.number(name, of: link), isStated(name, of: link),
        interval.low > 0 || interval.high < 1
      else { return nil }
      low += interval.low
      high += interval.high
    }
    return ChainGraph.Share(low: min(low, 1), high: min(high, 1), isOfSales: isOfSales)
  }

  /// What is paid over parallel links in a year, where all are known in one unit.
  private func value(of links: [EntityID]) -> ChainGraph.Amount? {
    let amounts = links.map { words.amount("traded_value", of: $0) }
    guard let first = amounts.first, let first,
      amounts.allSatisfy({ $0?.unit == first.unit })
    else { return nil }
    return ChainGraph.Amount(
      low: amounts.reduce(0) { $0 + ($1?.low ?? 0) },
      high: amounts.reduce(0) { $0 + ($1?.high ?? 0) }, unit: first.unit)
  }

  /// A share of which only the others of its whole say something is not drawn as known.
  private func isStated(_ name: String, of link: EntityID) -> Bool {
    guard let attribute = words.attribute(name, of: model[link].kind) else { return false }
    return reader.states(attribute, of: link, in: words.layer)
  }

  // MARK: Markets and ties

  /// The end market of each chain, and the sales of those who sell to nobody else in it.
  private mutating func addMarkets(_ links: [EntityID], _ graph: inout ChainGraph) {
    var byChain: [(chain: EntityID, links: [EntityID])] = []
    for link in links {
      for chain in chains(of: link) {
        if let known = byChain.firstIndex(where: { $0.chain == chain }) {
          byChain[known].links.append(link)
        } else {
          byChain.append((chain, [link]))
        }
      }
    }
    var seen: [Int: Set<Int>] = [:]
    for (chain, links) in byChain {
      guard let market = words.entity("market", of: chain),
        reader.exists(market, in: words.layer)
      else { continue }
      let place: Int
      if let known = places[market] {
        place = known
      } else {
        place = graph.actors.count
        places[market] = place
        graph.actors.append(self.market(market))
      }
      let suppliers = Set(links.compactMap { model.ends(of: $0).first })
      for link in links {
        // Who sells on to others, in whatever chain, is not said to serve the market.
        guard let buyer = model.ends(of: link).last, !suppliers.contains(buyer),
          role(of: buyer) == .buyer
            || reader.links(of: buyer, selling: true, in: words.layer).isEmpty,
          let from = places[buyer], seen[from, default: []].insert(place).inserted
        else { continue }
        graph.links.append(
          ChainGraph.Link(
            from: from, to: place, names: [], chains: [reader.reading(chain)], governance: [],
            salesShare: nil, purchasesShare: nil, value: nil, marks: [], openCount: 0, isSale: true,
            sentence:
              "\(graph.actors[from].title) sells to the market \(graph.actors[place].title)."))
      }
    }
  }

  private func market(_ id: EntityID) -> ChainGraph.Actor {
    let country = words.country(of: id).map { Countries.name(of: $0) ?? $0 }
    let title = reader.reading(id)
    return ChainGraph.Actor(
      name: model.label(id), title: title, role: .market,
      kind: model.vocabulary[model[id].kind].title, country: country, functions: [],
      hasMoreFunctions: false, marks: [], openCount: 0,
      sentence: "\(title) is an end market"
        + (country.map { $0 == title ? "." : " in \($0)." } ?? "."))
  }

  private func addTies(_ graph: inout ChainGraph) {
    for index in model.entities.indices {
      let id = EntityID(index)
      guard model.vocabulary[model[id].kind].ends == .peers, reader.exists(id, in: words.layer)
      else { continue }
      let members = model.ends(of: id).compactMap { places[$0] }
      guard members.count > 1 else { continue }
      graph.ties.append(
        ChainGraph.Tie(
          name: model.label(id), members: members,
          sentence:
            "\(CaseWords.list(members.map { graph.actors[$0].title })) cooperate as peers."))
    }
  }
}
