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
}
