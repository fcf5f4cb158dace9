import Dispatch
import Synchronization

/// What the session is told, in the order in which it happens.
enum Event: Sendable {
  /// A message, its number of bytes, and its text where that is short.
  case message(IncomingMessage, size: Int, text: String?)
  /// Bytes that are no message.
  case malformed(ResponseError)
  case endOfInput
  /// A worker has an answer.
  case finished(RequestID, Cancellation, Result<EncodedResult, ResponseError>)
  /// A worker knows how to make an answer that will do if the whole one takes long.
  case interim(RequestID, Cancellation, @Sendable () throws -> EncodedResult)
  /// That answer.
  case interimResult(RequestID, Cancellation, Result<EncodedResult, ResponseError>)
  /// A worker has a message for the client.
  case send(method: String, EncodedResult)
  /// A worker has a part of an answer, or says how far it is.
  case progress(RequestID, Cancellation, EncodedResult)
  /// How far the diagnostics of the open projects are.
  case diagnostics(DiagnosticBatch)
}

/// A queue of events that one thread takes from.
final class Inbox: Sendable {
  private struct Queue {
    var events: [Event] = []
    var taken = 0
  }

  private let queue = Mutex(Queue())
  private let signal = DispatchSemaphore(value: 0)

  func post(_ event: Event) {
    queue.withLock { $0.events.append(event) }
    signal.signal()
  }

  /// The next event; nil when none comes until the deadline.
  func next(until deadline: DispatchTime) -> Event? {
    guard signal.wait(timeout: deadline) == .success else { return nil }
    return queue.withLock { queue in
      let event = queue.events[queue.taken]
      queue.taken += 1
      if queue.taken == queue.events.count {
        queue.events.removeAll(keepingCapacity: queue.taken < 64)
        queue.taken = 0
      } else if queue.taken > 256 {
        queue.events.removeSubrange(..<queue.taken)
        queue.taken = 0
      }
      return event
    }
  }
}
