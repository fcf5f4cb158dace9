/// The order of the slots in each rank, with few crossings of lines; the members of a group stand
/// together, and groups stand in one order over all ranks.
///
/// Barycentres with exchanges of neighbours, as in Sugiyama, Tagawa and Toda, “Methods for Visual
/// Understanding of Hierarchical System Structures”, IEEE Transactions on Systems, Man, and
/// Cybernetics 11, 1981, and Gansner and others (1993); crossings are counted as in Barth, Mutzel and
/// Jünger, “Simple and Efficient Bilayer Cross Counting”, JGAA 8, 2004. Ties keep the order of the text.
struct CrossingReduction {
  private let slots: [LayerSlots.Slot]
  /// The slots of each rank, from the top.
  private(set) var ranks: [[Int]]
  /// The slots at the left and at the right of each.
  private var left: [[Int]]
  private var right: [[Int]]
  private var place: [Int]
  /// Where each group stands among the groups around it.
  private var groupOrder: [Double]
  private(set) var crossings = 0
  /// About how many pairs of lines have been compared.
  private(set) var work = 0
  private let workLimit: Int
  /// What it takes at most to compare the neighbours in each rank once.
  private var rankWork: [Int]

  /// The most work: some tenths of a second of optimised code. Most graphs end long before.
  static let workLimit = 10_000_000

  /// An order after as many rounds as begin before `workLimit` pairs of lines have been compared.
  init(_ content: LayerSlots, groupCount: Int, workLimit: Int = Self.workLimit) {
    self.workLimit = workLimit
    slots = content.slots
    rankWork = Array(repeating: 0, count: content.rankCount)
    ranks = Array(repeating: [], count: content.rankCount)
    left = Array(repeating: [], count: slots.count)
    right = left
    place = Array(repeating: 0, count: slots.count)
    groupOrder = (0..<groupCount).map(Double.init)
    for segment in content.segments {
      right[segment.from].append(segment.to)
      left[segment.to].append(segment.from)
    }
    for (index, slot) in slots.enumerated() {
      ranks[slot.rank].append(index)
      let (before, behind) = (left[index].count, right[index].count)
      rankWork[slot.rank] += 1 + before * before + behind * behind
    }
    search()
  }

  // MARK: The search

  private mutating func search() {
    var best: Best?
    let text = ranks
    for fromRight in [true, false] {
      ranks = text
      groupOrder = groupOrder.indices.map(Double.init)
      start(fromRight: fromRight)
      // Each start has its share.
      improve(startsForward: fromRight, until: fromRight ? workLimit / 2 : workLimit, &best)
    }
    // Small graphs are shaken, always in the same way, and bettered again.
    var numbers: UInt64 = 0x2545_F491_4F6C_DD1D
    for _ in 0..<(slots.count < 1_500 ? 10 : 0)
    where (best?.crossings ?? 0) > 0 && work < workLimit {
      restore(best)
      shake(&numbers)
      improve(startsForward: true, until: workLimit, &best)
    }
    restore(best)
    tryGroupOrders(&best)
    restore(best)
  }

  private typealias Best = (crossings: Int, ranks: [[Int]], groups: [Double])

  /// Sweeps to and fro as long as that helps and the work allows; once in any case.
  private mutating func improve(startsForward: Bool, until limit: Int, _ best: inout Best?) {
    var own = Int.max
    var worse = 0
    for round in 0..<24 {
      sweep(forward: (round % 2 == 0) == startsForward, byMedian: round % 4 >= 2)
      exchange(takesEqual: round % 4 >= 2)
      crossings = count()
      if crossings < best?.crossings ?? .max { best = (crossings, ranks, groupOrder) }
      worse = crossings < own ? 0 : worse + 1
      own = min(own, crossings)
      if crossings == 0 || worse >= 8 || work >= limit { break }
    }
  }

  /// Exchanges some slots with others of their rank and groups.
  private mutating func shake(_ numbers: inout UInt64) {
    for rank in ranks.indices where ranks[rank].count > 1 {
      for index in ranks[rank].indices.dropLast() {
        numbers ^= numbers << 13
        numbers ^= numbers >> 7
        numbers ^= numbers << 17
        let other = index + 1 + Int(numbers % 3)
        guard numbers % 5 < 2, other < ranks[rank].count,
          slots[ranks[rank][index]].path == slots[ranks[rank][other]].path
        else { continue }
        let between = ranks[rank][index...other]
        guard between.allSatisfy({ slots[$0].path == slots[ranks[rank][index]].path }) else {
          continue
        }
        ranks[rank].swapAt(index, other)
      }
      number(rank)
    }
  }

  private mutating func restore(_ state: Best?) {
    guard let state else { return }
    ranks = state.ranks
    groupOrder = state.groups
    crossings = state.crossings
    for rank in ranks.indices { number(rank) }
  }

