import GVCSyntax

extension Command {
  /// `gvc syntax`: the tree of a file.
  static let syntax = Command(
    name: "syntax",
    summary: "Print the tree of a file",
    synopsis: "syntax PATH …",
    description: """
      Prints the tree of each file: a node a line with its kind, its bytes, and the tokens that
      belong to it alone. `-` reads standard input.
      """,
    operands: .projects,
    status: "0 printed, 1 there are mistakes of form, 2 could not run.",
    prepare: SyntaxCommand.prepare)
}

enum SyntaxCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    let paths = try options.paths()
    return {
      let sources = try Inputs.read(paths)
      var hasErrors = false
      for source in sources {
        let tree = Parser.parse(source)
        if sources.count > 1 { Output.write("// \(Output.safe(source.name))\n") }
        Output.write(SyntaxPrinter.print(tree))
        hasErrors = hasErrors || tree.diagnostics.contains { $0.severity == .error }
      }
      return hasErrors ? .findings : .clean
    }
  }
}
