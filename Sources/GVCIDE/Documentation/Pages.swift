import GVCLibrary
import GVCWorkspace

extension EditorFeatures {
  /// The codes of diagnostics, each with the first sentence of its page.
  var codes: [(code: String, summary: String)] {
    GrammarPages.codes.map { code in
      let page = GrammarPages.page(of: code) ?? ""
      let line = page.prefix { $0 != "." }.split(whereSeparator: \.isNewline)
        .joined(separator: " ")
      return (code, line)
    }
  }

  /// The names of the theories that a file can use: the built-in ones and the project's own.
  var theoryNames: [String] {
    let own = model.theories.compactMap { $0.name.map { model.names[$0] } }
    return Set(BuiltIns.packs.keys).union(own).sorted()
  }
}
