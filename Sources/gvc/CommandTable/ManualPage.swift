/// Manual pages in the macros of `man`, for groff and mandoc.
enum ManualPage {
  /// The page of a command, `gvc-check(1)`.
  static func text(_ command: Command) -> String {
    var out = head("gvc-\(command.name)", command.summary)
    out += ".SH SYNOPSIS\n" + synopsis(command.synopsis)
    out += ".SH DESCRIPTION\n" + paragraphs(command.description)
    if !command.actions.isEmpty {
      out += ".SH ACTIONS\n"
      for action in command.actions { out += item(action.name, action.summary) }
    }
    out += ".SH OPTIONS\n"
    for option in command.allOptions { out += entry(option) }
    out += item("--help", "prints a shorter page")
    out += ".SH EXIT STATUS\n" + statuses(command.status)
    return out + ".SH SEE ALSO\n.BR gvc (1)\n"
  }

  /// The page `gvc(1)`, which lists the commands.
  static func overview(_ commands: [Command]) -> String {
    var out = head("gvc", "A compiler for descriptions of global value chains")
    out += ".SH SYNOPSIS\n" + synopsis("COMMAND [ARGUMENT …]")
    out += ".SH DESCRIPTION\n"
    out += paragraphs(
      """
      An analyst writes a case as text: the firms, their buyers, the links between them, what each
      does, how it changed, and the source of every fact. gvc checks it, and says what the literature
      concludes about it: each conclusion with its reason, its facts, their evidence and the passage
      of the theory, and what is still unknown.
      """)
    out += ".SH COMMANDS\n"
    for command in commands {
      out += ".TP\n.BR \(escaped("gvc-" + command.name)) (1)\n"
      out += sentence(command.summary)
    }
    out += ".SH OPTIONS\n"
    out += item("--help", "lists the commands; behind a command, prints its page")
    out += item("--version", "prints the versions of the program and of the language")
    out += ".SH EXIT STATUS\n"
    out += statuses("0 clean, 1 mistakes or findings at the fail level, 2 could not run.")
    out += ".SH ENVIRONMENT\n"
    for (name, text) in environment { out += item(name, text) }
    out += ".SH SEE ALSO\n"
    out += commands.map { ".BR \(escaped("gvc-" + $0.name)) (1)" }.joined(separator: ",\n") + "\n"
    return out
  }

  /// What gvc reads of the environment.
  private static let environment = [
    ("NO_COLOR", "when it is not empty, nothing is coloured"),
    ("CLICOLOR_FORCE", "when it is neither empty nor 0, output is coloured wherever it goes"),
    ("CLICOLOR", "when it is 0, nothing is coloured"),
    ("TERM", "when it is dumb, nothing is coloured and no progress is shown"),
    ("XDG_CONFIG_HOME", "the directory in which gvc/plugins holds plug-ins"),
    ("PATH", "where else plug-ins are looked for"),
  ]

  private static func head(_ name: String, _ summary: String) -> String {
    let first = summary.prefix(1).lowercased() + summary.dropFirst()
    let version = "gvc \(CommandLineTool.version)"
    return ".TH \(escaped(name.uppercased())) 1 \"\" \"\(version)\" \"Manual of gvc\"\n"
      + ".SH NAME\n\(escaped(name)) \\- \(inline(first))\n"
  }

