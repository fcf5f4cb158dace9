import GVCModel
import GVCSyntax

/// An unknown fact, with how many open conclusions it would decide.
public struct FieldQuestion: Sendable {
  /// The fact as something to ask for, whichever layer it is missing in.
  public struct Fact: Hashable, Sendable, Comparable {
    /// What it is a fact of.
    public let entity: EntityID
    /// What is asked of it.
    public let attribute: AttributeID
    /// The key of the entry that is asked for, of an attribute that is a map; nil for another.
    public let key: EntityID?
    /// Whose view is asked for, as a word of the choice `voice`.
    public let voice: Int?

    /// In the order of the text: by what it is of, then by attribute, key and voice.
    public static func < (a: Fact, b: Fact) -> Bool {
      (a.entity.index, a.attribute.number, a.key?.index ?? -1, a.voice ?? -1)
        < (b.entity.index, b.attribute.number, b.key?.index ?? -1, b.voice ?? -1)
    }
  }

  /// What is asked.
  public let fact: Fact
  /// The layers in which it is missing, in the order of the analysis.
  public let layers: [LayerReference]
  /// The open findings that it may decide by itself, by their index in the analysis.
  public let decides: [Int]
  /// The open findings that it may decide together with other facts.
  public let helps: [Int]
}

extension FindingReader {
  /// The unknown facts on which open findings turn: those first that may decide most by themselves,
  /// then those that help with most, then by the order of the text.
  ///
  /// - Parameter indices: The findings, by their index in the analysis; nil for all that are open.
  public func fieldQuestions(of indices: [Int]? = nil) -> [FieldQuestion] {
    struct Entry {
      var layers: Set<LayerReference> = []
      var decides: [Int] = []
      var helps: [Int] = []
    }
    var entries: [FieldQuestion.Fact: Entry] = [:]
    for index in indices ?? Array(analysis.findings.indices)
    where analysis.findings[index].truth == .unknown {
      let finding = analysis.findings[index]
      let question = question(at: index)
      let sets = question.toHold + question.toRuleOut
      for missing in question.facts {
        let fact = FieldQuestion.Fact(
          entity: missing.entity, attribute: missing.attribute, key: missing.key,
          voice: missing.voice)
        let layer = missing.isBefore ? finding.previous ?? finding.layer : finding.layer
        entries[fact, default: Entry()].layers.insert(layer)
        if sets.contains([missing]) {
          if entries[fact]?.decides.last != index { entries[fact]?.decides.append(index) }
        } else if entries[fact]?.helps.last != index {
          entries[fact]?.helps.append(index)
        }
      }
    }
    let order = analysis.layers.map(\.layer)
    return entries.map { fact, entry in
      FieldQuestion(
        fact: fact, layers: order.filter { entry.layers.contains($0) }, decides: entry.decides,
        helps: entry.helps)
    }.sorted {
      ($1.decides.count, $1.helps.count, $0.fact) < ($0.decides.count, $0.helps.count, $1.fact)
    }
  }
}
