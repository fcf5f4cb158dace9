import GVCProject
import GVCWorkspace

#if os(Linux)
  import CGlibc
#endif
#if canImport(Glibc)
  import Glibc
#endif

/// The processes that come of this one, but for those that came of it before: its children, theirs, and,
/// since orphans become its children, also those whose parent has gone. Found in the system's table of
/// processes, whatever groups and sessions they are in; on other systems than Linux there are none.
struct Descendants {
  /// A process: its number may be given to another one later.
  private struct Identity: Hashable {
    let process: pid_t
    /// In ticks of the clock since the system started.
    let start: UInt64
  }

  private struct Entry {
    let identity: Identity
    let parent: pid_t
  }

  /// How long is waited for processes to end, in seconds: what the system holds up does not hold up all.
  private static let patience = 5.0

  /// Those that were there before, which stay.
  private let spared: Set<Identity>

  /// Takes in orphans from now on.
  init() {
    spared = Set(Self.found(sparing: []))
    Self.adoptOrphans(true)
  }

  /// Ends all that have come since, and takes in no more.
  func end() {
    let deadline = PluginProcess.now() + Self.patience
    repeat {
      let found = Self.found(sparing: spared)
      if found.isEmpty { break }
      // None may start another while the others are ended.
      for identity in found { kill(identity.process, SIGSTOP) }
      for identity in found { kill(identity.process, SIGKILL) }
      usleep(500)
      for identity in found {
        var status: Int32 = 0
        waitpid(identity.process, &status, WNOHANG)
      }
    } while PluginProcess.now() < deadline
    Self.adoptOrphans(false)
  }

  private static func adoptOrphans(_ adopts: Bool) {
    #if os(Linux)
      _ = gvc_adopt_orphans(adopts ? 1 : 0)
    #endif
  }

  private static func found(sparing spared: Set<Identity>) -> [Identity] {
    let children = Dictionary(grouping: table(), by: \.parent)
    var found: [Identity] = []
    var open = [getpid()]
    while let process = open.popLast() {
      for child in children[process] ?? [] where !spared.contains(child.identity) {
        found.append(child.identity)
        open.append(child.identity.process)
      }
    }
    return found
  }

  /// The processes of the system; none where it has no such table.
  private static func table() -> [Entry] {
    #if os(Linux)
      return ((try? Disk.list("/proc")) ?? []).compactMap { name in
        guard let process = pid_t(name), let bytes = try? Disk.read("/proc/\(name)/stat"),
          // The name of the program, in brackets, may hold anything.
          let bracket = bytes.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let fields = bytes[(bracket + 1)...].split(separator: UInt8(ascii: " "))
        guard fields.count > 19, let parent = pid_t(String(decoding: fields[1], as: UTF8.self)),
          let start = UInt64(String(decoding: fields[19], as: UTF8.self))
        else { return nil }
        return Entry(identity: Identity(process: process, start: start), parent: parent)
      }
    #else
      return []
    #endif
  }
}
