import GVCSyntax

/// Draws diagnostics in the manner of a compiler: the line, the place, the reason, the way out.
struct DiagnosticPrinter {
  private let sources: [FileID: SourceText]
  private let indexes: [FileID: LineIndex]
  private let usesColor: Bool

  init(_ sources: [SourceText], usesColor: Bool) {
    self.sources = Dictionary(sources.map { ($0.file, $0) }, uniquingKeysWith: { a, _ in a })
    indexes = self.sources.mapValues { LineIndex($0) }
    self.usesColor = usesColor
  }

  /// The diagnostic with its source lines.
  func full(_ diagnostic: Diagnostic) -> String {
    var out = heading(diagnostic)
    let labels = [diagnostic.primary] + diagnostic.secondary
    let gutter = labels.map { String(position($0.location).line).count }.max() ?? 1
    var file: FileID?
    for (index, label) in labels.enumerated() {
      let place = position(label.location)
      if file != label.location.file {
        let pad = String(repeating: " ", count: gutter)
        let name = Output.safe(source(label.location).name)
        out += paint("\(pad)--> ", .blue) + "\(name):\(place.line):\(place.column)\n"
        file = label.location.file
      }
      out += excerpt(label, gutter: gutter, isPrimary: index == 0)
    }
    if let help = diagnostic.help {
      out += paint(String(repeating: " ", count: gutter) + " = help: ", .blue) + "\(help)\n"
    }
    for fix in diagnostic.fixes {
      out += paint(String(repeating: " ", count: gutter) + " = fix: ", .blue) + "\(fix.title)\n"
    }
    return out + "\n"
  }

  /// The diagnostic on one line: `file:line:column: severity[code]: message`.
  func concise(_ diagnostic: Diagnostic) -> String {
    let place = position(diagnostic.primary.location)
    let name = Output.safe(source(diagnostic.primary.location).name)
    return "\(name):\(place.line):\(place.column): "
      + "\(diagnostic.severity.name)[\(diagnostic.code)]: \(Output.safe(diagnostic.message))\n"
  }

  private func source(_ location: Location) -> SourceText {
    sources[location.file] ?? SourceText(file: location.file, name: "?", "")
  }

  private func index(_ location: Location) -> LineIndex {
    indexes[location.file] ?? LineIndex(source(location))
  }

  private func position(_ location: Location) -> (line: Int, column: Int) {
    index(location).position(at: location.range.start, in: source(location))
  }

  private func heading(_ diagnostic: Diagnostic) -> String {
    let color: Color = diagnostic.severity == .error ? .red : .yellow
    return paint("\(diagnostic.severity.name)[\(diagnostic.code)]", color)
      + ": \(Output.safe(diagnostic.message))\n"
  }

  /// The line of a label with a mark under its bytes. Long lines show the part around the mark.
  private func excerpt(_ label: Label, gutter: Int, isPrimary: Bool) -> String {
    let source = source(label.location)
    let index = index(label.location)
    let (line, lineStart) = index.line(at: label.location.range.start)
    let lineRange = index.range(ofLine: line, in: source)
    let before = scalars(source, Int(lineStart), Int(label.location.range.start))
    let markedEnd = min(label.location.range.end, lineRange.end)
    let marked = scalars(
      source, Int(label.location.range.start), Int(max(markedEnd, label.location.range.start)))
    let after = scalars(source, Int(max(markedEnd, lineStart)), Int(lineRange.end))
    let shownBefore = before.suffix(80)
    let shownMarked = marked.prefix(80)
    let cut = before.count > 80 ? "…" : ""
    let text =
      cut + String(String.UnicodeScalarView(shownBefore + shownMarked + after.prefix(40)))
    let number = String(line + 1)
    let pad = String(repeating: " ", count: gutter)
    let mark = String(repeating: isPrimary ? "^" : "-", count: max(1, shownMarked.count))
    let space = String(repeating: " ", count: shownBefore.count + cut.count)
    return paint("\(pad) |\n", .blue)
      + paint(String(repeating: " ", count: gutter - number.count) + number + " | ", .blue)
      + text + "\n"
      + paint("\(pad) | ", .blue) + space
      + paint(mark + (label.text.isEmpty ? "" : " \(label.text)"), isPrimary ? .red : .blue) + "\n"
  }

  /// The scalars between two offsets; a tab shows as a space, a control character as U+FFFD.
  private func scalars(_ source: SourceText, _ start: Int, _ end: Int) -> [Unicode.Scalar] {
    guard start < end else { return [] }
    return source.string(TextRange(start, end)).unicodeScalars.map { scalar in
      switch scalar.value {
      case 0x09: " "
      case 0x00..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: "\u{FFFD}"
      default: scalar
      }
    }
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
