import GVCAnalysis
import GVCModel

/// The vocabulary in the JSON of the IR: what a case may say, and what rules may ask.
public struct IRVocabulary: Codable, Sendable {
  public struct Kind: Codable, Sendable {
    public let name: String
    public let title: String
    /// The name of its collection in rules.
    public let plural: String?
    public let parent: String?
    public let partOf: String?
    /// `supply` or `peers`, for kinds that join others.
    public let ends: String?
    /// Only kinds of it are declared.
    public let abstract: Bool
  }

  public struct Scale: Codable, Sendable {
    public let name: String
    public let ordered: Bool
    public let words: [String]
  }

  /// The numbers that something may be, in base units; an end is absent where there is none.
  public struct Range: Codable, Sendable {
    public let low: Double?
    public let high: Double?

    init(_ interval: Interval) {
      low = interval.low.isFinite ? interval.low : nil
      high = interval.high.isFinite ? interval.high : nil
    }
  }

  /// What holds where no fact speaks: a value, the second attribute of what the first one names, or what a measure
  /// of the same thing did since the layer before.
  public struct Default: Codable, Sendable {
    public let value: IRValue?
    public let path: [String]?
    public let measure: String?
  }

  public struct Attribute: Codable, Sendable {
    public let owner: String
    public let name: String
    public let type: IRType
    /// `state`, `change` or `measure`.
    public let fact: String
    public let range: Range?
    public let `default`: Default?
    /// For a share of a counted group, the path to the count.
    public let whole: [String]?
    public let derived: Bool
    /// What it is derived by, of the variable `self`; absent where that is broken, and in a document without
    /// plans.
    public let expression: IRExpression?
  }

  public struct VerdictValue: Codable, Sendable {
    public let name: String
    public let title: String
    public let level: String
    /// The values that cannot hold beside it.
    public let against: [String]
    /// The word of the attributes behind `saidBy` that says the same.
    public let means: String?
    /// Of a prediction the values that bear it out and contradict it, and those whose absence bears it out.
    public let borneOutBy: [String]?
    public let contradictedBy: [String]?
    public let borneOutWithout: [String]?
  }

  public struct Verdict: Codable, Sendable {
    public let theory: String?
    public let name: String
    public let title: String
    /// The kind of thing that it is about.
    public let of: String?
    /// The scale or choice that divides it.
    public let qualifier: String?
    /// The kind of thing that it is towards.
    public let object: String?
    /// The attributes of what it is about that say the same.
    public let saidBy: [String]?
    public let values: [VerdictValue]
  }

  /// A function that rules may call.
  public struct Function: Codable, Sendable {
    public let name: String
    /// What it takes: `actor`, `chain`, `capability`, `event`, `thing`, `set`, `number` or `truth`.
    public let parameters: [String]
    /// How many of them, from the end, may be left out.
    public let optional: Int
    /// `truth`, `number`, `actors`, or `first` for the type of the first argument.
    public let gives: String
  }

  public let kinds: [Kind]
  public let scales: [Scale]
  public let attributes: [Attribute]
  public let verdicts: [Verdict]
  public let functions: [Function]
  public let aggregates: [String]
  public let operations: [IRExpression.Operation]
}

extension IRVocabulary {
  /// The vocabulary of an analysis; the expressions of derived attributes are a part of the plans.
  init(_ analysis: Analysis, hasPlans: Bool) {
    let model = analysis.model
    let vocabulary = model.vocabulary
    func name(_ symbol: Symbol) -> String { model.names[symbol] }
    func name(_ kind: KindID) -> String { name(vocabulary[kind].name) }
    func names(_ answers: [VerdictAnswer]) -> [String]? {
      answers.isEmpty
        ? nil : answers.map { name(vocabulary[$0.verdict].words[$0.word].name) }
    }
    let plans = PlanPrinter(model, analysis.program)
    let expressions = IRExpressionBuilder(analysis, nil)
    kinds = vocabulary.kinds.map { kind in
      Kind(
        name: name(kind.name), title: kind.title, plural: kind.plural.map { name($0) },
        parent: kind.parent.map { name($0) }, partOf: kind.partOf.map { name($0) },
        ends: kind.ends == .none ? nil : kind.ends == .supply ? "supply" : "peers",
        abstract: kind.isAbstract)
    }
    scales = vocabulary.scales.map { scale in
      Scale(
        name: name(scale.name), ordered: scale.isOrdered, words: scale.words.map { name($0.name) })
    }
    attributes = vocabulary.attributes.indices.map { index in
      let attribute = vocabulary.attributes[index]
      let byDefault: Default? =
        switch attribute.defaultValue {
        case .value(let value): Default(value: IRValue(value, model), path: nil, measure: nil)
        case .path(let via, let other):
          Default(value: nil, path: [plans.name(via), plans.name(other)], measure: nil)
        case .end(let position, let other):
          Default(
            value: nil, path: [position == 0 ? "supplier" : "buyer", plans.name(other)],
            measure: nil)
        case .measure(let measure):
          Default(value: nil, path: nil, measure: plans.name(measure))
        case nil: nil
        }
      return Attribute(
        owner: name(attribute.owner), name: name(attribute.name),
        type: IRType(attribute.type, model), fact: attribute.factKind.rawValue,
        range: attribute.range.map { Range($0) },
        default: byDefault,
        whole: attribute.whole.isEmpty ? nil : attribute.whole.map { name($0) },
        derived: attribute.derivation != nil,
        expression: hasPlans
          ? analysis.program.derivations[AttributeID(index)].map { expressions.expression($0) }
          : nil)
    }
    verdicts = vocabulary.verdicts.map { verdict in
      Verdict(
        theory: model.theories[Int(verdict.theory.number)].name.map { name($0) },
        name: name(verdict.name), title: verdict.title, of: verdict.subject.map { name($0) },
        qualifier: verdict.qualifier.map { name(vocabulary[$0].name) },
        object: verdict.object.map { name($0) },
        saidBy: verdict.saidBy.isEmpty
          ? nil : verdict.saidBy.map { name(vocabulary[$0].name) },
        values: verdict.words.map { word in
          VerdictValue(
            name: name(word.name), title: word.title, level: word.level.name,
            against: verdict.words.indices.filter { word.against & (1 << UInt64($0)) != 0 }
              .map { name(verdict.words[$0].name) },
            means: word.means.flatMap { means in
              guard case .words(let scale)? = verdict.saidBy.first.map({ vocabulary[$0].type })
              else { return nil }
              return name(vocabulary[scale].words[means].name)
            }, borneOutBy: names(word.borneOutBy), contradictedBy: names(word.contradictedBy),
            borneOutWithout: names(word.borneOutWithout))
        })
    }
    functions = BuiltIn.all.map { function in
      Function(
        name: function.name, parameters: function.parameters.map(\.rawValue),
        optional: function.optional, gives: function.result.rawValue)
    }
    aggregates = Aggregate.allCases.map(\.rawValue)
    operations = IRExpression.Operation.allCases
  }
}
