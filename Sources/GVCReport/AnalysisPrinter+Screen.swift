import GVCAnalysis
import GVCModel
import GVCSyntax

extension AnalysisPrinter {
  /// What matters first, on a screen; then all conclusions by subject, with each fact once: numbered where the
  /// conclusions refer to it, and told behind them.
  ///
  /// - Parameters:
  ///   - project: The path that the project was named by.
  ///   - limit: The most open questions that are written out.
  ///   - showsReasons: Whether each message of the screen says why it stands where it stands.
  public func text(project: String, limit: Int, showsReasons: Bool = false) -> String {
    let groups = FindingGroup.holding(in: reader)
    let questions = OpenGroup.open(in: reader)
    guard !groups.isEmpty || !questions.isEmpty else {
      return rest(groups, questions, limit: limit)
    }
    let screen = FirstScreen(reader, project: project, groups, open: questions, facts)
    var notes = Notes()
    return text(screen, showsReasons: showsReasons)
      + bySubject(groups) { short($0, &notes) }
      + text(notes) + unread(screen.figures, notes) + rest(groups, questions, limit: limit)
  }

  // MARK: The screen

  private func text(_ screen: FirstScreen, showsReasons: Bool) -> String {
    var out = title(SafeText.escaped(screen.title))
    for sentence in screen.sentences { out += wrap(SafeText.escaped(sentence), indent: 0) }
    out += "\n"
    let messages = screen.messages.prefix(FirstScreen.shownMessages)
    if !messages.isEmpty { out += title("What matters most", "-") }
    for (index, message) in messages.enumerated() {
      out += text(message, number: index + 1, showsReasons: showsReasons)
    }
    if !messages.isEmpty { out += "\n" }
    return out + figures(screen) + contradictions(screen) + questions(screen)
  }

  private func text(_ message: KeyMessage, number: Int, showsReasons: Bool) -> String {
    let group = message.groups[0]
    let finding = analysis.findings[group.members[0]]
    let label = "\(number). "
    let claim = reader.claim(of: finding, under: message.cautions)
    let sentence = reader.message(of: finding, objects: group.objects)
    var out = wrap(SafeText.escaped("[\(claim)] \(sentence)"), indent: 0, label: label)
    func add(_ text: String) { out += wrap(SafeText.escaped(text), indent: label.count) }
    let circumstances = reader.circumstances(of: message)
    if !circumstances.isEmpty { add(circumstances.joined(separator: " ")) }
    if showsReasons { add("first: " + message.reason) }
    add("-> \(reader.reference(to: group))")
    return out
  }

  private func figures(_ screen: FirstScreen) -> String {
    guard !screen.figures.isEmpty else { return "" }
    var out = title("Figures", "-")
    for fact in screen.figures.prefix(FirstScreen.shownFigures) {
      let support = facts.support(fact).joined(separator: "; ")
      out += wrap(SafeText.escaped("\(facts.statement(fact))  (\(support))"), indent: 0)
    }
    let rest = screen.figures.count - FirstScreen.shownFigures
    return out + (rest > 0 ? "… and \(counted(rest, "figure")) more below.\n" : "") + "\n"
  }

  private func contradictions(_ screen: FirstScreen) -> String {
    guard !screen.contradictions.isEmpty else { return "" }
    var out = title("What contradicts what", "-")
    for entry in screen.contradictions.prefix(FirstScreen.shownContradictions) {
      out += wrap(SafeText.escaped("[\(entry.mark)] \(entry.text)"), indent: 0)
      if !entry.reference.isEmpty {
        out += wrap(SafeText.escaped("-> \(entry.reference)"), indent: 3)
      }
    }
    let rest = screen.contradictions.count - FirstScreen.shownContradictions
    return out + (rest > 0 ? "… and \(rest) more below.\n" : "") + "\n"
  }

  private func questions(_ screen: FirstScreen) -> String {
    guard !screen.questions.isEmpty else { return "" }
    var out = title("What would decide most", "-")
    for (index, question) in screen.questions.enumerated() {
      out += wrap(
        SafeText.escaped("\(question.sentence) It decides \(question.counts)."), indent: 0,
        label: "\(index + 1). ")
    }
    return out + "\n"
  }

  // MARK: Each fact once

  /// The facts and thresholds that conclusions refer to, in the order in which they do first.
  private struct Notes {
    var facts: [Int] = []
    var thresholds: [Int] = []
    private var numbers: [Int: Int] = [:]

