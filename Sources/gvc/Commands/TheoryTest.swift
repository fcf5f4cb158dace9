import GVCAnalysis
import GVCLibrary
import GVCModel
import GVCProject
import GVCReport
import GVCSyntax
import GVCWorkspace

/// `gvc theory test`: what rules answer of cases that are changed in ways of which the answer is known.
enum TheoryTest {
  /// What is printed of it.
  enum Extent {
    case all
    case summary
  }

  private struct Rule {
    let theory: String
    let name: String
    let documentation: String
  }

  /// - Parameter words: Names of theories and paths of projects.
  static func run(
    _ words: [String], examples documents: [String], _ extent: Extent, _ output: TableOutput
  ) throws -> ExitStatus {
    let paths = words.filter { (try? Disk.kind($0)) != nil }
    let names = words.filter { !paths.contains($0) }
    let inputs = try Projects.load(paths).flatMap { Projects.paths(of: $0) }
    let matrix: ContextMatrix = try Progress.during { say in
      try self.matrix(of: names, paths, documents, say)
    }
    let tables = ContextTables(matrix)
    if output.isText {
      let head = extent == .all ? try tables.rules.text(.text) + "\n" : ""
      try output.write(
        head + tables.summary.text(.text) + tables.notes, sparing: documents + inputs)
    } else {
      let table =
        switch (extent, output.format) {
        case (.summary, _): tables.summary
        case (.all, .markdown): tables.rules
        case (.all, _): tables.cells
        }
      try output.write(table, named: "contexts", sparing: documents + inputs)
    }
    let isClean =
      matrix.faults.isEmpty && matrix.withoutExample.isEmpty && matrix.mistakes.isEmpty
    return isClean ? .clean : .findings
  }

  private static func matrix(
    of names: [String], _ paths: [String], _ documents: [String], _ say: (String) -> Void
  ) throws -> ContextMatrix {
    let loader = ProjectLoader(files: .disk)
    var places: [String] = []
    for path in paths {
      do throws(ProjectError) {
        places += try loader.projectPaths(at: path)
      } catch {
        throw UsageError(error.message)
      }
    }
    let projects = try Projects.load(places)
    let library = try TheoryCommand.library().model
    let models = projects.isEmpty ? [library] : projects.map(\.model)
    var rules: [Rule] = []
    for model in models {
      for rule in Self.rules(of: model, names, own: !projects.isEmpty && names.isEmpty)
      where !rules.contains(where: { $0.name == rule.name && $0.theory == rule.theory }) {
        rules.append(rule)
      }
    }
    guard !rules.isEmpty else {
      throw UsageError(
        names.isEmpty
          ? "these projects state no rules; name a theory"
          : "there is no theory `\(names[0])`; `gvc theory list` lists them")
    }
    var texts: [(name: String, place: String?, text: String, rules: [String])] = []
    /// Adds the examples of a document for rules that none was found for.
    func add(_ book: ExampleBook, in directory: String?) {
      for rule in rules {
        guard let text = book.example(of: rule.name, .holds),
          !texts.contains(where: { $0.rules.contains(rule.name) })
        else { continue }
        if let known = texts.firstIndex(where: { $0.text == text }) {
          texts[known].rules.append(rule.name)
        } else {
          texts.append(("the example of \(rule.name)", directory, text, [rule.name]))
        }
      }
    }
    for document in documents {
      do throws(FileError) {
        let text = String(decoding: try Disk.read(document), as: UTF8.self)
        add(ExampleBook([text]), in: document.directory)
      } catch {
        throw UsageError(ProjectError(error, at: document).message)
      }
    }
    if projects.isEmpty { add(ExampleBook(TheoryPages.examples), in: nil) }
    say("reading \(texts.count) examples")
    var examples: [(example: ContextExample, rules: [String])] = []
    // The packs that examples use are lowered and compiled once.
    let store = BuiltIns.theories()
    for (name, directory, text, rules) in texts {
      if let example = ContextExample(
        name: name, text: Array(text.utf8), in: directory, files: directory == nil ? nil : .disk,
        store)
      {
        examples.append((example, rules))
      }
    }
    for place in places {
      let open = rules.map(\.name).filter { name in
        !examples.contains { $0.rules.contains(name) }
      }
      guard !open.isEmpty, let example = ContextExample(project: place, store) else {
        continue
      }
      examples.append((example, open))
    }
    say("testing \(rules.count) rules")
    return ContextMatrix(
      examples, rules: rules.map { ($0.theory, $0.name, $0.documentation) },
      theories: theories(of: models, rules))
  }