  /// Exchanges neighbouring groups where that saves crossings.
  private mutating func tryGroupOrders(
    _ best: inout Best?
  ) {
    guard groupOrder.count > 1, groupOrder.count <= 24, slots.count < 2_000 else { return }
    var parents: [Int: [Int]] = [:]
    for slot in slots {
      for (level, group) in slot.path.enumerated() {
        let parent = level == 0 ? -1 : slot.path[level - 1]
        if !(parents[parent] ?? []).contains(group) { parents[parent, default: []].append(group) }
      }
    }
    var tries = 0
    for parent in parents.keys.sorted() {
      let members = (parents[parent] ?? []).sorted { groupOrder[$0] < groupOrder[$1] }
      for (a, b) in zip(members, members.dropFirst()) {
        guard let known = best, known.crossings > 0, tries < 40, work < workLimit else { return }
        tries += 1
        restore(best)
        groupOrder.swapAt(a, b)
        isGroupOrderFixed = true
        for round in 0..<6 {
          sweep(forward: round % 2 == 0, byMedian: false)
          exchange(takesEqual: false)
          crossings = count()
          if crossings < (best?.crossings ?? .max) { best = (crossings, ranks, groupOrder) }
        }
        isGroupOrderFixed = false
      }
    }
  }

  private var isGroupOrderFixed = false

  /// The first order: the walk along the lines from one side, which keeps together what belongs together.
  private mutating func start(fromRight: Bool) {
    var key = Array(repeating: -1.0, count: slots.count)
    var next = 0.0
    let order = slots.indices.sorted {
      (fromRight ? -slots[$0].rank : slots[$0].rank, $0)
        < (fromRight ? -slots[$1].rank : slots[$1].rank, $1)
    }
    for start in order where key[start] < 0 {
      var stack = [start]
      while let slot = stack.popLast() {
        guard key[slot] < 0 else { continue }
        key[slot] = next
        next += 1
        for other in ((fromRight ? left : right)[slot]).reversed() where key[other] < 0 {
          stack.append(other)
        }
      }
    }
    updateGroups(key)
    for rank in ranks.indices { sort(rank, by: key) }
  }

  private mutating func sweep(forward: Bool, byMedian: Bool) {
    let order = forward ? Array(ranks.indices.dropFirst()) : ranks.indices.dropLast().reversed()
    var key = Array(repeating: 0.0, count: slots.count)
    for rank in ranks.indices {
      let height = Double(max(1, ranks[rank].count))
      for slot in ranks[rank] { key[slot] = (Double(place[slot]) + 0.5) / height }
    }
    if !isGroupOrderFixed { updateGroups(key) }
    if let first = forward ? ranks.indices.first : ranks.indices.last { sort(first, by: key) }
    for rank in order {
      let height = Double(max(1, ranks[rank].count))
      let near = forward ? rank - 1 : rank + 1
      let scale = Double(max(1, ranks[near].count))
      for slot in ranks[rank] {
        let others = forward ? left[slot] : right[slot]
        if others.isEmpty {
          key[slot] = (Double(place[slot]) + 0.5) / height
        } else if byMedian {
          let places = others.map { place[$0] }.sorted()
          let sum = places[(places.count - 1) / 2] + places[places.count / 2] + 1
          key[slot] = Double(sum) / 2 / scale
        } else {
          let sum = others.reduce(0) { $0 + Double(place[$1]) + 0.5 }
          key[slot] = sum / Double(others.count) / scale
        }
      }
      sort(rank, by: key)
    }
  }

  /// The order of groups by the mean of their slots.
  private mutating func updateGroups(_ key: [Double]) {
    guard !groupOrder.isEmpty else { return }
    var sums = Array(repeating: 0.0, count: groupOrder.count)
    var counts = sums
    for (index, slot) in slots.enumerated() {
      for group in slot.path {
        sums[group] += key[index]
        counts[group] += 1
      }
    }
    for group in groupOrder.indices where counts[group] > 0 {
      groupOrder[group] = sums[group] / counts[group]
    }
  }

  // MARK: Sorting a rank

  private mutating func number(_ rank: Int) {
    for (index, slot) in ranks[rank].enumerated() { place[slot] = index }
  }

  private mutating func sort(_ rank: Int, by key: [Double]) {
    ranks[rank] = sorted(ranks[rank], level: 0, key)
    number(rank)
  }

