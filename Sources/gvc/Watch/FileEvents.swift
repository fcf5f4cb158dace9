#if canImport(Glibc)
  import Glibc
#endif

/// Says that something happened in some directories: by the events of the system where it has them, and in
/// any case after a while, for what it does not say, such as changes on a network drive.
final class FileEvents {
  private let descriptor: Int32
  /// How long nothing must happen before a change counts as complete, in milliseconds.
  private static let quiet: Int32 = 60
  /// How long to wait at most for that.
  private static let patience = 20
  /// How long to wait for an event, in milliseconds; where there are none, how often to look.
  private var interval: Int32 { descriptor >= 0 ? 1_000 : 300 }

  /// - Parameter usesSystem: Whether events of the system are used where there are some.
  init(usesSystem: Bool = true) {
    #if os(Linux)
      descriptor = usesSystem ? inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC)) : -1
    #else
      descriptor = -1
    #endif
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Waits for events of these directories from now on.
  func watch(_ directories: Set<String>) {
    #if os(Linux)
      guard descriptor >= 0 else { return }
      let mask =
        IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO
        | IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB
      // To add a directory again finds the one that is there now under its name.
      for directory in directories {
        _ = inotify_add_watch(descriptor, directory, UInt32(mask))
      }
    #endif
  }

  /// Waits until something happened, or a while has passed.
  func wait() { if isReady(within: interval) { drain() } }

  /// Waits until no more happens: a file that is being written is whole then.
  func settle() {
    for _ in 0..<Self.patience {
      drain()
      if !isReady(within: Self.quiet) { return }
    }
  }

  private func isReady(within milliseconds: Int32) -> Bool {
    guard descriptor >= 0 else {
      usleep(UInt32(milliseconds) * 1_000)
      return false
    }
    var waits = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    return poll(&waits, 1, milliseconds) > 0
  }

  /// Takes the events that are there; which they are does not matter.
  private func drain() {
    guard descriptor >= 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while buffer.withUnsafeMutableBytes({ read(descriptor, $0.baseAddress, $0.count) }) > 0 {}
  }
}
