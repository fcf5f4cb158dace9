import GVCModel
import GVCSyntax
import GVCWorkspace

/// One text checked from its bytes on, as `gvc check` does.
enum WholeCheck {
  static let name = "case.gvc"

  /// The file number behind those of the prelude and the packs.
  static var file: FileID { FileID(BuiltIns.packs.count + 1) }

  static func source(_ bytes: [UInt8]) -> SourceText {
    SourceText(file: file, name: name, bytes: bytes)
  }

  static func model(_ tree: SyntaxTree) -> Model {
    ModelBuilder.build(prelude: BuiltIns.prelude, packs: BuiltIns.packs, project: [tree])
  }
}
