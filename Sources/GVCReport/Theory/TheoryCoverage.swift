import GVCAnalysis
import GVCModel

/// Which passages of a paper a theory states, by which rules, and why it does not state the others:
/// what the passage says and how strongly, beside what the rule says, how strongly, and of what.
///
/// Rules name the passages that they state in their comments, `R020` or `R132 to R140`; a document
/// lists all passages, what they say, and what is said of those that no rule states.
public struct TheoryCoverage: Sendable {
  /// A rule that states a passage.
  public struct Statement: Sendable {
    public let rule: String
    /// How strongly it concludes.
    public let modality: Modality
    /// What it is tried on, as written.
    public let scope: String
    /// What it says, with its values as they are named in it: `{l.supplier}`.
    public let message: String
  }

  public struct Entry: Sendable {
    /// Its number: `R020`.
    public let passage: String
    /// Where it stands in the paper.
    public let place: String
    /// What it says, in other words than the paper's; empty where the document does not tell.
    public let reading: String
    /// How strongly it says so, in the words of a rule; nil where the document does not tell.
    public let strength: Modality?
    /// The rules that state it.
    public let rules: [Statement]
    /// What the document says of it: the heading that it stands under, and the text beside it.
    public let notes: [(heading: String, text: String)]

    /// Whether anything accounts for it.
    public var isCovered: Bool { !rules.isEmpty || !notes.isEmpty }
  }

  public let entries: [Entry]
  /// Passages that a rule or the document names, and which the list of all has not.
  public let unknown: [String]

  /// - Parameters:
  ///   - document: Markdown whose first table lists all passages with their place, what they say and
  ///     how strongly, and whose others say how the rest is accounted for.
  ///   - book: The theory that states them.
  public init(_ document: String, _ book: TheoryBook) {
    var rules: [String: [Statement]] = [:]
    for plan in book.plans {
      let rule = book.model.rules[plan.rule]
      let statement = Statement(
        rule: book.model.names[rule.name], modality: plan.modality, scope: book.scope(of: plan),
        message: book.text(.messageClause, of: plan))
      for passage in Self.passages(in: book.model.documentation(of: rule)) {
        rules[passage, default: []].append(statement)
      }
    }
    var passages: [(name: String, place: String, reading: String, strength: Modality?)] = []
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
          passages.append(
            (
              passage, cells[1], cells.count > 2 ? cells[2] : "",
              cells.count > 3 ? Modality(rawValue: cells[3]) : nil
            ))
        } else {
          notes[passage, default: []].append((heading, cells[1]))
        }
      }
    }
    entries = passages.map { passage in
      Entry(
        passage: passage.name, place: passage.place, reading: passage.reading,
        strength: passage.strength, rules: rules[passage.name] ?? [],
        notes: notes[passage.name] ?? [])
    }
    let all = Set(passages.map(\.name))
    unknown = Set(rules.keys).union(notes.keys).subtracting(all).sorted()
  }

  /// The coverage as a table: a passage and a rule that states it a row.
  public var table: Table {
    var table = Table([
      Table.Column("passage"), Table.Column("in"), Table.Column("reading"),
      Table.Column("strength"), Table.Column("how"), Table.Column("by"), Table.Column("modality"),
      Table.Column("scope"), Table.Column("message"),
    ])
    for entry in entries {
      let head = [
        entry.passage, entry.place, entry.reading, entry.strength?.rawValue ?? "",
      ]
      for rule in entry.rules {
        table.add(head + ["rule", rule.rule, rule.modality.rawValue, rule.scope, rule.message])
      }
      for note in entry.notes {
        table.add(head + [note.heading.lowercased(), note.text, "", "", ""])
      }
      if !entry.isCovered { table.add(head + ["not covered", "", "", "", ""]) }
    }
    return table
  }

  /// The coverage as a page to go down: each passage with what it says, and under it the rules.
  public var page: String {
    var out = ""
    for entry in entries {
      out += "\(entry.passage)  \(SafeText.escaped(entry.place))"
      out += entry.strength.map { "  (\($0.label))\n" } ?? "\n"
      out += Paragraph.wrap(SafeText.escaped(entry.reading), indent: 2)
      for rule in entry.rules {
        out += "  rule \(rule.rule)  (\(rule.modality.label))\n"
        out += Paragraph.wrap(SafeText.escaped(rule.scope), indent: 4)
        out += Paragraph.wrap(SafeText.escaped(rule.message), indent: 4, label: "> ")
      }
      for note in entry.notes {
        out += Paragraph.wrap(
          SafeText.escaped("\(note.heading.lowercased()): \(note.text)"), indent: 2)
      }
      if !entry.isCovered { out += "  not covered\n" }
      out += "\n"
    }
    return out
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
