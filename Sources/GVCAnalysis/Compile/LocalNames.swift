import GVCModel

/// What the names of variables and of `let`s stand for in one rule or derived attribute: a few, so that
/// looking through them beats a hash table.
struct LocalNames {
  /// What a name stands for.
  enum Meaning {
    case slot(Int, ExpressionType)
    case alias(PlanID)
  }

  private var entries: [(name: Symbol, meaning: Meaning)] = []

  /// The names that stand for something.
  var names: [Symbol] { entries.map(\.name) }

  subscript(name: Symbol) -> Meaning? {
    for entry in entries where entry.name == name { return entry.meaning }
    return nil
  }

  /// Says what a name stands for from here on.
  mutating func set(_ name: Symbol, to meaning: Meaning) {
    for i in entries.indices where entries[i].name == name {
      entries[i].meaning = meaning
      return
    }
    entries.append((name, meaning))
  }
}

/// Some of the variables of a rule, of which there are at most 64.
struct SlotSet {
  private var bits: UInt64 = 0

  mutating func insert(_ slot: Int) { bits |= 1 << UInt64(slot) }

  func contains(_ slot: Int) -> Bool { bits & (1 << UInt64(slot)) != 0 }
}
