import GVCAnalysis
import GVCModel
import GVCSyntax

extension Completer {
  /// What the names of the rule or derived attribute at the caret stand for.
  private func names() -> (RuleNames, Model)? {
    guard let item = site.nearest(.ruleDeclaration, .deriveDeclaration) else { return nil }
    let model = self.model.knowing(tree)
    return RuleNames.read(item, of: tree, module: module, theory: site.theory, in: model)
      .map { ($0, model) }
  }

  // MARK: Clauses

  /// A word between the clauses of a rule, or behind a finished operand.
  mutating func completeClause() {
    if !site.startsLine, let last = site.previousNodes.last {
      let nodes = site.previousNodes
      let isName = tree.kind(last) == .name
      if isName, let binding = nodes.last(where: { tree.kind($0) == .binding }),
        tree.child(binding, .name) == last
      {
        addKeywords(["in"], rank: 0)
        return
      }
      if nodes.contains(where: { tree.kind($0) == .binding }) { addKeywords(["where"], rank: 0) }
      if !nodes.contains(where: { tree.kind($0) == .title }) { addOperators() }
    }
    let given = Set(
      (site.nearest(.ruleDeclaration).map { Array(tree.children($0)) } ?? []).map { tree.kind($0) })
    let once: [(SyntaxKind, String)] = [
      (.forClause, "for"), (.findClause, "find"), (.onClause, "on"), (.messageClause, "message"),
      (.helpClause, "help"),
    ]
    addKeywords(once.filter { !given.contains($0.0) }.map(\.1), rank: 1)
    addKeywords(["scope", "let", "when", "cite"], rank: 2)
  }

  /// What can follow an operand.
  mutating func addOperators() {
    addKeywords(
      ["and", "or", "in", "not in", "is known", "is unknown", "is not known", "by"], rank: 0)
  }

  // MARK: Expressions

  /// A name that stands by itself in an expression.
  mutating func completeExpression(_ node: NodeID) {
    guard let (names, model) = names() else { return }
    let wanted = names.wanted(at: node)
    addWanted(wanted)
    for variable in names.variables(at: tree.tokens[site.token].start).reversed()
    where variable.range.start != tree.tokens[site.token].start {
      add(
        variable.name, .variable, detail: variable.type.described(model),
        rank: fits(variable.type, wanted) ? 0 : 1)
    }
    if let kind = names.implicit { addMembers(of: kind, wanted, rank: 1) }
    for (index, threshold) in model.thresholds.enumerated() {
      add(
        name(threshold.name), .threshold, detail: threshold.documentation, rank: 3,
        key: "threshold \(index) \(name(threshold.name))")
    }
    addFunctions()
    for kind in vocabulary.kinds {
      if let plural = kind.plural {
        add(
          name(plural), .collection, detail: "all: \(kind.title)", rank: isSet(wanted) ? 0 : 3,
          key: "kind \(name(kind.name))")
      }
    }
    for word in ["yes", "no", "unknown"] {
      add(word, .constant, rank: wanted == .truth ? 2 : 5, key: "constant \(word)")
    }
    addKeywords(["not", "if"], rank: 5)
    addTheoryNames(rank: 7)
    if case .entity(let kind)? = wanted {
      addEntities(of: kind, rank: 1)
    } else if case .set(.entity(let kind))? = wanted {
      addEntities(of: kind, rank: 1)
    } else {
      addEntities(of: nil, rank: 6)
    }
  }

  /// The words of the type that is asked for.
  private mutating func addWanted(_ wanted: ExpressionType?) {
    switch wanted {
    case .words(let scale), .set(.words(let scale)): addWords(of: scale, rank: 0)
    case .need:
      for scale in [model.core.need, model.core.level].compactMap({ $0 }) {
        addWords(of: scale, rank: 0)
      }
    default: break
    }
  }

  private func isSet(_ type: ExpressionType?) -> Bool {
    if case .set? = type { return true }
    return type == nil && site.follows("in")
  }

