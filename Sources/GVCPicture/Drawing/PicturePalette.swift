/// The colours of a picture on one ground. Each says what it is drawn on, so that a test can hold every
/// pair against the contrast that WCAG 2.2 asks for: 4.5 to 1 for text, 3 to 1 for lines.
struct PicturePalette {
  let ground: String
  let ink: String
  let mutedInk: String
  let boxStroke: String
  let firm: String
  let buyer: String
  let agent: String
  let market: String
  let group: String
  let groupStroke: String
  /// The lines of the types of governance, in the order of their scale; beyond the last they begin again.
  let lines: [String]
  let unknown: String
  let warning: String
  /// Values: the part that comes in, and the part that is added.
  let inflow: String
  let added: String

  static let light = PicturePalette(
    ground: "#ffffff", ink: "#1b1f24", mutedInk: "#47515c", boxStroke: "#5b6672", firm: "#f4f6f8",
    buyer: "#e6edf8", agent: "#f7f0e1", market: "#e6f3ea", group: "#fafbfc",
    groupStroke: "#858e9a",
    lines: ["#0068a8", "#00734f", "#b04a00", "#98246b", "#5546ad", "#4d4d4d"],
    unknown: "#727a85", warning: "#a32020", inflow: "#b9cbe0", added: "#2f7d4f")

  static let dark = PicturePalette(
    ground: "#14171b", ink: "#e8ebef", mutedInk: "#b4bcc6", boxStroke: "#8d98a6", firm: "#20262c",
    buyer: "#1c2b42", agent: "#332b1a", market: "#1a3022", group: "#191d22",
    groupStroke: "#76808d",
    lines: ["#62b5ea", "#4cc79c", "#f2a660", "#ea90c4", "#ada1f5", "#cfcfcf"],
    unknown: "#929ca8", warning: "#ff9a9a", inflow: "#3f5873", added: "#5fbf86")

  /// For paper: no ground under text, and lines that stay apart in grey.
  static let print = PicturePalette(
    ground: "#ffffff", ink: "#000000", mutedInk: "#333333", boxStroke: "#444444", firm: "#ffffff",
    buyer: "#ffffff", agent: "#ffffff", market: "#ffffff", group: "#ffffff",
    groupStroke: "#777777",
    lines: ["#1a1a1a", "#1a1a1a", "#1a1a1a", "#1a1a1a", "#1a1a1a", "#1a1a1a"],
    unknown: "#666666", warning: "#000000", inflow: "#cccccc", added: "#555555")
}
