import Dispatch
import Synchronization

/// Work on many things, as many at a time as there are processors.
package enum SideBySide {
  /// What `body` makes of each element, in the order of the elements; nil where `isCancelled` says before one
  /// of them that nobody waits for it any more.
  package static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], unless isCancelled: @Sendable () -> Bool = { false },
    _ body: @Sendable (Element) -> Result
  ) -> [Result]? {
    guard elements.count > 1 else { return isCancelled() ? nil : elements.map(body) }
    let results = Mutex([Result?](repeating: nil, count: elements.count))
    DispatchQueue.concurrentPerform(iterations: elements.count) { index in
      if isCancelled() { return }
      let result = body(elements[index])
      results.withLock { $0[index] = result }
    }
    let made = results.withLock { $0.compactMap { $0 } }
    return made.count == elements.count ? made : nil
  }

  /// What two of them make, at the same time where that is said to be worth it.
  package static func both<First: Sendable, Second: Sendable>(
    isWorthIt: Bool, _ first: @Sendable () -> First, _ second: @Sendable () -> Second
  ) -> (First, Second) {
    guard isWorthIt else { return (first(), second()) }
    let results = Mutex<(First?, Second?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { index in
      if index == 0 {
        let made = first()
        results.withLock { $0.0 = made }
      } else {
        let made = second()
        results.withLock { $0.1 = made }
      }
    }
    let made = results.withLock { $0 }
    return (made.0 ?? first(), made.1 ?? second())
  }
}
