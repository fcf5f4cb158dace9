import GVCLibrary
import GVCSyntax
import GVCWorkspace

/// The texts that come with the compiler, under addresses that the server answers for: the prelude,
/// the packs, and a page for each code of a diagnostic.
///
/// There is no other place where they stand as files. A client asks for them by
/// `workspace/textDocumentContent`.
enum BuiltInPages {
  static let scheme = "gvc"

  /// The address of the prelude or a pack, by the name of its source.
  static func uri(of name: String) -> String { "\(scheme):/packs/\(name)" }

  /// The address of the page of a code.
  static func uri(of code: DiagnosticCode) -> String { "\(scheme):/errors/\(code).md" }

  /// The text at an address; nil where there is none.
  static func text(at uri: String) -> String? {
    let parts = uri.split(separator: "/")
    guard parts.count == 3, parts[0] == "\(scheme):" else { return nil }
    switch parts[1] {
    case "packs":
      let sources = [BuiltIns.prelude] + BuiltIns.packs.values
      return sources.first { $0.name == parts[2] }?.string
    case "errors":
      guard parts[2].hasSuffix(".md") else { return nil }
      let code = String(parts[2].dropLast(3))
      return GrammarPages.page(of: code).map { "# \(code)\n\n\($0)\n" }
    default: return nil
    }
  }
}
