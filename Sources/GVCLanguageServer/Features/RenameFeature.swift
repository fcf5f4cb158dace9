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
      .document("textDocument/rename", LSP.RenameParams.self) { document, parameters in
        let edits = try refusing { () throws(RenameRefusal) in
          try document.features.rename(
            in: document.file.id, at: document.offset(parameters.position),
            to: parameters.newName)
        }
        return try document.workspaceEdit(edits)
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
