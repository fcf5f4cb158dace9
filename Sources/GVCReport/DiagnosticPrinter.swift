import GVCSyntax

/// Draws diagnostics in the manner of a compiler: the line, the place, the reason, the way out.
public struct DiagnosticPrinter: Sendable {
  private let map: SourceMap
  private let usesColor: Bool

  /// A printer for any diagnostics of these sources.
  public init(_ map: SourceMap, usesColor: Bool) {
    self.map = map
    self.usesColor = usesColor
  }

  /// The diagnostic with its source lines, and with how it stands to an earlier run.
  public func full(_ diagnostic: Diagnostic, _ mark: BaselineMark? = nil) -> String {
    var out = heading(diagnostic, mark)
    let labels = [diagnostic.primary] + diagnostic.secondary
    let gutter = labels.map { String(position($0.location).line).count }.max() ?? 1
    var file: FileID?
    for (index, label) in labels.enumerated() {
      if file != label.location.file {
        let pad = String(repeating: " ", count: gutter)
        out +=
          paint("\(pad)--> ", .blue) + "\(place(label.location))\n"
        file = label.location.file
      }
      out += excerpt(label, gutter: gutter, isPrimary: index == 0)
    }
    if let change = mark?.change, !change.isEmpty {
      out +=
        paint(String(repeating: " ", count: gutter) + " = baseline: ", .blue)
        + SafeText.escaped(change) + "\n"
    }
    if let help = diagnostic.help {
      out +=
        paint(String(repeating: " ", count: gutter) + " = help: ", .blue) + SafeText.escaped(help)
        + "\n"
    }
    for fix in diagnostic.fixes {
      out +=
        paint(String(repeating: " ", count: gutter) + " = fix: ", .blue)
        + SafeText.escaped(fix.title) + "\n"
    }
    return out + "\n"
  }

  /// The diagnostic on one line: `file:line:column: severity[code]: message`.
  public func concise(_ diagnostic: Diagnostic, _ mark: BaselineMark? = nil) -> String {
    return "\(place(diagnostic.primary.location)): "
      + "\(diagnostic.severity.name)[\(diagnostic.code)]: \(SafeText.escaped(diagnostic.message))"
      + (mark?.label ?? "") + "\n"
  }

  private func place(_ location: Location) -> String {
    SafeText.escaped(map.place(location, withColumn: true))
  }

  private func position(_ location: Location) -> (line: Int, column: Int) {
    map.position(location.range.start, in: location.file)
  }

  private func heading(_ diagnostic: Diagnostic, _ mark: BaselineMark?) -> String {
    let color: Color = diagnostic.severity == .error ? .red : .yellow
    return paint("\(diagnostic.severity.name)[\(diagnostic.code)]", color) + (mark?.label ?? "")
      + ": \(SafeText.escaped(diagnostic.message))\n"
  }

  /// The line of a label with a mark under its bytes. Long lines show the part around the mark.
  private func excerpt(_ label: Label, gutter: Int, isPrimary: Bool) -> String {
    let source = map.source(label.location.file)
    let index = map.lines(label.location.file)
    let (line, lineStart) = index.line(at: label.location.range.start)
    let lineRange = index.range(ofLine: line, in: source)
    let before = scalars(source, Int(lineStart), Int(label.location.range.start))
    let markedEnd = min(label.location.range.end, lineRange.end)
    let marked = scalars(
      source, Int(label.location.range.start), Int(max(markedEnd, label.location.range.start)))
    let after = scalars(source, Int(max(markedEnd, lineStart)), Int(lineRange.end))
    let shownBefore = before.suffix(80)
    let shownMarked = marked.prefix(80)
    // What is left out is marked, in front and behind; what follows a mark that is cut is not shown.
    let shownAfter = marked.count > 80 ? [] : after.prefix(40)
    let rest = marked.count > 80 || after.count > 40 ? "…" : ""
    let cut = before.count > 80 ? "…" : ""
    let text =
      cut + String(String.UnicodeScalarView(shownBefore + shownMarked + shownAfter)) + rest
    let number = String(position(label.location).line)
    let pad = String(repeating: " ", count: gutter)
    let mark = String(repeating: isPrimary ? "^" : "-", count: max(1, shownMarked.count))
    let space = String(repeating: " ", count: shownBefore.count + cut.count)
    return paint("\(pad) |\n", .blue)
      + paint(String(repeating: " ", count: gutter - number.count) + number + " | ", .blue)
      + text + "\n"
      + paint("\(pad) | ", .blue) + space
      + paint(
        mark + (label.text.isEmpty ? "" : " " + SafeText.escaped(label.text)),
        isPrimary ? .red : .blue) + "\n"
  }

  private func scalars(_ source: SourceText, _ start: Int, _ end: Int) -> [Unicode.Scalar] {
    guard start < end else { return [] }
    return SafeText.shown(source.string(TextRange(start, end)))
  }

  private enum Color: String {
    case red = "31"
    case yellow = "33"
    case blue = "34"
  }

  private func paint(_ text: String, _ color: Color) -> String {
    usesColor ? "\u{1B}[1;\(color.rawValue)m\(text)\u{1B}[0m" : text
  }
}
