import GVCSyntax

/// The diagnostics of imports: GVC0120 to GVC0139.
enum ImportErrors {
  /// Why what an import names is no part of the project.
  static func problem(
    _ problem: PlaceProblem, _ path: String, suggestion: String?, at place: Location
  ) -> Diagnostic {
    let sentence = problem.sentence(path)
    switch problem {
    case .file(let name, let inner):
      return self.problem(inner, name, suggestion: suggestion, at: place)
    case .notFound:
      return Diagnostic(
        .importNotFound, sentence, at: Label(place, "not found"),
        help: suggestion.map { "did you mean `\($0)`?" }
          ?? "the path starts at the directory of this file",
        fixes: suggestion.map { [Fix("Replace by `\($0)`", [TextEdit(place, "\"\($0)\"")])] } ?? [])
    // Loading ends with a cancellation: no import has one.
    case .unreadable, .cancelled:
      return Diagnostic(.importUnreadable, sentence, at: Label(place, "cannot be read"))
    case .leaves, .leavesByLink:
      return Diagnostic(
        .importOutside, sentence, at: Label(place, "leaves the project"),
        help: "a project reads only what lies below its directory: copy the file there, "
          + "or check a directory that holds both")
    case .tooLong:
      return Diagnostic(
        .importTooLarge, sentence, at: Label(place, "too long"),
        help: "split it: the files of a directory make one module")
    case .tooManyFiles:
      return Diagnostic(
        .importTooLarge, sentence, at: Label(place, "too many files"),
        help: "put them into several directories")
    case .empty:
      return Diagnostic(
        .importEmpty, sentence, at: Label(place, "nothing to read"),
        help: "the directories below a directory are imported one by one")
    case .otherFile:
      return Diagnostic(
        .importOfOtherFile, sentence, at: Label(place, "no text of this language"),
        help: "import a `.gvc` file, or a directory of them")
    }
  }

  /// `path`: the names of the files or directories on the way, the first again at its end.
  static func cycle(_ path: [String], at place: Location, others: [(Location, String)])
    -> Diagnostic
  {
    Diagnostic(
      .importCycle, "these imports go round: \(path.joined(separator: " → "))",
      at: Label(place, "closes the circle"),
      secondary: others.map { Label($0.0, "imports `\($0.1)`") },
      help: "move what both need to a file of its own, "
        + "or put the files into one directory: they see each other there")
  }

  static func aliasTaken(_ alias: String, at place: Location, first: Location?) -> Diagnostic {
    Diagnostic(
      .aliasTaken,
      first == nil
        ? "`\(alias)` is the name of a built-in theory"
        : "`\(alias)` is already the name of another import",
      at: Label(place, "taken"), secondary: first.map { [Label($0, "first given here")] } ?? [],
      help: "give each import a name of its own")
  }

  /// An import of a built-in pack; `item` is the whole import, nil when it has an alias.
  static func packImported(_ pack: String, at place: Location, item: Location?) -> Diagnostic {
    Diagnostic(
      .packImported, "`\(pack)` is a built-in theory, not a file",
      at: Label(place, "no file"), help: "write `use \(pack)`",
      fixes: item.map { [Fix("Write `use \(pack)`", [TextEdit($0, "use \(pack)")])] } ?? [])
  }

  static func tooManyModules(limit: Int, at place: Location) -> Diagnostic {
    Diagnostic(
      .tooManyImports, "the project imports more than \(limit) files and directories",
      at: Label(place, "this and what follows is not read"),
      help: "put files that belong together into one directory, and import that")
  }
}
