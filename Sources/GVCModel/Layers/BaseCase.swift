/// The facts outside all layers: the base case, which scenarios are held against.
extension Model {
  /// What the base case is called where a layer is named, unless a layer has that name.
  public static let baseCaseName = "base"
  /// What a title calls it.
  public static let baseCaseTitle = "Base case"

  /// Whether the base case is a state of its own, in which rules run: only where there are no periods, since they
  /// share what stands outside of them.
  public var hasBaseCase: Bool { layerOrder.periods.isEmpty }

  /// The name of a period or scenario; that of the base case for nil.
  public func layerName(_ layer: EntityID?) -> String {
    layer.map { label($0) } ?? Self.baseCaseName
  }
}
