import GVCModel

/// The answers that findings give to the questions of verdicts, held against one another.
struct VerdictAnswers {
  private(set) var contests: [Contest] = []
  private(set) var agreements: [Agreement] = []
  private let findings: [Finding]
  private let model: Model
  private let program: Program

  init(_ findings: [Finding], _ model: Model, _ program: Program) {
    self.findings = findings
    self.model = model
    self.program = program
    // What one rule alone says, nothing can contradict or share: a rule always says the same word.
    var speakers: [VerdictID: Set<Int>] = [:]
    var last = -1
    for finding in findings where finding.truth == .yes && finding.plan != last {
      last = finding.plan
      guard let verdict = program.rules[last].verdict else { continue }
      speakers[verdict.id, default: []].insert(last)
    }
    var answers: [Question: [Int]] = [:]
    var order: [Question] = []
    for (index, finding) in findings.enumerated() where finding.truth == .yes {
      let plan = program.rules[finding.plan]
      guard let verdict = plan.verdict, speakers[verdict.id, default: []].count > 1 else {
        continue
      }
      let question = Question(
        layer: finding.layer, verdict: verdict.id, qualifier: plan.qualifier,
        subject: finding.subject, object: finding.object)
      if answers[question] == nil { order.append(question) }
      answers[question, default: []].append(index)
    }
    for question in order {
      guard let indices = answers[question], indices.count > 1,
        indices.contains(where: { findings[$0].plan != findings[indices[0]].plan })
      else { continue }
      compare(indices, question)
    }
  }

  /// Verdicts are of one link each: what is said of one link says nothing of another. What a theory says of no link is
  /// held against all that it says itself, but theories disagree, and agree, about the same thing only.
  private mutating func compare(_ indices: [Int], _ question: Question) {
    var byLink: [[EntityID]: [Int]] = [:]
    for index in indices { byLink[links(of: findings[index]), default: []].append(index) }
    let general = byLink.removeValue(forKey: []) ?? []
    var contested: Set<Int> = []
    var agreed: [Int: Set<Int>] = [:]
    var isBetweenTheories = false
    // Each rule speaks once of a link, so that these groups are small.
    for group in byLink.isEmpty ? [general] : byLink.values.map({ $0 + general }) {
      for (place, a) in group.enumerated() {
        for b in group[(place + 1)...] where theory(a) == theory(b) || areAlike(a, b) {
          if excludes(a, b) {
            contested.formUnion([a, b])
            if theory(a) != theory(b) { isBetweenTheories = true }
          } else if let word = word(a), word == self.word(b), theory(a) != theory(b) {
            agreed[word, default: []].formUnion([a, b])
          }
        }
      }
    }
    if !contested.isEmpty {
      contests.append(
        Contest(
          question: question, findings: contested.sorted(), isBetweenTheories: isBetweenTheories))
    }
    for (word, members) in agreed.sorted(by: { $0.key < $1.key }) {
      agreements.append(Agreement(question: question, word: word, findings: members.sorted()))
    }
  }

  /// The links that a finding names beside its subject; an event or another thing divides no question.
  private func links(of finding: Finding) -> [EntityID] {
    guard let link = model.core.link else { return [] }
    return finding.related.filter { model.isA($0, link) }
  }

  /// Whether two findings name the same links, or neither names any.
  private func areAlike(_ a: Int, _ b: Int) -> Bool {
    links(of: findings[a]).isEmpty == links(of: findings[b]).isEmpty
  }

  private func theory(_ finding: Int) -> TheoryID { model.rules[findings[finding].rule].theory }

  private func word(_ finding: Int) -> Int? {
    program.rules[findings[finding].plan].verdict?.word
  }

  private func excludes(_ a: Int, _ b: Int) -> Bool {
    guard let x = program.rules[findings[a].plan].verdict, let y = word(b) else { return false }
    return model.vocabulary[x.id].words[x.word].against & (1 << UInt64(y)) != 0
  }
}
