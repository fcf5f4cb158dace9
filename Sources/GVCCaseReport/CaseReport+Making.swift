import GVCAnalysis
import GVCModel
import GVCReport
import GVCSyntax

extension CaseReport {
  /// What a report says of itself, beside what it says of the case.
  public struct Details: Sendable, Equatable {
    /// The heading; nil for one that the case gives.
    public var title: String?
    public var date: String?
    /// The version of the compiler.
    public var version: String
    /// The options that chose what is analysed, as a command line has them.
    public var options: [String]

    public init(
      title: String? = nil, date: String? = nil, version: String, options: [String] = []
    ) {
      self.title = title
      self.date = date
      self.version = version
      self.options = options
    }
  }

  /// The report of a project.
  ///
  /// - Parameters:
  ///   - project: The path that the project was named by.
  ///   - diagnostics: What is wrong in its files and theories.
  public init(
    _ reader: FindingReader, project: String, diagnostics: [Diagnostic], pictures: [Picture] = [],
    pictureStyle: String = "", details: Details
  ) {
    let analysis = reader.analysis
    let model = analysis.model
    let files = ProjectTexts(model)
    let map = SourceMap(files.all)
    let facts = FactPrinter(model, map)
    let values = ValueReading(reader)
    let aspects = AspectReader(reader)
    let summary = CaseSummary(reader, aspects)
    let bibliography = Bibliography(reader).entries
    let numbers = Dictionary(
      bibliography.enumerated().map { ($1.source, $0 + 1) }, uniquingKeysWith: { a, _ in a })
    let section = FindingSection(reader, facts, aspects, sources: numbers)
    let tables = VerdictTables(reader, section, aspects)

    name = CaseSummary.name(of: project)
    title = details.title ?? summary.title(project: name)
    date = details.date
    self.summary =
      summary.sentences + [
        "In sum: \(AnalysisPrinter(reader, map, usesColor: false).summary).", summary.claims,
      ]
    layers = analysis.layers.map { values.layer($0.layer) }
    things = model.entities.indices.map { EntityID($0) }.filter { id in
      Int(model[id].module) >= model.firstProjectModule
        && (model.core.actor.map { model.isA(id, $0) } == true || !model.ends(of: id).isEmpty)
    }.map { values.thing($0) }
    self.pictures = pictures
    self.pictureStyle = pictureStyle
    questions = tables.tables
    observations = tables.observations
    subjects = section.subjects
    highlights = section.subjects.flatMap(\.findings).filter { $0.tone != .plain }
      .sorted {
        ($0.tone == .warning ? 0 : 1, $0.number) < ($1.tone == .warning ? 0 : 1, $1.number)
      }
      .map {
        Highlight(
          mark: $0.mark, tone: $0.tone, message: $0.message, layers: $0.layers, finding: $0.number)
      }
    changes = ChangeSection(reader, aspects).changes
    predictions = section.predictions
    openPredictions = section.openPredictions
    differences = reader.differences(facts).map { Difference(fact: $0.fact, voices: $0.voices) }

    let contests = ContestGroup.contests(in: reader)
    func contest(_ group: ContestGroup) -> Contest {
      var marks = Aspects()
      marks.values[.layer] = unique(group.layers.map { values.layer($0).name })
      marks.values[.theory] = unique(group.answers.map { AspectReader.name(ofTheory: $0.theory) })
      marks.values[.modality] = unique(group.answers.map(\.modality.rawValue))
      marks.about = aspects.about([group.subject])
      return Contest(
        title: group.title.hasSuffix(":") ? String(group.title.dropLast()) : group.title,
        voices: group.answers.map {
          Contest.Voice(
            theory: $0.theory, value: $0.value, modality: $0.claim,
            reference: $0.reference, passages: $0.passages, finding: section.numbers[$0.finding])
        }, aspects: marks)
    }
    disagreements = contests.filter(\.isBetweenTheories).map(contest)
    contested = contests.filter { !$0.isBetweenTheories }.map(contest)
    agreements = ContestGroup.agreements(in: reader).map(contest)

    interview = InterviewGuide(reader).entries.map { entry in
      var marks = Aspects()
      marks.values[.layer] = entry.layers
      marks.about = [entry.subject]
      return InterviewQuestion(
        sentence: entry.sentence, notes: entry.notes.map { Way(label: $0.label, text: $0.text) },
        decides: entry.counts,
        open: unique(entry.conclusions.compactMap { section.openNumbers[$0] }).sorted(),
        aspects: marks)
    }
    open = section.open
    theories = summary.theoriesInUse
    sources = bibliography.enumerated().map { Source(number: $0 + 1, entry: $1) }
    thresholds = section.thresholds.map { index in
      let threshold = model.thresholds[index]
      let isSet = analysis.options.thresholds[index] != nil
      return Setting(
        theory: model.theories[Int(threshold.theory.number)].name.map { model.names[$0] } ?? "",
        name: model.names[threshold.name],
        meaning: threshold.documentation.replacing("\n", with: " "),
        value: facts.value(of: index, analysis.options),
        declared: isSet ? facts.value(of: index, AnalysisOptions()) : nil, basis: threshold.basis)
    }
    cautions = Self.cautions(analysis, diagnostics, map)
    origin = Origin(
      command: (["gvc report", project.split(separator: "/").last.map(String.init) ?? project]
        + details.options).joined(separator: " "),
      version: details.version, fingerprint: Fingerprint(of: files.all).hexadecimal,
      files: files.own.map(Self.file), packs: files.packs.map(Self.file), options: details.options)
    let all =
      section.subjects.flatMap(\.findings).map(\.aspects) + section.open.map(\.aspects)
    filters = aspects.filters(for: all, layers: layers)
  }

