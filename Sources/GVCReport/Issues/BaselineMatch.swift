/// What can be found again in an earlier run.
protocol BaselineItem {
  /// What it is called, most exactly first: of the same key in both runs, items are the same in their
  /// order. No key holds a line or a column.
  var keys: [String] { get }
  /// How it stands to the item that it was.
  func mark(from old: Self) -> BaselineMark
}

/// The items of a run found again in those of an earlier one.
struct BaselineMatch {
  /// How each item of the new run stands to the earlier one.
  let marks: [BaselineMark]
  /// The items of the earlier run that are not there any more, by their index.
  let fixed: [Int]

  init<Item: BaselineItem>(_ new: [Item], since old: [Item], newIsWorse: (Item) -> Bool) {
    var partners: [Int?] = Array(repeating: nil, count: new.count)
    var isTaken = Array(repeating: false, count: old.count)
    let newKeys = new.map(\.keys)
    let oldKeys = old.map(\.keys)
    let passes = (newKeys + oldKeys).map(\.count).max() ?? 0
    for pass in 0..<passes {
      var places: [String: [Int]] = [:]
      for index in old.indices.reversed() where !isTaken[index] && pass < oldKeys[index].count {
        places[oldKeys[index][pass], default: []].append(index)
      }
      for index in new.indices where partners[index] == nil && pass < newKeys[index].count {
        guard let found = places[newKeys[index][pass]]?.popLast() else { continue }
        partners[index] = found
        isTaken[found] = true
      }
    }
    marks = new.indices.map { index in
      partners[index].map { new[index].mark(from: old[$0]) }
        ?? BaselineMark(.new, isWorse: newIsWorse(new[index]))
    }
    fixed = old.indices.filter { !isTaken[$0] }
  }
}

extension BaselineMark.Earlier {
  /// The mark of an item that said this where it says something else now.
  func mark(isWorse: Bool) -> BaselineMark {
    isEmpty ? BaselineMark(.unchanged) : BaselineMark(.changed, was: self, isWorse: isWorse)
  }
}

/// How much a level weighs.
func weight(ofLevel level: String) -> Int {
  ["note": 1, "warning": 2, "error": 3][level, default: 0]
}
