import GVCAnalysis
import GVCModel
import GVCSyntax

/// A piece of the compiler's work that is measured by itself.
enum Stage: String, CaseIterable {
  case read
  case copy
  case lex
  case parse = "lex + parse"
  case model = "model"
  case check = "whole check"
  case snapshot
  case rules = "rules, 1 layer"

  /// What DESIGN.md asks of the stage.
  var budget: String {
    switch self {
    case .parse: "10 M lines/s"
    case .check: "5 M lines/s, 12 B/B"
    case .rules: "1 s per M links"
    default: ""
    }
  }
}

/// What the stages work on: each takes what those before it made.
struct StageInput {
  let path: String
  let bytes: [UInt8]
  let source: SourceText
  private(set) var tree: SyntaxTree?
  private(set) var model: Model?

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    source = WholeCheck.source(bytes)
  }

  /// Makes what a stage takes, outside of its measured time.
  mutating func prepare(_ stage: Stage) {
    switch stage {
    case .read, .copy, .lex, .parse, .check: break
    case .model: if tree == nil { tree = Parser.parse(source) }
    case .snapshot, .rules:
      if model == nil { model = WholeCheck.model(tree ?? Parser.parse(source)) }
    }
  }

  /// Does the work of a stage once; returns something of its result, so that none is left out.
  func run(_ stage: Stage) -> Int {
    switch stage {
    case .read: return (try? Disk.read(path).count) ?? 0
    case .copy: return Self.copy(bytes)
    case .lex: return Lexer.tokens(of: source).tokens.count
    case .parse: return Parser.parse(source).nodes.count
    case .model: return tree.map { WholeCheck.model($0).facts.count } ?? 0
    case .check: return WholeCheck.model(Parser.parse(source)).facts.count
    case .snapshot: return model.map { Snapshot($0, layer: firstLayer).exists.count } ?? 0
    case .rules:
      var options = AnalysisOptions(layer: firstLayer.map { LayerReference($0) })
      options.isSideBySide = false
      return model.map { Analysis($0, RuleCompiler.compile($0), options).findings.count } ?? 0
    }
  }

  private var firstLayer: EntityID? { model?.layerOrder.layers.first }

  /// A plain copy, byte for byte, into memory that is new.
  private static func copy(_ bytes: [UInt8]) -> Int {
    let copy = [UInt8](unsafeUninitializedCapacity: bytes.count) { target, count in
      count = target.initialize(fromContentsOf: bytes)
    }
    return copy.withUnsafeBufferPointer { Int($0.last ?? 0) + $0.count }
  }
}
