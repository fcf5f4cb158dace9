import Foundation
import GVCAnalysis
import GVCCaseReport
import GVCWorkspace

/// The report of a case, made as the command makes it.
enum Reports {
  /// The directory of the package.
  static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func report(
    of project: LoadedProject, pictures: [CaseReport.Picture] = [], style: String = "",
    layer: String? = nil, details: CaseReport.Details = CaseReport.Details(version: "0")
  ) -> CaseReport {
    let program = RuleCompiler.compile(project.model)
    var options = AnalysisOptions()
    options.layer = project.model.layerOrder.layers.first { project.model.label($0) == layer }
      .map { LayerReference($0) }
    let reader = FindingReader(Analysis(project.model, program, options))
    return CaseReport(
      reader, project: project.name,
      diagnostics: CaseDiagnostics.all(project.diagnostics, project.model, program),
      pictures: pictures, pictureStyle: style, details: details)
  }

  /// The report of files in memory, which lie in `/case`.
  static func report(
    _ files: [String: String], pictures: [CaseReport.Picture] = [], style: String = "",
    layer: String? = nil, details: CaseReport.Details = CaseReport.Details(version: "0")
  ) throws -> CaseReport {
    var memory: [String: String] = [:]
    for (name, text) in files { memory["/case/\(name)"] = text }
    let loader = ProjectLoader(files: MemoryFiles(memory).fileSystem)
    let project = try loader.projects(at: "/case")[0]
    return report(of: project, pictures: pictures, style: style, layer: layer, details: details)
  }

  static func report(_ text: String, layer: String? = nil) throws -> CaseReport {
    try report(["case.gvc": text], layer: layer)
  }

  /// The names of the samples.
  static let samples: [String] =
    ((try? FileManager.default.contentsOfDirectory(
      atPath: package.appending(path: "Samples").path)) ?? [])
    .filter { name in
      FileManager.default.fileExists(
        atPath: package.appending(path: "Samples/\(name)/\(name).gvc").path)
    }.sorted()

  /// The report of a sample, or of another case of the package.
  static func sample(_ path: String) throws -> CaseReport {
    let file = package.appending(path: path)
    return try report([
      file.lastPathComponent: String(decoding: Data(contentsOf: file), as: UTF8.self)
    ])
  }

  static func sample(named name: String) throws -> CaseReport {
    try sample("Samples/\(name)/\(name).gvc")
  }
}
