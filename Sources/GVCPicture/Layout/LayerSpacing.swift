/// The distances that a layout keeps, in the units of the drawing.
struct LayerSpacing {
  /// Between boxes of one column.
  var boxes = 26
  /// Between a box and a line.
  var boxAndLine = 14
  /// Between two lines, or labels.
  var lines = 9
  /// Between two lines where they leave or enter a box.
  var ports = 9
  /// Around what is in a group, and between groups.
  var groupPadding = 14
  var groupMargin = 16
  /// The least width of what lies between two columns.
  var gap = 34
  /// Around the whole.
  var margin = 16

  func between(_ a: LayerSlots.Content, _ b: LayerSlots.Content) -> Int {
    switch (a, b) {
    case (.node, .node): boxes
    case (.node, _), (_, .node): boxAndLine
    default: lines
    }
  }
}
