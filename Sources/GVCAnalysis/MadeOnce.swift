import Synchronization

/// A value for each of some keys: who asks for that of one does not wait for who makes that of another.
final class EachMadeOnce<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let values = Mutex<[Key: MadeOnce<Value>]>([:])

  /// The value of a key; `make` is asked once.
  func value(_ key: Key, _ make: () -> Value) -> Value {
    let value = values.withLock { known in
      if let value = known[key] { return value }
      let value = MadeOnce<Value>()
      known[key] = value
      return value
    }
    return value.value(make)
  }
}

/// A value that the first who asks for it makes, while others wait.
final class MadeOnce<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)

  /// The value; `make` is asked once.
  func value(_ make: () -> Value) -> Value {
    made.withLock { made in
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }
}
