import GVCAnalysis
import GVCModel
import GVCReport
import GVCSyntax

/// A finding or an open question, for a list.
public struct FindingLine: Sendable {
  /// `functional_ceiling into design on maker in after`: what `explain(finding:)` takes.
  public let reference: String
  /// The conclusion in a sentence, or the facts that would decide it.
  public let text: String
  /// The thing that it is about.
  public let location: Location
}

extension EditorFeatures {
  /// What holds of the thing or rule that a lens names, each conclusion in each layer.
  public func findings(onKey key: String) -> [FindingLine] {
    lines(key, .yes) { reader, finding in
      let message = reader.message(of: finding)
      return reader.isWhatIf(finding.layer) ? "\(message) (\(reader.claim(of: finding)))" : message
    }
  }

  /// What cannot be concluded of the thing or rule that a lens names, with the facts that would decide
  /// it.
  public func openQuestions(onKey key: String) -> [FindingLine] {
    lines(key, .unknown) { reader, finding in
      let question = reader.question(for: finding)
      return (question.toHold + question.toRuleOut).prefix(4).map { set in
        set.map { reader.text($0) }.joined(separator: " and ")
      }.joined(separator: "; or ")
    }
  }

  /// All open questions of the case, those that the same facts decide together, the most telling first.
  public func openQuestions() -> [FindingLine] {
    let analysis = snapshot.analysis
    return reader.read { reader in
      OpenGroup.open(in: reader).map { group in
        let facts = (group.question.toHold + group.question.toRuleOut).prefix(4).map { set in
          set.map { reader.text($0) }.joined(separator: " and ")
        }
        let subject = analysis.findings[group.members[0]].subject
        return FindingLine(
          reference: group.references.joined(separator: "; "),
          text: facts.joined(separator: "; or "), location: analysis.model[subject].location)
      }
    }
  }

  /// The drawn condition of a finding that a reference names, as `gvc why` prints it; nil where the
  /// reference names none.
  public func explain(finding reference: String) -> String? {
    guard
      let expectation = ExpectationReader.read(finding: reference, in: model).expectation
    else { return nil }
    let map = SourceMap(model.sources, showing: [])
    return reader.read { reader in
      let attempts = reader.attempts(expectation)
      let nearest =
        attempts.first { $0.truth == .yes } ?? attempts.first { $0.truth == .unknown }
        ?? attempts.first
      return nearest.map { WhyPrinter(reader, map, usesColor: false).text($0) }
    }
  }

  private func lines(
    _ key: String, _ truth: Truth, _ text: @Sendable (FindingReader, Finding) -> String
  ) -> [FindingLine] {
    let analysis = snapshot.analysis
    let indices: [Int]
    if let entity = entity(labeled: key) {
      indices = conclusions.findings[entity] ?? []
    } else if let name = model.names.find(key), let rule = names.tables.rulesByName[name]?.first {
      indices = conclusions.findingsOfRule[rule] ?? []
    } else {
      return []
    }
    return withoutActuallyEscaping(text) { text in
      reader.read { reader in
        indices.map { analysis.findings[$0] }.filter { $0.truth == truth }.map { finding in
          FindingLine(
            reference: reader.reference(to: finding), text: text(reader, finding),
            location: analysis.model[finding.subject].location)
        }
      }
    }
  }

  /// The thing that the project calls by a label.
  func entity(labeled label: String) -> EntityID? {
    model.entities.indices.map { EntityID($0) }.first { model.label($0) == label }
  }
}
