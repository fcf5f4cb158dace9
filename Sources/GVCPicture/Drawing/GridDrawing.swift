/// A table as a picture: rows in sections, columns under headings, and in each cell a sign with words.
struct GridDrawing {
  enum Sign: Equatable {
    case none
    /// It is so.
    case filled
    /// It is so, and is the core of what the actor can do.
    case core
    /// Some say so.
    case hatched
    /// Nobody said whether.
    case open
    /// A theory concludes it.
    case ring
    /// As long as it is so; joined with the cells beside it.
    case bar
    case hatchedBar
  }

  struct Cell {
    var sign = Sign.none
    /// Words in the cell; those with a `!` before them warn.
    var words: [String] = []
    /// What the cell says; empty where it says nothing.
    var sentence = ""
  }

  struct Row {
    let name: String
    var details: [String] = []
    var cells: [Cell]
    /// What the project calls what the row is about.
    var entity: String?
  }

  struct Section {
    let title: String
    var rows: [Row]
  }

  struct Column {
    let title: String
    var detail = ""
    /// What the project calls what the column is about.
    var entity: String?
  }

  var columns: [Column]
  var sections: [Section]
  let prefix: String
  private static let nameWidth = 190.0
  private static let cellWidth = 126.0
  private static let signWidth = 20.0

  init(columns: [Column], sections: [Section], prefix: String) {
    self.columns = columns
    self.sections = sections.filter { !$0.rows.isEmpty }
    self.prefix = prefix
  }

  var width: Double {
    2 * PictureSheet.margin + Self.nameWidth + Double(columns.count) * Self.cellWidth
  }

  var hatches: [MarkupElement] { [ChainDrawing.hatch("unknown", prefix: prefix)] }

  /// The elements, from the upper left, and how high they are.
  func elements() -> (elements: [MarkupElement], height: Double) {
    var out: [MarkupElement] = []
    var y = heading(&out)
    for section in sections {
      if !section.title.isEmpty {
        let lines = PictureText.column.lines(
          section.title, width: width - 2 * PictureSheet.margin, limit: 2)
        out += MarkupElement.lines(
          lines, x: PictureSheet.margin, top: y + 8, PictureText.column, class: "group-name")
        y += Double(lines.count) * PictureText.column.lineHeight + 12
      }
      for row in section.rows { y = add(row, section, &out, y) }
    }
    return (out, y + 8)
  }

  private func x(_ column: Int) -> Double {
    PictureSheet.margin + Self.nameWidth + Double(column) * Self.cellWidth
  }

  private func heading(_ out: inout [MarkupElement]) -> Double {
    let texts = columns.map {
      (
        PictureText.name.lines($0.title, width: Self.cellWidth - 10, limit: 4),
        PictureText.detail.lines($0.detail, width: Self.cellWidth - 10, limit: 2)
      )
    }
    func height(_ text: ([String], [String])) -> Double {
      Double(text.0.count) * PictureText.name.lineHeight
        + Double(text.1.count) * PictureText.detail.lineHeight
    }
    let tallest = texts.map(height).max() ?? 0
    for (index, text) in texts.enumerated() {
      // Headings stand on the table.
      let top = tallest - height(text)
      var group = MarkupElement("g", [("class", "column-heading")])
      if let entity = columns[index].entity { group.set("data-entity", entity) }
      for line in MarkupElement.lines(
        text.0, x: x(index) + 5, top: top, PictureText.name, class: "name")
      {
        group.append(line)
      }
      for line in MarkupElement.lines(
        text.1, x: x(index) + 5, top: top + Double(text.0.count) * PictureText.name.lineHeight,
        PictureText.detail, class: "detail")
      {
        group.append(line)
      }
      out.append(group)
    }
    return tallest + 6
  }

  private func add(
    _ row: Row, _ section: Section, _ out: inout [MarkupElement], _ top: Double
  ) -> Double {
    let name = PictureText.detail
    let names = name.lines(row.name, width: Self.nameWidth - 12, limit: 3)
    let details = row.details.flatMap { name.lines($0, width: Self.nameWidth - 12, limit: 3) }
    let words = row.cells.map { cell in
      cell.words.flatMap {
        name.lines(
          $0, width: Self.cellWidth - 10 - (cell.sign == .none ? 0 : Self.signWidth), limit: 4)
      }
    }
    let lines = max(names.count + details.count, words.map(\.count).max() ?? 0, 1)
    let height = max(24, Double(lines) * name.lineHeight + 8)
    var group = MarkupElement("g", [("class", "row"), ("role", "graphics-object group")])
    group.set("aria-label", section.title.isEmpty ? row.name : "\(section.title): \(row.name)")
    if let entity = row.entity { group.set("data-entity", entity) }
    for (index, line) in (names + details).enumerated() {
      group.append(
        .text(
          line, x: PictureSheet.margin, y: top + 4 + name.size + Double(index) * name.lineHeight,
          class: index < names.count ? "label" : "detail"))
    }
    for (index, cell) in row.cells.enumerated() {
      let frame = Frame(x: x(index), y: top, width: Self.cellWidth, height: height)
      var element = MarkupElement("g", [("class", "field")])
      if !cell.sentence.isEmpty {
        element.set("role", "graphics-symbol img")
        element.set("aria-label", cell.sentence)
        element.append(MarkupElement("title").with(text: cell.sentence))
      }
      element.append(.rect(frame, class: "cell"))
      for part in sign(cell.sign, frame) { element.append(part) }
      let left =
        frame.x + 5
        + (cell.sign == .none || cell.sign == .bar || cell.sign == .hatchedBar ? 0 : Self.signWidth)
      for (number, line) in words[index].enumerated() {
        let warns = line.hasPrefix("!")
        element.append(
          .text(
            warns ? "▲ " + line.dropFirst() : line, x: left,
            y: top + 4 + name.size + Double(number) * name.lineHeight,
            class: warns ? "mark warning" : "label"))
      }
      group.append(element)
    }
    out.append(group)
    return top + height
  }

  private func sign(_ sign: Sign, _ frame: Frame) -> [MarkupElement] {
    let square = Frame(x: frame.x + 7, y: frame.y + 6, width: 11, height: 11)
    switch sign {
    case .none: return []
    case .filled: return [.rect(square, radius: 2, class: "sign")]
    case .core:
      let around = Frame(x: square.x - 3, y: square.y - 3, width: 17, height: 17)
      return [.rect(square, radius: 2, class: "sign"), .rect(around, radius: 4, class: "ring")]
    case .ring: return [.rect(square, radius: 5.5, class: "ring")]
    case .hatched: return hatch(square)
    case .open:
      return [
        .text("?", x: square.x + 5.5, y: square.y + 10, class: "mark", anchor: "middle")
      ]
    case .bar:
      return [
        .rect(
          Frame(x: frame.x, y: frame.y + 5, width: frame.width, height: frame.height - 10),
          class: "bar-on")
      ]
    case .hatchedBar:
      return hatch(
        Frame(x: frame.x, y: frame.y + 5, width: frame.width, height: frame.height - 10))
    }
  }

  private func hatch(_ frame: Frame) -> [MarkupElement] {
    var element = MarkupElement.rect(frame, class: "hatched")
    element.set("fill", "url(#\(prefix)hatch-unknown)")
    return [element]
  }

  /// A sign for the legend.
  func legendSign(_ sign: Sign) -> [MarkupElement] {
    self.sign(sign, Frame(x: 6, y: -11, width: 28, height: 22))
  }
}