  /// The documentation of the theories of some rules.
  private static func theories(of models: [Model], _ rules: [Rule]) -> [String: String] {
    var found: [String: String] = [:]
    for model in models {
      for theory in model.theories {
        guard let name = theory.name.map({ model.names[$0] }),
          rules.contains(where: { $0.theory == name })
        else { continue }
        found[name] = theory.documentation
      }
    }
    return found
  }

  /// The rules of a model: those of some theories, or those that the project states itself, or all.
  private static func rules(of model: Model, _ names: [String], own: Bool) -> [Rule] {
    model.rules.compactMap { rule in
      let theory =
        model.theories[Int(rule.theory.number)].name.map { model.names[$0] } ?? ""
      let isOwn = model.moduleOfTree[rule.place.tree] >= model.firstProjectModule
      guard names.isEmpty ? !own || isOwn : names.contains(theory) else { return nil }
      return Rule(
        theory: theory, name: model.names[rule.name],
        documentation: model.documentation(of: rule))
    }
  }
}

extension ContextExample {
  /// A text as a project of one file, which may import what stands in a directory; nil where it cannot be read.
  ///
  /// - Parameters:
  ///   - files: Where its imports are; nil for a text that imports nothing but packs.
  ///   - theories: The built-in theories, the same for all examples.
  init?(
    name: String, text: [UInt8], in directory: String?, files: FileSystem?,
    _ theories: TheoryStore
  ) {
    let base = files ?? MemoryFiles().fileSystem
    let path = (directory.map { $0.isEmpty ? "" : $0 + "/" } ?? "") + "example.gvc"
    @Sendable func load(_ bytes: [UInt8], _ trees: ParsedTrees) -> LoadedProject? {
      try? ProjectLoader(files: base.showing(bytes, at: path), theories: theories, reusing: trees)
        .project(at: path)
    }
    guard let project = load(text, ParsedTrees()) else { return nil }
    self.init(
      name: name, text: text, model: project.model, mistakes: project.count(.error)
    ) { bytes in
      load(bytes, ParsedTrees(project)).map { ($0.model, $0.count(.error)) }
    }
  }

  /// A project with all its files as one; nil where it cannot be read.
  init?(project path: String, _ theories: TheoryStore) {
    guard let texts = try? ProjectLoader(files: .disk).texts(at: path),
      let kind = try? Disk.kind(path)
    else { return nil }
    let whole = Array(texts.map(\.bytes).joined(separator: [0x0A]))
    self.init(
      name: path, text: whole,
      in: kind == .directory ? path : path.directory, files: .disk, theories)
  }
}

extension FileSystem {
  /// The same files with a text in one place.
  fileprivate func showing(_ bytes: [UInt8], at path: String) -> FileSystem {
    FileSystem(
      kind: { other throws(FileError) in other == path ? .file : try kind(other) },
      read: { other throws(FileError) in other == path ? bytes : try read(other) },
      list: { other throws(FileError) in try list(other) },
      canonical: { other throws(FileError) in
        if other != path { return try canonical(other) }
        let directory = try canonical(path.directory.isEmpty ? "." : path.directory)
        let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
        return directory + (directory.hasSuffix("/") ? "" : "/") + name
      })
  }
}

extension String {
  /// The directory that a path stands in.
  fileprivate var directory: String { lastIndex(of: "/").map { String(self[..<$0]) } ?? "" }
}
