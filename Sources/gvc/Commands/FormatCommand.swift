import GVCSyntax

extension Command {
  /// `gvc format`: the one style.
  static let format = Command(
    name: "format",
    summary: "Write files in the one style",
    help: """
      gvc format PATH … [--check]

      Rewrites the files in the one style; only white space changes. A file with mistakes of form is
      left as it is, and named. `-` reads standard input and writes standard output.

        --check   change nothing; name the files that are not in the style, with status 1

      Exit status: 0 done, 1 not in the style or not formatted, 2 could not run.

      """,
    run: FormatCommand.run)
}

private enum FormatCommand {
  static func run(_ arguments: [String]) throws -> ExitStatus {
    var options = Options(arguments)
    let checks = options.flag("--check")
    let paths = try options.paths()
    var status = ExitStatus.clean
    for (index, source) in try Inputs.read(paths).enumerated() {
      let name = Output.safe(source.name)
      guard let text = Formatter.format(Parser.parse(source)) else {
        Output.writeError("gvc format: `\(name)` has mistakes; `gvc check` shows them\n")
        status = .findings
        continue
      }
      if index == 0, paths == ["-"], !checks {
        Output.write(text)
      } else if text != source.bytes {
        if checks {
          Output.write("\(name) is not in the style\n")
          status = .findings
        } else {
          try Disk.replace(source.name, text)
          Output.write("\(name) formatted\n")
        }
      }
    }
    return status
  }
}