  /// Each way to call it on a line: words of gvc in bold, what a person fills in in italics.
  private static func synopsis(_ text: String) -> String {
    var calls: [String] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix(" "), let last = calls.popLast() {
        calls.append(last + " " + line.drop { $0 == " " })
      } else {
        calls.append("gvc " + line)
      }
    }
    let lines = calls.map { line(pieces($0)) }.joined(separator: ".br\n")
    // Words of a command are neither cut nor spread.
    return ".nh\n.ad l\n\(lines).ad\n.hy\n"
  }

  /// A line of a synopsis with its words in their fonts.
  private static func pieces(_ call: String) -> String {
    var out = ""
    var word = ""
    func flush() {
      let isOption = word.hasPrefix("-")
      let isFilledIn = !isOption && word.contains { $0.isUppercase }
      if word.contains(where: { $0.isLetter }) {
        out += isFilledIn ? "\\fI\(escaped(word))\\fR" : "\\fB\(escaped(word))\\fR"
      } else {
        out += escaped(word)
      }
      word = ""
    }
    for character in call {
      if " []|=,…".contains(character) {
        flush()
        out += escaped(String(character))
      } else {
        word.append(character)
      }
    }
    flush()
    return out
  }

  private static func entry(_ option: CommandOption) -> String {
    var head = bold(option.name)
    switch option.value {
    case .none: break
    case .choice(let word, _), .word(let word, _): head += " \\fI\(escaped(word))\\fR"
    }
    var out = ".TP\n\(head)\n"
    let explained = option.choices.filter { !$0.summary.isEmpty }
    out += sentence(option.summary.isEmpty ? "takes one of these" : option.summary)
    guard !explained.isEmpty else { return out }
    out += ".RS\n"
    for choice in explained { out += item(choice.name, choice.summary) }
    return out + ".RE\n"
  }

  /// `0 clean, 1 found, 2 could not run.` as a list.
  private static func statuses(_ text: String) -> String {
    var rows: [String] = []
    for part in text.split(separator: ",").map({ $0.drop { $0 == " " } }) {
      if part.first?.isNumber == true, part.dropFirst().first == " " {
        rows.append(String(part))
      } else if let last = rows.popLast() {
        rows.append(last + ", " + part)
      }
    }
    return rows.map { row in
      var meaning = String(row.dropFirst(2))
      if meaning.hasSuffix(".") { meaning.removeLast() }
      return item(String(row.prefix(1)), meaning)
    }.joined()
  }

  /// Paragraphs of a help page: indented lines stand as they are.
  private static func paragraphs(_ text: String) -> String {
    var out = ""
    var isExample = false
    var isFirst = true
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let indented = part.hasPrefix("  ")
      if indented != isExample {
        out += indented ? ".RS 4\n.nf\n" : ".fi\n.RE\n"
        isExample = indented
      }
      if part.isEmpty {
        if !isFirst { out += ".PP\n" }
      } else {
        out += indented ? line(escaped(String(part.dropFirst(2)))) : filled(inline(String(part)))
      }
      isFirst = false
    }
    if isExample { out += ".fi\n.RE\n" }
    // A paragraph in front of an example is none.
    return out.replacing(".PP\n.RS", with: ".RS")
  }

  /// A word and what it means.
  private static func item(_ word: String, _ meaning: String) -> String {
    ".TP\n\(bold(word))\n\(sentence(meaning))"
  }

  private static func sentence(_ text: String) -> String {
    guard let first = text.first else { return "" }
    let end = text.hasSuffix(".") ? "" : "."
    return filled(inline(first.uppercased() + text.dropFirst() + end))
  }

  /// A line of text that no macro begins.
  private static func line(_ text: String) -> String {
    (text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" : "") + text + "\n"
  }

  /// A text over as many lines as it takes; the reader fills them anew.
  private static func filled(_ text: String) -> String {
    var out = ""
    var row = ""
    for word in text.split(separator: " ") {
      if !row.isEmpty, row.count + 1 + word.count > 76 {
        out += line(row)
        row = ""
      }
      row += (row.isEmpty ? "" : " ") + word
    }
    return out + (row.isEmpty ? "" : line(row))
  }

  private static func bold(_ text: String) -> String { "\\fB\(escaped(text))\\fR" }

  /// A text with what stands between backticks in bold.
  private static func inline(_ text: String) -> String {
    var out = ""
    for (index, part) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      out += index % 2 == 1 ? bold(String(part)) : escaped(String(part))
    }
    return out
  }

  /// A text as roff writes it: in ASCII, with nothing that it reads otherwise.
  static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": out += "\\e"
      case "-": out += "\\-"
      case "'": out += "\\(aq"
      case "`": out += "\\(ga"
      case "^": out += "\\(ha"
      case "~": out += "\\(ti"
      case "\"": out += "\\(dq"
      case "…": out += "\\&..."
      default:
        if scalar.isASCII {
          out.unicodeScalars.append(scalar)
        } else {
          let hex = String(scalar.value, radix: 16, uppercase: true)
          out += "\\[u" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex + "]"
        }
      }
    }
    return out
  }
}
