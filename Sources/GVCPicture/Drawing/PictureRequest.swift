import GVCAnalysis
import GVCModel
import GVCSyntax

/// What a case can be drawn as.
public enum PictureView: String, CaseIterable, Sendable {
  /// Who supplies whom, in columns from inputs to the end market.
  case chain
  /// What is paid, and what each actor adds.
  case value
  /// Who performs which function, by its rent.
  case functions
  /// Tier, functions and buyers over the periods.
  case timeline
  /// The links by the types that a theory tells apart.
  case governance
}

/// Which picture of a case is asked for, in the words of the case.
public struct PictureRequest: Sendable {
  public var view = PictureView.chain
  /// A period or scenario; the last period when nil.
  public var layer: String?
  /// A chain; all of the case when nil.
  public var chain: String?
  /// Actors of a timeline; all when empty.
  public var actors: [String] = []
  /// A theory of the view of governance; the first that tells types apart when nil.
  public var theory: String?
  /// More actors than these are folded.
  public var foldLimit = ChainGraph.foldLimit
  /// What the names inside of the picture begin with; pictures in one page need different ones.
  public var prefix = ""

  public init() {}

  /// A name in a request that the case does not have, in a sentence.
  public struct Failure: Error {
    public let message: String
  }
}

extension Picture {
  /// The picture that is asked for of an analysed case; `project` is its path.
  public init(
    _ reader: FindingReader, project: String, _ request: PictureRequest
  ) throws(PictureRequest.Failure) {
    let names = RequestedNames(reader)
    let title = CaseTitle.text(reader, project: project)
    let layer =
      try request.layer.map { name throws(PictureRequest.Failure) in
        try names.layer(name)
      } ?? CaseTitle.lastState(of: reader)
    switch request.view {
    case .functions:
      self = .functions(reader, title: title, layer: layer, prefix: request.prefix)
    case .timeline:
      var actors: [EntityID] = []
      for name in request.actors {
        actors.append(try names.thing(name, reader.analysis.model.core.actor, "actor"))
      }
      self = .timeline(reader, title: title, actors: actors, prefix: request.prefix)
    case .governance:
      let theories = Picture.governanceTheories(reader)
      if let theory = request.theory, !theories.contains(theory) {
        throw PictureRequest.Failure(
          message: "`\(theory)` tells no types of links apart"
            + (theories.isEmpty ? "" : "; there is \(theories.joined(separator: ", "))"))
      }
      self = .governance(
        reader, title: title, layer: layer, theory: request.theory, prefix: request.prefix)
    case .chain, .value:
      let graph = try ChainGraph(reader, project: project, request)
      self =
        request.view == .value
        ? .value(graph, foldLimit: request.foldLimit, prefix: request.prefix)
        : .chain(graph, foldLimit: request.foldLimit, prefix: request.prefix)
    }
  }
}

extension ChainGraph {
  /// What there is to draw of the layer and chain that are asked for.
  public init(
    _ reader: FindingReader, project: String, _ request: PictureRequest
  ) throws(PictureRequest.Failure) {
    let names = RequestedNames(reader)
    let layer =
      try request.layer.map { name throws(PictureRequest.Failure) in
        try names.layer(name)
      } ?? CaseTitle.lastState(of: reader)
    let chain = try request.chain.map { name throws(PictureRequest.Failure) in
      try names.thing(name, reader.analysis.model.core.chain, "chain")
    }
    self.init(
      reader, title: CaseTitle.text(reader, project: project), layer: layer, chain: chain)
  }
}

/// What stands over pictures of a case.
public enum CaseTitle {
  /// The titles of its chains where these are few, else the name of its directory or file.
  public static func text(_ reader: FindingReader, project: String) -> String {
    let model = reader.analysis.model
    let chains = model.entities.indices.map { EntityID($0) }.filter {
      model[$0].kind == model.core.chain && model[$0].title != nil
    }
    if (1...2).contains(chains.count) {
      return chains.map { reader.reading($0) }.joined(separator: "; ")
    }
    let name = project.split(separator: "/").last.map(String.init) ?? ""
    return name.isEmpty || name == "." || name == ".." ? "Value chain" : name
  }

  /// The last period; the facts themselves where there is none.
  public static func lastState(of reader: FindingReader) -> LayerReference {
    let model = reader.analysis.model
    let layers = reader.analysis.layers.map(\.layer)
    return layers.last {
      $0.entity.map { model[$0].kind != model.core.scenario } ?? true
    } ?? layers.last ?? .base
  }
}

/// Finds what a request names.
private struct RequestedNames {
  private let reader: FindingReader
  private var model: Model { reader.analysis.model }

  init(_ reader: FindingReader) { self.reader = reader }

  func layer(_ name: String) throws(PictureRequest.Failure) -> LayerReference {
    let layers = model.layerOrder.layers
    if let layer = layers.first(where: { model.label($0) == name }) { return LayerReference(layer) }
    if name == Model.baseCaseName { return .base }
    throw missing(name, "period or scenario", among: layers)
  }

  func thing(
    _ name: String, _ kind: KindID?, _ word: String
  ) throws(PictureRequest.Failure) -> EntityID {
    let things = model.entities.indices.map { EntityID($0) }.filter { id in
      kind.map { model.isA(id, $0) } ?? false
    }
    if let found = things.first(where: { model.label($0) == name }) { return found }
    throw missing(name, word, among: things)
  }

  private func missing(
    _ name: String, _ word: String, among things: [EntityID]
  ) -> PictureRequest.Failure {
    let nearest = Suggestion.nearest(to: name, among: things.map { model.label($0) })
    return PictureRequest.Failure(
      message: "there is no \(word) `\(name)`" + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
  }
}
