import Dispatch
import Synchronization

/// Threads that work beside the session, as many as it starts work at a time.
///
/// A worker that waits for what another one makes holds up none, as each has a thread of its own.
final class Workers: Sendable {
  private let idle = Mutex<[DispatchQueue]>([])

  func run(_ work: @escaping @Sendable () -> Void) {
    let queue = idle.withLock { $0.popLast() } ?? DispatchQueue(label: "gvc.worker")
    queue.async {
      work()
      self.idle.withLock { $0.append(queue) }
    }
  }
}
