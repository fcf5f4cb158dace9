extension BuiltIn {
  /// All functions, in the order of the reference.
  public static let all: [BuiltIn] = [
    distances, reach, dominance, weight, concentration, sets, presence, certainty, dates,
    requirements,
    numbers,
  ].flatMap { $0 }

  /// The function of a name.
  public static func named(_ name: String) -> BuiltIn? {
    for function in all where function.name == name { return function }
    return nil
  }
}
