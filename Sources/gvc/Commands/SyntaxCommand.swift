import GVCSyntax

extension Command {
  /// `gvc syntax`: the tree of a file.
  static let syntax = Command(
    name: "syntax",
    summary: "Print the tree of a file",
    help: """
      gvc syntax PATH …

      Prints the tree of each file: a node a line with its kind, its bytes, and the tokens that
      belong to it alone. `-` reads standard input.

      Exit status: 0 printed, 1 there are mistakes of form, 2 could not run.

      """,
    run: SyntaxCommand.run)
}

private enum SyntaxCommand {
  static func run(_ arguments: [String]) throws -> ExitStatus {
    let options = Options(arguments)
    let sources = try Inputs.read(try options.paths())
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
