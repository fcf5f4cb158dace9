import GVCAnalysis

/// The track record of theories over a library of cases: rule by rule what was predicted, and what came of it.
public struct TheoryRecord: Sendable {
  /// One prediction of a rule in a case.
  public struct Prediction: Sendable, Equatable {
    /// The project.
    public let project: String
    /// What an `expect` calls the finding.
    public let reference: String
    public let status: Outcome.Status
    /// What came of it, in words.
    public let text: String
  }

  /// A rule with its predictions, in the order of the cases.
  public struct Entry: Sendable {
    public let theory: String
    public let rule: String
    public internal(set) var predictions: [Prediction]

    /// How many of the predictions came to that.
    public func count(_ status: Outcome.Status) -> Int {
      predictions.count { $0.status == status }
    }

    /// The cases of a status: `brenta: functional_ceiling into design on makers in before`.
    fileprivate func cases(_ status: Outcome.Status) -> String {
      predictions.filter { $0.status == status }.map { "\($0.project): \($0.reference)" }
        .joined(separator: "; ")
    }
  }

  /// The rules that predict anything in these cases: those with contradicted predictions first, then by theory and rule.
  public private(set) var entries: [Entry] = []

  public init(_ cases: [(project: String, reader: FindingReader)]) {
    struct Key: Hashable {
      let theory: String
      let rule: String
    }
    var places: [Key: Int] = [:]
    for (project, reader) in cases {
      let model = reader.analysis.model
      for finding in reader.analysis.findings {
        guard let outcome = reader.outcome(of: finding) else { continue }
        let rule = model.rules[finding.rule]
        let key = Key(theory: reader.theoryName(of: finding), rule: model.names[rule.name])
        let prediction = Prediction(
          project: project, reference: reader.reference(to: finding), status: outcome.status,
          text: reader.text(outcome))
        if let place = places[key] {
          entries[place].predictions.append(prediction)
        } else {
          places[key] = entries.count
          entries.append(Entry(theory: key.theory, rule: key.rule, predictions: [prediction]))
        }
      }
    }
    entries.sort {
      let (a, b) = ($0.count(.contradicted), $1.count(.contradicted))
      return a != b ? a > b : ($0.theory, $0.rule) < ($1.theory, $1.rule)
    }
  }

  /// The counts of each rule, with the cases where `listsCases` says so.
  public func table(listsCases: Bool) -> Table {
    var columns = [
      Table.Column("theory"), Table.Column("rule"), Table.Column("predicted", isNumber: true),
      Table.Column("borne out", isNumber: true), Table.Column("contradicted", isNumber: true),
      Table.Column("open", isNumber: true),
    ]
    let listed: [Outcome.Status] = [.borneOut, .contradicted, .open]
    if listsCases {
      columns += ["borne out in", "contradicted in", "open in"].map { Table.Column($0) }
    }
    var table = Table(columns)
    for entry in entries {
      table.add(
        [entry.theory, entry.rule, String(entry.predictions.count)]
          + listed.map { String(entry.count($0)) }
          + (listsCases ? listed.map { entry.cases($0) } : []))
    }
    return table
  }

  /// The cases in which predictions were contradicted or borne out, for people.
  public var caseList: String {
    var out = ""
    for (status, title) in [
      (Outcome.Status.contradicted, "Contradicted"), (.borneOut, "Borne out"),
    ] {
      let rules = entries.filter { $0.count(status) > 0 }
      guard !rules.isEmpty else { continue }
      out += "\n\(title)\n\(String(repeating: "=", count: title.count))\n\n"
      for entry in rules {
        out += SafeText.escaped("\(entry.theory.isEmpty ? "" : entry.theory + ".")\(entry.rule)")
        out += "\n"
        for prediction in entry.predictions where prediction.status == status {
          out += Paragraph.wrap(
            SafeText.escaped("\(prediction.project): \(prediction.reference)"), indent: 2)
          out += Paragraph.wrap(SafeText.escaped(prediction.text), indent: 4)
        }
      }
    }
    return out
  }
}
