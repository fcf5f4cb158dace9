import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Ends a plug-in and all that came of it: when it is done with, or when gvc is interrupted first.
final class PluginGuard: Sendable {
  private struct State {
    var child: pid_t?
    var isEnded = false
    var isInterrupted = false
  }

  /// The signals that would end gvc by itself, and do so once the plug-in has ended.
  let signals: [Int32]
  private let state = Mutex(State())
  private let descendants = Descendants()

  /// Takes note of what runs already; begins to wait for signals, and never ceases to.
  init() {
    signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT].filter { number in
      // What is ignored, as by `nohup`, stays ignored.
      var action = sigaction()
      guard sigaction(number, nil, &action) == 0 else { return false }
      return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        != unsafeBitCast(SIG_IGN, to: Int.self)
    }
    // A signal that comes before somebody waits for it would be lost.
    let isWaiting = DispatchSemaphore(value: 0)
    for number in signals {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        // It holds itself and this: nobody else is sure to.
        guard !source.isCancelled else { return }
        self.end(isInterrupted: true)
        signal(number, SIG_DFL)
        kill(getpid(), number)
      }
      source.setRegistrationHandler { isWaiting.signal() }
      source.resume()
    }
    for _ in signals { isWaiting.wait() }
  }

  /// The process of the plug-in, which leads a group.
  var child: pid_t? {
    get { state.withLock { $0.child } }
    set { state.withLock { $0.child = newValue } }
  }

  /// Ends what there is. Once gvc is interrupted this does not return: the process is about to end.
  func end() {
    end(isInterrupted: false)
    while state.withLock({ $0.isInterrupted }) { sleep(1) }
  }

  private func end(isInterrupted: Bool) {
    state.withLock { state in
      if isInterrupted { state.isInterrupted = true }
      guard !state.isEnded else { return }
      state.isEnded = true
      if let child = state.child { kill(-child, SIGKILL) }
      descendants.end()
    }
  }
}