  private func fits(_ found: ExpressionType, _ wanted: ExpressionType?) -> Bool {
    switch (found, wanted) {
    case (_, nil): true
    case (.entity(let a), .entity(let b)?): vocabulary.kind(a, isA: b) || vocabulary.kind(b, isA: a)
    case (.number, .number?): true
    case (.set, .set?): true
    default: found == wanted
    }
  }

  private mutating func addFunctions() {
    for function in BuiltIn.all {
      let parameters = function.parameters.enumerated().map { index, parameter in
        "${\(index + 1):\(parameter.word)}"
      }.prefix(function.required)
      add(
        function.name, .function, detail: Signature.text(function), rank: 4,
        key: "function \(function.name)", insertion: call(function.name),
        snippet: isCall ? nil : "\(function.name)(\(parameters.joined(separator: ", ")))")
    }
    for aggregate in Aggregate.allCases where BuiltIn.named(aggregate.rawValue) == nil {
      add(
        aggregate.rawValue, .function, detail: Signature.text(aggregate), rank: 4,
        key: "aggregate \(aggregate.rawValue)", insertion: call(aggregate.rawValue),
        snippet: isCall ? nil : "\(aggregate.rawValue)(${1:value} for ${2:x} in ${3:set})")
    }
    for word in ["before", "after"] {
      add(
        word, .function, detail: "\(word)(expression)", rank: 4, key: "keyword \(word)",
        insertion: call(word), snippet: isCall ? nil : "\(word)($0)")
    }
  }

  /// Whether the parenthesis of a call stands behind the caret already.
  private var isCall: Bool { site.next == .leftParenthesis }

  private func call(_ name: String) -> String { isCall ? name : "\(name)(" }

  // MARK: Members

  /// A name behind a dot.
  mutating func completeMember(_ node: NodeID) {
    guard let base = tree.child(node, at: 0) else { return }
    if let (names, _) = names(), case .entity(let kind)? = names.type(of: base) {
      addMembers(of: kind, names.wanted(at: node), rank: 0)
      return
    }
    // The name of a theory or of an import.
    let qualifier = tree.text(base)
    for (index, threshold) in model.thresholds.enumerated()
    where features.name(of: .theory(threshold.theory)) == qualifier {
      add(
        name(threshold.name), .threshold, detail: threshold.documentation, rank: 0,
        key: "threshold \(index) \(name(threshold.name))")
    }
    if let symbol = model.names.find(qualifier) {
      addEntities(
        model.scopes.visibleQualified(in: module).filter { $0.0 == symbol }
          .map { (name($0.1), $0.2) }, rank: 0)
    }
  }

  private mutating func addMembers(of kind: KindID, _ wanted: ExpressionType?, rank: Int) {
    for member in RuleNames.members(of: kind, in: model) {
      var key: String?
      var isOwn = true
      if case .attribute(let id) = member.use {
        let owner = vocabulary[id].owner
        key = "attribute \(name(vocabulary[owner].name)).\(member.name)"
        isOwn = vocabulary.kind(kind, isA: owner)
      } else if case .relation(let relation) = member.use {
        key = "relation \(features.name(of: .relation(relation)))"
      }
      let isWanted = wanted.map { fits(member.type, $0) } ?? true
      add(
        member.name, .attribute, detail: member.type.described(model),
        rank: rank + (isWanted ? 0 : 1) + (isOwn ? 0 : 2), key: key)
    }
  }

  // MARK: Findings

  /// The words behind the subject of a `find` clause.
  mutating func completeFind(_ clause: NodeID) {
    let subject = tree.child(clause, at: 0).flatMap { node in
      names().flatMap { $0.0.type(of: node) }
    }
    let given = tree.children(clause).filter { tree.kind($0) == .name && !site.begins($0) }
      .map { tree.text($0) }
    var verdict: Verdict?
    for candidate in vocabulary.verdicts
    where candidate.words.contains(where: { given.contains(name($0.name)) }) {
      verdict = candidate
    }
    if let verdict {
      if let scale = verdict.qualifier, given.count < 2 { addWords(of: scale, rank: 0) }
    } else if given.isEmpty {
      addAnswers(about: subject, rank: 0)
    }
    for modality in Modality.allCases {
      add(modality.rawValue, .keyword, rank: 1, key: "modality \(modality.rawValue)")
    }
    if tree.child(clause, .intoPart) == nil { addKeywords(["into", "from"], rank: 2) }
  }

