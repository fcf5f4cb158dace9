import FoundationEssentials
import GVCAnalysis
import GVCSyntax
import GVCWorkspace
import Testing

/// The projects in a Markdown document.
///
/// A fenced `gvc` block is a project of one file. Blocks with `file=NAME` behind the word are files of
/// one project, a directory, until a heading, a block without a name, or a name that stands already.
struct ProjectDocument {
  struct Project: Sendable, CustomTestStringConvertible {
    let document: String
    let heading: String
    let line: Int
    /// The texts by their names.
    var files: [String: String]

    var testDescription: String { "\(document):\(line) \(heading)" }
  }

  private(set) var projects: [Project] = []
  private var heading = ""
  /// Whether the next block with a name belongs to the last project.
  private var isOpen = false

  init(_ text: String, name: String) {
    var block: (line: Int, file: String?, lines: [Substring])?
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if let current = block {
        if line == "```" {
          add(
            current.lines.map { $0 + "\n" }.joined(), file: current.file, line: current.line,
            of: name)
          block = nil
        } else {
          block?.lines.append(line)
        }
      } else if line == "```gvc" {
        block = (number + 2, nil, [])
      } else if line.hasPrefix("```"), let mark = line.firstRange(of: " file=") {
        block = (number + 2, String(line[mark.upperBound...]), [])
      } else if line.hasPrefix("#") {
        heading = String(line)
        isOpen = false
      }
    }
  }

  private mutating func add(_ text: String, file: String?, line: Int, of document: String) {
    if let file, isOpen, let last = projects.last, last.files[file] == nil {
      projects[projects.count - 1].files[file] = text
      return
    }
    isOpen = file != nil
    projects.append(
      Project(
        document: document, heading: heading, line: line, files: [file ?? "case.gvc": text]))
  }
}

extension ProjectDocument.Project {
  /// The built-in theories, lowered once for all documents.
  private static let theories = BuiltIns.theories()

  /// `FILE:LINE severity[CODE]` of each diagnostic that `gvc check` prints of the project, and of each
  /// expectation that it does not meet, sorted; with the help where a mark of the line has words
  /// behind it.
  func found() throws -> [String] {
    let files = MemoryFiles(
      Dictionary(uniqueKeysWithValues: self.files.map { ("/case/\($0.key)", $0.value) }))
    let project = try ProjectLoader(files: files.fileSystem, theories: Self.theories).project(
      at: "/case")
    let sources = Dictionary(uniqueKeysWithValues: project.sources.map { ($0.file, $0) })
    return Self.diagnostics(project).map { diagnostic in
      let location = diagnostic.primary.location
      guard let source = sources[location.file] else { return "no file: \(diagnostic.message)" }
      let line = LineIndex(source).line(at: location.range.start).line + 1
      let name = source.name.hasPrefix("/case/") ? String(source.name.dropFirst(6)) : source.name
      let place = "\(name):\(line) \(diagnostic.severity.name)[\(diagnostic.code)]"
      let marks = expected().filter { $0.hasPrefix(place) }
      return marks.contains(place) ? place : place + (diagnostic.help.map { " " + $0 } ?? "")
    }.sorted()
  }

  static func diagnostics(_ project: LoadedProject) -> [Diagnostic] {
    let program = RuleCompiler.compile(project.model)
    let diagnostics = CaseDiagnostics.all(project.diagnostics, project.model, program)
    let reader = FindingReader(Analysis(project.model, program))
    let checker = ExpectationChecker(reader, diagnostics: diagnostics)
    return diagnostics
      + ExpectationReader.read(project.model).expectations.map { checker.check($0) }
      .filter { !$0.isMet }.map { CaseDiagnostics.unmet($0, reader) }
  }

  /// The same as the marks behind the lines say it: `// error[CODE]`, with the help if it matters.
  func expected() -> [String] {
    files.flatMap { name, text in
      text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap {
        number, line in
        line.matches(of: /(?:error|warning|note)\[GVC\d{4}\](?: (?!error|warning|note).*)?/).map {
          "\(name):\(number + 1) \($0.output)"
        }
      }
    }.sorted()
  }
}
