import GVCAnalysis
import GVCLibrary
import GVCModel
import GVCReport
import GVCSyntax
import GVCTheoryPages
import GVCWorkspace

extension Command {
  /// `gvc theory`: what the theories say.
  static let theory = Command(
    name: "theory",
    summary: "Look up theories: list, show, doc, coverage",
    help: """
      gvc theory list [PATH …]
      gvc theory show NAME [PATH]
      gvc theory doc NAME [RULE] [PATH] [--out DIRECTORY] [--examples FILE.md …]
      gvc theory coverage [--format text|markdown|csv|json]

      list      the theories that come with gvc, and those that the projects state
      show      what a theory is about: its verdicts, thresholds and rules
      doc       a reference: what each rule says, why, where it stands in the literature, what it reads,
                a case in which it holds, one in which it does not, and what to do about it; to
                standard output, or as an index and a page a rule in a directory
      coverage  for each passage of Caspari (2003) the rule that states it, or why none does

        --out DIRECTORY       write the pages there; a page that is there is written anew
        --examples FILE.md    take examples from the `gvc` blocks of this document; may be given again

      Exit status: 0 done, 1 a passage is not covered, 2 could not run.

      """,
    run: TheoryCommand.run)
}

private enum TheoryCommand {
  static func run(_ arguments: [String]) throws -> ExitStatus {
    guard let action = arguments.first else {
      throw UsageError("say what to do: list, show, doc or coverage")
    }
    var options = Options(Array(arguments.dropFirst()))
    switch action {
    case "list": return try list(&options)
    case "show": return try show(&options)
    case "doc": return try document(&options)
    case "coverage": return try coverage(&options)
    default:
      let nearest = Suggestion.nearest(to: action, among: ["list", "show", "doc", "coverage"])
      throw UsageError(
        "there is no `gvc theory \(action)`" + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
    }
  }

  /// A project that uses every theory which comes with gvc, and nothing else.
  private static func library() throws -> LoadedProject {
    let names = Library.packs.map(\.name).joined(separator: ", ")
    do throws(ProjectError) {
      return try ProjectLoader(files: MemoryFiles().fileSystem)
        .project(text: Array("use \(names)\n".utf8), name: "the library")
    } catch {
      throw UsageError(error.message)
    }
  }

  private static func list(_ options: inout Options) throws -> ExitStatus {
    let format = try Table.Format(&options)
    var table = TheoryBook.list(try library().model)
    for project in try Projects.load(options.words()) {
      let all = TheoryBook.list(project.model)
      for row in all.rows where !table.rows.contains(where: { $0[0] == row[0] }) { table.add(row) }
    }
    Output.write(try table.text(format))
    return .clean
  }

  private static func show(_ options: inout Options) throws -> ExitStatus {
    let words = try options.paths(least: "name the theory; `gvc theory list` lists them")
    let book = try book(words[0], Array(words.dropFirst()), examples: [])
    Output.write(SafeText.escapedLines(book.overview))
    return .clean
  }

  private static func document(_ options: inout Options) throws -> ExitStatus {
    let directory = try options.value("--out")
    let documents = try options.values("--examples").map { path in
      do throws(FileError) {
        return String(decoding: try Disk.read(path), as: UTF8.self)
      } catch {
        throw UsageError(ProjectError(error, at: path).message)
      }
    }
    var words = try options.paths(least: "name the theory; `gvc theory list` lists them")
    let name = words.removeFirst()
    // What is no path names a rule.
    let rule = words.first.flatMap { (try? Disk.kind($0)) == nil ? $0 : nil }
    if rule != nil { words.removeFirst() }
    let book = try book(name, words, examples: documents)
    var pages = book.pages
    if let rule {
      guard let page = book.page(of: rule) else {
        let nearest = Suggestion.nearest(to: rule, among: book.rules)
        throw UsageError(
          "`\(name)` has no rule `\(rule)`" + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
      }
      pages = [page]
    }
    guard let directory else {
      Output.write(SafeText.escapedLines(pages.map(\.text).joined(separator: "\n")))
      return .clean
    }
    try Disk.makeDirectory(directory)
    let base = directory.hasSuffix("/") ? directory : directory + "/"
    for page in pages { try Disk.replace(base + page.file, Array(page.text.utf8)) }
    Output.write("\(pages.count) page\(pages.count == 1 ? "" : "s") in \(Output.safe(directory))\n")
    return .clean
  }

  /// A theory of the projects at some paths, or else of those that come with gvc.
  private static func book(
    _ name: String, _ paths: [String], examples: [String]
  ) throws -> TheoryBook {
    let book = ExampleBook(examples.isEmpty ? TheoryPages.examples : examples)
    var names: [String] = []
    for project in try Projects.load(paths) + [try library()] {
      let model = project.model
      if let found = TheoryBook(name, model, RuleCompiler.compile(model), book) { return found }
      names += model.theories.compactMap { $0.name.map { model.names[$0] } }
    }
    let nearest = Suggestion.nearest(to: name, among: names)
    throw UsageError(
      "there is no theory `\(name)`"
        + (nearest.map { "; did you mean `\($0)`?" } ?? "; name the project that states it"))
  }

  private static func coverage(_ options: inout Options) throws -> ExitStatus {
    let format = try Table.Format(&options)
    guard options.words().isEmpty else { throw UsageError("coverage takes no path") }
    let coverage = TheoryCoverage(
      TheoryPages.coverage, try library().model, theory: "caspari2003")
    Output.write(try coverage.table.text(format))
    if format == .text {
      let stated = coverage.entries.count { !$0.rules.isEmpty }
      Output.write(
        "\n\(coverage.entries.count) passages: \(stated) stated by rules, "
          + "\(coverage.entries.count - stated) otherwise accounted for\n")
    }
    return coverage.entries.allSatisfy(\.isCovered) && coverage.unknown.isEmpty ? .clean : .findings
  }
}
