import GVCAnalysis
import GVCModel
import GVCSyntax
import GVCWorkspace

/// Holds a redacted case against the one that it was made of: it must be as well formed, and give the same
/// findings under other names.
struct RedactionCheck {
  /// How many findings, open ones included, are the same.
  let findings: Int

  /// Fails where the two differ.
  ///
  /// - Parameter root: The project among the redacted files: the path of one, or empty for all of a directory.
  init(
    _ original: LoadedProject, _ redactor: inout Redactor,
    _ files: [(path: String, text: [UInt8])], root: String
  ) throws(Redactor.Failure) {
    var memory = MemoryFiles()
    for file in files { memory.files["/case/\(file.path)"] = file.text }
    let redacted: LoadedProject
    do throws(ProjectError) {
      redacted = try ProjectLoader(files: memory.fileSystem)
        .project(at: root.isEmpty ? "/case" : "/case/\(root)")
    } catch {
      throw Redactor.Failure(message: "the redacted case cannot be read: \(error.message)")
    }
    let (before, after) = (CheckedProject(original), CheckedProject(redacted))
    let codes = Self.counts(before.diagnostics.map { $0.code.description })
    for (code, count) in Self.counts(after.diagnostics.map { $0.code.description })
    where count > codes[code, default: 0] {
      throw Redactor.Failure(
        message: "the redacted case would have a mistake that this one has not (\(code))")
    }
    let wanted = Self.findings(original) { redactor.label($0) }
    let found = Self.findings(redacted) { redacted.model.label($0) }
    guard wanted == found else {
      throw Redactor.Failure(message: "the redacted case would not give the same findings")
    }
    findings = wanted.values.reduce(0, +)
  }

  private static func counts(_ texts: [String]) -> [String: Int] {
    texts.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// How often each finding is there, by what it says of which things.
  private static func findings(
    _ project: LoadedProject, label: (EntityID) -> String
  ) -> [String: Int] {
    let model = project.model
    let analysis = Analysis(model, RuleCompiler.compile(model), AnalysisOptions())
    let reader = FindingReader(analysis)
    return counts(
      analysis.findings.map { finding in
        let plan = reader.plan(of: finding)
        let layers = [finding.layer, finding.previous].map { layer in
          layer?.entity.map { label($0) } ?? ""
        }
        let things = [finding.subject] + [finding.object].compactMap(\.self) + finding.related
        return
          ([
            reader.theoryName(of: finding), model.names[model.rules[finding.rule].name],
            "\(finding.truth)", plan.modality.rawValue, plan.level.name,
          ] + layers + things.map { label($0) }).joined(separator: "\u{0}")
      })
  }
}
