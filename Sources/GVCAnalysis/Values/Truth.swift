/// Truth in Kleene's strong three-valued logic: unknown is not false.
public enum Truth: UInt8, Sendable, Hashable, CaseIterable {
  case no
  case unknown
  case yes

  @inlinable public init(_ value: Bool) { self = value ? .yes : .no }

  /// The lesser of the two: `no` decides.
  @inlinable public static func && (a: Truth, b: Truth) -> Truth {
    a.rawValue < b.rawValue ? a : b
  }

  /// The greater of the two: `yes` decides.
  @inlinable public static func || (a: Truth, b: Truth) -> Truth {
    a.rawValue > b.rawValue ? a : b
  }

  @inlinable public static prefix func ! (a: Truth) -> Truth {
    switch a {
    case .no: .yes
    case .unknown: .unknown
    case .yes: .no
    }
  }
}
