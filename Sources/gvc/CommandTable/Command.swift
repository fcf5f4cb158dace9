/// One subcommand: all that help, manual pages, completion and the parser say of it.
struct Command: Sendable {
  /// What a command does once its options are read.
  typealias Work = () throws -> ExitStatus

  let name: String
  /// Its line in the list, in the imperative.
  let summary: String
  /// The ways to call it, without `gvc`; what goes on in a further line is indented.
  let synopsis: String
  /// Paragraphs as a help page shows them; lines indented by two spaces are an example.
  let description: String
  /// What may stand first, for a command that does several things; one of them must.
  var actions: [Action] = []
  /// The options, of a command without actions.
  var options: [CommandOption] = []
  /// What its words are.
  var operands = Operands()
  /// What the exit statuses mean: `0 written, 2 could not run.`
  let status: String
  /// Reads the options; fails on what does not fit before anything is done.
  let prepare: @Sendable (inout Options) throws -> Work

  /// One thing that a command does, by the word behind its name.
  struct Action: Sendable {
    let name: String
    let summary: String
    var options: [CommandOption] = []
    var operands = Operands()
  }

  /// The options of all that it does, each once.
  var allOptions: [CommandOption] {
    var all = options
    for option in actions.flatMap(\.options) where !all.contains(where: { $0.name == option.name })
    {
      all.append(option)
    }
    return all
  }
}

/// The words of a command that are no options: what completes each of them.
struct Operands: Sendable {
  var sources: [WordSource] = []
  /// Whether the last may be given again.
  var repeats = false

  static let projects = Operands(sources: [.projects], repeats: true)

  /// What completes the word at a place, from 0.
  func source(at index: Int) -> WordSource {
    if index < sources.count { return sources[index] }
    return repeats ? sources.last ?? .none : .none
  }
}

/// Where the words come from that a shell can complete.
enum WordSource: Sendable {
  /// Nothing that could be known.
  case none
  /// A file of any kind.
  case files
  case directories
  /// `.gvc` files, and directories.
  case projects
  case commands
  /// The theories that come with gvc, and those of the projects on the line.
  case theories
  /// The rules of the theory named before, or of the projects on the line.
  case rules
  /// Thresholds, as `NAME=`.
  case thresholds
  /// Periods and scenarios of the projects on the line.
  case layers
  /// Codes of diagnostics.
  case codes
  case plugins
  case words([String])
}
