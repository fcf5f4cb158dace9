import Foundation
import GVCProject
import Testing

/// What README promises of safety and the code must not come to do: each way to the network, to other programs and to
/// files stands in the one place where it belongs.
@Suite struct PromisesTests {
  /// The sources of what is installed, each with its path below `Sources`.
  private static func sources() throws -> [(path: String, text: String)] {
    let root = Tool.package.appending(path: "Sources")
    let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
    return try (names ?? []).filter { path in
      path.hasSuffix(".swift")
        && !["GVCBenchmark/", "GVCFuzzing/", "GVCFuzzer/"].contains { path.hasPrefix($0) }
    }.map { ($0, try String(contentsOf: root.appending(path: $0), encoding: .utf8)) }
  }

  /// The files in which one of some words stands as a call or an import.
  private static func files(with words: [String]) throws -> Set<String> {
    let found = try sources().filter { source in words.contains { source.text.contains($0) } }
    return Set(found.map(\.path))
  }

  @Test func `All sources are looked at`() throws {
    #expect(try Self.sources().count > 300)
  }

  @Test func `Nothing opens a connection`() throws {
    let calls = [
      " socket(", " connect(", "getaddrinfo(", "URLSession", "import Network",
      "FoundationNetworking", "import Foundation\n",
    ]
    #expect(try Self.files(with: calls) == [])
  }

  @Test func `Only plug-ins are started`() throws {
    let calls = [
      "posix_spawn", " fork(", " vfork(", "execv", "execl", " system(", "popen(", "dlopen(",
      "Process()",
    ]
    #expect(try Self.files(with: calls) == ["gvc/Plugin/PluginProcess.swift"])
  }

  @Test func `Files are written in one place; beside it are a log and a half-made map`() throws {
    let calls = [
      "O_WRONLY", "O_RDWR", "O_CREAT", ".write(to: URL", "fopen(", "FileManager", "FileHandle",
      "rename(\"", " unlink(", " mkdir(", " rmdir(", "symlink(", "chmod(", "truncate(",
    ]
    #expect(
      try Self.files(with: calls) == [
        "gvc/DiskWriting.swift", "gvc/Commands/LSPCommand.swift",
        "gvc/Commands/RedactCommand.swift",
      ])
  }

  @Test func `Who writes files is listed`() throws {
    let calls = [
      "Disk.create(", "Disk.replace(", "Disk.makeDirectory(", "Disk.makeEmptyDirectory(",
    ]
    let commands = try Self.files(with: calls).map { URL(filePath: $0).lastPathComponent }
    #expect(
      commands.sorted() == [
        "DrawCommand.swift", "FormatCommand.swift", "ImportCommand.swift", "ManCommand.swift",
        "NewCommand.swift", "PluginCommand.swift", "RedactCommand.swift", "ReportCommand.swift",
        "TableOutput.swift",
        "TheoryCommand.swift",
      ])
  }
}
