import GVCAnalysis
import GVCModel

/// What to find out next, as a guide for interviews.
public struct InterviewGuide {
  private let reader: FindingReader
  private let texts: FieldQuestionText
  private let questions: [FieldQuestion]
  /// Conclusions that are named with a question.
  private static let shown = 3

  public init(_ reader: FindingReader) { self.init(reader, of: nil) }

  /// The same of some open findings, by their index in the analysis.
  init(_ reader: FindingReader, of indices: [Int]?) {
    self.reader = reader
    texts = FieldQuestionText(reader)
    let ranking = QuestionRanking(reader)
    questions = ranking.sorted(reader.fieldQuestions(of: indices))
  }

  /// A question with what is said of it.
  public struct Entry: Sendable, Equatable {
    /// The question, as one sentence.
    public let sentence: String
    /// What a valid answer is, whom to ask, and the fact in the case; each under a word.
    public let notes: [Note]
    /// How many open conclusions it decides, by itself or together with other facts.
    public let counts: String
    /// The open findings that it decides or helps to decide, by their index in the analysis.
    public let conclusions: [Int]
    /// What is asked about, as the case calls it.
    public let subject: String
    /// The layers in which it is missing; `base` for the facts outside of all.
    public let layers: [String]
  }

  public struct Note: Sendable, Equatable {
    public let label: String
    public let text: String
  }

  /// All questions, the most useful first.
  public var entries: [Entry] { entries(limit: .max) }

  /// The first questions.
  func entries(limit: Int) -> [Entry] {
    let model = reader.analysis.model
    return questions.prefix(limit).map { question in
      Entry(
        sentence: sentence(question), notes: notes(question).map { Note(label: $0, text: $1) },
        counts: counts(question), conclusions: question.decides + question.helps,
        subject: model.label(question.fact.entity),
        layers: question.layers.map { model.layerName($0.entity) })
    }
  }

  /// The facts on which sources differ, each as a question: `Which is right of count of exporters: 80 firms (brief, p. 1)
  /// or 70 firms (survey)?`
  public func whichIsRight(_ facts: FactPrinter) -> [String] {
    reader.differences(facts).map { fact, voices in
      let last = voices.last.map { " or \($0)" } ?? ""
      return "Which is right of \(fact): \(voices.dropLast().joined(separator: ", "))\(last)?"
    }
  }

  /// The same below the numbered list; empty where sources agree.
  public func differencesText(_ facts: FactPrinter) -> String {
    let questions = whichIsRight(facts)
    guard !questions.isEmpty else { return "" }
    return "Sources differ:\n\n"
      + questions.map { Paragraph.wrap(SafeText.escaped($0), indent: 0, label: "- ") }.joined()
      + "\n"
  }

  /// The same in Markdown.
  public func differencesMarkdown(_ facts: FactPrinter) -> String {
    let questions = whichIsRight(facts)
    guard !questions.isEmpty else { return "" }
    return "Sources differ:\n\n"
      + questions.map { "- \(MarkdownTable.cell($0))\n" }.joined() + "\n"
  }

  /// How many questions there are.
  public var count: Int { questions.count }

  /// The first questions as a numbered list, with valid answers and what each would decide.
  ///
  /// - Parameter width: The columns of a line.
  public func text(limit: Int, width: Int = Paragraph.width) -> String {
    var out = ""
    for (index, question) in questions.prefix(limit).enumerated() {
      let number = "\(index + 1). "
      out += Paragraph.wrap(
        SafeText.escaped(sentence(question)), indent: 0, label: number, width: width)
      for (label, line) in lines(question) {
        out += Paragraph.wrap(
          SafeText.escaped(line), indent: number.count, label: (label + ":").padding(to: 9),
          width: width)
      }
      out += "\n"
    }
    return out
  }

  /// The same in Markdown.
  public func markdown(limit: Int) -> String {
    questions.prefix(limit).enumerated().map { index, question in
      let number = "\(index + 1). "
      let margin = String(repeating: " ", count: number.count)
      return "\(number)\(MarkdownTable.cell(sentence(question)))\n"
        + lines(question).map { label, line in
          "\(margin)- \(label): \(MarkdownTable.cell(line))\n"
        }.joined()
    }.joined()
  }

