import GVCAnalysis
import GVCLibrary
import GVCModel
import GVCProject
import GVCReport
import GVCSyntax
import GVCWorkspace

/// What may stand at the end of a command line.
struct WordCompletion {
  /// A word, whole, and what it means.
  struct Candidate: Hashable {
    let text: String
    let summary: String
  }

  /// What the shell completes besides, of the files that it sees.
  enum Paths: String {
    case none, files, directories, projects
  }

  private(set) var candidates: [Candidate] = []
  private(set) var paths = Paths.none
  private let words: [String]
  /// The word that is being written.
  private let partial: String
  /// The words before it that are no options.
  private var operands: [String] = []

  /// The words behind `gvc`, the last of which is being written and may be empty.
  init(_ all: [String]) {
    words = Array(all.dropLast())
    partial = all.last ?? ""
    guard let name = words.first else {
      completeCommand()
      return
    }
    if name == "help" {
      if words.count == 1 { offer(.commands) }
    } else if let command = CommandLineTool.command(named: name) {
      complete(command)
    }
  }

  private mutating func completeCommand() {
    offer(.commands)
    add("help", "Say more of a command")
    guard partial.hasPrefix("-") else { return }
    add("--help", "List the commands")
    add("--version", "Print the versions of the program and of the language")
  }

  private mutating func complete(_ command: Command) {
    guard !command.actions.isEmpty else {
      complete(Array(words.dropFirst()), command.options, command.operands)
      return
    }
    if words.count == 1 {
      for action in command.actions { add(action.name, action.summary) }
    } else if let action = command.actions.first(where: { $0.name == words[1] }) {
      complete(Array(words.dropFirst(2)), action.options, action.operands)
    }
  }

  private mutating func complete(
    _ before: [String], _ options: [CommandOption], _ operands: Operands
  ) {
    var used: Set<String> = []
    var isEnded = false
    var pending: CommandOption?
    for word in before {
      if pending != nil {
        pending = nil
      } else if !isEnded, word == "--" {
        isEnded = true
      } else if !isEnded, Options.isOption(word) {
        let name = String(word.split(separator: "=")[0])
        used.insert(name)
        let option = options.first { $0.name == name }
        if case .none = option?.value ?? .none { continue }
        pending = word.contains("=") ? nil : option
      } else {
        self.operands.append(word)
      }
    }
    if let pending {
      offer(valuesOf: pending, behind: "")
    } else if !isEnded, partial.hasPrefix("--"), let end = partial.firstIndex(of: "=") {
      let name = String(partial[..<end])
      if let option = options.first(where: { $0.name == name }) {
        offer(valuesOf: option, behind: name + "=")
      }
    } else if !isEnded, partial.hasPrefix("-") {
      for option in options where option.isRepeatable || !used.contains(option.name) {
        add(option.name, option.summary.isEmpty ? "One of some forms" : option.summary)
      }
      add("--help", "Print the page of the command")
    } else {
      offer(operands.source(at: self.operands.count))
    }
  }

  private mutating func offer(valuesOf option: CommandOption, behind prefix: String) {
    switch option.value {
    case .none: break
    case .choice(_, let choices):
      for choice in choices { add(prefix + choice.name, choice.summary) }
    case .word(_, let source): offer(source, behind: prefix)
    }
  }

  private mutating func add(_ text: String, _ summary: String) {
    guard text.hasPrefix(partial), !candidates.contains(where: { $0.text == text }) else { return }
    candidates.append(Candidate(text: text, summary: summary))
  }

  private mutating func offer(_ source: WordSource, behind prefix: String = "") {
    switch source {
    case .none: break
    case .files: paths = .files
    case .directories: paths = .directories
    case .projects: paths = .projects
    case .words(let words):
      for word in words { add(prefix + word, "") }
    case .commands:
      for command in CommandLineTool.commands { add(prefix + command.name, command.summary) }
    case .codes:
      for code in DiagnosticCode.allCases { add(prefix + code.description, code.title) }
    case .plugins:
      for plugin in PluginLocation.all { add(prefix + plugin.name, plugin.path) }
    case .theories, .rules, .thresholds, .layers: offerNames(source, behind: prefix)
    }
  }

  // MARK: Names of cases

  /// The names that the projects on the line declare or use, or those where the command runs.
  private mutating func offerNames(_ source: WordSource, behind prefix: String) {
    var named = operands.filter { (try? Disk.kind($0)) != nil }
    // Without a path the case of the directory; what lies below it may be much, and is not read.
    if named.isEmpty, ((try? Disk.list(".")) ?? []).contains(where: { $0.hasSuffix(".gvc") }) {
      named = ["."]
    }
    var models = named.flatMap { (try? Projects.load([$0])) ?? [] }.map(\.model)
    switch source {
    case .theories:
      if let library = try? TheoryCommand.library() { models.append(library.model) }
      for model in models {
        for theory in model.theories {
          if let name = theory.name { add(prefix + model.names[name], "") }
        }
      }
    case .rules:
      if let library = try? TheoryCommand.library() { models.append(library.model) }
      let wanted = operands.first
      for model in models {
        for rule in model.rules {
          let theory = model.theories[Int(rule.theory.number)].name.map { model.names[$0] }
          // `gvc theory doc NAME RULE` asks of one theory; `gvc why` of those that the case uses.
          if wanted != nil, theory != wanted { continue }
          add(prefix + model.names[rule.name], rule.title)
        }
        if wanted == nil, !model.rules.isEmpty { break }
      }
      paths = .projects
    case .thresholds:
      for model in models {
        for threshold in model.thresholds { add(prefix + model.names[threshold.name] + "=", "") }
      }
    case .layers:
      for model in models {
        if model.hasBaseCase, !model.layerOrder.layers.isEmpty {
          add(prefix + Model.baseCaseName, Model.baseCaseTitle)
        }
        for layer in model.layerOrder.layers { add(prefix + model.label(layer), "") }
      }
    default: break
    }
  }
}
