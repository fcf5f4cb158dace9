import GVCModel

/// The theories of a project that declares none itself. Two projects with the same have the same program:
/// the ids of all that rules name are given out before the case is read.
public struct TheorySet: Equatable, Sendable {
  private let modules: [String]
  private let rules: Int
  private let names: Int
  /// What the numbers in rules count, in the order of their numbers.
  private let units: [Unit]

  /// Those of a model; nil where the project itself declares vocabulary, thresholds or rules.
  public init?(_ model: Model) {
    guard !model.hasOwnTheory else { return nil }
    modules = model.modules.prefix(model.firstProjectModule).map(\.name)
    rules = model.rules.count
    names = model.libraryNames
    units = Array(model.units.prefix(model.libraryUnits))
  }
}