  private static func file(_ text: SourceText) -> Origin.File {
    Origin.File(name: text.name, digest: SHA256(of: text.bytes).hexadecimal)
  }

  /// What limits the conclusions: mistakes in the case, and what was left out or stopped.
  private static func cautions(
    _ analysis: Analysis, _ diagnostics: [Diagnostic], _ map: SourceMap
  ) -> [String] {
    let limit = 50
    let model = analysis.model
    let mistakes = diagnostics.filter { $0.severity > .note && $0.code.phase != .findings }
    var cautions = mistakes.prefix(limit).map { diagnostic in
      let place = map.place(diagnostic.primary.location)
      let message = diagnostic.message
      return
        "\(diagnostic.severity.name.prefix(1).uppercased() + diagnostic.severity.name.dropFirst())"
        + " in \(place): \(message)"
    }
    if mistakes.count > limit { cautions.append("And \(mistakes.count - limit) mistakes more.") }
    if analysis.leftOut > 0 {
      cautions.append("\(counted(analysis.leftOut, "finding")) left out, for weak evidence.")
    }
    for (plan, count) in analysis.omitted.sorted(by: { $0.key < $1.key }) {
      let rule = model.rules[analysis.program.rules[plan].rule]
      cautions.append(
        "\(counted(count, "finding")) of “\(rule.title)” left out, as there are too many.")
    }
    return cautions
  }
}

/// The texts that a project is made of, under names that do not say where they lie on a disk.
private struct ProjectTexts {
  /// Every text, with its name as a report shows it.
  let all: [SourceText]
  /// Those of the case, by name.
  let own: [SourceText]
  /// The vocabulary and the theories that come with the compiler, by name.
  let packs: [SourceText]

  init(_ model: Model) {
    let isOwn = model.moduleOfTree.map { $0 >= model.firstProjectModule }
    let texts = model.sources
    let names = zip(texts, isOwn).filter { $0.1 }.map {
      $0.0.name.split(separator: "/", omittingEmptySubsequences: false)
    }
    var common = names.first.map { $0.count - 1 } ?? 0
    for name in names {
      common = min(common, name.count - 1)
      while common > 0, name.prefix(common) != names[0].prefix(common) { common -= 1 }
    }
    let renamed = zip(texts, isOwn).map { text, isOwn in
      guard isOwn else { return text }
      let name = text.name.split(separator: "/", omittingEmptySubsequences: false)
        .dropFirst(common).joined(separator: "/")
      return SourceText(file: text.file, name: name, bytes: text.bytes)
    }
    func part(_ wanted: Bool) -> [SourceText] {
      zip(renamed, isOwn).filter { $0.1 == wanted }.map(\.0)
        .sorted { ($0.name, $0.file) < ($1.name, $1.file) }
    }
    all = renamed
    own = part(true)
    packs = part(false)
  }
}
