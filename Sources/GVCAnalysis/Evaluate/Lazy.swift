import Synchronization

/// A value for each of some keys: who asks for that of one does not wait for who makes that of another.
final class LazyDictionary<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let values: Mutex<[Key: Lazy<Value>]>

  /// - Parameter known: The values that need not be made.
  init(_ known: [Key: Value] = [:]) { values = Mutex(known.mapValues { Lazy($0) }) }

  /// The values that are made.
  var known: [Key: Value] {
    values.withLock { $0 }.compactMapValues(\.known)
  }

  /// The value of a key; `make` is asked once.
  func value(_ key: Key, _ make: () -> Value) -> Value {
    let value = values.withLock { known in
      if let value = known[key] { return value }
      let value = Lazy<Value>()
      known[key] = value
      return value
    }
    return value.value(make)
  }
}

/// A value that the first who asks for it makes, while others wait.
final class Lazy<Value: Sendable>: Sendable {
  private let made: Mutex<Value?>

  /// - Parameter known: The value where it need not be made.
  init(_ known: Value? = nil) { made = Mutex(known) }

  /// The value where it is made.
  var known: Value? { made.withLock { $0 } }

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
