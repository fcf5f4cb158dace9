import Foundation
import Testing

@testable import gvc

/// The table of commands is what the commands read, and what all pages say.
@Suite struct CommandTableTests {
  /// A command, and the action that is meant of one with several.
  struct Call: CustomTestStringConvertible, Sendable {
    let command: Command
    let action: Command.Action?

    var testDescription: String { "\(command.name) \(action?.name ?? "")" }
    var options: [CommandOption] { action?.options ?? command.options }
  }

  static let calls: [Call] = CommandLineTool.commands.flatMap { command in
    command.actions.isEmpty
      ? [Call(command: command, action: nil)]
      : command.actions.map { Call(command: command, action: $0) }
  }

  /// Options as a person would give them.
  private func words(_ option: CommandOption) -> [String] {
    switch option.value {
    case .none: [option.name]
    case .choice(_, let choices): [option.name, choices[0].name]
    case .word: [option.name, "1"]
    }
  }

  /// What a command asks for, however far it comes.
  private func asked(_ call: Call, _ arguments: [String]) throws -> Set<String> {
    var options = try Options(arguments, action: call.action?.name ?? "", call.options)
    _ = try? call.command.prepare(&options)
    return options.asked
  }

  @Test(arguments: calls) func `A command reads the options of its table, and no others`(
    call: Call
  ) throws {
    var read = try asked(call, ["a", "b"])
    for option in call.options { read.formUnion(try asked(call, words(option) + ["a", "b"])) }
    #expect(read == Set(call.options.map(\.name)))
  }

  @Test(arguments: calls) func `The ways to call a command name its options`(call: Call) {
    let page = HelpPage.text(call.command)
    let named = page.split(separator: "\n\n")[0].matches(of: /[ \[](--?[a-z][a-z-]*)/)
      .map { String($0.output.1) }
    let known = Set(call.command.allOptions.map(\.name))
    #expect(Set(named).isSubset(of: known))
    for option in call.options {
      #expect(named.contains(option.name) || call.command.name == "theory", "\(option.name)")
    }
  }

  @Test(arguments: calls) func `Every page explains every option`(call: Call) {
    let help = HelpPage.text(call.command)
    let manual = ManualPage.text(call.command)
    for option in call.options {
      #expect(help.contains("\n  \(option.label)") || !option.choices.isEmpty)
      #expect(manual.contains(".TP\n\\fB\(ManualPage.escaped(option.name))\\fR"))
      for choice in option.choices where !choice.summary.isEmpty {
        #expect(help.contains("\n  \(option.name) \(choice.name)  "))
        #expect(manual.contains(".TP\n\\fB\(ManualPage.escaped(choice.name))\\fR"))
      }
    }
    #expect(manual.unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test(arguments: calls) func `Every option completes`(call: Call) {
    let words = [call.command.name] + (call.action.map { [$0.name] } ?? [])
    let names = WordCompletion(words + ["-"]).candidates.map(\.text)
    #expect(names == call.options.map(\.name) + ["--help"])
    for option in call.options where !option.choices.isEmpty {
      let choices = option.choices.map(\.name)
      #expect(WordCompletion(words + [option.name, ""]).candidates.map(\.text) == choices)
      let joined = WordCompletion(words + [option.name + "="]).candidates.map(\.text)
      #expect(joined == choices.map { "\(option.name)=\($0)" })
    }
  }

  @Test func `What does not fit the table is an error`() throws {
    let table: [CommandOption] = [
      .choice("--form", "FORM", of: ["a", "b"], ""),
      .word("--name", "NAME", isRepeatable: true, ""),
      .flag("--flag", ""),
    ]
    func message(_ arguments: String...) -> String? {
      do {
        _ = try Options(arguments, table)
        return nil
      } catch { return (error as? UsageError)?.message }
    }
    #expect(message("--form", "a", "--name=x", "--name", "y", "--flag", "w") == nil)
    #expect(message("--frm", "a") == "there is no option `--frm`; did you mean `--form`?")
    #expect(message("--form", "c") == "`--form` takes a, b, not `c`")
    #expect(message("--form") == "`--form` needs a value")
    #expect(message("--flag=yes") == "`--flag` takes no value")
    #expect(message("--form=a", "--form=b") == "`--form` is given more than once")
    #expect(message("-x") == "there is no option `-x`")
    #expect(message("-", "->", "--", "-1", "--") == nil)
    #expect(try Options(["a", "->", "b", "--", "--name"], table).words == ["a", "->", "b"])
    #expect(
      try Options(["a", "--", "--name"], table).paths() == ["a", "--name"])
    #expect(try Tool.run("check", "--watch").status == 2)
  }

