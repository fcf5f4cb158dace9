import Foundation
import GVCAnalysis
import GVCPicture
import GVCReport
import GVCWorkspace
import Testing

@testable import gvc

/// The same files give the same bytes: in every process, whose hash tables are in another order each time, and
/// in whatever order a directory lists its files.
@Suite struct DeterminismTests {
  private static let commands = [
    ["check", "--format", "json"], ["analyze", "--format", "json"], ["draw"],
    ["draw", "--view", "timeline"], ["draw", "--format", "graphml"], ["ir", "--format", "json"],
    ["questions"], ["cite"], ["compare", "--format", "csv"],
    ["query", "links", "--format", "json"],
  ]

  @Test(arguments: commands) func `Five processes write the same`(command: [String]) throws {
    let first = try Tool.run(command + ["Samples/sinos_valley"])
    #expect(first.output.utf8.count > 100 && first.status < 2, "\(first.errors)")
    for _ in 1..<5 {
      let again = try Tool.run(command + ["Samples/sinos_valley"])
      #expect(again.output == first.output && again.status == first.status)
    }
  }

  /// The hash seed is another in each process. The files are made in another order each time, since some file systems
  /// list them so, and every second process has one processor, so that threads take other turns.
  @Test func `Fifty processes write the same, whatever the order of files, hashes and threads`()
    throws
  {
    let files = try Self.files().files.sorted { $0.key < $1.key }
    let line = "analyze --format json case"
    let isBound = try Tool.shell("taskset -c 0 true").status == 0
    var outputs: Set<String> = []
    for run in 0..<50 {
      try Tool.temporaryDirectory { directory in
        let place = directory.appending(path: "case")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
        for (path, bytes) in files.shuffled() {
          let name = URL(filePath: path).lastPathComponent
          try Data(bytes).write(to: place.appending(path: name))
        }
        let binding = isBound && run % 2 == 1 ? "taskset -c 0 " : ""
        let result = try Tool.shell("\(binding)\"$gvc\" \(line)", in: directory)
        #expect(result.status < 2 && result.errors == "")
        outputs.insert(result.output)
      }
    }
    #expect(outputs.count == 1)
    #expect((outputs.first ?? "").utf8.count > 10_000)
  }

  /// A sample, each of its items in a file of its own.
  private static func files() throws -> MemoryFiles {
    let path = Tool.package.appending(path: "Samples/sinos_valley/sinos_valley.gvc")
    let text = try String(contentsOf: path, encoding: .utf8)
    var files = MemoryFiles()
    var item = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      item += line + "\n"
      let isEnd = line == "}" || !line.hasPrefix(" ") && line.hasSuffix("}")
      if isEnd {
        files.files["/case/\(files.files.count).gvc"] = Array(item.utf8)
        item = ""
      }
    }
    files.files["/case/rest.gvc"] = Array(item.utf8)
    return files
  }

  private func outputs(_ files: FileSystem) throws -> [String] {
    let project = try AnalysedProject(ProjectLoader(files: files).project(at: "/case"))
    let printer = DiagnosticPrinter(project.map, usesColor: false)
    return project.diagnostics.map { printer.concise($0) } + [
      try JSONText.line(IRDocument(project.analysis, project.map)),
      project.analysis.findings.map { project.reader.message(of: $0) }.joined(separator: "\n"),
      try Picture(project.reader, project: "/case", PictureRequest()).document(),
    ]
  }

  @Test func `The order of a listing changes nothing`() throws {
    let files = try Self.files().fileSystem
    #expect(try files.list("/case").count > 20)
    let first = try outputs(files)
    #expect((first.last ?? "").hasSuffix("</svg>\n"))
    for _ in 0..<3 {
      let shuffled = FileSystem(
        kind: files.kind, read: files.read,
        list: { path throws(FileError) in try files.list(path).shuffled() },
        canonical: files.canonical)
      #expect(try outputs(shuffled) == first)
    }
  }
}
