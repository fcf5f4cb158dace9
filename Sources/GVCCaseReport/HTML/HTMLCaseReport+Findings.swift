extension HTMLCaseReport {
  /// The conclusions with their reasons, by what they are about.
  var findingSection: Section {
    Section(
      anchor: Anchor("findings"), title: "Conclusions by subject",
      lead: report.subjects.isEmpty
        ? ""
        : "Each conclusion with its reason, its facts, their evidence and the passage of the theory.",
      content: HTML.joined(report.subjects.enumerated().map { subject($1, number: $0 + 1) }))
  }

  private func subject(_ subject: CaseReport.Subject, number: Int) -> HTML {
    .element(
      .section, [.id(Anchor("subject", number)), .class("subject"), .data("group", [])]
    ) {
      HTML.element(.h3) {
        HTML.element(
          .span, [.class("thing"), .data("entity", subject.thing.label)], text: subject.thing.title)
      }
      HTML.element(.p, [.class("notes")]) {
        HTML.text(subject.notes.joined(separator: " · ") + " · ")
        HTML.element(.code, text: subject.thing.label)
        HTML.text(" ")
        HTML.element(
          .button,
          [.type("button"), .class("locate"), .data("locate", subject.thing.label), .hidden],
          text: "Show in the picture")
      }
      subject.findings.map { finding($0) }
    }
  }

  private func finding(_ entry: CaseReport.FindingEntry) -> HTML {
    .element(
      .article,
      [.id(Anchor("finding", entry.number)), .class("finding", entry.tone.className)]
        + item(entry.aspects)
    ) {
      HTML.element(.h4) {
        HTML.element(.span, [.class("number")], text: String(entry.number))
        HTML.text(" \(entry.message)")
      }
      HTML.element(.p, [.class("marks")]) {
        mark(entry.mark, entry.tone)
        if !entry.layers.isEmpty {
          HTML.text(" ")
          HTML.element(.span, [.class("layers")], text: entry.layers.joined(separator: ", "))
        }
        if let answer = entry.answer {
          HTML.text(" ")
          HTML.element(.span, [.class("question")], text: answer)
        }
      }
      if let advice = entry.advice {
        HTML.element(.p, [.class("advice")]) {
          HTML.element(.b, text: "Advice")
          HTML.text(" \(advice)")
        }
      }
      (entry.outcomes.map { ("Outcome", $0) } + entry.cautions.map { ("Caution", $0) }).map {
        note in
        HTML.element(.p, [.class("advice")]) {
          HTML.element(.b, text: note.0)
          HTML.text(" \(note.1)")
        }
      }
      HTML.element(.details, [.class("why")]) {
        HTML.element(.summary, text: whyTitle(entry))
        reasons(entry)
      }
    }
  }

  /// `Why: 7 facts; Caspari 2003, s3`.
  private func whyTitle(_ entry: CaseReport.FindingEntry) -> String {
    let parts =
      (entry.facts.isEmpty ? [] : [counted(entry.facts.count, "fact")])
      + entry.passages.map(\.text)
    return "Why: " + parts.joined(separator: "; ")
  }

  private func reasons(_ entry: CaseReport.FindingEntry) -> HTML {
    HTML.joined([
      .element(.p, [.class("rule")]) {
        HTML.element(.b, text: entry.rule + ".")
        if !entry.reason.isEmpty { HTML.text(" \(entry.reason)") }
      },
      entry.facts.isEmpty ? .empty : factTable(entry),
      .element(.dl, [.class("basis")]) {
        if !entry.thresholds.isEmpty {
          HTML.element(.dt, text: "Threshold")
          entry.thresholds.map { threshold in
            HTML.element(.dd) { HTML.element(.code, text: threshold) }
          }
        }
        HTML.element(.dt, text: "Theory")
        HTML.element(.dd) {
          HTML.joined(entry.passages.map { evidence($0) }, separator: "; ")
        }
        HTML.element(.dt, text: "In the case")
        HTML.element(.dd) { HTML.element(.code, text: entry.reference) }
      },
      entry.condition.isEmpty
        ? .empty
        : .element(.details, [.class("condition")]) {
          HTML.element(.summary, text: "The condition, with the value under each of its parts")
          HTML.element(.pre, [.tabindex(0)]) { HTML.lines(entry.condition) }
        },
    ])
  }

  private func factTable(_ entry: CaseReport.FindingEntry) -> HTML {
    .element(.div, [.class("facts")]) {
      table("Facts", isCaptionShown: false, head: ["Of", "Fact", "Value", "Evidence"]) {
        HTML.element(.tbody) {
          entry.facts.map { fact in
            HTML.element(.tr) {
              HTML.element(.th, [.scope(.row)]) { thing(fact.thing) }
              HTML.element(.td, text: fact.attribute)
              HTML.element(.td) {
                HTML.text(fact.value)
                if let layer = fact.layer {
                  HTML.text(" ")
                  HTML.element(.span, [.class("layers")], text: layer)
                }
              }
              HTML.element(.td) {
                HTML.joined(fact.evidence.map { evidence($0) }, separator: "; ")
                HTML.text(" ")
                HTML.element(.code, [.class("place")], text: fact.place)
              }
            }
          }
        }
      }
    }
  }

  /// A passage, with the number of its source.
  func evidence(_ entry: CaseReport.EvidenceEntry) -> HTML {
    guard let source = entry.source else { return .text(entry.text) }
    return HTML.joined([
      .text(entry.text), .text(" "),
      .element(
        .a,
        [
          .class("cite"), .href(.anchor(Anchor("source", source))),
          .aria("label", "Source \(source)"),
        ], text: "[\(source)]"),
    ])
  }
}
