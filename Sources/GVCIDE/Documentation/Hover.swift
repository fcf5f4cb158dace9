import GVCAnalysis
import GVCModel
import GVCReport
import GVCSyntax

/// What is to be read of a name.
public struct Hover: Sendable {
  /// The name that it is about.
  public let range: TextRange
  /// Markdown.
  public let text: String
}

extension EditorFeatures {
  /// What the name at an offset is: its documentation and, where `withFindings`, what the theories
  /// conclude of it. The findings of the whole case are made for that, once a snapshot. Nil where no
  /// name stands.
  public func hover(in file: FileID, at offset: UInt32, withFindings: Bool = true) -> Hover? {
    guard let index = treeIndex(of: file) else { return nil }
    let tree = model.trees[index]
    if let found = occurrence(in: file, at: offset) {
      var parts = [documentation(of: found.referent)]
      if withFindings {
        switch found.referent {
        case .entity(let id): parts += conclusions(of: id)
        case .rule(let rule):
          parts.append(expectation(tree, index, at: offset) ?? findings(ofRule: rule))
        case .answer: parts.append(expectation(tree, index, at: offset) ?? "")
        default: break
        }
      }
      let text = parts.filter { !$0.isEmpty }.joined(separator: "\n\n---\n\n")
      return text.isEmpty ? nil : Hover(range: found.range, text: text)
    }
    guard let token = tree.token(touching: offset), tree.tokens[token].kind == .name else {
      return nil
    }
    let range = tree.tokens[token].range
    let word = tree.text(token: token)
    // A word that only looks like one of the grammar is a name that stands for nothing.
    let isOfGrammar = TokenRoles(tree, token, token)[token] == .keyword
    guard isOfGrammar, let text = LanguageWord.documentation(of: word) else { return nil }
    let page = Markdown.code(word) + "\n\n" + text
    guard withFindings, let met = expectation(tree, index, at: offset) else {
      return Hover(range: range, text: page)
    }
    return Hover(range: range, text: page + "\n\n---\n\n" + met)
  }

  // MARK: Things

  /// The derived attributes of a thing and what the theories say of it, each in a line.
  private func conclusions(of entity: EntityID) -> [String] {
    let derived = derivedValues(of: entity).map { "- " + Markdown.codeSpan($0) }
    let verdicts = verdictLines(of: entity)
    return [
      derived.isEmpty ? "" : "Derived:\n\n" + derived.joined(separator: "\n"),
      verdicts.isEmpty ? "" : "Findings:\n\n" + verdicts.joined(separator: "\n"),
    ]
  }

  /// `size_class: small` of each derived attribute of which something is known, with the layers where
  /// it is not the same in all.
  private func derivedValues(of entity: EntityID) -> [String] {
    let model = self.model
    let attributes = model.vocabulary.attributes(of: model[entity].kind).filter {
      model.vocabulary[$0].derivation != nil
    }
    let layers = layers
    return values.read { reader in
      let formatter = ValueFormatter(model)
      return attributes.compactMap { attribute in
        let type = ExpressionType(model.vocabulary[attribute].type)
        var values: [(text: String, layers: [LayerReference])] = []
        for layer in layers {
          guard let datum = reader.value(of: attribute, for: entity, in: layer) else { continue }
          let text = formatter.text(datum, type)
          if let place = values.firstIndex(where: { $0.text == text }) {
            values[place].layers.append(layer)
          } else {
            values.append((text, [layer]))
          }
        }
        guard !values.isEmpty else { return nil }
        let texts = values.map { value in
          value.layers.count == layers.count
            ? value.text : value.text + Self.suffix(value.layers, model)
        }
        return "\(model.names[model.vocabulary[attribute].name]): "
          + texts.joined(separator: ", ")
      }
    }
  }

  private static func suffix(_ layers: [LayerReference], _ model: Model) -> String {
    let names =
      model.layerOrder.layers.isEmpty ? [] : layers.map { model.layerName($0.entity) }
    return names.isEmpty ? "" : " in \(names.joined(separator: ", "))"
  }

  /// The most findings that are shown of a thing.
  private static let limit = 20

  /// Each conclusion on a thing with its reason, and the number of open questions.
  private func verdictLines(of entity: EntityID) -> [String] {
    let indices = conclusions.findings[entity] ?? []
    guard !indices.isEmpty else { return [] }
    let analysis = snapshot.analysis
    let holding = indices.filter { analysis.findings[$0].truth == .yes }
    let open = indices.count - holding.count
    let lines = reader.read { reader -> [String] in
      var lines: [(text: String, layers: [LayerReference])] = []
      for index in holding {
        let finding = analysis.findings[index]
        let rule = analysis.model.names[analysis.model.rules[finding.rule].name]
        let text = "`\(rule)` \(Markdown.escaped(reader.message(of: finding)))"
        if let place = lines.firstIndex(where: { $0.text == text }) {
          if !lines[place].layers.contains(finding.layer) {
            lines[place].layers.append(finding.layer)
          }
        } else {
          lines.append((text, [finding.layer]))
        }
      }
      var out = lines.prefix(Self.limit).map { line in
        let layers = Self.suffix(line.layers, analysis.model)
        return "- " + line.text + (layers.isEmpty ? "" : " (\(layers.dropFirst()))")
      }
      if lines.count > Self.limit { out.append("- … and \(lines.count - Self.limit) more") }
      return out
    }
    return open == 0 ? lines : lines + ["- \(open) open question\(open == 1 ? "" : "s")"]
  }

  // MARK: Rules and expectations

  private func findings(ofRule rule: Int) -> String {
    let analysis = snapshot.analysis
    let indices = conclusions.findingsOfRule[rule] ?? []
    let holding = indices.count { analysis.findings[$0].truth == .yes }
    let open = indices.count - holding
    guard !indices.isEmpty else { return "It holds of nothing in this case." }
    return "It holds \(holding) time\(holding == 1 ? "" : "s") in this case"
      + (open == 0 ? "." : ", and cannot be concluded \(open) time\(open == 1 ? "" : "s").")
  }

  /// Whether the expectation at an offset is met, and the drawn condition of what it speaks of; of what
  /// is accepted the condition alone.
  private func expectation(_ tree: SyntaxTree, _ index: Int, at offset: UInt32) -> String? {
    guard let token = tree.token(touching: offset) else { return nil }
    let nodes = tree.nodes(around: token)
    if let item = nodes.last(where: { tree.kind($0) == .acceptItem }) {
      let finding = tree.child(item, .expectFinding).map { tree.text($0).dropFirst(7) }
      return finding.flatMap { explain(finding: String($0)) }.map { drawn($0) }
    }
    guard let node = nodes.last(where: { tree.kind($0) == .expectItem }),
      let result = expectations[SyntaxPlace(tree: index, node: node)]
    else { return nil }
    let status = result.isMet ? "Met." : "Not met: \(Markdown.escaped(result.reason))."
    return reason(of: result.expectation).map { status + "\n\n" + drawn($0) } ?? status
  }

  private func drawn(_ drawing: String) -> String {
    "```text\n" + drawing.replacing("```", with: "'''") + "```"
  }

  /// The drawn condition of the finding nearest to what an expectation names.
  func reason(of expectation: Expectation) -> String? {
    let map = SourceMap(model.sources, showing: [])
    let analysis = snapshot.analysis
    let findings = expectations[expectation.place]?.findings ?? []
    return reader.read { reader in
      let printer = WhyPrinter(reader, map, usesColor: false)
      if let first = findings.first { return printer.text(analysis.findings[first]) }
      return reader.attempts(expectation).first.map { printer.text($0) }
    }
  }
}
