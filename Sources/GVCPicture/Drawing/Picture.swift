/// A drawn picture of a case: a title, what it shows in words, and the drawing.
public struct Picture: Sendable {
  public let title: String
  /// What the picture shows, for those who do not see it.
  public let description: String
  /// The size in units of the drawing, of which text is 11 or more high.
  public let width: Double
  public let height: Double
  let definitions: [MarkupElement]
  let body: [MarkupElement]
  /// What its own names begin with, so that several can stand in one page.
  let prefix: String

  /// The file: an SVG document with its style in it, without a script, a font or a link.
  public func document(_ theme: PictureTheme = .auto) -> String {
    var root = root
    var style = MarkupElement("style")
    style.append(style: PictureStyle.sheet(theme))
    root.append(style)
    fill(&root)
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.text
  }

  /// The picture as an element of a page, which must have the rules of `PictureStyle`.
  public var element: String {
    var root = root
    fill(&root)
    return root.text
  }

  private var root: MarkupElement {
    MarkupElement(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("class", "gvc-picture"),
        ("width", MarkupElement.number(width)), ("height", MarkupElement.number(height)),
        ("viewBox", "0 0 \(MarkupElement.number(width)) \(MarkupElement.number(height))"),
        ("role", "graphics-document document"),
        ("aria-labelledby", "\(prefix)title \(prefix)description"),
      ])
  }

  private func fill(_ root: inout MarkupElement) {
    root.append(MarkupElement("title", [("id", "\(prefix)title")]).with(text: title))
    root.append(MarkupElement("desc", [("id", "\(prefix)description")]).with(text: description))
    if !definitions.isEmpty { root.append(MarkupElement("defs").with(definitions)) }
    root.append(
      .rect(Frame(x: 0, y: 0, width: width, height: height), class: "ground"))
    for element in body { root.append(element) }
  }
}

/// The fonts of pictures.
enum PictureText {
  static let heading = TextMeasure(size: 17, isBold: true)
  static let name = TextMeasure(size: 13, isBold: true)
  static let detail = TextMeasure(size: 11)
  static let mark = TextMeasure(size: 11, isBold: true)
  static let label = TextMeasure(size: 11)
  static let column = TextMeasure(size: 12, isBold: true)
}
