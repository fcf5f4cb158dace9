import GVCAnalysis
import GVCModel
import GVCSyntax

/// A line above a declaration that says what the analysis makes of it.
public struct CodeLens: Sendable {
  public enum Subject: Sendable, Hashable {
    /// An expectation, met or not.
    case expectation(isMet: Bool)
    /// What holds of a thing, or of what a rule is tried on.
    case findings
    /// What cannot be concluded of a thing.
    case openQuestions
    /// The picture of a chain.
    case picture
  }

  /// The name that it stands above.
  public let range: TextRange
  /// `met`, `3 findings`.
  public let title: String
  public let subject: Subject
  /// What `explain`, `findings(onKey:)` and `openQuestions(onKey:)` take: the text of a finding as
  /// `gvc why` takes it, or the name of the thing.
  public let key: String
}

extension EditorFeatures {
  /// The lenses of a file, in the order of the text. The findings of the whole case are made for them,
  /// once a snapshot.
  public func codeLenses(in file: FileID) -> [CodeLens] {
    guard let index = treeIndex(of: file), isOwn(file) else { return [] }
    let tree = model.trees[index]
    var lenses: [CodeLens] = []
    for item in items(ofTree: index).all {
      switch tree.kind(item.node) {
      case .expectItem: lenses += expectationLens(item.node, index, tree)
      case .declaration: lenses += self.lenses(ofThing: item.node, index, tree)
      case .ruleDeclaration: lenses += self.lenses(ofRule: item.node, index, tree)
      case .layerBlock:
        for add in tree.children(item.node) where tree.kind(add) == .addItem {
          if let node = tree.child(add, .declaration) {
            lenses += self.lenses(ofThing: node, index, tree)
          }
        }
      default: break
      }
    }
    return lenses
  }

  private func expectationLens(_ node: NodeID, _ index: Int, _ tree: SyntaxTree) -> [CodeLens] {
    guard let result = expectations[SyntaxPlace(tree: index, node: node)] else { return [] }
    let text = tree.text(node).split(whereSeparator: \.isWhitespace).dropFirst()
      .joined(separator: " ")
    return [
      CodeLens(
        range: tree.tokens[tree.firstToken(node)].range,
        title: result.isMet ? "✓ met" : "✗ not met: \(result.reason)",
        subject: .expectation(isMet: result.isMet), key: text)
    ]
  }

  private func lenses(ofThing node: NodeID, _ index: Int, _ tree: SyntaxTree) -> [CodeLens] {
    guard let entity = names.entity(declaredAt: SyntaxPlace(tree: index, node: node)),
      let name = tree.child(node, .name) ?? tree.child(node, .ends)
    else { return [] }
    let key = model.label(entity)
    let told = lenses(conclusions.findings[entity] ?? [], at: tree.range(name), key: key)
    guard model[entity].kind == model.core.chain else { return told }
    return told + [
      CodeLens(range: tree.range(name), title: "Show the picture", subject: .picture, key: key)
    ]
  }

  private func lenses(ofRule node: NodeID, _ index: Int, _ tree: SyntaxTree) -> [CodeLens] {
    guard let rule = names.tables.rules[SyntaxPlace(tree: index, node: node)],
      let name = tree.child(node, .name)
    else { return [] }
    return lenses(
      conclusions.findingsOfRule[rule] ?? [], at: tree.range(name), key: tree.text(name))
  }

  private func lenses(_ indices: [Int], at range: TextRange, key: String) -> [CodeLens] {
    let holding = distinct(indices, .yes)
    let open = distinct(indices, .unknown)
    var lenses: [CodeLens] = []
    if holding > 0 {
      lenses.append(
        CodeLens(
          range: range, title: holding == 1 ? "1 finding" : "\(holding) findings",
          subject: .findings, key: key))
    }
    if open > 0 {
      lenses.append(
        CodeLens(
          range: range, title: open == 1 ? "1 open question" : "\(open) open questions",
          subject: .openQuestions, key: key))
    }
    return lenses
  }

  /// How many different conclusions there are, whatever the layer.
  private func distinct(_ indices: [Int], _ truth: Truth) -> Int {
    struct Conclusion: Hashable {
      let rule: Int
      let subject: EntityID
      let object: EntityID?
      let related: [EntityID]
    }
    let findings = snapshot.analysis.findings
    return Set(
      indices.lazy.map { findings[$0] }.filter { $0.truth == truth }.map {
        Conclusion(rule: $0.rule, subject: $0.subject, object: $0.object, related: $0.related)
      }
    ).count
  }
}
