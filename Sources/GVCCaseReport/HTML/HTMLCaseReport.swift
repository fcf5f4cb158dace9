import GVCLibrary

/// Writes a case report as one page that opens from disk, asks nothing of anybody, and is whole without a script.
public struct HTMLCaseReport {
  let report: CaseReport
  /// The places of the subjects in the report, by what the case calls them.
  private let subjectNumbers: [String: Int]

  public init(_ report: CaseReport) {
    self.report = report
    subjectNumbers = Dictionary(
      report.subjects.enumerated().map { ($1.thing.label, $0 + 1) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The page.
  public var text: String {
    HTMLDocument(
      title: "\(report.title) – case report", style: Self.style + report.pictureStyle,
      script: Self.script, body: body
    ).text
  }

  private static var style: String { EmbeddedFile.reportStyle.text }

  private static var script: String { EmbeddedFile.reportScript.text }

  /// A part of the report under a heading of its own.
  struct Section {
    let anchor: Anchor
    let title: String
    /// What stands in it, in a sentence.
    let lead: String
    let content: HTML
  }

  /// The parts that have something to say, in their order: what was found, then why, then on what it rests.
  private var sections: [Section] {
    [
      pictureSection, verdictSection, findingSection, changeSection, predictionSection,
      differenceSection,
      theorySection, openSection,
      sourceSection, thresholdSection, originSection,
    ].filter { !$0.content.isEmpty }
  }

  private var body: HTML {
    let sections = sections
    return HTML.joined([
      .element(.a, [.class("skip"), .href(.anchor(Anchor("main")))], text: "Skip to the report"),
      .element(.div, [.class("page")]) {
        header
        HTML.element(.aside, [.aria("label", "Contents and filters")]) {
          navigation(sections)
          filterForm
        }
        HTML.element(.main, [.id(Anchor("main")), .tabindex(-1)]) {
          briefSection
          sections.map { render($0) }
        }
        footer
      },
    ])
  }

  private func navigation(_ sections: [Section]) -> HTML {
    .element(.nav, [.aria("label", "Contents")]) {
      HTML.element(.p, [.class("brand")], text: report.title)
      HTML.element(.ol) {
        HTML.element(.li) { link(Anchor("brief"), "In brief") }
        sections.map { section in
          HTML.element(.li) { link(section.anchor, section.title) }
        }
      }
    }
  }

  private func render(_ section: Section) -> HTML {
    .element(.section, [.id(section.anchor), .class("part")]) {
      HTML.element(.h2, text: section.title)
      if !section.lead.isEmpty { HTML.element(.p, [.class("lead")], text: section.lead) }
      section.content
      HTML.element(.p, [.class("none"), .hidden], text: "Nothing here fits the filters.")
    }
  }

  private var header: HTML {
    .element(.header, [.class("title")]) {
      HTML.element(
        .p, [.class("kicker")],
        text: (["Case report", report.name == report.title ? nil : report.name, report.date])
          .compactMap { $0 }.joined(separator: " · "))
      HTML.element(.h1, text: report.title)
    }
  }

  private var footer: HTML {
    .element(.footer) {
      HTML.element(.p) {
        HTML.text("Made by gvc \(report.origin.version) from ")
        HTML.element(.code, text: String(report.origin.fingerprint.prefix(12)))
        HTML.text(
          ". Nothing is claimed beyond what the case and the theories say; a missing fact is unknown, not false."
        )
      }
    }
  }

  // MARK: Small parts

  func link(_ anchor: Anchor, _ text: String) -> HTML {
    .element(.a, [.href(.anchor(anchor))], text: text)
  }

  /// A word in a frame, with a sign that says the same as its colour.
  func mark(_ text: String, _ tone: Tone) -> HTML {
    .element(.span, [.class("mark", tone.className)]) {
      sign(tone)
      HTML.text(text)
    }
  }

  func sign(_ tone: Tone) -> HTML {
    .element(.span, [.class("sign"), .aria("hidden", "true")], text: tone.sign)
  }

  /// A thing by its title, which the picture answers to.
  func thing(_ thing: CaseReport.Thing) -> HTML {
    guard let index = subjectNumbers[thing.label] else {
      return .element(.span, [.class("thing"), .data("entity", thing.label)], text: thing.title)
    }
    return .element(
      .a,
      [.class("thing"), .data("entity", thing.label), .href(.anchor(Anchor("subject", index)))],
      text: thing.title)
  }

  /// What the script filters a part by.
  func item(_ aspects: Aspects) -> [Attribute] {
    [.data("item", [])]
      + Facet.allCases.compactMap { facet in
        aspects.values[facet].map { Attribute.data(facet, $0) }
      } + (aspects.about.isEmpty ? [] : [.data("about", aspects.about)])
  }

  /// A table under a name; one that is wide moves in itself, also by the keyboard.
  func table(
    _ caption: String, isWide: Bool = false, isCaptionShown: Bool = true,
    head: [String], @HTMLBuilder body: () -> HTML
  ) -> HTML {
    let table = HTML.element(.table) {
      HTML.element(.caption, isCaptionShown ? [] : [.class("unseen")], text: caption)
      HTML.element(.thead) {
        HTML.element(.tr) {
          head.map { HTML.element(.th, [.scope(.col)], text: $0) }
        }
      }
      body()
    }
    guard isWide else { return table }
    return .element(
      .div, [.class("scroll"), .tabindex(0), .role("region"), .aria("label", caption)]
    ) { table }
  }
}

extension Tone {
  var className: StaticString {
    switch self {
    case .first: "tone-first"
    case .against: "tone-against"
    case .plain: "tone-plain"
    case .danger: "tone-danger"
    case .warning: "tone-warning"
    case .unknown: "tone-unknown"
    }
  }

  /// A sign of its own for each, for those who see no colour.
  var sign: String {
    switch self {
    case .first: "●"
    case .against: "■"
    case .plain: "◆"
    case .danger: "▲"
    case .warning: "✖"
    case .unknown: "?"
    }
  }
}
