import GVCAnalysis
import GVCLibrary
import GVCModel
import GVCSyntax

/// The tables of the language reference that follow from the prelude and from the functions.
struct ReferenceTables {
  private let model: Model
  private var vocabulary: Vocabulary { model.vocabulary }

  /// The tables of the prelude alone.
  init() {
    let prelude = SourceText(file: FileID(0), name: "prelude", bytes: Library.prelude.bytes)
    model = ModelBuilder.build(prelude: prelude, packs: [:], project: [])
  }

  // MARK: Theories

  /// The built-in packs, with the comment that stands before the theory of each.
  static let theories: String = {
    var out = "| theory | is about |\n|---|---|\n"
    for pack in Library.packs {
      let lines = pack.text.split(separator: "\n", omittingEmptySubsequences: false)
      let theory = lines.firstIndex { $0.hasPrefix("theory ") } ?? lines.startIndex
      let comment = lines[..<theory].reversed().prefix { $0.hasPrefix("///") }.reversed()
        .map { $0.dropFirst(3).trimmingPrefix(" ") }.prefix { !$0.isEmpty }
      out += "| `\(pack.name)` | \(comment.joined(separator: " ")) |\n"
    }
    return out
  }()

  // MARK: Functions

  static let functions: String = {
    var out = "| function | gives | |\n|---|---|---|\n"
    for function in BuiltIn.all {
      let documentation = function.documentation.replacing("|", with: "\\|")
      out +=
        "| `\(signature(function))` | \(function.result == .number || function.result == .sameAsFirst ? "a " : "")\(function.result.words) | \(documentation) |\n"
    }
    out += "\n| aggregate | gives |\n|---|---|\n"
    for aggregate in Aggregate.allCases {
      let body = aggregate == .any || aggregate == .all ? "CONDITION" : "VALUE"
      out +=
        "| `\(aggregate.rawValue)(\(body) for x in SET [where CONDITION])` | \(text(aggregate)) |\n"
    }
    return out
  }()

  private static func signature(_ function: BuiltIn) -> String {
    let names = function.parameters.enumerated().map { index, parameter in
      let name = parameter.word.uppercased()
      return index < function.required ? name : "[\(name)]"
    }
    return "\(function.name)(\(names.joined(separator: ", ")))"
  }

  private static func text(_ aggregate: Aggregate) -> String {
    switch aggregate {
    case .sum: "the sum of the values"
    case .min: "the least of them"
    case .max: "the greatest of them"
    case .count: "how many elements there are"
    case .average: "their mean"
    case .any: "whether the condition holds of one element or more"
    case .all: "whether it holds of every element"
    }
  }

  // MARK: Vocabulary

  /// Every kind with its attributes, and every scale and choice with its words.
  func vocabularyTables() -> String {
    var out = ""
    for index in vocabulary.kinds.indices { out += section(KindID(index)) }
    out += "### Scales and choices\n\nThe words of a scale are in order.\n\n"
    out += "| name | | words |\n|---|---|---|\n"
    for scale in vocabulary.scales {
      let words = scale.words.map { "`\(name($0.name))`" }.joined(separator: ", ")
      out += "| `\(name(scale.name))` | \(scale.isOrdered ? "scale" : "choice") | \(words) |\n"
    }
    return out
  }

  private func name(_ symbol: Symbol) -> String { model.names[symbol] }

  private func section(_ kind: KindID) -> String {
    let definition = vocabulary[kind]
    var out = "### \(name(definition.name))\n\n"
    out += definition.documentation
    if let parent = definition.parent {
      out += " It has all attributes of `\(name(vocabulary[parent].name))`."
    }
    if let plural = definition.plural { out += " In rules: `\(name(plural))`." }
    out += "\n\n"
    let own = vocabulary.attributes.filter { $0.owner == kind }
    guard !own.isEmpty else { return out }
    out += "| attribute | type | |\n|---|---|---|\n"
    for attribute in own {
      var text = attribute.documentation
      switch (attribute.factKind, attribute.defaultValue) {
      case (.change, .measure(let measure)):
        text += " *Change*, measured by `\(name(vocabulary[measure].name))`."
      case (.change, _): text += " *Change.*"
      case (.measure, _): text += " *Measure.*"
      case (.state, _): break
      }
      out += "| `\(name(attribute.name))` | \(model.name(of: attribute.type)) | \(text) |\n"
    }
    return out + "\n"
  }
}
