/// What is laid out in columns: boxes, arrows with labels, and the groups that boxes belong to. Lengths
/// are in the units of the drawing.
struct LayeredGraph {
  struct Node {
    var width: Int
    var height: Int
    /// The group that it lies in.
    var group: Int?
    /// The column that it should stand in, counted from the last one; nil where its edges decide.
    var column: Int?
  }

  struct Edge {
    let from: Int
    let to: Int
    /// The room of its label; 0 for none.
    var labelWidth = 0
    var labelHeight = 0
    /// The room that its line takes.
    var thickness = 2
    /// How much it pulls its ends together.
    var weight = 1
  }

  struct Group {
    let parent: Int?
    /// The room of its title over its members.
    var titleHeight: Int
  }

  var nodes: [Node] = []
  var edges: [Edge] = []
  var groups: [Group] = []

  /// The groups around a group or node, outermost first, itself last.
  func path(of group: Int?) -> [Int] {
    var path: [Int] = []
    var next = group
    while let group = next, path.count <= groups.count {
      path.append(group)
      next = groups[group].parent
    }
    return path.reversed()
  }
}

struct Point: Hashable {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

struct Frame: Hashable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var right: Double { x + width }
  var bottom: Double { y + height }
  var middle: Point { Point(x + width / 2, y + height / 2) }

  func intersects(_ other: Frame) -> Bool {
    x < other.right && other.x < right && y < other.bottom && other.y < bottom
  }
}

/// Where everything of a graph stands.
struct LayeredLayout {
  /// A stretch of an arrow: straight through a column, or curved between two.
  struct Route {
    /// The points that it passes, the supplier's side first; level in pairs, from the left to the right of
    /// each column that it crosses.
    var points: [Point]
    /// Whether it goes against the direction of the rest.
    var isBackward: Bool
  }

  var nodes: [Frame] = []
  var routes: [Route] = []
  var labels: [Frame?] = []
  var groups: [Frame] = []
  /// The column of each node, from 0.
  var columns: [Int] = []
  /// The left and right of each column of nodes.
  var columnFrames: [Frame] = []
  var width = 0.0
  var height = 0.0
  /// How many pairs of arrows cross.
  var crossings = 0
}
