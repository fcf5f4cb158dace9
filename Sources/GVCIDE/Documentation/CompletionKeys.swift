import GVCAnalysis
import GVCModel
import GVCSyntax

extension EditorFeatures {
  /// What a key of a completion stands for.
  func referent(ofKey key: String) -> Referent? {
    let parts = key.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    let text = parts[1]
    let vocabulary = model.vocabulary
    func symbol(_ text: some StringProtocol) -> Symbol? { model.names.find(String(text)) }
    func kind(_ text: some StringProtocol) -> KindID? {
      symbol(text).flatMap { vocabulary.kind(named: $0) }
    }
    func pair() -> (Substring, Substring)? {
      let names = text.split(separator: ".")
      return names.count == 2 ? (names[0], names[1]) : nil
    }
    func indexed(_ count: Int, _ name: (Int) -> Symbol) -> Int? {
      let words = text.split(separator: " ")
      guard words.count == 2, let index = Int(words[0]), (0..<count).contains(index),
        model.names[name(index)] == words[1]
      else { return nil }
      return index
    }
    switch parts[0] {
    case "keyword", "type": return .keyword(text)
    case "option": return .option(text)
    case "constant": return .constant(text)
    case "country": return .country(text)
    case "kind": return kind(text).map { .kind($0) }
    case "scale": return symbol(text).flatMap { vocabulary.scale(named: $0) }.map { .scale($0) }
    case "attribute":
      guard let (owner, name) = pair(), let kind = kind(owner), let symbol = symbol(name) else {
        return nil
      }
      return vocabulary.attribute(symbol, of: kind).map { .attribute($0) }
    case "word":
      guard let (name, number) = pair(), let index = Int(number),
        let scale = symbol(name).flatMap({ vocabulary.scale(named: $0) }),
        vocabulary[scale].words.indices.contains(index)
      else { return nil }
      return .word(scale, index)
    case "verdict":
      return symbol(text).flatMap { name in
        vocabulary.verdicts.firstIndex { $0.name == name }.map { .verdict(VerdictID($0)) }
      }
    case "answer":
      guard let (verdict, answer) = pair(), let name = symbol(verdict),
        let word = symbol(answer),
        let index = vocabulary.verdicts.firstIndex(where: { $0.name == name }),
        let place = vocabulary.verdicts[index].words.firstIndex(where: { $0.name == word })
      else { return nil }
      return .answer(VerdictID(index), place)
    case "threshold":
      return indexed(model.thresholds.count) { model.thresholds[$0].name }.map { .threshold($0) }
    case "rule": return indexed(model.rules.count) { model.rules[$0].name }.map { .rule($0) }
    case "theory":
      return symbol(text).flatMap { name in
        model.theories.firstIndex { $0.name == name }.map { .theory(TheoryID($0)) }
      }
    case "function": return BuiltIn.named(text).map { .function($0) }
    case "aggregate": return Aggregate(rawValue: text).map { .aggregate($0) }
    case "modality": return Modality(rawValue: text).map { .modality($0) }
    case "code": return DiagnosticCode(text).map { .code($0) }
    case "entity":
      return model.entities.indices.map { EntityID($0) }.first { model.label($0) == text }
        .map { .entity($0) }
    default: return nil
    }
  }
}
