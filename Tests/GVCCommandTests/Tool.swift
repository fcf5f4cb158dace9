import Foundation
import Testing

/// The built `gvc`, started as a person would.
enum Tool {
  struct Result: Sendable {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The directory of the package.
  static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The binary, which stands beside that of the tests.
  static let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "gvc").path

  /// Runs `gvc` with arguments in a directory.
  static func run(
    _ arguments: String..., input: String = "", in directory: URL = package,
    environment: [String: String] = [:]
  ) throws -> Result {
    try start(path, arguments, input: input, in: directory, environment)
  }

  static func run(
    _ arguments: [String], input: String = "", in directory: URL = package,
    environment: [String: String] = [:]
  ) throws -> Result {
    try start(path, arguments, input: input, in: directory, environment)
  }

  /// Runs a line of the shell, in which `$gvc` is the tool.
  static func shell(_ line: String, in directory: URL = package) throws -> Result {
    try start("/bin/sh", ["-c", line], input: "", in: directory, ["gvc": path])
  }

  /// What `gvc` writes when its standard output is a terminal; small, as nothing is read meanwhile.
  static func terminal(
    _ arguments: String..., input: String, environment: [String: String] = [:]
  ) throws -> String {
    let (terminal, screen) = try openTerminal()
    let pipe = Pipe()
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = pipe
    process.standardOutput = screen
    try process.run()
    try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try pipe.fileHandleForWriting.close()
    process.waitUntilExit()
    return String(decoding: terminal.availableData, as: UTF8.self)
  }

  /// A terminal: the end that a person sees, and the end that a process writes to.
  static func openTerminal() throws -> (terminal: FileHandle, screen: FileHandle) {
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    try #require(master >= 0)
    let terminal = FileHandle(fileDescriptor: master, closeOnDealloc: true)
    var locked: Int32 = 0
    var number: Int32 = 0
    // TIOCSPTLCK and TIOCGPTN, which no module of the toolchain names.
    try #require(ioctl(master, 0x4004_5431, &locked) == 0)
    try #require(ioctl(master, 0x8004_5430, &number) == 0)
    let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    try #require(slave >= 0)
    let screen = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
    return (terminal, screen)
  }

  private static func start(
    _ executable: String, _ arguments: [String], input: String, in directory: URL,
    _ environment: [String: String]
  ) throws -> Result {
    try temporaryDirectory { scratch in
      let files = ["in", "out", "err"].map { scratch.appending(path: $0) }
      try Data(input.utf8).write(to: files[0])
      for file in files.dropFirst() { try Data().write(to: file) }
      let process = Process()
      process.executableURL = URL(filePath: executable)
      process.arguments = arguments
      process.currentDirectoryURL = directory
      process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
      process.standardInput = try FileHandle(forReadingFrom: files[0])
      process.standardOutput = try FileHandle(forWritingTo: files[1])
      process.standardError = try FileHandle(forWritingTo: files[2])
      try process.run()
      process.waitUntilExit()
      return Result(
        status: process.terminationStatus,
        output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
        errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
    }
  }

  /// Calls `body` with a directory that is there for the call only.
  static func temporaryDirectory<T>(_ body: (URL) throws -> T) throws -> T {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "gvc-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try body(directory)
  }
}
