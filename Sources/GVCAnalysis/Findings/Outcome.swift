import GVCModel

/// What came of a prediction: a finding whose answer declares what would bear it out or contradict it.
public struct Outcome: Sendable, Hashable {
  public enum Status: String, Sendable, CaseIterable {
    /// What came is what was predicted.
    case borneOut = "borne_out"
    /// What came is what it excludes.
    case contradicted
    /// What came is not known.
    case open
  }

  public let status: Status
  /// The period whose outcome it is; nil where it is open.
  public let layer: LayerReference?
  /// The findings that say what came, by their index in the analysis; none where it is borne out by what did not come.
  public let findings: [Int]
}

extension FindingReader {
  /// What came of a finding, in the period behind its own, or else in its own; nil for one that predicts nothing, and
  /// for one of a scenario, of which nothing comes.
  public func outcome(of finding: Finding) -> Outcome? {
    let model = analysis.model
    guard finding.truth == .yes, let verdict = plan(of: finding).verdict else { return nil }
    let answer = model.vocabulary[verdict.id].words[verdict.word]
    guard answer.isPrediction else { return nil }
    if let layer = finding.layer.entity, model[layer].kind == model.core.scenario { return nil }
    let next = following(finding.layer)
    for layer in [next, finding.layer].compactMap({ $0 }) {
      let contradicting = came(answer.contradictedBy, of: finding, in: layer)
      if !contradicting.isEmpty {
        return Outcome(status: .contradicted, layer: layer, findings: contradicting)
      }
      let bearing = came(answer.borneOutBy, of: finding, in: layer)
      if !bearing.isEmpty { return Outcome(status: .borneOut, layer: layer, findings: bearing) }
      if layer == next, !answer.borneOutWithout.isEmpty,
        answer.borneOutWithout.allSatisfy({ didNotCome($0, of: finding, in: layer) })
      {
        return Outcome(status: .borneOut, layer: layer, findings: [])
      }
    }
    return Outcome(status: .open, layer: nil, findings: [])
  }

  /// Whether there is a change against which a finding can be held: its period has one behind it or before it.
  public func hasOutcomes(_ finding: Finding) -> Bool {
    following(finding.layer) != nil
      || analysis.layers.contains { $0.layer == finding.layer && $0.previous != nil }
  }

  /// An outcome in words.
  public func text(_ outcome: Outcome) -> String {
    let findings = references(to: outcome.findings)
    let period = outcome.layer?.entity.map { " in \(reading($0))" } ?? ""
    switch outcome.status {
    case .borneOut where outcome.findings.isEmpty:
      return "borne out: by what is stated, nothing of the kind came\(period)"
    case .borneOut: return "borne out by \(findings)"
    case .contradicted: return "contradicted by \(findings)"
    case .open: return "open: what came of it is not known"
    }
  }

  /// The analysed period that follows a layer.
  private func following(_ layer: LayerReference) -> LayerReference? {
    let model = analysis.model
    return analysis.layers.first {
      guard let next = $0.layer.entity, $0.previous == layer else { return false }
      return model[next].kind == model.core.period
    }?.layer
  }

  /// The findings that give one of some answers to the question of a prediction: of the same thing, under the same
  /// qualifier and, where the prediction is towards something, towards the same.
  private func came(
    _ answers: [VerdictAnswer], of prediction: Finding, in layer: LayerReference
  ) -> [Int] {
    outcomes(on: prediction.subject, in: layer).filter { index in
      let finding = analysis.findings[index]
      guard let verdict = plan(of: finding).verdict else { return false }
      return answers.contains(VerdictAnswer(verdict: verdict.id, word: verdict.word))
        && isMeant(plan(of: finding).qualifier, verdict.id, by: prediction)
        && (prediction.object == nil || prediction.object == finding.object)
    }
  }

  /// Whether a qualifier is the one that a prediction is under.
  private func isMeant(_ qualifier: Int?, _ verdict: VerdictID, by prediction: Finding) -> Bool {
    let own = plan(of: prediction)
    guard let wanted = own.qualifier, let question = own.verdict?.id else { return true }
    let vocabulary = analysis.model.vocabulary
    guard vocabulary[question].qualifier == vocabulary[verdict].qualifier else { return true }
    return qualifier == wanted
  }

  /// Whether all rules that could give an answer were asked, and do not.
  private func didNotCome(
    _ answer: VerdictAnswer, of prediction: Finding, in layer: LayerReference
  ) -> Bool {
    var isAsked = false
    for plan in analysis.program.rules {
      guard let verdict = plan.verdict,
        VerdictAnswer(verdict: verdict.id, word: verdict.word) == answer,
        isMeant(plan.qualifier, verdict.id, by: prediction)
      else { continue }
      let expectation = Expectation(
        kind: .finding, subject: .rule(plan.rule), object: prediction.object,
        on: [prediction.subject], layer: layer, needs: [],
        place: analysis.model.rules[plan.rule].place)
      switch self.answer(to: expectation, isAboutSubject: true) {
      case .doesNotHold: isAsked = true
      case .notAsked: continue
      case .holds, .cannotConclude, nil: return false
      }
    }
    return isAsked
  }
}
