import GVCAnalysis
import GVCModel
import GVCSyntax
import GVCWorkspace

@testable import GVCIDE

/// The words that highlighters know, from the tables of the language and the prelude.
struct EditorTables {
  /// Words at the start of an item.
  let items: [String]
  /// Words at the start of a clause of a rule.
  let clauses: [String]
  /// Words inside of items, values and expressions.
  let inner: [String]
  let types: [String]
  let kinds: [String]
  /// The plurals of kinds.
  let collections: [String]
  /// The words of scales and choices of the prelude.
  let words: [String]
  let constants: [String]
  let functions: [String]
  let modalities: [String]

  init() {
    let prelude = ModelBuilder.build(prelude: BuiltIns.prelude, packs: [:], project: [])
    func texts(_ places: LanguageWord.Place...) -> [String] {
      Set(
        LanguageWord.all.filter { places.contains($0.place) && !$0.text.contains(" ") }.map(\.text)
      ).sorted()
    }
    items = texts(.item)
    clauses = texts(.clause)
    constants = ["no", "unknown", "yes"]
    let constants = self.constants
    inner = texts(.part, .expression).filter { !constants.contains($0) }
    types = texts(.type)
    kinds = prelude.vocabulary.kinds.map { prelude.names[$0.name] }.sorted()
    collections = prelude.vocabulary.kinds.compactMap { $0.plural.map { prelude.names[$0] } }
      .sorted()
    words = Set(prelude.vocabulary.scales.flatMap { $0.words.map { prelude.names[$0.name] } })
      .subtracting(kinds).sorted()
    functions = Set(BuiltIn.all.map(\.name) + Aggregate.allCases.map(\.rawValue)).sorted()
    modalities = Modality.allCases.map(\.rawValue).sorted()
  }

  /// Words as one alternative of a regular expression; longer ones first, so that none hides another.
  static func alternatives(_ words: [String]) -> String {
    words.sorted { ($1.count, $0) < ($0.count, $1) }.joined(separator: "|")
  }
}
