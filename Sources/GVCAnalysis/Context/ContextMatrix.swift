import GVCModel
import GVCSyntax

/// What rules answer of the cases in which they hold, when these are changed in ways of which the answer is known.
public struct ContextMatrix: Sendable {
  /// One rule under one transformation.
  public struct Cell: Sendable {
    /// How the answer stands to the one that was expected.
    public enum Standing: String, Sendable, CaseIterable {
      case expected = "as expected"
      /// As the comment above the rule says, with a reason.
      case exception
      case fault
      /// The transformation has nothing to change in the case.
      case notApplicable = "does not apply"
    }

    public let theory: String
    public let rule: String
    public let transformation: Transformation
    /// The case.
    public let example: String
    /// The answer that most needs a word, of all variants; nil where the transformation does not apply.
    public internal(set) var answer: ContextAnswer?
    /// The answers that are as they should be.
    public internal(set) var expected: Set<ContextAnswer> = []
    public internal(set) var standing = Standing.notApplicable
    /// What was changed where it is a fault, or the reason of an exception.
    public internal(set) var note = ""
    /// How many variants were tried.
    public internal(set) var variants = 0
  }

  /// The cells, by rule in the order of the text and then by transformation.
  public private(set) var cells: [Cell] = []
  /// The rules that hold in no example, as `THEORY.RULE`.
  public private(set) var withoutExample: [String] = []
  /// What is wrong with exceptions: those that cannot be read, and those that nothing needs.
  public private(set) var mistakes: [String] = []

  /// - Parameters:
  ///   - examples: Cases in which rules hold, each with the rules to try on it, by name.
  ///   - rules: The rules to try, as theory and name, in order, with their documentation.
  ///   - theories: The documentation of each theory, of which the exceptions are those of all its rules.
  public init(
    _ examples: [(example: ContextExample, rules: [String])],
    rules: [(theory: String, name: String, documentation: String)],
    theories: [String: String] = [:]
  ) {
    var exceptions: [String: [ContextException]] = [:]
    var shared: [String: [ContextException]] = [:]
    for (theory, documentation) in theories.sorted(by: { $0.key < $1.key }) {
      let read = ContextException.read(documentation)
      shared[theory] = read.exceptions
      mistakes += read.mistakes.map { "\(theory): `\($0)` cannot be read" }
    }
    var own: [String: [ContextException]] = [:]
    for rule in rules {
      let read = ContextException.read(rule.documentation)
      own[rule.name] = read.exceptions
      // What the rule says goes before what its theory says.
      exceptions[rule.name] = read.exceptions + (shared[rule.theory] ?? [])
      mistakes += read.mistakes.map { "\(rule.theory).\(rule.name): `\($0)` cannot be read" }
    }
    let known = exceptions
    let work = examples.map { Work(example: $0.example, rules: $0.rules) }
    let results: [[Cell]] =
      SideBySide.map(work) { work -> [Cell] in
        var runner = ContextRunner(work.example, work.rules)
        return runner?.cells(known) ?? []
      } ?? []
    let byRule: [String: [Cell]] = Dictionary(grouping: results.joined(), by: \.rule)
    for rule in rules {
      guard let cells = byRule[rule.name] else {
        withoutExample.append("\(rule.theory).\(rule.name)")
        continue
      }
      self.cells += cells
      for exception in own[rule.name] ?? [] {
        let isNeeded = cells.contains {
          $0.transformation == exception.transformation && $0.standing == .exception
        }
        if !isNeeded {
          mistakes.append(
            "\(rule.theory).\(rule.name): nothing needs the exception of `\(exception.transformation.rawValue)`"
          )
        }
      }
    }
  }

  private struct Work: Sendable {
    let example: ContextExample
    let rules: [String]
  }

  /// The cells with an answer that is not the one expected.
  public var faults: [Cell] { cells.filter { $0.standing == .fault } }
}
