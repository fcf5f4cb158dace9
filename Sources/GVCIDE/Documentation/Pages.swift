import GVCLibrary
import GVCWorkspace

extension EditorFeatures {
  /// The names of the theories that a file can use: the built-in ones and the project's own.
  var theoryNames: [String] {
    let own = model.theories.compactMap { $0.name.map { model.names[$0] } }
    return Set(BuiltIns.packs.keys).union(own).sorted()
  }
}