  /// The values of the verdicts on things of a type.
  mutating func addAnswers(about subject: ExpressionType?, rank: Int) {
    for verdict in vocabulary.verdicts {
      if case .entity(let kind)? = subject, let of = verdict.subject,
        !vocabulary.kind(kind, isA: of), !vocabulary.kind(of, isA: kind)
      {
        continue
      }
      for word in verdict.words {
        add(
          name(word.name), .verdict, detail: "\(verdict.title): \(word.title)", rank: rank,
          key: "answer \(name(verdict.name)).\(name(word.name))")
      }
    }
    if subject == nil { offerAnswers() }
  }
}

extension Completer {
  // MARK: Expectations

  /// The words behind `expect`.
  mutating func completeExpect() {
    if site.follows("no") {
      addKeywords(["finding", "verdict", "contested", "diagnostic"], rank: 0)
    } else if site.follows("expect") {
      addKeywords(
        ["finding", "no finding", "unknown", "not asked", "verdict", "diagnostic"], rank: 0)
      addKeywords(["contested", "no verdict", "no contested", "no diagnostic", "no"], rank: 1)
    }
  }

  mutating func addRules(of theory: String? = nil) {
    for (index, rule) in model.rules.enumerated() {
      let owner = features.name(of: .theory(rule.theory))
      guard theory == nil || owner == theory else { continue }
      add(
        name(rule.name), .rule, detail: rule.title, rank: 0, key: "rule \(index) \(name(rule.name))"
      )
    }
    offerRules(of: theory)
    if theory == nil { addTheoryNames(rank: 2) }
  }

  /// A value of a verdict, or the word behind it.
  mutating func completeAnswer(_ node: NodeID, in outer: NodeID) {
    let names = tree.children(outer).filter { tree.kind($0) == .name }
    guard names.count > 1, names[0] != node else {
      addAnswers(about: nil, rank: 0)
      return
    }
    let answer = tree.text(names[0])
    for verdict in vocabulary.verdicts
    where verdict.words.contains(where: { name($0.name) == answer }) {
      if let scale = verdict.qualifier { addWords(of: scale, rank: 0) }
    }
    addTail(of: outer)
  }

  /// A verdict that rules may contest, or the word behind it.
  mutating func completeContested(_ node: NodeID, in outer: NodeID) {
    let names = tree.children(outer).filter { tree.kind($0) == .name }
    guard names.count > 1, names[0] != node else {
      for verdict in vocabulary.verdicts where verdict.words.contains(where: { $0.against != 0 }) {
        let label = name(verdict.name)
        add(label, .verdict, detail: verdict.title, rank: 0, key: "verdict \(label)")
      }
      return
    }
    let verdict = tree.text(names[0])
    if let scale = vocabulary.verdicts.first(where: { name($0.name) == verdict })?.qualifier {
      addWords(of: scale, rank: 0)
    }
    addTail(of: outer)
  }

  /// `into`, `on`, `in` and `needs`, those that have not been said.
  mutating func addTail(of expect: NodeID) {
    let isItem = tree.kind(expect) == .expectItem || tree.kind(expect) == .acceptItem
    let inner = isItem ? tree.child(expect, at: 0) : expect
    let given = Set((inner.map { Array(tree.children($0)) } ?? []).map { tree.kind($0) })
    if given.contains(.expectNeeds) { return }
    if !given.contains(.expectLayer) {
      if !given.contains(.expectSubject) {
        if !given.contains(.expectObject) { addKeywords(["into", "from"], rank: 0) }
        addKeywords(["on"], rank: 0)
      }
      addKeywords(["in"], rank: 0)
    }
    if let inner, tree.kind(inner) == .expectUnknown { addKeywords(["needs"], rank: 0) }
  }

  mutating func addCodes() {
    for code in DiagnosticCode.allCases {
      add("\(code)", .code, detail: code.title, rank: 0, key: "code \(code)")
    }
  }
}
