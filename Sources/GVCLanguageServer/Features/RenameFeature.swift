import GVCIDE
import GVCSyntax

extension Feature {
  /// Renaming in all files, refused where it would change a meaning.
  static let rename = Feature(
    advertise: { capabilities, client in
      capabilities.renameProvider =
        client.preparesRename ? .options(LSP.RenameOptions()) : .supported
    },
    requests: [
      .document("textDocument/prepareRename", LSP.DocumentPositionParams.self) {
        document, parameters in
        let target = try refusing { () throws(RenameRefusal) in
          try document.features.prepareRename(
            in: document.file.id, at: document.offset(parameters.position))
        }
        return LSP.PrepareRenameResult(
          range: document.range(target.range), placeholder: target.name)
      },
      .background("textDocument/rename", LSP.RenameParams.self) { parameters in
        let uri = DocumentURI(parameters.textDocument.uri)
        return BackgroundRequest(document: uri, isLong: true, looksAtDisk: true) { context in
          let document = try DocumentContext(uri, context)
          let rename = WorkspaceRename(document, to: parameters.newName)
          var result = try EncodedResult(rename.edit(at: document.offset(parameters.position)))
          // What was compiled only for this is not kept.
          result.whenSent = { $0.forgetUnused() }
          return result
        }
      },
    ])

  private static func refusing<T>(_ body: () throws(RenameRefusal) -> T) throws(ResponseError) -> T
  {
    do throws(RenameRefusal) {
      return try body()
    } catch {
      throw ResponseError(.requestFailed, error.message)
    }
  }
}
