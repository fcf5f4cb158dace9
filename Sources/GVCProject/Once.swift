import Synchronization

/// A value that is made when it is first asked for, and once, whoever asks.
package final class Once<Value: Sendable>: Sendable {
  /// What makes a value after an earlier one, which is let go of when it is made.
  private struct Maker: Sendable {
    let earlier: Value?
    let make: @Sendable (Value?) -> Value
    /// Gives nil where it is cancelled.
    let attempt: @Sendable (Value?, @Sendable () -> Bool) -> Value?
  }

  private enum State {
    case pending(Maker)
    case made(Value)
  }

  private let state: Mutex<State>

  package convenience init(_ make: @escaping @Sendable () -> Value) {
    self.init(after: nil) { _ in
      make()
    } unless: { _, _ in
      make()
    }
  }

  /// A value that follows from an earlier one; `attempt` makes it too, and may be broken off.
  package init(
    after earlier: Value?, _ make: @escaping @Sendable (Value?) -> Value,
    unless attempt: @escaping @Sendable (Value?, @Sendable () -> Bool) -> Value?
  ) {
    state = Mutex(.pending(Maker(earlier: earlier, make: make, attempt: attempt)))
  }

  /// The value where somebody has asked for it.
  package var known: Value? {
    state.withLock { if case .made(let value) = $0 { value } else { nil } }
  }

  /// The value where it is made, else the earlier one.
  package var latest: Value? {
    state.withLock {
      switch $0 {
      case .made(let value): value
      case .pending(let maker): maker.earlier
      }
    }
  }

  package var value: Value {
    state.withLock { state in
      switch state {
      case .made(let value): return value
      case .pending(let maker):
        let new = maker.make(maker.earlier)
        state = .made(new)
        return new
      }
    }
  }

  /// The value; nil where `isCancelled` says before it is made that nobody waits for it any more.
  package func value(unless isCancelled: @Sendable () -> Bool) -> Value? {
    state.withLock { state in
      switch state {
      case .made(let value): return value
      case .pending(let maker):
        guard let new = maker.attempt(maker.earlier, isCancelled) else { return nil }
        state = .made(new)
        return new
      }
    }
  }
}
