extension HTMLCaseReport {
  /// The facts on which sources differ.
  var differenceSection: Section {
    Section(
      anchor: Anchor("differences"), title: "Where sources differ",
      lead: report.differences.isEmpty
        ? "" : "Each of these reads as any of what is said of it, and so is open between them.",
      content: report.differences.isEmpty
        ? .empty
        : .element(.ul) {
          report.differences.map { difference in
            HTML.element(.li) {
              HTML.element(.b, text: difference.fact)
              HTML.text(": " + difference.voices.joined(separator: "; "))
            }
          }
        })
  }

  /// What was predicted of one period, against what came in the next.
  var predictionSection: Section {
    let open = report.openPredictions
    return Section(
      anchor: Anchor("predictions"), title: "Predictions and outcomes",
      lead: report.predictions.isEmpty
        ? ""
        : "What theories expected of a period, held against what came in it or in the next."
          + (open == 0 ? "" : " Of \(counted(open, "more prediction")) nothing is known."),
      content: report.predictions.isEmpty
        ? .empty
        : .element(.ul, [.class("conclusions")]) {
          report.predictions.map { prediction in
            HTML.element(.li) {
              mark(prediction.mark, prediction.tone)
              HTML.text(" \(prediction.message) \(prediction.outcome.sentence) ")
              HTML.element(
                .a, [.class("number"), .href(.anchor(Anchor("finding", prediction.finding)))],
                text: String(prediction.finding))
            }
          }
        })
  }

  // MARK: Changes

  var changeSection: Section {
    Section(
      anchor: Anchor("changes"), title: "What changes",
      lead: report.changes.isEmpty
        ? "" : "From each period to the next, and from a scenario to what it changes.",
      content: HTML.joined(report.changes.map { change($0) }))
  }

  private func change(_ change: CaseReport.Change) -> HTML {
    let things = change.added.map { ("Comes", $0) } + change.removed.map { ("Goes", $0) }
    return .element(.section, [.class("change")]) {
      HTML.element(.h3, text: "From “\(change.from.title)” to “\(change.to.title)”")
      HTML.element(.p, [.class("notes")], text: change.summary)
      if !things.isEmpty {
        HTML.element(.ul, [.class("things")]) {
          things.map { HTML.element(.li, text: "\($0): \($1)") }
        }
      }
      if !change.facts.isEmpty {
        HTML.element(.h4, text: "Facts")
        table(
          "Facts that change", isCaptionShown: false,
          head: ["Of", "Fact", change.from.title, change.to.title]
        ) {
          HTML.element(.tbody) {
            change.facts.map { fact in
              HTML.element(.tr) {
                HTML.element(.th, [.scope(.row)]) { thing(fact.thing) }
                HTML.element(.td, text: fact.attribute)
                HTML.element(.td, text: fact.old ?? "not stated")
                HTML.element(.td, text: fact.new ?? "not stated")
              }
            }
          }
        }
      }
      change.turns.map { turn in
        HTML.element(.div, [.class("turn"), .data("group", [])]) {
          HTML.element(.h4, text: turn.title)
          HTML.element(.ul, [.class("conclusions")]) { turn.conclusions.map { conclusion($0) } }
        }
      }
    }
  }

  private func conclusion(_ conclusion: CaseReport.Change.Conclusion) -> HTML {
    .element(.li, item(conclusion.aspects)) {
      HTML.element(.p) {
        mark(conclusion.mark, conclusion.isWorse ? .danger : .plain)
        HTML.text(" \(conclusion.message)")
      }
      HTML.element(.ul, [.class("because")]) {
        conclusion.reasons.map { HTML.element(.li, text: $0) }
      }
    }
  }

  // MARK: Theories

  var theorySection: Section {
    let parts = [
      ("Where theories disagree", report.disagreements), ("Contested verdicts", report.contested),
      ("Where theories agree", report.agreements),
    ].filter { !$0.1.isEmpty }
    return Section(
      anchor: Anchor("theories"), title: "Theories",
      lead: report.theories.count > 1 && report.disagreements.isEmpty
        ? "The theories contradict one another nowhere in this case." : "",
      content: HTML.joined(
        (report.theories.isEmpty ? [] : [theoryTable])
          + parts.map { title, contests in
            HTML.element(.div, [.data("group", [])]) {
              HTML.element(.h3, text: title)
              contests.map { contest($0) }
            }
          }))
  }

