import GVCAnalysis
import GVCModel
import GVCSyntax

extension Picture {
  /// Who performs which function and whose core it is, the functions rich in rent beside those that are poor.
  public static func functions(
    _ reader: FindingReader, title: String, layer: LayerReference, prefix: String = ""
  ) -> Picture {
    FunctionDrawing(reader, title: title, layer: layer, prefix: prefix).picture
  }
}

private struct FunctionDrawing {
  private let words: CaseWords
  private let title: String
  private let prefix: String
  private var model: Model { words.model }
  private var reader: FindingReader { words.reader }

  init(_ reader: FindingReader, title: String, layer: LayerReference, prefix: String) {
    words = CaseWords(reader, layer)
    self.title = title
    self.prefix = prefix
  }

  var picture: Picture {
    let actors = actors
    let activities = activities(of: actors)
    let columns = actors.map { actor in
      GridDrawing.Column(
        title: reader.reading(actor),
        detail: reader.tier(of: actor, chain: nil, in: words.layer).map { "Tier \($0)" } ?? "",
        entity: model.label(actor))
    }
    let byRent = Dictionary(grouping: activities) { rent(of: $0) }
    let scale = byRent.keys.compactMap { $0 }.sorted(by: >)
    var sections = scale.map { rent in
      section("Rent: \(rentTitle(rent))", byRent[rent] ?? [], actors)
    }
    if let others = byRent[nil] { sections.append(section("Rent not known", others, actors)) }
    let grid = GridDrawing(columns: columns, sections: sections, prefix: prefix)
    var sheet = PictureSheet(
      title: title,
      subtitle: (reader.reading(of: words.layer).map { $0 + ". " } ?? "")
        + "Functions, from those that are rich in rent to those that are poor.",
      description:
        "Which of \(actors.count) actors performs which of \(activities.count) functions, and what is concluded of it.",
      prefix: prefix)
    sheet.definitions = grid.hatches
    sheet.legend = [
      .init(sign: grid.legendSign(.filled), text: "Performs it"),
      .init(sign: grid.legendSign(.core), text: "Performs it, and it is its core"),
      .init(sign: grid.legendSign(.hatched), text: "Some say that it performs it"),
      .init(sign: grid.legendSign(.open), text: "Not known"),
    ]
    if actors.isEmpty || activities.isEmpty {
      sheet.notes.append("The case says of nobody which functions it performs.")
    }
    let (elements, height) = grid.elements()
    return sheet.picture(elements, width: grid.width, height: height)
  }

  /// Those of whom functions are told, or concluded, from the first inputs to the buyer that leads.
  private var actors: [EntityID] {
    guard let kind = model.core.actor else { return [] }
    let told = model.entities.indices.map { EntityID($0) }.filter { id in
      guard model.isA(id, kind), reader.exists(id, in: words.layer) else { return false }
      return words.value("performs", of: id) != nil || words.value("core", of: id) != nil
        || !objects(of: id).isEmpty
    }
    func tier(_ id: EntityID) -> Int { reader.tier(of: id, chain: nil, in: words.layer) ?? .max }
    let tiers = Dictionary(uniqueKeysWithValues: told.map { ($0, tier($0)) })
    return told.sorted {
      let (a, b) = (tiers[$0] ?? .max, tiers[$1] ?? .max)
      return a == b ? $0 < $1 : b < a
    }
  }

  /// What is concluded of an actor towards functions.
  private func objects(of actor: EntityID) -> [(object: EntityID, title: String, level: Severity)] {
    guard let kind = words.kind("activity") else { return [] }
    return reader.analysis.findings.compactMap { finding in
      guard finding.layer == words.layer, finding.truth == .yes, finding.subject == actor,
        let object = finding.object, model.isA(object, kind)
      else { return nil }
      let plan = reader.plan(of: finding)
      guard let (verdict, word) = plan.verdict else { return nil }
      return (object, model.vocabulary[verdict].words[word].title, plan.level)
    }
  }

  private func activities(of actors: [EntityID]) -> [EntityID] {
    var found: Set<EntityID> = []
    for actor in actors {
      for list in [words.list("performs", of: actor), words.list("core", of: actor)] {
        found.formUnion((list?.sure ?? []) + (list?.possible ?? []))
      }
      found.formUnion(objects(of: actor).map(\.object))
    }
    return found.sorted()
  }

  private func rent(of activity: EntityID) -> Int? {
    guard let (known, _) = words.words("rent", of: activity), known.count == 1 else { return nil }
    return known[0]
  }

  private func rentTitle(_ word: Int) -> String {
    guard let attribute = words.attribute("rent", of: words.kind("activity")),
      case .words(let scale) = model.vocabulary[attribute].type
    else { return "" }
    return model.vocabulary[scale].words[word].title.lowercased()
  }

  private func section(
    _ title: String, _ activities: [EntityID], _ actors: [EntityID]
  ) -> GridDrawing.Section {
    GridDrawing.Section(
      title: title,
      rows: activities.map { activity in
        GridDrawing.Row(
          name: reader.reading(activity), cells: actors.map { cell($0, activity) },
          entity: model.label(activity))
      })
  }

  private func cell(_ actor: EntityID, _ activity: EntityID) -> GridDrawing.Cell {
    var cell = GridDrawing.Cell()
    let (who, what) = (reader.reading(actor), reader.reading(activity).lowercased())
    let performs = words.list("performs", of: actor)
    let core = words.list("core", of: actor)
    let isCore = core?.sure.contains(activity) ?? false
    if performs?.sure.contains(activity) ?? false {
      cell.sign = isCore ? .core : .filled
      cell.sentence = "\(who) performs \(what)" + (isCore ? ", its core competence." : ".")
    } else if isCore {
      cell.sign = .core
      cell.sentence = "The core competence of \(who) is \(what)."
    } else if (performs?.possible ?? []).contains(activity)
      || (core?.possible ?? []).contains(activity)
    {
      cell.sign = .hatched
      cell.sentence = "Some say that \(who) performs \(what)."
    } else if performs?.isOpen ?? true {
      cell.sign = .open
      cell.sentence = "Whether \(who) performs \(what) is not known."
    } else {
      cell.sentence = "\(who) does not perform \(what)."
    }
    var seen: [String] = []
    for (object, title, level) in objects(of: actor) where object == activity {
      guard !seen.contains(title) else { continue }
      seen.append(title)
      cell.words.append(level > .note ? "!" + title : title)
    }
    if !seen.isEmpty {
      cell.sentence += " Concluded: \(seen.joined(separator: ", ").lowercased())."
    }
    return cell
  }
}
