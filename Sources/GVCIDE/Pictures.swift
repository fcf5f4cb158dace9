import GVCAnalysis
import GVCCaseReport
import GVCPicture

extension EditorFeatures {
  /// The picture of the case that is asked for, in its last period where no layer is named. Fails on a name
  /// that the case does not have.
  public func picture(
    _ request: PictureRequest
  ) -> Result<Picture, PictureRequest.Failure> {
    let name = snapshot.project.name
    return reader.read { reader in
      Result { () throws(PictureRequest.Failure) in try Picture(reader, project: name, request) }
    }
  }

  /// The names of the periods and scenarios of the case, in their order.
  public var layerNames: [String] { model.layerOrder.layers.map { model.label($0) } }

  /// The report of the case as a page; `version` is that of the compiler, which stands on it.
  public func report(version: String) -> (title: String, html: String) {
    let name = snapshot.project.name
    let diagnostics = snapshot.diagnostics
    return reader.read { reader in
      let report = CaseReport(
        illustrated: reader, project: name, diagnostics: diagnostics,
        details: CaseReport.Details(version: version))
      return (report.title, HTMLCaseReport(report).text)
    }
  }
}
