import GVCLibrary
import GVCModel
import GVCSyntax

extension Command {
  /// `gvc explain`: the page of a diagnostic.
  static let explain = Command(
    name: "explain",
    summary: "Say what the code of a diagnostic means",
    synopsis: "explain CODE …",
    description: """
      Prints the page of each code (`GVC0103`, or `103`): what it means, an example that shows it,
      and one that does not.
      """,
    operands: Operands(sources: [.codes], repeats: true),
    status: "0 printed, 2 there is no such page.",
    prepare: ExplainCommand.prepare)
}

enum ExplainCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    let codes = try options.paths(least: "name the code")
    return {
      for code in codes {
        let name = fullName(code)
        guard let page = GrammarPages.page(of: name) else {
          let nearest = Suggestion.nearest(to: name, among: GrammarPages.codes)
          throw UsageError(
            "there is no page for `\(code)`" + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
        }
        Output.write("\(name)\n\n\(page)\n")
        if code != codes.last { Output.write("\n") }
      }
      return .clean
    }
  }

  /// `GVC0103` for `103`, `gvc0103` or `GVC0103`.
  private static func fullName(_ code: String) -> String {
    let upper = code.uppercased()
    guard let number = UInt16(upper.hasPrefix("GVC") ? String(upper.dropFirst(3)) : upper) else {
      return upper
    }
    return DiagnosticCode(rawValue: number)?.description ?? upper
  }
}
