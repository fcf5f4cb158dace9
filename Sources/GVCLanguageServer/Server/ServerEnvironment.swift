import Dispatch
import GVCReport
import GVCWorkspace

/// What a server needs of the machine: files, processes, and the way to its client.
public struct ServerEnvironment: Sendable {
  /// The version that the client is told.
  public var version: String
  /// What draws cases and writes their reports.
  public var renderer: CaseRenderer
  public var files: FileSystem
  /// The names in a directory that are directories or end in `.gvc`.
  public var names: @Sendable (String) throws(FileError) -> [String]
  /// What changes when a file or directory does; nil where there is none.
  public var stamp: @Sendable (String) -> FileStamp?
  /// Whether a process runs.
  public var isRunning: @Sendable (Int) -> Bool
  /// Sends bytes to the client; false when there is nobody to read them.
  public var write: @Sendable ([UInt8]) -> Bool
  /// Takes a line of the log; nil for no log.
  public var log: (@Sendable (String) -> Void)?
  var pace = Pace()

  public init(
    version: String, renderer: CaseRenderer, files: FileSystem,
    names: @escaping @Sendable (String) throws(FileError) -> [String],
    stamp: @escaping @Sendable (String) -> FileStamp?,
    isRunning: @escaping @Sendable (Int) -> Bool,
    write: @escaping @Sendable ([UInt8]) -> Bool, log: (@Sendable (String) -> Void)? = nil
  ) {
    self.version = version
    self.renderer = renderer
    self.files = files
    self.names = names
    self.stamp = stamp
    self.isRunning = isRunning
    self.write = write
    self.log = log
  }
}

/// How long a person waits.
struct Pace: Sendable {
  /// For a whole answer, before a part of it is better.
  var patience = DispatchTimeInterval.milliseconds(100)
  /// For work, before it is shown that it goes on.
  var progress = DispatchTimeInterval.seconds(1)
}

/// What tells one state of a file from another without reading it.
public struct FileStamp: Sendable {
  /// Its device, number, size and times.
  public let identity: [Int64]
  /// Whether it has stood long enough that another change would have another time.
  public let isSettled: Bool

  public init(identity: [Int64], isSettled: Bool) {
    self.identity = identity
    self.isSettled = isSettled
  }
}