  @Test func `All manual pages are written, and written anew`() throws {
    try Tool.temporaryDirectory { directory in
      for _ in 0..<2 {
        let result = try Tool.run(["man", "--out", "man1"], in: directory)
        #expect(result.status == 0 && result.errors == "")
      }
      let names = CommandLineTool.commands.map { "gvc-\($0.name).1" } + ["gvc.1"]
      let files = try FileManager.default.contentsOfDirectory(
        atPath: directory.appending(path: "man1").path)
      #expect(files.sorted() == names.sorted())
      for command in CommandLineTool.commands {
        let file = directory.appending(path: "man1/gvc-\(command.name).1")
        let page = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(page == ManualPage.text(command))
        #expect(try Tool.run(["man", command.name]).output == page)
      }
    }
    #expect(try Tool.run("man", "chekc").errors.contains("there is no command `chekc`"))
    #expect(try Tool.run("man", "check", "--out", "x").status == 2)
  }

  @Test(arguments: CompletionScript.allCases) func `A script asks gvc itself`(
    script: CompletionScript
  ) throws {
    let result = try Tool.run("completions", script.rawValue)
    #expect(result.status == 0 && result.output == script.text)
    #expect(script.text.contains("completions words"))
    // It names no command or option, and so cannot grow old.
    #expect(!script.text.contains("analyze") && !script.text.contains("--format"))
  }

  @Test func `An option that has no use beside another is an error`() throws {
    let result = try Tool.run("analyze", "Samples/brenta", "--profile", "--questions", "3")
    #expect(result.status == 2 && result.output == "")
    #expect(
      result.errors == "gvc analyze: `--questions` does nothing beside the other options\n")
  }
}

/// Names of cases and theories in completion.
@Suite struct WordCompletionTests {
  private func words(_ words: String...) throws -> (paths: String, candidates: [String]) {
    let result = try Tool.run(
      ["completions", "words", "--"] + words, in: Tool.package.appending(path: "Samples/brenta"))
    #expect(result.status == 0 && result.errors == "")
    let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
    return (
      String(lines[0]),
      lines.dropFirst().compactMap { $0.split(separator: "\t").first.map(String.init) }
    )
  }

  @Test func `Commands`() throws {
    #expect(try words("co").candidates == ["compare", "completions"])
    #expect(try words("help", "th").candidates == ["theory"])
    #expect(try words("").candidates.contains("help"))
    #expect(
      try words("theory", "").candidates == ["list", "show", "doc", "record", "coverage", "test"])
    #expect(try words("nothing", "").candidates == [])
  }

  @Test func `Names that a case declares`() throws {
    #expect(try words("analyze", ".", "--layer", "").candidates == ["before", "after"])
    #expect(try words("analyze", "--layer=a").candidates == ["--layer=after"])
    #expect(
      try words("analyze", "../footwear", "--layer", "").candidates
        == ["earlier", "decade"])
    #expect(try words("analyze", "--set", "dependent_sh").candidates == ["dependent_share="])
    #expect(try words("why", "functional_d").candidates == ["functional_downgrading"])
  }

  @Test func `Theories, their rules, and codes`() throws {
    #expect(try words("theory", "show", "ghs").candidates == ["ghs2005"])
    let rules = try words("theory", "doc", "ghs2005", "")
    #expect(rules.paths == "projects" && rules.candidates.count > 3)
    #expect(try words("explain", "GVC050").candidates.starts(with: ["GVC0501", "GVC0502"]))
  }

  @Test func `Files and directories`() throws {
    #expect(try words("check", "").paths == "projects")
    #expect(try words("check", "--baseline", "").paths == "files")
    #expect(try words("man", "--out=").paths == "directories")
    #expect(try words("check", "--format", "").paths == "none")
  }

  @Test func `A broken case has no names, and is no error`() throws {
    let result = try Tool.run("completions", "words", "--", "analyze", "/nowhere", "--layer", "")
    #expect(result.status == 0 && result.output == "none\n" && result.errors == "")
  }
}
