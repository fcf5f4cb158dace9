import GVCModel
import GVCSyntax

/// A project as read and checked: its own files, all that they import, and the model of them.
public struct LoadedProject: Sendable {
  /// The path that a person gave, or “standard input”.
  public let name: String
  /// The project's own module first, then those that it brings in.
  public let modules: [SourceModule]
  public let model: Model
  /// What is wrong in its files: form, imports and meaning, by file, place and code.
  public let diagnostics: [Diagnostic]

  /// The texts of the project's files, those of imported modules included.
  public var files: [SourceText] { modules.flatMap(\.trees).map(\.source) }

  /// Every text that a diagnostic or a fact may point into: the prelude, the packs in use, the files.
  public var sources: [SourceText] { model.sources }

  /// The number of diagnostics of a severity.
  public func count(_ severity: Severity) -> Int {
    diagnostics.count { $0.severity == severity }
  }
}

/// Why a project cannot be read at all, in one sentence.
public struct ProjectError: Error, Sendable, Hashable {
  public let message: String
  /// Nobody waited for it any more; it may well be there.
  public let isCancellation: Bool

  /// The failure to read what stands at a path.
  public init(_ error: FileError, at path: String) {
    self.init(PlaceProblem(error), at: path)
  }

  init(_ problem: PlaceProblem, at path: String) {
    message = problem.sentence(path)
    isCancellation = problem == .cancelled
  }
}
