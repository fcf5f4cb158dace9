import GVCModel
import GVCReport
import GVCSyntax

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

/// The command line: finds the subcommand, and turns errors into exit status 2.
enum CommandLineTool {
  /// The version of the program: CHANGELOG.md has what each is.
  static let version = "0.1.0"
  /// The version of the language: the next one where a text that was right can be wrong or mean something else.
  static let languageVersion = 1

  static let commands: [Command] = [
    .analyze, .check, .cite, .compare, .completions, .diff, .draw, .explain, .format, .importTables,
    .ir, .lsp,
    .man, .new, .plugin, .query, .questions, .redact, .report, .syntax, .table, .test, .theory,
    .why,
  ]

  static func run(_ arguments: [String]) -> ExitStatus {
    guard let first = arguments.first else {
      Output.write(HelpPage.overview(commands))
      return .clean
    }
    let rest = Array(arguments.dropFirst())
    switch first {
    case "--version", "-V":
      Output.write("gvc \(version), language \(languageVersion)\n")
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
    // What stands behind `--` is not for gvc.
    if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
      return help(first)
    }
    return report(errorsOf: command.name) { try work(of: command, rest)() }
  }

  /// Reads the options of a command; returns what it does.
  static func work(of command: Command, _ arguments: [String]) throws -> Command.Work {
    var options = try options(of: command, arguments)
    let work = try command.prepare(&options)
    if let idle = options.given.first(where: { !options.asked.contains($0) }) {
      throw UsageError("`\(idle)` does nothing beside the other options")
    }
    return work
  }

  /// The options of a call, held against the table of a command or of the action that it names.
  static func options(of command: Command, _ arguments: [String]) throws -> Options {
    guard !command.actions.isEmpty else { return try Options(arguments, command.options) }
    let names = command.actions.map(\.name)
    guard let name = arguments.first else {
      throw UsageError("say what to do: \(list(names))")
    }
    guard let action = command.actions.first(where: { $0.name == name }) else {
      let nearest = Suggestion.nearest(to: name, among: names)
      throw UsageError(
        "there is no `gvc \(command.name) \(name)`; "
          + (nearest.map { "did you mean `\($0)`?" } ?? "there is \(list(names))"))
    }
    return try Options(Array(arguments.dropFirst()), action: name, action.options)
  }

  /// `list, show or doc`.
  private static func list(_ names: [String]) -> String {
    names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }

  /// What a body returns; status 2 with a message when it fails.
  static func report(errorsOf command: String, _ body: () throws -> ExitStatus) -> ExitStatus {
    do {
      return try body()
    } catch let error as UsageError {
      Output.writeError("gvc \(command): \(Output.safe(error.message))\n")
      Output.writeError(SafeText.escapedLines(error.details))
    } catch {
      Output.writeError("gvc \(command): \(Output.safe(String(describing: error)))\n")
    }
    return .failure
  }

  static func command(named name: String) -> Command? {
    commands.first { $0.name == name }
  }

  private static func noCommand(_ name: String) -> String {
    let nearest = Suggestion.nearest(to: name, among: commands.map(\.name))
    return "gvc: there is no command `\(Output.safe(name))`; "
      + (nearest.map { "did you mean `\($0)`? " } ?? "") + "`gvc help` lists all\n"
  }

  private static func help(_ name: String?) -> ExitStatus {
    guard let name else {
      Output.write(HelpPage.overview(commands))
      return .clean
    }
    guard let command = command(named: name) else {
      Output.writeError(noCommand(name))
      return .failure
    }
    Output.write(HelpPage.text(command))
    return .clean
  }
}
