import GVCAnalysis
import GVCModel
import GVCWorkspace

/// What a person has set, under `gvc` in the configuration of the client.
struct Settings: Sendable, Equatable {
  /// The theories whose rules run; empty for all in use.
  var theories: [String] = []
  /// The values of thresholds, as `gvc analyze --set` takes them.
  var thresholds: [String: String] = [:]
  /// The period or scenario that is analysed alone.
  var layer: String?
  var showsInlayHints = true

  init() {}

  /// Reads what a client sends; what is not there, or of another form, is as it is by itself.
  init(_ value: JSONValue?) {
    theories = value?["theories"]?.elements?.compactMap(\.text) ?? []
    thresholds = (value?["thresholds"]?.members ?? [:]).compactMapValues { value in
      switch value {
      case .string(let text): text
      case .integer(let number): String(number)
      case .number(let number): String(number)
      default: nil
      }
    }
    layer = value?["layer"]?.text.flatMap { $0.isEmpty ? nil : $0 }
    let hints = value?["inlayHints"]
    showsInlayHints = hints?.truth ?? hints?["enable"]?.truth ?? true
  }

  /// What a project is analysed with. A name that the project does not have sets nothing: settings
  /// are for all projects of an editor.
  func options(for model: Model) -> AnalysisOptions {
    var options = AnalysisOptions()
    options.layer = layer.flatMap { name in
      model.layerOrder.layers.first { model.label($0) == name }.map { LayerReference($0) }
        ?? (name == Model.baseCaseName && model.hasBaseCase ? .base : nil)
    }
    let known = Set(model.theories.compactMap { $0.name.map { model.names[$0] } })
    options.theories = known.intersection(theories)
    for (name, value) in thresholds {
      if let (index, value) = try? ThresholdSetting.read("\(name)=\(value)", in: model) {
        options.thresholds[index] = value
      }
    }
    return options
  }
}