  /// A run of slots with the same groups down to `level`, sorted; groups keep their order.
  private func sorted(_ run: [Int], level: Int, _ key: [Double]) -> [Int] {
    guard run.count > 1 else { return run }
    var items: [(key: Double, group: Int, slots: [Int])] = []
    var places: [Int: Int] = [:]
    for slot in run {
      let path = slots[slot].path
      guard path.count > level else {
        items.append((key[slot], -1, [slot]))
        continue
      }
      if let known = places[path[level]] {
        items[known].slots.append(slot)
      } else {
        places[path[level]] = items.count
        items.append((0, path[level], [slot]))
      }
    }
    for index in items.indices where items[index].group >= 0 {
      let members = items[index].slots
      items[index].key = members.reduce(0) { $0 + key[$1] } / Double(members.count)
      items[index].slots = sorted(members, level: level + 1, key)
    }
    let order = items.indices.sorted { (items[$0].key, $0) < (items[$1].key, $1) }
    // Groups take the places of groups, in their own order.
    let groups = order.filter { items[$0].group >= 0 }.sorted {
      let (a, b) = (items[$0].group, items[$1].group)
      return (groupOrder[a], a) < (groupOrder[b], b)
    }
    var next = 0
    var result: [Int] = []
    result.reserveCapacity(run.count)
    for index in order {
      if items[index].group < 0 {
        result += items[index].slots
      } else {
        result += items[groups[next]].slots
        next += 1
      }
    }
    return result
  }

  // MARK: Exchanges

  /// Exchanges neighbours as long as that saves crossings; once also those of which it costs none.
  private mutating func exchange(takesEqual: Bool) {
    if takesEqual { for rank in ranks.indices { _ = exchange(in: rank, takesEqual: true) } }
    var isBetter = true
    var rounds = 0
    while isBetter, rounds < 10, work < workLimit {
      isBetter = false
      rounds += 1
      for rank in ranks.indices where exchange(in: rank, takesEqual: false) { isBetter = true }
    }
  }

  private mutating func exchange(in rank: Int, takesEqual: Bool) -> Bool {
    work += rankWork[rank]
    var isBetter = false
    var index = 0
    while index + 1 < ranks[rank].count {
      let a = ranks[rank][index]
      let b = ranks[rank][index + 1]
      let (pathA, pathB) = (slots[a].path, slots[b].path)
      if pathA == pathB {
        let (now, then) = (crossings(a, b), crossings(b, a))
        if now > then || takesEqual && now == then && now > 0 {
          ranks[rank].swapAt(index, index + 1)
          place[a] = index + 1
          place[b] = index
          isBetter = true
        }
      } else if let length = block(after: index, in: rank) {
        // A line or box beside a whole group changes sides with it.
        let members = Array(ranks[rank][index + 1...index + length])
        let now = members.reduce(0) { $0 + crossings(a, $1) }
        let then = members.reduce(0) { $0 + crossings($1, a) }
        if now > then {
          ranks[rank].replaceSubrange(index...index + length, with: members + [a])
          number(rank)
          isBetter = true
        }
      } else if let length = block(before: index + 1, in: rank) {
        let members = Array(ranks[rank][index + 1 - length...index])
        let now = members.reduce(0) { $0 + crossings($1, b) }
        let then = members.reduce(0) { $0 + crossings(b, $1) }
        if now > then {
          ranks[rank].replaceSubrange(
            index + 1 - length...index + 1, with: [b] + members)
          number(rank)
          isBetter = true
        }
      }
      index += 1
    }
    return isBetter
  }

  /// The length of the group that begins behind a slot and lies in the same groups as it.
  private func block(after index: Int, in rank: Int) -> Int? {
    let path = slots[ranks[rank][index]].path
    let next = slots[ranks[rank][index + 1]].path
    guard next.count > path.count, next.starts(with: path) else { return nil }
    let group = next[path.count]
    return ranks[rank][(index + 1)...].prefix { slots[$0].path.contains(group) }.count
  }

  private func block(before index: Int, in rank: Int) -> Int? {
    let path = slots[ranks[rank][index]].path
    let previous = slots[ranks[rank][index - 1]].path
    guard previous.count > path.count, previous.starts(with: path) else { return nil }
    let group = previous[path.count]
    return ranks[rank][..<index].reversed().prefix { slots[$0].path.contains(group) }.count
  }

  /// The crossings of the lines of two slots when the first stands above the second.
  private func crossings(_ a: Int, _ b: Int) -> Int {
    crossings(left[a], left[b]) + crossings(right[a], right[b])
  }

  private func crossings(_ a: [Int], _ b: [Int]) -> Int {
    var count = 0
    for x in a { for y in b where place[x] > place[y] { count += 1 } }
    return count
  }

  /// All crossings, rank by rank.
  private func count() -> Int {
    var total = 0
    for rank in ranks.indices.dropLast() {
      let size = ranks[rank + 1].count
      guard size > 0 else { continue }
      var first = 1
      while first < size { first *= 2 }
      var tree = Array(repeating: 0, count: 2 * first)
      for slot in ranks[rank] {
        let ends = right[slot].map { place[$0] }.sorted()
        for end in ends {
          var node = end + first
          // What ends behind it and began before it crosses it.
          while node > 1 {
            if node % 2 == 0 { total += tree[node + 1] }
            node /= 2
          }
        }
        for end in ends {
          var node = end + first
          while node > 0 {
            tree[node] += 1
            node /= 2
          }
        }
      }
    }
    return total
  }
}
