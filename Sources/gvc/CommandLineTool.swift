import GVCModel
import GVCReport

/// The exit statuses of every command.
enum ExitStatus: Int32 {
  /// Nothing at or above the fail level.
  case clean = 0
  /// Diagnostics at or above the fail level.
  case findings = 1
  /// The tool could not run: a wrong argument, an unreadable file.
  case failure = 2
}

/// A reason why a command cannot run, in one sentence.
struct UsageError: Error {
  let message: String
  /// What is shown under it, over several lines: the place in a question.
  let details: String

  init(_ message: String, details: String = "") {
    self.message = message
    self.details = details
  }
}

/// One subcommand: its name, its line in the list, its page, and what it does.
struct Command: Sendable {
  let name: String
  let summary: String
  let help: String
  let run: @Sendable ([String]) throws -> ExitStatus
}

/// The command line: finds the subcommand, and turns errors into exit status 2.
enum CommandLineTool {
  static let version = "0.1.0"

  static let commands: [Command] = [
    .analyze, .check, .cite, .compare, .diff, .explain, .format, .ir, .lsp, .new, .plugin, .query,
    .questions, .report, .syntax,
    .test, .theory, .why,
  ]

  static func run(_ arguments: [String]) -> ExitStatus {
    guard let first = arguments.first else {
      Output.write(overview)
      return .clean
    }
    let rest = Array(arguments.dropFirst())
    switch first {
    case "--version", "-V":
      Output.write("gvc \(version)\n")
      return .clean
    case "help", "--help", "-h":
      return help(rest.first)
    default:
      break
    }
    guard let command = command(named: first) else {
      Output.writeError(noCommand(first))
      return .failure
    }
    if rest.contains("--help") || rest.contains("-h") { return help(first) }
    do {
      return try command.run(rest)
    } catch let error as UsageError {
      Output.writeError("gvc \(command.name): \(Output.safe(error.message))\n")
      Output.writeError(SafeText.escapedLines(error.details))
    } catch {
      Output.writeError("gvc \(command.name): \(Output.safe(String(describing: error)))\n")
    }
    return .failure
  }

  private static func command(named name: String) -> Command? {
    commands.first { $0.name == name }
  }

  private static func noCommand(_ name: String) -> String {
    let nearest = Suggestion.nearest(to: name, among: commands.map(\.name))
    return "gvc: there is no command `\(Output.safe(name))`; "
      + (nearest.map { "did you mean `\($0)`? " } ?? "") + "`gvc help` lists all\n"
  }

  private static func help(_ name: String?) -> ExitStatus {
    guard let name else {
      Output.write(overview)
      return .clean
    }
    guard let command = command(named: name) else {
      Output.writeError(noCommand(name))
      return .failure
    }
    Output.write(command.help)
    return .clean
  }

  private static var overview: String {
    let width = commands.map(\.name.count).max() ?? 0
    var text = """
      gvc: a compiler for descriptions of global value chains

      usage: gvc COMMAND [ARGUMENT ...]


      """
    for command in commands {
      let padding = String(repeating: " ", count: width - command.name.count + 2)
      text += "  \(command.name)\(padding)\(command.summary)\n"
    }
    text += """

      `gvc help COMMAND` says more. Exit status: 0 clean, 1 mistakes found, 2 could not run.

      """
    return text
  }
}
