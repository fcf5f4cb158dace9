import GVCAnalysis
import GVCModel
import GVCReport

extension EditorFeatures {
  /// The picture of the case that is asked for. Fails on a name that there is not.
  public func picture(
    _ request: CaseRenderer.Request, by renderer: CaseRenderer
  ) -> Result<CaseRenderer.Picture, CaseRenderer.Failure> {
    let name = snapshot.project.name
    return reader.read { reader in
      Result { () throws(CaseRenderer.Failure) in try renderer.picture(reader, name, request) }
    }
  }

  /// The names of the periods and scenarios of the case, in their order.
  public var layerNames: [String] {
    (model.hasBaseCase && !model.layerOrder.layers.isEmpty ? [Model.baseCaseName] : [])
      + model.layerOrder.layers.map { model.label($0) }
  }

  /// The report of the case as a page; `version` is that of the compiler, which stands on it.
  public func report(version: String, by renderer: CaseRenderer) -> CaseRenderer.Report {
    let name = snapshot.project.name
    let diagnostics = snapshot.diagnostics
    return reader.read { reader in renderer.report(reader, name, diagnostics, version) }
  }
}
