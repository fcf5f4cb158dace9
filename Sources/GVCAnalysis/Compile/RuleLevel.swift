import GVCModel
import GVCSyntax

/// How much the findings of a rule weigh, read from its `find` clause without compiling it.
enum RuleLevel {
  /// The level of a rule; nil where its clause does not say it plainly.
  static func of(_ rule: RuleDeclaration, in model: Model) -> Severity? {
    let tree = model.trees[rule.place.tree]
    var finds = 0
    var clause = rule.place.node
    for child in tree.children(rule.place.node) where tree.kind(child) == .findClause {
      finds += 1
      clause = child
    }
    guard finds == 1 else { return nil }
    // Behind the subject stand the word of a verdict, its qualifier and the modality.
    let names = tree.children(clause).dropFirst().filter { tree.kind($0) == .name }
    guard names.count > 1 else { return names.isEmpty ? nil : .note }
    guard let word = model.names.find(tree.source, tree.range(names[0])) else { return nil }
    let found = model.vocabulary.verdicts(of: word)
    guard let verdict = found.meant(by: rule.theory, in: model.vocabulary) else { return nil }
    return model.vocabulary.verdicts[Int(verdict.id.number)].words[verdict.word].level
  }
}

extension Vocabulary {
  /// All verdicts of which a word is a value, each with the place of the word in it.
  func verdicts(of word: Symbol) -> [(id: VerdictID, word: Int)] {
    var found: [(id: VerdictID, word: Int)] = []
    for index in verdicts.indices {
      for place in verdicts[index].words.indices
      where verdicts[index].words[place].name == word {
        found.append((VerdictID(index), place))
      }
    }
    return found
  }
}

extension [(id: VerdictID, word: Int)] {
  /// The one that a theory means: its own before that of another; nil where there is none or it is not plain.
  func meant(by theory: TheoryID, in vocabulary: Vocabulary) -> Element? {
    var own: Element?
    var count = 0
    for verdict in self where vocabulary.verdicts[Int(verdict.id.number)].theory == theory {
      own = verdict
      count += 1
    }
    return count == 1 ? own : self.count == 1 ? first : nil
  }
}
