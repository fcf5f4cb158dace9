import Dispatch
import FoundationEssentials
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// What a command is at, on a terminal, when it takes more than a second; it goes when the work is done, and
/// nothing else is written meanwhile.
final class Progress: Sendable {
  private struct State {
    var text = ""
    var isShown = false
    var isOver = false
  }

  private let state = Mutex(State())

  private init() {}

  /// Calls `body`, which may say what it is at.
  static func during<Value>(
    isQuiet: Bool = false, _ body: ((String) -> Void) throws -> Value
  ) rethrows -> Value {
    let isDumb = ProcessInfo.processInfo.environment["TERM", default: ""] == "dumb"
    guard !isQuiet, isatty(2) == 1, !isDumb else { return try body { _ in } }
    let progress = Progress()
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + .seconds(1), repeating: .milliseconds(200))
    timer.setEventHandler { progress.show() }
    timer.resume()
    defer {
      timer.cancel()
      progress.end()
    }
    return try body { text in progress.state.withLock { $0.text = text } }
  }

  private func show() {
    state.withLock { state in
      guard !state.isOver, !state.text.isEmpty else { return }
      state.isShown = true
      // What is longer than a line could not be erased.
      Output.writeError("\r\u{1B}[K" + Output.safe(String(state.text.prefix(76))))
    }
  }

  private func end() {
    state.withLock { state in
      state.isOver = true
      if state.isShown { Output.writeError("\r\u{1B}[K") }
    }
  }
}
