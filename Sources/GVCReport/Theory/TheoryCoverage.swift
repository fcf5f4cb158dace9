import GVCModel

/// Which passages of a paper a theory states, by which rules, and why it does not state the others.
///
/// Rules name the passages that they state in their comments, `R020` or `R132 to R140`; a document
/// lists all passages and what is said of those that no rule states.
public struct TheoryCoverage: Sendable {
  public struct Entry: Sendable {
    /// Its number: `R020`.
    public let passage: String
    /// Where it stands in the paper.
    public let place: String
    /// The rules that state it.
    public let rules: [String]
    /// What the document says of it: the heading that it stands under, and the text beside it.
    public let notes: [(heading: String, text: String)]

    /// Whether anything accounts for it.
    public var isCovered: Bool { !rules.isEmpty || !notes.isEmpty }
  }

  public let entries: [Entry]
  /// Passages that a rule or the document names, and which the list of all has not.
  public let unknown: [String]

  /// - Parameter document: Markdown whose first table lists all passages, and whose others say how the
  ///   rest is accounted for.
  public init(_ document: String, _ model: Model, theory name: String) {
    var rules: [String: [String]] = [:]
    for rule in model.rules {
      guard model.theories[Int(rule.theory.number)].name.map({ model.names[$0] }) == name else {
        continue
      }
      for passage in Self.passages(in: model.documentation(of: rule)) {
        rules[passage, default: []].append(model.names[rule.name])
      }
    }
    var places: [(passage: String, place: String)] = []
    var notes: [String: [(heading: String, text: String)]] = [:]
    var heading = ""
    var tables = 0
    for line in document.split(separator: "\n") {
      if line.hasPrefix("## ") { heading = String(line.dropFirst(3)) }
      guard line.hasPrefix("| ") else { continue }
      let cells = line.split(separator: "|").map { Self.trimmed($0) }
      guard cells.count > 1 else { continue }
      guard cells[0].hasPrefix("R") else {
        tables += 1
        continue
      }
      for passage in Self.passages(in: cells[0]) {
        if tables == 1 {
          places.append((passage, cells[1]))
        } else {
          notes[passage, default: []].append((heading, cells[1]))
        }
      }
    }
    entries = places.map { passage, place in
      Entry(
        passage: passage, place: place, rules: rules[passage] ?? [], notes: notes[passage] ?? [])
    }
    let all = Set(places.map(\.passage))
    unknown = Set(rules.keys).union(notes.keys).subtracting(all).sorted()
  }

  /// The coverage as a table: a passage a row.
  public var table: Table {
    var table = Table([
      Table.Column("passage"), Table.Column("in"), Table.Column("how"), Table.Column("by"),
    ])
    for entry in entries {
      if !entry.rules.isEmpty {
        table.add([entry.passage, entry.place, "rule", entry.rules.joined(separator: ", ")])
      }
      for note in entry.notes {
        table.add([entry.passage, entry.place, note.heading.lowercased(), note.text])
      }
      if !entry.isCovered { table.add([entry.passage, entry.place, "not covered", ""]) }
    }
    return table
  }

  /// The numbers of passages in a text: `R020`, and all of `R132 to R140`.
  private static func passages(in text: String) -> [String] {
    var found: [String] = []
    let words = text.split { !$0.isLetter && !$0.isNumber }
    var isRange = false
    for word in words {
      guard let number = number(word) else {
        isRange = word == "to" && !found.isEmpty
        continue
      }
      if isRange, let last = found.last.flatMap({ Self.number($0[...]) }), last < number {
        for between in (last + 1)..<number { found.append(name(between)) }
      }
      found.append(name(number))
      isRange = false
    }
    return found
  }

  private static func number(_ word: Substring) -> Int? {
    guard word.first == "R", word.utf8.count == 4 else { return nil }
    return Int(word.dropFirst())
  }

  private static func name(_ number: Int) -> String {
    let digits = String(number)
    return "R" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