    mutating func number(of fact: Int) -> Int {
      if let known = numbers[fact] { return known }
      facts.append(fact)
      numbers[fact] = facts.count
      return facts.count
    }
  }

  private func short(_ group: FindingGroup, _ notes: inout Notes) -> String {
    let finding = analysis.findings[group.members[0]]
    let bases = group.members.map { reader.basis(of: analysis.findings[$0]) }
    var seen: Set<Int> = []
    let read = bases.flatMap(\.facts).filter { seen.insert($0).inserted }
    let numbers = facts.ordered(read).map { notes.number(of: $0) }
    for index in bases.flatMap(\.thresholds) where !notes.thresholds.contains(index) {
      notes.thresholds.append(index)
    }
    let thresholds = unique(bases.flatMap(\.thresholds)).map { index in
      "\(model.names[model.thresholds[index].name]) = \(facts.value(of: index, analysis.options))"
    }
    let basis = Self.ranges(numbers.sorted()).map { "[\($0)]" } + thresholds
    var out = conclusion(group)
    if !basis.isEmpty {
      out += wrap(SafeText.escaped(basis.joined(separator: " ")), indent: 4, label: "rests on   ")
    }
    out += wrap(SafeText.escaped(theory(of: finding)), indent: 4, label: "theory     ")
    return out + advice(group) + "\n"
  }

  /// `1–4`, `7`: numbers that follow one another as one.
  private static func ranges(_ numbers: [Int]) -> [String] {
    var parts: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = parts.last, last.upperBound + 1 == number {
        parts[parts.count - 1] = last.lowerBound...number
      } else {
        parts.append(number...number)
      }
    }
    return parts.flatMap { part -> [String] in
      part.count < 3
        ? part.map { String($0) } : ["\(part.lowerBound)–\(part.upperBound)"]
    }
  }

  /// The stated numbers to which no conclusion refers.
  private func unread(_ figures: [Int], _ notes: Notes) -> String {
    let known = Set(notes.facts)
    let rest = figures.filter { !known.contains($0) }
    guard !rest.isEmpty else { return "" }
    var out = title("Figures on which no conclusion rests")
    for fact in rest.prefix(Self.shownUnread) {
      out += facts.line(fact, indent: 0, label: "", width: width)
    }
    if rest.count > Self.shownUnread {
      out += "… and \(rest.count - Self.shownUnread) more; `gvc report` has all of them.\n"
    }
    return out + "\n"
  }

  /// The most figures that are listed though nothing rests on them.
  private static let shownUnread = 60

  private func text(_ notes: Notes) -> String {
    guard !notes.facts.isEmpty else { return "" }
    let margin = "[\(notes.facts.count)] ".count
    var out = title("What all this rests on")
    for (index, fact) in notes.facts.enumerated() {
      let label = "[\(index + 1)]".padding(to: margin)
      out += facts.line(fact, indent: 0, label: label, width: width)
    }
    for index in notes.thresholds {
      out += facts.lines(
        threshold: index, analysis.options, indent: 0, label: "threshold  ", width: width)
    }
    return out + "\n"
  }
}

extension FindingReader {
  /// What stands under a message, a line each: when it holds, of whom else, what others are answered, what weakens it.
  public func circumstances(of message: KeyMessage) -> [String] {
    let group = message.groups[0]
    let layers = group.layers.compactMap { $0.entity.map { "“\(reading($0))”" } }
    var lines: [String] = []
    if !layers.isEmpty, layers.count < analysis.layers.count {
      lines.append("In \(enumeration(layers)).")
    }
    if !message.others.isEmpty { lines.append("The same of \(some(message.others)).") }
    if !message.contrast.isEmpty {
      lines.append(
        "But: "
          + message.contrast.prefix(3).map { "\($0.title.lowercased()) – \(some($0.of))" }
          .joined(separator: "; ") + ".")
    }
    if let caution = message.cautions.first {
      lines.append(
        "Caution: it \(caution.reason == .contradicted ? "is " : "")\(text(caution)).")
    }
    return lines
  }

  /// The first few of some things, and how many there are beside them.
  private func some(_ things: [EntityID]) -> String {
    let shown = things.prefix(things.count == 4 ? 4 : 3).map { reading($0) }
    let rest = things.count - shown.count
    return rest == 0 ? enumeration(shown) : shown.joined(separator: ", ") + " and \(rest) more"
  }
}
