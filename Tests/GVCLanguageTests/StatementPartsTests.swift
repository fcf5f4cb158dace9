import FoundationEssentials
import GVCSyntax
import GVCWorkspace
import Testing

@testable import GVCModel

/// What is stated gives the same model in however many parts it is read.
@Suite struct StatementPartsTests {
  /// Words that stand in the place of others, so that there is something to report in some parts.
  private static let words = [
    "high", "[production]", "40%", "unknown", "{", "}", "\"new words\"", "7 looms", "firm", "from",
    "IT", "nobody", "set", "12 USD/loom in 1998", "(reported_by: buyer)", "hihg",
  ]

  private static let theories = BuiltIns.theories()

  private static func model(of text: String, inParts parts: Int?) -> Model {
    ModelBuilder.build(
      Self.theories,
      modules: [
        SourceModule(
          name: "case",
          trees: [
            Parser.parse(SourceText(file: FileID(100), name: "a.gvc", bytes: Array(text.utf8)))
          ])
      ], inParts: parts)
  }

  /// The first thing in which two models differ, numbers of names and units included.
  private static func difference(_ a: Model, _ b: Model) -> String? {
    if let (one, other) = ModelText.difference(a, b) { return "\(one)\n\(other)" }
    let names = { (model: Model) in
      (0..<model.names.count).map { model.names[Symbol(UInt32($0))] }
    }
    if names(a) != names(b) { return "other names" }
    if a.units != b.units { return "other units: \(a.units), \(b.units)" }
    if a.facts.map(String.init(describing:)) != b.facts.map(String.init(describing:)) {
      return "other facts"
    }
    if a.evidence.map(String.init(describing:)) != b.evidence.map(String.init(describing:)) {
      return "other evidence"
    }
    if Array(a.lists) != Array(b.lists) { return "other lists" }
    if a.removals.map(String.init(describing:)) != b.removals.map(String.init(describing:)) {
      return "other removals"
    }
    let left = { (model: Model) in [model.record.suggestionsLeft, model.record.wordsLeft] }
    if left(a) != left(b) { return "left \(left(a)) for near names and words, \(left(b))" }
    return nil
  }

  @Test(arguments: ModelUpdateTests.samples(), [1, 2]) func `Samples, whole and damaged`(
    sample: String, seed: UInt64
  ) throws {
    let original = try ModelUpdateTests.text(of: sample)
    var random = SeededNumbers(seed: seed &+ UInt64(original.utf8.count))
    var words = original.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for step in 0..<8 {
      let text = words.joined(separator: " ")
      let whole = Self.model(of: text, inParts: 1)
      for count in [2, 3, 7] {
        if let difference = Self.difference(Self.model(of: text, inParts: count), whole) {
          Issue.record("step \(step), \(count) parts: \(difference)")
          return
        }
      }
      for _ in 0..<3 {
        words[random.next(below: words.count)] = Self.words[random.next(below: Self.words.count)]
      }
    }
  }

  /// A case of which the later things say what is said nowhere before: texts, units, lists, and more mistakes
  /// than near words are searched for.
  private static func text(mistakes: Range<Int>, of count: Int) -> String {
    var text =
      "use caspari2003\nsource notes { title: \"Notes\" year: 1999 }\nperiod p { years: 2000 }\n"
    for index in 0..<count {
      let word = mistakes.contains(index) ? "hihg" : "high"
      text += """
        firm f\(index) "Firm \(index)" {
          performs: [production, design]
          tone_of_\(index % 2): \(word)
          size: \(mistakes.contains(index) ? "smal" : "small") from notes "p. \(index)"
        }
        source s\(index) { title: "Notes \(index / 3)" publisher: "Press \(index % 7)" }
        in p { set f\(index) { size: large from notes } }

        """
    }
    for index in 1..<count {
      text +=
        "link f\(index - 1) -> f\(index) { unit_value: \(index) USD/unit\(index % 5) in 199\(index % 10) }\n"
    }
    return text
  }

  @Test func `Names and units that are new to a later part`() {
    let text = Self.text(mistakes: 0..<0, of: 60)
    let whole = Self.model(of: text, inParts: 1)
    #expect(whole.units.count > 10)
    for count in 2...9 {
      #expect(Self.difference(Self.model(of: text, inParts: count), whole) == nil, "\(count) parts")
    }
  }

  /// Some parts alone have more words left to be searched than all together.
  @Test(arguments: [0..<30, 30..<90, 0..<900, 400..<1_100, 0..<1_100])
  func `More mistakes than near words are searched for`(mistakes: Range<Int>) {
    let text = Self.text(mistakes: mistakes, of: 1_100)
    let whole = Self.model(of: text, inParts: 1)
    for count in [2, 5] {
      #expect(Self.difference(Self.model(of: text, inParts: count), whole) == nil, "\(count) parts")
    }
  }

  @Test func `More mistakes than are listed`() {
    let text = Self.text(mistakes: 0..<0, of: 3_600).replacing("size:", with: "sort:")
    let whole = Self.model(of: text, inParts: 1)
    #expect(whole.diagnostics.count > Model.diagnosticLimit)
    #expect(Self.difference(Self.model(of: text, inParts: 3), whole) == nil)
  }
}
