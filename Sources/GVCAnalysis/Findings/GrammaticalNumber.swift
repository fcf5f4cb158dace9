import GVCModel

/// Whether a sentence speaks of several things where it names one.
extension FindingReader {
  /// Whether the words that agree with a value are those of several: `Growers have`, `the firm has`.
  func isPlural(_ datum: Datum, _ evaluator: Evaluator, _ finding: Finding, _ objects: [EntityID])
    -> Bool
  {
    switch datum {
    case .entity(let id):
      if id == finding.object, objects.count > 1 { return true }
      return isGroup(id, evaluator)
    case .set(let members):
      return members.isOpen || members.sure.count + members.possible.count != 1
    case .number(let interval, _): return interval.low != 1 || interval.high != 1
    default: return false
    }
  }

  /// Whether a thing is a group: by its count where that is known, else by how it is named.
  private func isGroup(_ id: EntityID, _ evaluator: Evaluator) -> Bool {
    let model = analysis.model
    if let count = evaluator.attribute("count", of: id),
      case .number(let interval, _) = evaluator.read(
        count, of: id, voice: nil, evaluator.current,
        ExpressionType(model.vocabulary[count].type)),
      interval.low.isFinite
    {
      if interval.low > 1 { return true }
      if interval.high <= 1 { return false }
    }
    // A link is one, whatever its ends.
    if model[id].title == nil, model[id].name == nil { return false }
    return PluralName.isPlural(reading(id), isTitle: model[id].title != nil)
  }
}

/// Whether a name in English is that of several.
enum PluralName {
  static func isPlural(_ name: String, isTitle: Bool) -> Bool {
    let words = name.split { $0 == " " || $0 == "_" }
    // What stands behind a preposition is not what is named.
    let end = words.dropFirst().firstIndex { stops.contains(String($0)) } ?? words.endIndex
    guard let head = words[..<end].last?.lowercased().filter({ $0.isLetter || $0 == "'" }) else {
      return false
    }
    // A name of several words with capitals is that of a firm.
    let isProper =
      isTitle && end == words.endIndex && words.count > 1
      && words.allSatisfy { $0.first?.isUppercase ?? false }
    if isProper { return false }
    if several.contains(head) { return true }
    return head.count > 3 && head.hasSuffix("s")
      && !["ss", "us", "is", "ics", "'s"].contains { head.hasSuffix($0) }
      && !single.contains(head)
  }

  private static let stops: Set<String> = [
    "of", "in", "from", "with", "at", "for", "to", "who", "that", "which", "near", "on", "by",
    "under",
  ]
  private static let several: Set<String> = ["people", "women", "men", "children", "workers"]
  private static let single: Set<String> = ["news", "series", "species", "means", "headquarters"]
}
