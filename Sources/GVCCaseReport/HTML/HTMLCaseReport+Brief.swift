extension HTMLCaseReport {
  /// The most highlights that stand in front; the others are among the conclusions.
  private static let shownHighlights = 8

  /// The case in a paragraph, the figures, and what to know first.
  var briefSection: HTML {
    .element(.section, [.id(Anchor("brief")), .class("part", "brief")]) {
      HTML.element(.h2, text: "In brief")
      HTML.element(.p, [.class("summary")], text: report.summary.joined(separator: " "))
      figures
      if !report.highlights.isEmpty {
        HTML.element(.h3, text: "What to know first")
        HTML.element(.ul, [.class("highlights")]) {
          report.highlights.prefix(Self.shownHighlights).map { highlight($0) }
        }
        if report.highlights.count > Self.shownHighlights {
          HTML.element(.p, [.class("more")]) {
            HTML.text("\(report.highlights.count - Self.shownHighlights) more stand among the ")
            link(Anchor("findings"), "conclusions")
            HTML.text(".")
          }
        }
      }
    }
  }

  private var figures: HTML {
    let conclusions = report.subjects.reduce(0) { $0 + $1.findings.count }
    let all: [(Int, String, String, Anchor)] = [
      (conclusions, "conclusion", "conclusions", Anchor("findings")),
      (report.highlights.count, "danger or warning", "dangers and warnings", Anchor("findings")),
      (report.open.count, "open question", "open questions", Anchor("open")),
      (
        report.disagreements.count + report.contested.count, "contested verdict",
        "contested verdicts", Anchor("theories")
      ),
      (report.sources.count, "source", "sources", Anchor("sources")),
    ]
    return .element(.ul, [.class("figures")]) {
      all.map { number, singular, plural, anchor in
        let content = HTML.joined(
          [
            .element(.strong, text: String(number)),
            .element(.span, text: number == 1 ? singular : plural),
          ], separator: " ")
        return HTML.element(.li) {
          number == 0
            ? HTML.element(.span) { content }
            : HTML.element(.a, [.href(.anchor(anchor))]) { content }
        }
      }
    }
  }

  private func highlight(_ highlight: CaseReport.Highlight) -> HTML {
    .element(.li) {
      mark(highlight.mark, highlight.tone)
      HTML.text(" ")
      HTML.element(.span, text: highlight.message)
      HTML.text(" ")
      if !highlight.layers.isEmpty {
        HTML.element(.span, [.class("layers")], text: highlight.layers.joined(separator: ", "))
        HTML.text(" ")
      }
      reference(.finding(highlight.finding))
    }
  }

  /// The number of a conclusion, which leads to it.
  func reference(_ place: CaseReport.Answer.Place) -> HTML {
    switch place {
    case .finding(let number):
      .element(
        .a,
        [
          .class("number"), .href(.anchor(Anchor("finding", number))),
          .aria("label", "Conclusion \(number)"),
        ], text: String(number))
    case .open(let number):
      .element(
        .a,
        [
          .class("number"), .href(.anchor(Anchor("unknown", number))),
          .aria("label", "Open question \(number)"),
        ], text: "U\(number)")
    }
  }

  // MARK: The picture

  var pictureSection: Section {
    Section(
      anchor: Anchor("picture"), title: "The picture", lead: "",
      content: report.pictures.isEmpty ? .empty : pictures)
  }

  private var pictures: HTML {
    .element(.div, [.class("pictures")]) {
      if report.pictures.count > 1 {
        HTML.element(
          .div, [.class("switch"), .role("group"), .aria("label", "Which picture"), .hidden]
        ) {
          report.pictures.map {
            HTML.element(
              .button, [.type("button"), .data("show", []), .aria("pressed", "false")],
              text: $0.title)
          }
        }
      }
      report.pictures.map { picture in
        HTML.element(.figure, [.data("picture", picture.layer ?? "base")]) {
          HTML.element(.div, [.class("tools"), .hidden]) {
            tool("in", "Zoom in", "+")
            tool("out", "Zoom out", "−")
            tool("whole", "Show all of it", "⤢")
          }
          HTML.element(.div, [.class("canvas")]) {
            HTML.trusted(TrustedMarkup(picture.svg))
          }
          HTML.element(.figcaption, text: picture.title)
        }
      }
    }
  }

  private func tool(_ action: String, _ label: String, _ sign: String) -> HTML {
    .element(
      .button, [.type("button"), .data("zoom", action), .aria("label", label)], text: sign)
  }

  // MARK: Filters

  /// The search, the filters and the buttons, which the script shows.
  var filterForm: HTML {
    .element(.details, [.id(Anchor("tools")), .hidden]) {
      HTML.element(.summary, text: "Search and filters")
      HTML.element(.form, [.id(Anchor("filters")), .role("search")]) { filterFields }
    }
  }

  private var filterFields: HTML {
    HTML.joined([
      .element(.p, [.class("field")]) {
        HTML.element(.label, [.for(Anchor("search"))], text: "Search")
        HTML.element(
          .input,
          [
            .type("search"), .id(Anchor("search")), .name("q"), .autocomplete("off"),
            .placeholder("A firm, a rule, a source"),
          ])
      },
      .joined(report.filters.map { filter($0) }),
      .element(.p, [.id(Anchor("about")), .class("about"), .hidden]) {
        HTML.text("About ")
        HTML.element(.strong)
        HTML.text(" ")
        HTML.element(.button, [.type("button"), .aria("label", "About everything")], text: "×")
      },
      .element(.p, [.class("buttons")]) {
        HTML.element(.button, [.type("button"), .id(Anchor("clear"))], text: "Clear")
        HTML.element(
          .button, [.type("button"), .id(Anchor("unfold")), .aria("pressed", "false")],
          text: "Show all reasons")
      },
      .element(.output, [.id(Anchor("status")), .role("status")]),
    ])
  }

  private func filter(_ filter: CaseReport.Filter) -> HTML {
    if filter.facet == .layer {
      return .element(.fieldset, [.class("layers")]) {
        HTML.element(.legend, text: filter.facet.title)
        radio(filter.facet, value: "", title: "All", isChecked: true)
        filter.choices.map { radio(filter.facet, value: $0.value, title: $0.title) }
      }
    }
    let anchor = filter.facet.anchor
    return .element(.p, [.class("field")]) {
      HTML.element(.label, [.for(anchor)], text: filter.facet.title)
      HTML.element(.select, [.id(anchor), .name(filter.facet.rawValue)]) {
        HTML.element(.option, [.value("")], text: "All")
        filter.choices.map { HTML.element(.option, [.value($0.value)], text: $0.title) }
      }
    }
  }

  private func radio(
    _ facet: Facet, value: String, title: String, isChecked: Bool = false
  ) -> HTML {
    .element(.label) {
      HTML.element(
        .input,
        [.type("radio"), .name(facet.rawValue), .value(value)] + (isChecked ? [.checked] : []))
      HTML.element(.span, text: title)
    }
  }
}

extension Facet {
  /// The place of its control.
  fileprivate var anchor: Anchor {
    switch self {
    case .layer: Anchor("filter-layer")
    case .theory: Anchor("filter-theory")
    case .modality: Anchor("filter-modality")
    case .tier: Anchor("filter-tier")
    case .country: Anchor("filter-country")
    case .governance: Anchor("filter-governance")
    }
  }
}
