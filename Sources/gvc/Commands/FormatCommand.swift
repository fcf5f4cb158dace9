import GVCProject
import GVCSyntax

extension Command {
  /// `gvc format`: the one style.
  static let format = Command(
    name: "format",
    summary: "Write files in the one style",
    synopsis: "format PATH … [--check] [--quiet]",
    description: """
      Rewrites the files in the one style; only white space changes. The line breaks of a file have the
      form of its first one, LF or CR LF, as in editors. A file with mistakes of form is
      left as it is, and named. `-` reads standard input and writes standard output.
      """,
    options: [
      .flag("--check", "change nothing; name the files that are not in the style, with status 1"),
      .flag("--quiet", "do not name the files; mistakes are still said"),
    ],
    operands: .projects,
    status: "0 done, 1 not in the style or not formatted, 2 could not run.",
    prepare: FormatCommand.prepare)
}

enum FormatCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    let checks = options.flag("--check")
    let isQuiet = options.flag("--quiet")
    let paths = try options.paths()
    return {
      var status = ExitStatus.clean
      var couldWrite = true
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
            if !isQuiet { Output.write("\(name) is not in the style\n") }
            status = .findings
          } else {
            do {
              try Disk.replace(source.name, text)
            } catch let error as UsageError {
              // The other files are formatted all the same.
              Output.writeError("gvc format: \(Output.safe(error.message))\n")
              couldWrite = false
              continue
            }
            if !isQuiet { Output.write("\(name) formatted\n") }
          }
        }
      }
      return couldWrite ? status : .failure
    }
  }
}