  private var theoryTable: HTML {
    table("Theories in use", head: ["Theory", "Rules", "Conclusions here"]) {
      HTML.element(.tbody) {
        report.theories.map { theory in
          HTML.element(.tr) {
            HTML.element(.th, [.scope(.row)]) {
              HTML.text(theory.title + " ")
              HTML.element(.code, text: theory.name)
            }
            HTML.element(.td, [.class("count")], text: String(theory.rules))
            HTML.element(.td, [.class("count")], text: String(theory.conclusions))
          }
        }
      }
    }
  }

  private func contest(_ contest: CaseReport.Contest) -> HTML {
    .element(.div, [.class("contest")] + item(contest.aspects)) {
      table(
        contest.title, isWide: true,
        head: ["Theory", "Answer", "Claimed as", "Rests on", "Conclusion"]
      ) {
        HTML.element(.tbody) {
          contest.voices.map { voice in
            HTML.element(.tr) {
              HTML.element(
                .th, [.scope(.row)], text: voice.theory.isEmpty ? "the case itself" : voice.theory)
              HTML.element(.td, text: voice.value)
              HTML.element(.td, text: voice.modality)
              HTML.element(.td, text: voice.passages)
              HTML.element(.td) {
                if let finding = voice.finding { reference(.finding(finding)) }
              }
            }
          }
        }
      }
    }
  }

  // MARK: Open questions

  var openSection: Section {
    let parts =
      (report.interview.isEmpty ? [] : [interview])
      + (report.open.isEmpty ? [] : [openConclusions])
    return Section(
      anchor: Anchor("open"), title: "What is still unknown",
      lead: report.open.isEmpty
        ? "" : "A missing fact is unknown, not false. These would decide most.",
      content: HTML.joined(parts))
  }

  private var interview: HTML {
    .element(.div, [.data("group", [])]) {
      HTML.element(.h3, text: "What to find out")
      HTML.element(.ol, [.class("interview")]) {
        report.interview.map { question in
          HTML.element(.li, item(question.aspects)) {
            HTML.element(.p, [.class("ask")], text: question.sentence)
            notes(question.notes, decides: question)
          }
        }
      }
    }
  }

  private func notes(
    _ notes: [CaseReport.Way], decides question: CaseReport.InterviewQuestion? = nil
  ) -> HTML {
    .element(.dl, [.class("basis")]) {
      notes.map { note in
        HTML.joined([.element(.dt, text: note.label), .element(.dd, text: note.text)])
      }
      if let question {
        HTML.element(.dt, text: "decides")
        HTML.element(.dd) {
          HTML.text(question.decides + " ")
          HTML.joined(question.open.map { reference(.open($0)) }, separator: " ")
        }
      }
    }
  }

  private var openConclusions: HTML {
    .element(.div, [.data("group", [])]) {
      HTML.element(.h3, text: "What cannot be concluded")
      report.open.map { open in
        HTML.element(
          .article, [.id(Anchor("unknown", open.number)), .class("unknown")] + item(open.aspects)
        ) {
          HTML.element(.h4) {
            HTML.element(.span, [.class("number")], text: "U\(open.number)")
            HTML.text(" ")
            mark("cannot conclude", .unknown)
          }
          HTML.element(.ul, [.class("items")]) { open.items.map { openItem($0) } }
          notes(open.ways)
        }
      }
    }
  }

  private func openItem(_ item: CaseReport.OpenConclusion.Item) -> HTML {
    .element(.li) {
      HTML.text(item.rule + ": ")
      thing(item.thing)
      if !item.objects.isEmpty {
        HTML.text(" ")
        HTML.element(.span, [.class("objects")], text: item.objects.joined(separator: ", "))
      }
      if !item.layers.isEmpty {
        HTML.text(" ")
        HTML.element(.span, [.class("layers")], text: item.layers.joined(separator: ", "))
      }
    }
  }

  // MARK: What it rests on

  var sourceSection: Section {
    Section(
      anchor: Anchor("sources"), title: "Sources",
      lead: report.sources.isEmpty
        ? "" : "What the facts of the case and the rules whose conclusions hold rest on.",
      content: report.sources.isEmpty
        ? .empty
        : .element(.ol, [.class("sources")]) { report.sources.map { source($0) } })
  }

