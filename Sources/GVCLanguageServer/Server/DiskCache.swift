import GVCWorkspace
import Synchronization

/// What the disk answered, by path; asked again when a later epoch needs it.
///
/// An epoch is a time during which nothing on the disk is taken to change. Bytes are read again only
/// when the stamp of their file is another one.
final class DiskCache: Sendable {
  private struct Answer<Value> {
    var epoch: Int
    var value: Result<Value, FileError>
    var stamp: FileStamp?
    /// Different for each content that was read.
    var number = 0
  }

  private struct Known {
    var kinds: [String: Answer<FileSystem.Kind>] = [:]
    var canonicals: [String: Answer<String>] = [:]
    var names: [String: Answer<[String]>] = [:]
    var contents: [String: Answer<[UInt8]>] = [:]
    var lastNumber = 0
  }

  private let environment: ServerEnvironment
  private let known = Mutex(Known())

  init(_ environment: ServerEnvironment) { self.environment = environment }

  func kind(_ path: String, epoch: Int) -> Result<FileSystem.Kind, FileError> {
    known.withLock { known in
      if let answer = known.kinds[path], answer.epoch >= epoch { return answer.value }
      let value = Self.result { () throws(FileError) in try environment.files.kind(path) }
      known.kinds[path] = Answer(epoch: epoch, value: value)
      return value
    }
  }

  func canonical(_ path: String, epoch: Int) -> Result<String, FileError> {
    known.withLock { known in
      if let answer = known.canonicals[path], answer.epoch >= epoch { return answer.value }
      let value = Self.result { () throws(FileError) in try environment.files.canonical(path) }
      known.canonicals[path] = Answer(epoch: epoch, value: value)
      return value
    }
  }

  /// The names in a directory that are directories or end in `.gvc`.
  func names(_ path: String, epoch: Int) -> Result<[String], FileError> {
    known.withLock { known in
      Self.fresh(&known.names[path], epoch: epoch, environment.stamp(path)) {
        Self.result { () throws(FileError) in try environment.names(path) }
      }.value
    }
  }

  /// The bytes of a file, and a number that is another one when they are others; the numbers are
  /// negative.
  ///
  /// Others are answered while a file is read.
  func content(_ path: String, epoch: Int) -> (bytes: Result<[UInt8], FileError>, number: Int) {
    var before = known.withLock { $0.contents[path] }
    let wasKnown = before?.epoch
    let answer = Self.fresh(&before, epoch: epoch, environment.stamp(path)) {
      Self.result { () throws(FileError) in try environment.files.read(path) }
    }
    // As it was known, or known again by its stamp: else it has no number yet.
    if wasKnown == answer.epoch { return (answer.value, answer.number) }
    return known.withLock { known in
      if let other = known.contents[path] {
        // Somebody else has looked as late or later.
        if other.epoch >= answer.epoch { return (other.value, other.number) }
        // The bytes are kept as they were where they are the same, under whatever stamp.
        if other.value == answer.value {
          known.contents[path] = Answer(
            epoch: answer.epoch, value: other.value, stamp: answer.stamp, number: other.number)
          return (other.value, other.number)
        }
      }
      known.lastNumber -= 1
      known.contents[path] = Answer(
        epoch: answer.epoch, value: answer.value, stamp: answer.stamp, number: known.lastNumber)
      return (answer.value, known.lastNumber)
    }
  }

  /// Forgets all that no project of these paths needs.
  func keep(_ paths: Set<String>) {
    known.withLock { known in
      known.kinds = known.kinds.filter { paths.contains($0.key) }
      known.canonicals = known.canonicals.filter { paths.contains($0.key) }
      known.names = known.names.filter { paths.contains($0.key) }
      known.contents = known.contents.filter { paths.contains($0.key) }
    }
  }

  private static func fresh<Value>(
    _ answer: inout Answer<Value>?, epoch: Int, _ stamp: @autoclosure () -> FileStamp?,
    _ ask: () -> Result<Value, FileError>
  ) -> Answer<Value> {
    if let answer, answer.epoch >= epoch { return answer }
    let stamp = stamp()
    if var old = answer, let before = old.stamp, before.isSettled,
      before.identity == stamp?.identity
    {
      old.epoch = epoch
      answer = old
      return old
    }
    let new = Answer(epoch: epoch, value: ask(), stamp: stamp)
    answer = new
    return new
  }

  private static func result<T>(_ body: () throws(FileError) -> T) -> Result<T, FileError> {
    do throws(FileError) { return .success(try body()) } catch { return .failure(error) }
  }
}
