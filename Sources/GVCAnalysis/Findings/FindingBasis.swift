import GVCModel

/// What a finding rests on: its explanation without the drawing, which takes most of the work.
public struct FindingBasis: Sendable {
  /// What each part of the scope of the rule gives, and then each of its conditions, in their order.
  public let truths: [Truth]
  /// The facts that were read, by their index in the model, in the order of the text.
  public let facts: [Int]
  /// The thresholds that were read, by their index in the model.
  public let thresholds: [Int]
  /// The attributes that were read, derived ones too, in the order in which they were.
  let reads: [EvidenceReader.Read]
}

/// The texts of a rule with numbered places for the values that its findings fill in, as `{0}`; a brace of the text
/// itself stands twice.
public struct MessageTemplate: Sendable {
  /// The conclusion: `{0} has other buyers than {1}.`
  public let message: String
  /// What the rule advises; empty where it advises nothing.
  public let help: String
  /// The value at each place.
  fileprivate let places: [Place]

  fileprivate struct Place: Sendable {
    let node: PlanID
    /// The forms of a word that agrees with the value, of one and of several; nil for the value itself.
    var forms: (one: String, several: String)?
    /// Whether a text begins with it.
    let isFirst: Bool
  }

  /// A template filled in; what is no place of a value stays as it is.
  public static func text(_ template: String, _ values: [String]) -> String {
    guard template.utf8.contains(0x7B) || template.utf8.contains(0x7D) else { return template }
    // Scalars, since a mark behind a brace does not make it another.
    var out = ""
    var rest = template.unicodeScalars[...]
    while let next = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      out.unicodeScalars += rest[..<next]
      let brace = rest[next]
      rest = rest[rest.index(after: next)...]
      if rest.first == brace {
        out.unicodeScalars.append(brace)
        rest = rest.dropFirst()
      } else if brace == "{", let end = rest.firstIndex(of: "}"),
        let number = Int(String(rest[..<end])), values.indices.contains(number)
      {
        out += values[number]
        rest = rest[rest.index(after: end)...]
      } else {
        out.unicodeScalars.append(brace)
      }
    }
    out.unicodeScalars += rest
    return out
  }
}

extension FindingReader {
  /// What a finding rests on.
  public func basis(of finding: Finding) -> FindingBasis {
    var explainer = Explainer(evaluator(for: finding))
    return explainer.basis(of: plan(of: finding))
  }

  /// The facts that several findings rest on, by their index in the model, in the order of the text.
  public func facts(of findings: [Finding]) -> [Int] {
    let bases = findings.map { basis(of: $0).facts }
    return bases.count == 1 ? bases[0] : analysis.model.inOrderOfText(Set(bases.joined()))
  }

  /// The scope and the conditions of a rule as written, each part on one line, in the order in which explanations have
  /// them.
  ///
  /// - Parameter plan: The rule, by its index in the program.
  public func conditionTexts(of plan: Int) -> (scope: [String], conditions: [String]) {
    let rule = analysis.program.rules[plan]
    func text(_ node: PlanID) -> String {
      ConditionText(analysis.program[node].place, analysis.model).line
    }
    return (
      (rule.bindings.compactMap(\.condition) + rule.scope.map(\.node)).map { text($0) },
      rule.conditions.map { text($0.node) }
    )
  }

  /// The texts of a rule without the values of a finding.
  ///
  /// - Parameter plan: The rule, by its index in the program.
  public func template(of plan: Int) -> MessageTemplate {
    let rule = analysis.program.rules[plan]
    var places: [MessageTemplate.Place] = []
    func text(_ parts: [MessagePart]) -> String {
      var out = ""
      for part in parts {
        switch part {
        case .text(let text):
          let text = out.isEmpty ? Self.capitalized(text) : text
          for scalar in text.unicodeScalars {
            out.unicodeScalars.append(scalar)
            if scalar == "{" || scalar == "}" { out.unicodeScalars.append(scalar) }
          }
        case .value(let node):
          // What begins a sentence has a capital letter, and so is a value of its own.
          let known = places.firstIndex {
            !$0.isFirst && !out.isEmpty && $0.forms == nil && analysis.program.isSame($0.node, node)
          }
          out += "{\(known ?? places.count)}"
          if known == nil { places.append(.init(node: node, isFirst: out == "{\(places.count)}")) }
        case .agreement(let node, let one, let several):
          let known = places.firstIndex {
            !$0.isFirst && !out.isEmpty && $0.forms.map { $0 == (one, several) } ?? false
              && analysis.program.isSame($0.node, node)
          }
          out += "{\(known ?? places.count)}"
          if known == nil {
            places.append(
              .init(node: node, forms: (one, several), isFirst: out == "{\(places.count)}"))
          }
        }
      }
      return out
    }
    let message = text(rule.message)
    return MessageTemplate(message: message, help: text(rule.help), places: places)
  }

  /// The values that a finding fills into the texts of its rule.
  public func values(of finding: Finding, in template: MessageTemplate) -> [String] {
    guard !template.places.isEmpty else { return [] }
    let evaluator = evaluator(for: finding)
    return template.places.map { place in
      let text =
        if let forms = place.forms {
          isPlural(evaluator.evaluate(place.node), evaluator, finding, [])
            ? forms.several : forms.one
        } else {
          text(place.node, evaluator, finding)
        }
      return place.isFirst ? Self.capitalized(text) : text
    }
  }
}

extension Model {
  /// Facts by where they stand in the texts.
  func inOrderOfText(_ facts: Set<Int>) -> [Int] {
    facts.sorted {
      let (a, b) = (self.facts[$0].location, self.facts[$1].location)
      return (a.file, a.range.start, $0) < (b.file, b.range.start, $1)
    }
  }
}