  /// The first questions as a table, and behind them, without a rank, the facts on which sources differ.
  public func table(limit: Int, _ facts: FactPrinter) -> Table {
    var table = Table([
      Table.Column("rank", isNumber: true), Table.Column("question"), Table.Column("about"),
      Table.Column("fact"), Table.Column("ask"), Table.Column("answers"), Table.Column("in"),
      Table.Column("decides", isNumber: true), Table.Column("helps", isNumber: true),
      Table.Column("conclusions"),
    ])
    for (index, question) in questions.prefix(limit).enumerated() {
      table.add([
        String(index + 1), texts.wording(of: question), texts.subject(of: question),
        texts.place(of: question), texts.voice(of: question) ?? "", texts.answers(to: question),
        layers(question), String(question.decides.count), String(question.helps.count),
        references(question).joined(separator: "; "),
      ])
    }
    for (fact, voices) in reader.differences(facts) {
      table.add([
        "", "Which is right?", "", fact, "", voices.joined(separator: "; "), "", "", "", "",
      ])
    }
    return table
  }

  // MARK: Parts

  private func sentence(_ question: FieldQuestion) -> String {
    let layers = layers(question)
    let time = layers.isEmpty ? "" : " (for: \(layers))"
    return texts.wording(of: question) + time
  }

  private func notes(_ question: FieldQuestion) -> [(label: String, text: String)] {
    var notes = [("answer", texts.answers(to: question))]
    if let voice = texts.voice(of: question) { notes.append(("ask", voice)) }
    notes.append(("fact", texts.place(of: question)))
    let others = companions(of: question)
    if !others.isEmpty {
      notes.append(("with", others.map { reader.text($0) }.joined(separator: " and ")))
    }
    return notes
  }

  /// What has to be known as well, where an answer decides nothing by itself: the fewest facts.
  private func companions(of question: FieldQuestion) -> [MissingFact] {
    guard question.decides.isEmpty else { return [] }
    let fact = question.fact
    func isAsked(_ missing: MissingFact) -> Bool {
      missing.entity == fact.entity && missing.attribute == fact.attribute
        && missing.key == fact.key && missing.voice == fact.voice
    }
    let sets = question.helps.flatMap { index in
      let open = reader.question(at: index)
      return (open.toHold + open.toRuleOut).filter { $0.contains { isAsked($0) } }
    }
    let smallest = sets.min { $0.count < $1.count } ?? []
    return smallest.filter { !isAsked($0) }
  }

  private func lines(_ question: FieldQuestion) -> [(label: String, text: String)] {
    let names = references(question)
    let rest = names.count > Self.shown ? ", …" : ""
    let shown = names.prefix(Self.shown).joined(separator: ", ")
    return notes(question) + [("decides", "\(counts(question)): \(shown)\(rest)")]
  }

  private func counts(_ question: FieldQuestion) -> String {
    var counts = counted(question.decides.count, "open conclusion")
    if question.helps.count > 0 {
      counts +=
        question.decides.isEmpty
        ? "; \(question.helps.count) together with other facts"
        : ", and \(question.helps.count) more together with other facts"
    }
    return counts
  }

  /// The rules and what they are about, each once, whichever layer it is open in.
  private func references(_ question: FieldQuestion) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    for index in question.decides + question.helps {
      let finding = reader.analysis.findings[index]
      let model = reader.analysis.model
      let name =
        model.names[model.rules[finding.rule].name] + " on \(reader.subjectLabel(of: finding))"
      if seen.insert(name).inserted { names.append(name) }
    }
    return names
  }

  private func layers(_ question: FieldQuestion) -> String {
    let model = reader.analysis.model
    let all = reader.analysis.layers.map(\.layer)
    if question.layers == all { return "" }
    return question.layers.map { model.layerName($0.entity) }
      .joined(separator: ", ")
  }
}
