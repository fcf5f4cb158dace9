import Synchronization

/// What was made of something that never changes: each value is made when it is first asked for, and once.
public final class Memo: Sendable {
  private let values = Mutex<[Key: any Sendable]>([:])

  private struct Key: Hashable {
    let type: ObjectIdentifier
    let name: String
  }

  public init() {}

  /// The value of a type and a name, made where it is not there yet. `make` must ask this memo for nothing.
  public func value<Value: Sendable>(named name: String, _ make: () -> Value) -> Value {
    let key = Key(type: ObjectIdentifier(Value.self), name: name)
    return values.withLock { values in
      if let known = values[key] as? Value { return known }
      let value = make()
      values[key] = value
      return value
    }
  }
}
