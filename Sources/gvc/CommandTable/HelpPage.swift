import GVCReport

/// What `gvc help` prints.
enum HelpPage {
  /// The page of a command.
  static func text(_ command: Command) -> String {
    var out = command.synopsis.split(separator: "\n").map { line in
      line.hasPrefix(" ") ? "\(line)\n" : "gvc \(line)\n"
    }.joined()
    out += "\n\(command.description)\n"
    let sections = [
      table(command.actions.map { ($0.name, $0.summary) }),
      table(command.allOptions.flatMap { lines($0) }),
    ]
    for section in sections where !section.isEmpty { out += "\n" + section }
    return out + "\nExit status: \(command.status)\n"
  }

  /// The list of all commands.
  static func overview(_ commands: [Command]) -> String {
    """
    gvc: a compiler for descriptions of global value chains

    usage: gvc COMMAND [ARGUMENT ...]

    \(table(commands.map { ($0.name, $0.summary) }))
    `gvc help COMMAND` says more. Exit status: 0 clean, 1 mistakes found, 2 could not run.

    """
  }

  /// The lines of an option: one, or one a choice where these are explained.
  private static func lines(_ option: CommandOption) -> [(String, String)] {
    let explained = option.choices.filter { !$0.summary.isEmpty }
    let own = option.summary.isEmpty ? [] : [(option.label, option.summary)]
    return own + explained.map { ("\(option.name) \($0.name)", $0.summary) }
  }

  /// Labels and what they mean, in two columns.
  private static func table(_ rows: [(label: String, text: String)]) -> String {
    let width = rows.map(\.label.count).max() ?? 0
    return rows.map { label, text in
      let padding = String(repeating: " ", count: width - label.count + 2)
      return Paragraph.wrap(text, indent: 2, label: label + padding)
    }.joined()
  }
}
