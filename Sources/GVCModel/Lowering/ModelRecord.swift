import GVCSyntax

/// What a model knows of how it was built, so that one of an edited text need not be built anew.
struct ModelRecord: Sendable {
  /// How many lists there are of theories, and of the options of attributes: the first of all.
  var optionLists = 0
  /// The first fact that a layer sets: those before are in the order of the entities, those behind in the
  /// order of the layers' blocks.
  var layerFacts = 0
  /// The first evidence that stands in what a layer sets.
  var layerEvidence = 0
  /// What is wrong with declarations, and what with the facts, in the order in which it was found.
  var declared: [Diagnostic] = []
  var stated: [Diagnostic] = []
  /// What the `cite` clauses of rules name, each in the module in which it stands.
  var citations: [(name: Symbol, module: Int)] = []
  /// How many names there were when the model was built from its beginning.
  var names = 0
  /// How many more names might have been searched for a near one.
  var suggestionsLeft = 0
  var wordsLeft = 0
}

/// A model of a project as it was before, and how its files changed since.
public struct EarlierModel: Sendable {
  let model: Model
  let changes: [FileID: SyntaxChange]

  /// `changes` are those of the files that were parsed after the trees of the model.
  public init(_ model: Model, changes: [FileID: SyntaxChange]) {
    self.model = model
    self.changes = changes
  }
}
