import GVCAnalysis
import GVCModel

/// Findings that say the same of one thing, together: over several objects and in several layers.
public struct FindingGroup: Sendable {
  /// The findings, by their index in the analysis; the first stands for all.
  public internal(set) var members: [Int]
  /// What they are about: the activities of `into`.
  public internal(set) var objects: [EntityID]
  public internal(set) var layers: [LayerReference]

  /// The findings of an analysis that hold, grouped: by rule, subject and what else they are about,
  /// with the layers in which all objects of the group are found.
  ///
  /// Those of a group share one sentence, which is the sentence of each, and what would be stands apart from what is.
  public static func holding(in reader: FindingReader) -> [FindingGroup] {
    let analysis = reader.analysis
    let indices = analysis.findings.indices.filter { analysis.findings[$0].truth == .yes }
    func message(_ index: Int, _ objects: [EntityID]) -> String {
      reader.message(of: analysis.findings[index], objects: objects)
    }
    return groups(
      indices, analysis,
      isSaidTogether: { group in
        group.members.dropFirst().allSatisfy {
          message($0, group.objects) == message(group.members[0], group.objects)
        }
      },
      areAlike: { a, b in
        a.objects == b.objects && reader.isWhatIf(a.layers[0]) == reader.isWhatIf(b.layers[0])
          && message(a.members[0], a.objects) == message(b.members[0], b.objects)
      })
  }

  /// Groups by rule, subject and related things in each layer; then joins the layers of groups that
  /// are alike.
  ///
  /// - Parameter isSaidTogether: Whether one sentence can be said of all objects of a group; else each stands alone.
  static func groups(
    _ indices: [Int], _ analysis: Analysis,
    isSaidTogether: (FindingGroup) -> Bool = { _ in true },
    areAlike: (FindingGroup, FindingGroup) -> Bool
  ) -> [FindingGroup] {
    struct Key: Hashable {
      let rule: Int
      let subject: EntityID
      let related: [EntityID]
    }
    var byLayer: [LayerReference: [Key: Int]] = [:]
    var groups: [(key: Key, group: FindingGroup)] = []
    for index in indices {
      let finding = analysis.findings[index]
      let key = Key(rule: finding.rule, subject: finding.subject, related: finding.related)
      if let place = byLayer[finding.layer]?[key] {
        groups[place].group.members.append(index)
        if let object = finding.object { groups[place].group.objects.append(object) }
      } else {
        byLayer[finding.layer, default: [:]][key] = groups.count
        groups.append(
          (
            key,
            FindingGroup(
              members: [index], objects: finding.object.map { [$0] } ?? [],
              layers: [finding.layer])
          ))
      }
    }
    var joined: [Key: [Int]] = [:]
    var result: [FindingGroup] = []
    let parts = groups.flatMap { key, group in
      isSaidTogether(group)
        ? [(key, group)]
        : group.members.map { member in
          let object = analysis.findings[member].object
          return (
            key,
            FindingGroup(
              members: [member], objects: object.map { [$0] } ?? [], layers: group.layers)
          )
        }
    }
    for (key, group) in parts {
      if let place = joined[key]?.first(where: { areAlike(result[$0], group) }) {
        // The last layer stands for the group: its facts are the newest.
        result[place].members = group.members + result[place].members
        result[place].layers += group.layers
      } else {
        joined[key, default: []].append(result.count)
        result.append(group)
      }
    }
    return result
  }
}

/// Findings that cannot be concluded and that the same missing facts would decide.
public struct OpenGroup: Sendable {
  public let question: OpenQuestion
  /// What is open, each as an `expect` would name it, in the order of the analysis.
  public internal(set) var references: [String]
  /// The findings that each of them names, grouped over their objects and layers.
  public internal(set) var groups: [FindingGroup]
  /// The findings, by their index in the analysis.
  public internal(set) var members: [Int]

  /// The open questions of an analysis; those that decide most first.
  public static func open(in reader: FindingReader) -> [OpenGroup] {
    struct Key: Hashable {
      let hold: [[MissingFact]]
      let ruleOut: [[MissingFact]]
      let obstacles: [String]
    }
    let analysis = reader.analysis
    let indices = analysis.findings.indices.filter { analysis.findings[$0].truth == .unknown }
    var places: [Key: Int] = [:]
    var groups: [OpenGroup] = []
    for group in FindingGroup.groups(indices, analysis, areAlike: { $0.objects == $1.objects }) {
      let question = reader.question(at: group.members[0])
      let key = Key(
        hold: question.toHold, ruleOut: question.toRuleOut, obstacles: question.obstacles)
      let reference = reader.reference(to: group)
      if let place = places[key] {
        groups[place].references.append(reference)
        groups[place].groups.append(group)
        groups[place].members += group.members
      } else {
        places[key] = groups.count
        groups.append(
          OpenGroup(
            question: question, references: [reference], groups: [group], members: group.members))
      }
    }
    return groups.enumerated().sorted {
      ($1.element.members.count, $0.offset) < ($0.element.members.count, $1.offset)
    }.map(\.element)
  }
}

extension FindingReader {
  /// Whether a layer says what would be, not what is.
  public func isWhatIf(_ layer: LayerReference) -> Bool {
    layer.entity.map { analysis.model[$0].kind == analysis.model.core.scenario } ?? false
  }

  /// How a finding is claimed, in a word: of a what-if nothing was observed.
  public func claim(of finding: Finding, under cautions: [Caution] = []) -> String {
    let modality = plan(of: finding).modality
    guard isWhatIf(finding.layer) else { return modality.label(under: cautions) }
    let isWeak = modality == .definition && cautions.contains(where: \.weakensDefinition)
    return modality.label(isWhatIf: true) + (isWeak ? ", with a caution" : "")
  }

  /// The same as a word of the JSON.
  public func modalityName(of finding: Finding) -> String {
    let modality = plan(of: finding).modality
    return modality == .observed && isWhatIf(finding.layer) ? "would_be" : modality.rawValue
  }

  /// What decides a question, as sets of facts under what they do: once where the same facts may answer it
  /// either way.
  ///
  /// - Parameter name: What a missing fact is called; nil for what the case calls it.
  public func ways(
    to question: OpenQuestion, naming name: ((MissingFact) -> String)? = nil
  ) -> [(label: String, text: String)] {
    let name = name ?? { self.text($0) }
    let ways =
      question.toHold == question.toRuleOut
      ? [("decided by", question.toHold)]
      : [("would hold by", question.toHold), ("is ruled out by", question.toRuleOut)]
    return ways.filter { !$0.1.isEmpty }.map { label, sets in
      let shown = sets.prefix(4).map { set in set.map { name($0) }.joined(separator: " and ") }
      let rest = sets.count > 4 ? " (and \(sets.count - 4) other ways)" : ""
      return (label, shown.joined(separator: "; or ") + rest)
    } + question.obstacles.map { ("is open since", $0) }
  }

  /// `functional_ceiling into design, branding on maker -> house in before, after`.
  public func reference(to group: FindingGroup) -> String {
    reference(
      to: analysis.findings[group.members[0]], objects: group.objects, layers: group.layers)
  }
}
