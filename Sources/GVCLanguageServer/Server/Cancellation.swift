import Synchronization

/// Says to a worker that nobody waits for its answer any more.
final class Cancellation: Sendable {
  private let flag = Atomic(false)

  var isCancelled: Bool { flag.load(ordering: .relaxed) }

  func cancel() { flag.store(true, ordering: .relaxed) }

  /// Ends the work with an error where it is cancelled.
  func check() throws(ResponseError) {
    if isCancelled { throw .cancelled }
  }
}
