import GVCReport

/// Writes a case report as Markdown, as GitHub reads it: for a pull request, or to be turned into another form.
public struct MarkdownCaseReport {
  private let report: CaseReport

  public init(_ report: CaseReport) { self.report = report }

  /// The report, in which no text of a case is markup.
  public var text: String {
    ([heading, brief] + [
      pictures, verdicts, findings, changes, predictions, differences, theories, open, sources,
      thresholds,
      origin,
    ]).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  // MARK: Form

  /// A text that nothing in it turns into markup, behind another on a line.
  private func inline(_ text: String) -> String { MarkdownTable.cell(text) }

  /// The same at the head of a line.
  private func safe(_ text: String) -> String {
    let cell = inline(text)
    guard let first = cell.unicodeScalars.first else { return cell }
    if "+-=".unicodeScalars.contains(first) { return "\\" + cell }
    // `1.` and `1)` begin a list.
    let digits = cell.prefix { $0.isASCII && $0.isNumber }
    let rest = cell.dropFirst(digits.count)
    if !digits.isEmpty, let next = rest.first, next == "." || next == ")" {
      return digits + "\\" + rest
    }
    return cell
  }

  private func section(_ title: String, _ parts: [String]) -> String {
    let content = parts.filter { !$0.isEmpty }
    return content.isEmpty ? "" : "## \(title)\n\n" + content.joined(separator: "\n")
  }

  private func list(_ items: [String], indent: Int = 0) -> String {
    items.map { String(repeating: " ", count: indent) + "- \($0)\n" }.joined()
  }

  private func table(_ heads: [String], _ rows: [[String]]) -> String {
    var table = Table(heads.map { Table.Column($0) })
    for row in rows { table.add(row) }
    return MarkdownTable.text(table)
  }

  private func number(_ place: CaseReport.Answer.Place) -> String {
    switch place {
    case .finding(let number): String(number)
    case .open(let number): "U\(number)"
    }
  }

  // MARK: Parts

  private var heading: String {
    let notes = [report.name == report.title ? nil : report.name, report.date].compactMap { $0 }
    return "# \(inline(report.title))\n"
      + (notes.isEmpty ? "" : "\n" + notes.map { safe($0) }.joined(separator: " · ") + "\n")
  }

  private var brief: String {
    var text = safe(report.summary.joined(separator: " ")) + "\n"
    if !report.highlights.isEmpty {
      text += "\n## What to know first\n\n"
      text += list(
        report.highlights.map {
          let layers = $0.layers.isEmpty ? "" : " (\($0.layers.joined(separator: ", ")))"
          return "\(safe("[\($0.mark)] \($0.message)\(layers)")) → \($0.finding)"
        })
    }
    return text
  }

  private var pictures: String {
    guard !report.pictures.isEmpty else { return "" }
    return section(
      "The picture",
      [list(report.pictures.map { safe($0.title) }), "The drawings stand in the HTML report.\n"])
  }

  private func cell(_ answers: [CaseReport.Answer]) -> String {
    answers.isEmpty
      ? "–"
      : answers.map { answer in
        let objects = answer.objects.isEmpty ? "" : " (\(answer.objects.joined(separator: ", ")))"
        return answer.text + objects + " → "
          + answer.places.map { number($0) }.joined(separator: ", ")
      }.joined(separator: "; ")
  }

  private var verdicts: String {
    let tables = report.questions.map { question -> String in
      let hasLayers = question.groups.flatMap(\.rows).contains { !$0.layers.isEmpty }
      let columns = question.columns.map { $0.isEmpty ? "Answer" : $0 }
      return "### \(inline(question.title))\n\n"
        + table(
          ["Of whom"] + (hasLayers ? ["When"] : []) + columns,
          question.groups.flatMap { group in
            group.rows.map { row in
              [group.thing.title] + (hasLayers ? [row.layers.joined(separator: ", ")] : [])
                + row.cells.map { cell($0) }
            }
          })
    }
    let observations =
      report.observations.isEmpty
      ? ""
      : "### Other observations\n\n"
        + table(
          ["What holds", "Of whom"], report.observations.map { [$0.rule, cell($0.answers)] })
    return section("Answers by question", tables + [observations])
  }

  private var findings: String {
    section(
      "Conclusions by subject",
      report.subjects.map { subject in
        "### \(inline(subject.thing.title))\n\n"
          + safe((subject.notes + [subject.thing.label]).joined(separator: " · ")) + "\n\n"
          + subject.findings.map { finding($0) }.joined(separator: "\n")
      })
  }

  private func finding(_ entry: CaseReport.FindingEntry) -> String {
    let marks = [entry.mark] + entry.layers + (entry.answer.map { [$0] } ?? [])
    var notes = [safe(marks.joined(separator: " · "))]
    if let advice = entry.advice { notes.append("Advice: \(inline(advice))") }
    notes += entry.outcomes.map { "Outcome: \(inline($0))" }
    notes += entry.cautions.map { "Caution: \(inline($0))" }
    let why = entry.reason.isEmpty ? "\(entry.rule)." : "\(entry.rule). \(entry.reason)"
    notes.append("Why: \(inline(why))")
    var text = "#### \(entry.number)\\. \(inline(entry.message))\n\n" + list(notes)
    for fact in entry.facts {
      let layer = fact.layer.map { " in \($0)" } ?? ""
      let support = fact.evidence.map(\.text) + [fact.place]
      text += list(
        [
          "Fact: "
            + inline(
              "\(fact.thing.title): \(fact.attribute): \(fact.value)\(layer) (\(support.joined(separator: "; ")))"
            )
        ])
    }
    text += list(entry.thresholds.map { "Threshold: \(inline($0))" })
    return text + list(["Theory: \(inline(entry.passages.map(\.text).joined(separator: "; ")))"])
  }

  private var predictions: String {
    guard !report.predictions.isEmpty else { return "" }
    let open = report.openPredictions
    let rest = open == 0 ? [] : ["Open: of \(open) more nothing is known."]
    return section(
      "Predictions and outcomes",
      [
        list(
          report.predictions.map {
            "\(safe("[\($0.mark)] \($0.message) — \($0.outcome)")) → \($0.finding)"
          } + rest)
      ])
  }

  private var differences: String {
    guard !report.differences.isEmpty else { return "" }
    return section(
      "Where sources differ",
      [
        list(
          report.differences.map { safe("\($0.fact): \($0.voices.joined(separator: "; "))") })
      ])
  }

  private var changes: String {
    section(
      "What changes",
      report.changes.map { change in
        var text = "### \(inline("From “\(change.from.title)” to “\(change.to.title)”"))\n\n"
        text += safe(change.summary) + "\n\n"
        text += list(
          change.added.map { "Comes: \(inline($0))" } + change.removed.map { "Goes: \(inline($0))" }
        )
        text += list(
          change.facts.map { fact in
            safe(
              "\(fact.thing.title), \(fact.attribute): \(fact.old ?? "not stated") → \(fact.new ?? "not stated")"
            )
          })
        for turn in change.turns {
          text += "\n#### \(turn.title)\n\n"
          for conclusion in turn.conclusions {
            text += list([safe("[\(conclusion.mark)] \(conclusion.message)")])
            text += list(conclusion.reasons.map { safe($0) }, indent: 2)
          }
        }
        return text
      })
  }

  private var theories: String {
    guard !report.theories.isEmpty else { return "" }
    let used = table(
      ["Theory", "Rules", "Conclusions here"],
      report.theories.map { [$0.title, String($0.rules), String($0.conclusions)] })
    let parts = [
      ("Where theories disagree", report.disagreements), ("Contested verdicts", report.contested),
      ("Where theories agree", report.agreements),
    ].filter { !$0.1.isEmpty }
    return section(
      "Theories",
      [used]
        + parts.map { title, contests in
          "### \(title)\n\n" + contests.map { contest($0) }.joined(separator: "\n")
        })
  }

  private func contest(_ contest: CaseReport.Contest) -> String {
    safe(contest.title) + "\n\n"
      + table(
        ["Theory", "Answer", "Claimed as", "Rests on", "Conclusion"],
        contest.voices.map {
          [
            $0.theory.isEmpty ? "the case itself" : $0.theory, $0.value, $0.modality, $0.passages,
            $0.finding.map(String.init) ?? "",
          ]
        })
  }

  private var open: String {
    var parts: [String] = []
    if !report.interview.isEmpty {
      parts.append(
        "### What to find out\n\n"
          + report.interview.enumerated().map { index, question in
            let head = "\(index + 1). "
            let numbers = question.open.map { "U\($0)" }.joined(separator: ", ")
            return head + inline(question.sentence) + "\n"
              + list(
                question.notes.map { "\($0.label): \(inline($0.text))" }
                  + ["decides: \(inline(question.decides)): \(numbers)"], indent: head.count)
          }.joined())
    }
    if !report.open.isEmpty {
      parts.append(
        "### What cannot be concluded\n\n"
          + report.open.map { open in
            let items = open.items.map { item in
              let objects = item.objects.isEmpty ? "" : " (\(item.objects.joined(separator: ", ")))"
              let layers = item.layers.isEmpty ? "" : ", \(item.layers.joined(separator: ", "))"
              return safe("\(item.rule): \(item.thing.title)\(objects)\(layers)")
            }
            return "- U\(open.number)\n"
              + list(items + open.ways.map { "\($0.label): \(inline($0.text))" }, indent: 2)
          }.joined())
    }
    return section("What is still unknown", parts)
  }

  private var sources: String {
    section(
      "Sources",
      [
        report.sources.map { source in
          let entry = source.entry
          let year = entry.year.isEmpty ? "" : "(\(entry.year))"
          let parts =
            [
              [entry.author, year].filter { !$0.isEmpty }.joined(separator: " "),
              entry.title.isEmpty ? entry.key : entry.title, entry.series, entry.publisher,
              entry.url,
            ].filter { !$0.isEmpty }
          return
            "\(source.number). \(safe(parts.joined(separator: ". "))) \(inline("(\(entry.key))"))\n"
        }.joined()
      ])
  }

  private var thresholds: String {
    guard !report.thresholds.isEmpty else { return "" }
    return section(
      "Thresholds",
      [
        table(
          ["Threshold", "Value", "What it is", "Basis"],
          report.thresholds.map { setting in
            [
              setting.name,
              setting.value + (setting.declared.map { " (set; by default \($0))" } ?? ""),
              setting.meaning, setting.basis,
            ]
          })
      ])
  }

  private var origin: String {
    let origin = report.origin
    let files = (origin.files + origin.packs).map { [$0.name, $0.digest] }
    return section(
      "How to reproduce this",
      [
        list(report.cautions.map { safe($0) }),
        list([
          "Made by: \(inline(origin.command))", "Version: gvc \(inline(origin.version))",
          "Hash: \(origin.fingerprint)",
        ]),
        "The hash is SHA-256 of the digests below, sorted, a line each.\n",
        table(["File", "SHA-256"], files),
      ])
  }
}
