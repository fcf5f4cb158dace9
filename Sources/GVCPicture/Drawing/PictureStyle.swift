/// On which ground a picture is drawn.
public enum PictureTheme: String, CaseIterable, Sendable {
  /// Light or dark as the viewer asks, and for paper when it is printed.
  case auto
  case light
  case dark
  case print
}

/// The style sheet of all pictures. Its rules reach nothing outside an element of the class
/// `gvc-picture`, so that it can stand in the page that a picture is put in.
public enum PictureStyle {
  /// The dashes of the types of governance, by their place in the scale, so that colour is never the only
  /// sign; the last kind of line is whole.
  static let dashes = ["2 4", "10 4", "14 4 3 4", "", "5 5", "1 3"]

  /// The rules for a theme.
  public static func sheet(_ theme: PictureTheme = .auto) -> String {
    var out = """
      .gvc-picture text { font-family: Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif; }
      .gvc-picture .heading { font-size: 17px; font-weight: bold; }
      .gvc-picture .name { font-size: 13px; font-weight: bold; }
      .gvc-picture .detail, .gvc-picture .mark, .gvc-picture .label { font-size: 11px; }
      .gvc-picture .column, .gvc-picture .group-name { font-size: 12px; font-weight: bold; }
      .gvc-picture .mark { font-weight: bold; }
      .gvc-picture .box, .gvc-picture .plate { stroke-width: 1.2; }
      .gvc-picture .group-box { stroke-width: 1; stroke-dasharray: 1 2; }
      .gvc-picture .rule { stroke-width: 1; }
      .gvc-picture .cell { stroke-width: 0.5; }
      .gvc-picture .ring { stroke-width: 1.6; }
      .gvc-picture .line, .gvc-picture .tie { fill: none; }
      .gvc-picture .tie { stroke-width: 1.4; stroke-dasharray: 1 4; stroke-linecap: round; }
      .gvc-picture .bar { stroke-width: 1; }
      .gvc-picture .ribbon { fill-opacity: 0.6; }

      """
    for (index, dashes) in dashes.enumerated() where !dashes.isEmpty {
      out += ".gvc-picture .g\(index).line { stroke-dasharray: \(dashes); }\n"
    }
    out += ".gvc-picture .unknown.line { stroke-dasharray: 6 6; }\n"
    switch theme {
    case .auto:
      out += colours(.light)
      out += "@media (prefers-color-scheme: dark) {\n\(colours(.dark))}\n"
      out += "@media print {\n\(colours(.print))}\n"
    case .light: out += colours(.light)
    case .dark: out += colours(.dark)
    case .print: out += colours(.print)
    }
    return out
  }

  private static func colours(_ palette: PicturePalette) -> String {
    var out = ""
    func rule(_ names: String, _ body: String) {
      let selectors = names.split(separator: ",").map {
        ".gvc-picture \($0.trimming())"
      }
      out += "\(selectors.joined(separator: ", ")) { \(body) }\n"
    }
    rule(".ground", "fill: \(palette.ground);")
    rule(".heading, .name, .label, .group-name", "fill: \(palette.ink);")
    rule(".detail, .column", "fill: \(palette.mutedInk);")
    rule(".mark", "fill: \(palette.ink);")
    rule(".mark.warning", "fill: \(palette.warning);")
    rule(".box", "fill: \(palette.firm); stroke: \(palette.boxStroke);")
    rule(".buyer .box", "fill: \(palette.buyer);")
    rule(".agent .box", "fill: \(palette.agent);")
    rule(".market .box", "fill: \(palette.market);")
    rule(".group-box", "fill: \(palette.group); stroke: \(palette.groupStroke);")
    rule(".plate", "fill: \(palette.ground); stroke: \(palette.boxStroke);")
    rule(".rule", "stroke: \(palette.groupStroke);")
    rule(".size-on", "fill: \(palette.ink);")
    rule(".size-off", "fill: none; stroke: \(palette.mutedInk);")
    for (index, colour) in palette.lines.enumerated() {
      rule(".g\(index).line", "stroke: \(colour);")
      rule(".g\(index).head, .g\(index).ribbon, .g\(index).sign", "fill: \(colour);")
      rule(".g\(index).hatch", "stroke: \(colour);")
    }
    rule(".unknown.line, .unknown.hatch", "stroke: \(palette.unknown);")
    rule(".unknown.head, .unknown.ribbon", "fill: \(palette.unknown);")
    rule(".sign", "fill: \(palette.ink);")
    rule(".ring", "fill: none; stroke: \(palette.ink);")
    rule(".cell", "fill: \(palette.group); stroke: \(palette.groupStroke);")
    rule(".tie", "stroke: \(palette.mutedInk);")
    rule(".sale.line", "stroke: \(palette.boxStroke);")
    rule(".sale.head, .sale.ribbon", "fill: \(palette.boxStroke);")
    rule(".inflow", "fill: \(palette.inflow);")
    rule(".added", "fill: \(palette.added);")
    rule(".bar", "stroke: \(palette.boxStroke);")
    rule(".bar-on", "fill: \(palette.inflow);")
    rule(".empty", "fill: none;")
    return out
  }
}

extension Substring {
  fileprivate func trimming() -> Substring {
    drop { $0 == " " }
  }
}