  private func source(_ source: CaseReport.Source) -> HTML {
    let entry = source.entry
    let who = [entry.author, entry.year.isEmpty ? "" : "(\(entry.year))"].filter { !$0.isEmpty }
    let publication = [entry.series, entry.publisher].filter { !$0.isEmpty }
    return .element(.li, [.id(Anchor("source", source.number))]) {
      if !who.isEmpty { HTML.text(who.joined(separator: " ") + ". ") }
      HTML.element(.em, text: entry.title.isEmpty ? entry.key : entry.title)
      HTML.text(". ")
      if !publication.isEmpty { HTML.text(publication.joined(separator: ", ") + ". ") }
      if !entry.url.isEmpty {
        if let address = WebAddress(entry.url) {
          HTML.element(.a, [.href(.web(address)), .external], text: entry.url)
        } else {
          HTML.text(entry.url)
        }
        HTML.text(" ")
      }
      HTML.element(.code, text: entry.key)
    }
  }

  var thresholdSection: Section {
    Section(
      anchor: Anchor("thresholds"), title: "Thresholds",
      lead: report.thresholds.isEmpty
        ? "" : "The numbers that the conclusions and the open questions compare with.",
      content: report.thresholds.isEmpty ? .empty : thresholdTable)
  }

  private var thresholdTable: HTML {
    table(
      "Thresholds used", isWide: true, isCaptionShown: false,
      head: ["Threshold", "Value", "What it is", "Basis"]
    ) {
      HTML.element(.tbody) {
        report.thresholds.map { setting in
          HTML.element(.tr) {
            HTML.element(.th, [.scope(.row)]) {
              HTML.element(.code, text: setting.name)
              HTML.text(setting.theory.isEmpty ? "" : " \(setting.theory)")
            }
            HTML.element(.td) {
              HTML.text(setting.value)
              if let declared = setting.declared {
                HTML.text(" (set; by default \(declared))")
              }
            }
            HTML.element(.td, text: setting.meaning)
            HTML.element(.td, text: setting.basis)
          }
        }
      }
    }
  }

  var originSection: Section {
    Section(
      anchor: Anchor("origin"), title: "How to reproduce this",
      lead: "The same files and options give the same report, byte for byte.",
      content: HTML.joined([
        cautions,
        .element(.dl, [.class("basis")]) {
          HTML.element(.dt, text: "Made by")
          HTML.element(.dd) { HTML.element(.code, text: command) }
          HTML.element(.dt, text: "Version")
          HTML.element(.dd, text: "gvc \(report.origin.version)")
          HTML.element(.dt, text: "Hash")
          HTML.element(.dd) {
            HTML.element(.code, [.class("digest")], text: report.origin.fingerprint)
          }
        },
        .element(
          .p, [.class("notes")],
          text: "The hash is SHA-256 of the digests below, sorted, a line each."),
        files,
      ]))
  }

  private var command: String {
    report.origin.command
  }

  private var cautions: HTML {
    guard !report.cautions.isEmpty else { return .empty }
    return .element(.div, [.class("cautions")]) {
      HTML.element(.h3, text: "What to be careful about")
      HTML.element(.ul) { report.cautions.map { HTML.element(.li, text: $0) } }
    }
  }

  private var files: HTML {
    let groups = [
      ("The case", report.origin.files), ("Vocabulary and theories", report.origin.packs),
    ]
    return .element(.details, [.class("files")]) {
      HTML.element(.summary, text: "Files and their digests")
      table("Files and their digests", isCaptionShown: false, head: ["File", "SHA-256"]) {
        groups.map { title, files in
          HTML.element(.tbody) {
            HTML.element(.tr, [.class("head")]) {
              HTML.element(.th, [.scope(.rowgroup), .colspan(2)], text: title)
            }
            files.map { file in
              HTML.element(.tr) {
                HTML.element(.th, [.scope(.row)], text: file.name)
                HTML.element(.td) {
                  HTML.element(.code, [.class("digest")], text: file.digest)
                }
              }
            }
          }
        }
      }
    }
  }
}

extension String {
  /// The text as a sentence of its own.
  fileprivate var sentence: String { prefix(1).uppercased() + dropFirst() + "." }
}
