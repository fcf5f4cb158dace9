import GVCIDE
import GVCProject
import GVCWorkspace
import Synchronization

/// Compiles projects, and keeps the last state of each.
///
/// This is the one place where a state of a project follows from the one before: a project of which
/// no input has changed is the same, and of one that changed the trees of the other files are kept.
final class ProjectCompiler: Sendable {
  /// When a project was last known to be as it is.
  struct Moment: Equatable, Sendable {
    let revision: Int
    let epoch: Int
    let settings: Settings
  }

  private struct State {
    var project: Result<CompiledProject, ProjectError>?
    var inputs = InputRecord()
    /// The revision of a document that is no file.
    var text: Int?
    /// The ids of the diagnostics of its files, of a project without open documents.
    var resultIDs: [DocumentURI: String]?
    var moment: Moment?
  }

  private final class Entry: Sendable {
    let state = Mutex(State())
  }

  private let theories = BuiltIns.theories()
  private let entries = Mutex<[ProjectKey: Entry]>([:])
  private let lastNumber = Mutex(0)

  /// The project of a directory or file, as it is at a moment; `shownPath` is its path as a person
  /// knows it.
  ///
  /// Where `cancellation` says so, the work is broken off and fails, and the state before is kept.
  func project(
    _ key: ProjectKey, at shownPath: String, _ overlay: OverlayFiles, _ moment: Moment,
    unless cancellation: Cancellation?
  ) -> Result<CompiledProject, ProjectError> {
    compile(key, text: nil, overlay, moment) { files, trees throws(ProjectError) in
      let loader = ProjectLoader(files: files, theories: theories, reusing: trees) {
        cancellation?.isCancelled ?? false
      }
      return (try loader.project(at: shownPath), nil)
    }
  }

  /// The project of a document that is no file.
  func project(
    text document: OpenDocument, _ overlay: OverlayFiles, _ moment: Moment,
    unless cancellation: Cancellation?
  ) -> Result<CompiledProject, ProjectError> {
    compile(.text(document.uri.text), text: document.revision, overlay, moment) {
      _, trees throws(ProjectError) in
      let loader = ProjectLoader(
        files: MemoryFiles().fileSystem, theories: theories, reusing: trees
      ) {
        cancellation?.isCancelled ?? false
      }
      return (
        try loader.project(text: document.text.bytes, name: document.uri.text), document
      )
    }
  }

  private func compile(
    _ key: ProjectKey, text: Int?, _ overlay: OverlayFiles, _ moment: Moment,
    _ load: (FileSystem, ParsedTrees) throws(ProjectError) -> (LoadedProject, OpenDocument?)
  ) -> Result<CompiledProject, ProjectError> {
    entry(key).state.withLock { state in
      if let project = state.project, state.moment == moment { return project }
      if let project = state.project, state.moment?.settings == moment.settings,
        state.text == text, state.inputs.holds(in: overlay)
      {
        state.moment = moment
        return project
      }
      let inputs = InputRecord()
      let trees = (try? state.project?.get()).map { ParsedTrees($0.snapshot.project) }
      let result: Result<CompiledProject, ProjectError>
      do throws(ProjectError) {
        let (loaded, document) = try load(overlay.fileSystem(inputs), trees ?? ParsedTrees())
        let last = (try? state.project?.get())?.snapshot
        let snapshot = ProjectSnapshot(
          loaded, moment.settings.options(for: loaded.model), after: last)
        result = .success(
          CompiledProject(key, snapshot, number: nextNumber(), overlay, text: document))
      } catch {
        if error.isCancellation { return .failure(error) }
        result = .failure(error)
      }
      state = State(project: result, inputs: inputs, text: text, resultIDs: nil, moment: moment)
      return result
    }
  }

  // MARK: Closed projects

  /// The ids of the diagnostics that a project had, if nothing of it has changed since.
  func resultIDs(
    of key: ProjectKey, _ overlay: OverlayFiles, _ moment: Moment
  ) -> [DocumentURI: String]? {
    entries.withLock { $0[key] }?.state.withLock { state in
      guard let ids = state.resultIDs, state.moment?.settings == moment.settings,
        state.inputs.holds(in: overlay)
      else { return nil }
      return ids
    }
  }

  func keep(resultIDs: [DocumentURI: String], of project: CompiledProject) {
    entry(project.key).state.withLock { state in
      guard case .success(let known)? = state.project, known === project else { return }
      state.resultIDs = resultIDs
    }
  }

  /// Frees the projects that no open document needs, but for the ids of their diagnostics; returns the
  /// paths that are still asked about.
  func free(allBut needed: Set<ProjectKey>) -> Set<String> {
    let entries = entries.withLock { $0 }
    var paths: Set<String> = []
    for (key, entry) in entries {
      let isKept = entry.state.withLock { state in
        if !needed.contains(key) { state.project = nil }
        guard needed.contains(key) || state.resultIDs != nil else { return false }
        paths.formUnion(state.inputs.paths)
        return true
      }
      if !isKept { self.entries.withLock { $0[key] = nil } }
    }
    return paths
  }

  private func entry(_ key: ProjectKey) -> Entry {
    entries.withLock { entries in
      if let known = entries[key] { return known }
      let new = Entry()
      entries[key] = new
      return new
    }
  }

  private func nextNumber() -> Int {
    lastNumber.withLock {
      $0 += 1
      return $0
    }
  }
}
