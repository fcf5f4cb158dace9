import Dispatch

/// What the session does later.
struct Timers {
  private var pending: [(time: DispatchTime, action: (Session) -> Void)] = []

  /// When the next is due.
  var next: DispatchTime? { pending.map(\.time).min() }

  mutating func add(
    after interval: DispatchTimeInterval, _ action: @escaping (Session) -> Void
  ) {
    pending.append((.now() + interval, action))
  }

  /// Takes those whose time has come.
  mutating func due() -> [(Session) -> Void] {
    guard !pending.isEmpty else { return [] }
    let now = DispatchTime.now()
    let due = pending.filter { $0.time <= now }
    if !due.isEmpty { pending.removeAll { $0.time <= now } }
    return due.map(\.action)
  }
}
