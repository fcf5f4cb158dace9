import GVCLibrary
import GVCModel
import GVCSyntax

/// The prelude and the built-in packs as sources, with the first file numbers of every project.
public enum BuiltIns {
  /// The vocabulary that every project starts from: file 0.
  public static let prelude = SourceText(
    file: FileID(0), name: "prelude.gvc", bytes: Library.prelude.bytes)

  /// The built-in packs by name: the files from 1 on.
  public static let packs = Dictionary(
    uniqueKeysWithValues: Library.packs.enumerated().map { index, pack in
      let name = pack.name
      let file = FileID(index + 1)
      return (name, SourceText(file: file, name: "\(name).gvc", bytes: pack.bytes))
    })

  /// A store of them, for projects that are loaded one after another or beside one another.
  public static func theories() -> TheoryStore { TheoryStore(prelude: prelude, packs: packs) }

  /// The number of the first file of a project.
  static var firstFile: Int { packs.count + 1 }
}
