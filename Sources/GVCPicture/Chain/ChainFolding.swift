extension ChainGraph {
  /// The most actors that a picture shows one by one.
  public static let foldLimit = 150

  /// The graph with like actors as one, when there are more than `limit`: those of one place, tier and
  /// role; of one country; or of one tier and role, whichever keeps most and is few enough. What was
  /// folded stands in the notes.
  public func folded(over limit: Int = foldLimit) -> ChainGraph {
    guard actors.count > limit else { return self }
    var smallest = self
    for level in 0...2 {
      let folded = folded(level: level)
      if folded.actors.count < smallest.actors.count { smallest = folded }
      if folded.actors.count <= limit { break }
    }
    return smallest
  }

  private struct Key: Hashable {
    let group: Int?
    let tier: Int?
    let role: Role
  }

  private func outermost(_ group: Int?) -> Int? {
    var group = group
    var steps = 0
    while let inner = group, let parent = groups[inner].parent, steps < groups.count {
      group = parent
      steps += 1
    }
    return group
  }

  private func folded(level: Int) -> ChainGraph {
    func key(_ actor: Actor) -> Key {
      let group = level == 0 ? actor.group : level == 1 ? outermost(actor.group) : nil
      return Key(group: group, tier: actor.tier, role: actor.role)
    }
    var members: [Key: [Int]] = [:]
    var order: [Key] = []
    for (index, actor) in actors.enumerated() {
      let key = key(actor)
      if members[key] == nil { order.append(key) }
      members[key, default: []].append(index)
    }
    var result = self
    result.actors = []
    var place = Array(repeating: 0, count: actors.count)
    var foldedCount = 0
    for key in order {
      let group = members[key] ?? []
      for index in group { place[index] = result.actors.count }
      if group.count == 1 {
        result.actors.append(actors[group[0]])
      } else {
        foldedCount += group.count
        result.actors.append(together(group, key))
      }
    }
    result.links = foldedLinks(place)
    result.ties = ties.compactMap { tie in
      let ends = Set(tie.members.map { place[$0] }).sorted()
      return ends.count > 1 ? Tie(name: tie.name, members: ends, sentence: tie.sentence) : nil
    }
    let by = ["place, tier and role", "country, tier and role", "tier and role"][level]
    result.notes.append(
      "\(foldedCount) of \(actors.count) actors are folded into "
        + "\(order.filter { (members[$0]?.count ?? 0) > 1 }.count) boxes, by \(by).")
    return result
  }

  private func together(_ group: [Int], _ key: Key) -> Actor {
    let all = group.map { actors[$0] }
    let kinds = Set(all.map(\.kind))
    let kind = kinds.count == 1 ? all[0].kind.lowercased() : "actor"
    let title = "\(all.count) \(kind)s"
    var functions: [String] = []
    for function in all.flatMap(\.functions) where !functions.contains(function) {
      functions.append(function)
    }
    var marks: [Mark] = []
    for mark in all.flatMap(\.marks) {
      if let known = marks.firstIndex(where: { $0.title == mark.title }) {
        marks[known] = Mark(
          title: mark.title, count: marks[known].count + mark.count,
          level: max(marks[known].level, mark.level))
      } else {
        marks.append(mark)
      }
    }
    let open = all.reduce(0) { $0 + $1.openCount }
    let names = CaseWords.list(all.map(\.title))
    return Actor(
      name: "\(title) (\(all[0].name), …)", title: title, role: key.role, kind: all[0].kind,
      tier: key.tier, group: key.group, country: nil, functions: functions,
      hasMoreFunctions: all.contains(where: \.hasMoreFunctions),
      turnover: Self.sum(all.map(\.turnover)), marks: marks, openCount: open,
      folded: all.map(\.name),
      sentence: "\(title) together: \(names)." + Self.conclusions(marks, open))
  }

  private func foldedLinks(_ place: [Int]) -> [Link] {
    struct Ends: Hashable {
      let from: Int
      let to: Int
      let isSale: Bool
    }
    var order: [Ends] = []
    var parallel: [Ends: [Link]] = [:]
    for link in links {
      let ends = Ends(from: place[link.from], to: place[link.to], isSale: link.isSale)
      // Supply among what was folded into one box has no line of its own.
      guard ends.from != ends.to || link.from == link.to else { continue }
      if parallel[ends] == nil { order.append(ends) }
      parallel[ends, default: []].append(link)
    }
    return order.map { ends in
      let all = parallel[ends] ?? []
      guard all.count > 1 else {
        let link = all[0]
        return Link(
          from: ends.from, to: ends.to, names: link.names, chains: link.chains,
          governance: link.governance, salesShare: link.salesShare,
          purchasesShare: link.purchasesShare, value: link.value, marks: link.marks,
          openCount: link.openCount, isSale: link.isSale, sentence: link.sentence)
      }
      var governance: [Governance] = []
      for type in all.flatMap(\.governance) where !governance.contains(type) {
        governance.append(type)
      }
      var chains: [String] = []
      for chain in all.flatMap(\.chains) where !chains.contains(chain) { chains.append(chain) }
      let open = all.reduce(0) { $0 + $1.openCount }
      return Link(
        from: ends.from, to: ends.to, names: all.flatMap(\.names), chains: chains,
        governance: governance, salesShare: nil, purchasesShare: nil,
        value: Self.sum(all.map(\.value)),
        marks: all.flatMap(\.marks), openCount: open,
        isSale: ends.isSale,
        sentence: "\(all.count) links together: "
          + CaseWords.list(Array(all.prefix(12).map(\.sentence)))
          + (all.count > 12 ? " And \(all.count - 12) more." : ""))
    }
  }

  /// The amounts added up, where all are known in one unit.
  private static func sum(_ amounts: [Amount?]) -> Amount? {
    guard let first = amounts.first, let first,
      amounts.allSatisfy({ $0?.unit == first.unit })
    else { return nil }
    return Amount(
      low: amounts.reduce(0) { $0 + ($1?.low ?? 0) },
      high: amounts.reduce(0) { $0 + ($1?.high ?? 0) }, unit: first.unit)
  }

  private static func conclusions(_ marks: [Mark], _ open: Int) -> String {
    let texts = marks.map { $0.title.lowercased() + ($0.count > 1 ? " (\($0.count))" : "") }
    return (texts.isEmpty ? "" : " Concluded: \(texts.joined(separator: ", ")).")
      + (open == 0 ? "" : open == 1 ? " One conclusion is open." : " \(open) conclusions are open.")
  }
}
