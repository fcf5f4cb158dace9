import GVCLibrary
import GVCSyntax

/// The prelude and the built-in packs as sources, with the first file numbers of every project.
public enum BuiltIns {
  /// The vocabulary that every project starts from: file 0.
  public static var prelude: SourceText {
    SourceText(file: FileID(0), name: "prelude.gvc", bytes: Library.prelude.bytes)
  }

  /// The built-in packs by name: the files from 1 on.
  public static var packs: [String: SourceText] {
    var packs: [String: SourceText] = [:]
    for (index, pack) in Library.packs.enumerated() {
      packs[pack.name] = SourceText(
        file: FileID(index + 1), name: "\(pack.name).gvc", bytes: pack.bytes)
    }
    return packs
  }

  /// The number of the first file of a project.
  static var firstFile: Int { Library.packs.count + 1 }
}
