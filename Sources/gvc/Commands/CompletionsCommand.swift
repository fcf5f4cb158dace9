import GVCReport

extension Command {
  /// `gvc completions`: what makes a shell complete the words of gvc.
  static let completions = Command(
    name: "completions",
    summary: "Make a shell complete commands, options and names",
    synopsis: """
      completions bash|zsh|fish
      completions words [-- WORD …]
      """,
    description: """
      Writes a script that makes a shell complete the commands, options and words of gvc, and the names
      of theories, rules, thresholds, layers, plug-ins and codes. To have it in every new shell:

        gvc completions bash > ~/.local/share/bash-completion/completions/gvc
        gvc completions zsh > DIRECTORY/_gvc        (a directory of the fpath, before compinit)
        gvc completions fish > ~/.config/fish/completions/gvc.fish

      The script asks gvc itself, by `gvc completions words`, so that it never needs to be written anew. A
      case on the line is read for its names; nothing else is done.
      """,
    actions: [
      .init(name: "bash", summary: "for bash 3.2 and later"),
      .init(name: "zsh", summary: "for zsh"),
      .init(name: "fish", summary: "for fish"),
      .init(
        name: "words",
        summary:
          "what may stand in the place of the last of some words, as it is so far, behind `gvc`: "
          + "first a line that says which files may too (none, files, directories or projects), then a "
          + "line a word with its meaning behind a tab"),
    ],
    status: "0 written, 2 could not run.",
    prepare: CompletionsCommand.prepare)
}

enum CompletionsCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    guard options.action != "words" else {
      let words = options.words + options.handedOn
      return {
        let completion = WordCompletion(words)
        let lines = completion.candidates.map { "\(line($0.text))\t\(line($0.summary))\n" }
        Output.write(completion.paths.rawValue + "\n" + lines.joined())
        return .clean
      }
    }
    try options.end()
    let script = CompletionScript(rawValue: options.action)
    return {
      Output.write(script?.text ?? "")
      return .clean
    }
  }

  private static func line(_ text: String) -> String { SafeText.escaped(text) }
}
