import GVCPicture
import GVCReport

extension CaseRenderer {
  /// The pictures of `gvc draw` and the illustrated report of `gvc report`.
  public static let standard = CaseRenderer(
    views: PictureView.allCases.map(\.rawValue),
    picture: { reader, project, words throws(Failure) in
      var request = PictureRequest()
      if let name = words.view {
        guard let view = PictureView(rawValue: name) else {
          throw Failure(message: "there is no view `\(name)`")
        }
        request.view = view
      }
      request.layer = words.layer
      request.chain = words.chain
      do throws(PictureRequest.Failure) {
        let picture = try GVCPicture.Picture(reader, project: project, request)
        return Picture(
          title: picture.title, description: picture.description, svg: picture.document())
      } catch {
        throw Failure(message: error.message)
      }
    },
    report: { reader, project, diagnostics, version in
      let report = CaseReport(
        illustrated: reader, project: project, diagnostics: diagnostics,
        details: CaseReport.Details(version: version))
      return Report(title: report.title, html: HTMLCaseReport(report).text)
    })
}
