extension HTMLCaseReport {
  /// The answers of the theories: a table for each question that has kinds, one for all others, and what answers
  /// no question.
  var verdictSection: Section {
    let narrowed = report.questions.filter { $0.columns != [""] }
    let others = report.questions.filter { $0.columns == [""] }
    let content = HTML.joined(
      narrowed.map { narrowedTable($0) } + (others.isEmpty ? [] : [otherTable(others)])
        + (report.observations.isEmpty ? [] : [observationTable]))
    return Section(
      anchor: Anchor("verdicts"), title: "Answers by question",
      lead: content.isEmpty
        ? ""
        : "What the theories answer, actor by actor. Each number leads to the conclusion with its reasons; a dash says that no rule speaks of it.",
      content: content)
  }

  private func narrowedTable(_ question: CaseReport.VerdictTable) -> HTML {
    .element(.div, [.class("verdicts"), .data("group", [])]) {
      HTML.element(.h3, text: question.title)
      table(
        question.title, isWide: true, isCaptionShown: false, head: ["Actor"] + question.columns
      ) {
        question.groups.map { group in
          HTML.element(.tbody, [.data("group", [])]) {
            if group.rows.count > 1 {
              HTML.element(.tr, [.class("head")]) {
                HTML.element(
                  .th, [.scope(.rowgroup), .colspan(question.columns.count + 1)]
                ) { thing(group.thing) }
              }
            }
            group.rows.map { row in
              HTML.element(.tr, [.data("group", [])]) {
                HTML.element(.th, [.scope(.row)]) {
                  group.rows.count > 1 ? HTML.empty : thing(group.thing)
                  layers(row.layers, isAlone: group.rows.count > 1)
                }
                row.cells.map { cell($0) }
              }
            }
          }
        }
      }
      legend(question)
    }
  }

  private func layers(_ titles: [String], isAlone: Bool) -> HTML {
    if titles.isEmpty { return .empty }
    let text = titles.joined(separator: ", ")
    return isAlone
      ? .text(text) : HTML.joined([.text(" "), .element(.span, [.class("layers")], text: text)])
  }

  private func otherTable(_ questions: [CaseReport.VerdictTable]) -> HTML {
    let hasLayers = questions.flatMap(\.groups).flatMap(\.rows).contains { !$0.layers.isEmpty }
    let head = hasLayers ? ["Of whom", "When", "Answer"] : ["Of whom", "Answer"]
    return .element(.div, [.class("verdicts", "others"), .data("group", [])]) {
      HTML.element(.h3, text: "Other questions")
      table("Other questions", isCaptionShown: false, head: head) {
        questions.map { question in
          HTML.element(.tbody, [.data("group", [])]) {
            HTML.element(.tr, [.class("head")]) {
              HTML.element(.th, [.scope(.rowgroup), .colspan(head.count)], text: question.title)
            }
            question.groups.map { group in
              group.rows.map { row in
                HTML.element(.tr, [.data("group", [])]) {
                  HTML.element(.th, [.scope(.row)]) { thing(group.thing) }
                  if hasLayers {
                    HTML.element(.td, [.class("when")], text: row.layers.joined(separator: ", "))
                  }
                  row.cells.map { cell($0) }
                }
              }
            }.flatMap { $0 }
          }
        }
      }
    }
  }

  private var observationTable: HTML {
    .element(.div, [.class("verdicts"), .data("group", [])]) {
      HTML.element(.h3, text: "Other observations")
      table(
        "Other observations", isCaptionShown: false, head: ["What holds", "Of whom"]
      ) {
        HTML.element(.tbody) {
          report.observations.map { observation in
            HTML.element(.tr, [.data("group", [])]) {
              HTML.element(.th, [.scope(.row)], text: observation.rule)
              cell(observation.answers)
            }
          }
        }
      }
    }
  }

  private func cell(_ answers: [CaseReport.Answer]) -> HTML {
    .element(.td) {
      if answers.isEmpty {
        HTML.element(.span, [.class("nothing"), .aria("label", "nothing is said")], text: "–")
      } else {
        HTML.element(.ul, [.class("answers")]) {
          answers.map { answer in
            HTML.element(.li, [.class("answer", answer.tone.className)] + item(answer.aspects)) {
              sign(answer.tone)
              HTML.element(.span, [.class("value")], text: answer.text)
              HTML.text(" ")
              if !answer.objects.isEmpty {
                HTML.element(
                  .span, [.class("objects")], text: answer.objects.joined(separator: ", "))
                HTML.text(" ")
              }
              HTML.joined(answer.places.map { reference($0) }, separator: " ")
            }
          }
        }
      }
    }
  }

  private func legend(_ question: CaseReport.VerdictTable) -> HTML {
    let values = question.legend + [CaseReport.Value(text: "Unknown", tone: .unknown)]
    return .element(.p, [.class("legend")]) {
      HTML.joined(
        values.map { value in
          HTML.element(.span, [.class("answer", value.tone.className)]) {
            sign(value.tone)
            HTML.element(.span, [.class("value")], text: value.text)
          }
        }, separator: " ")
    }
  }
}
