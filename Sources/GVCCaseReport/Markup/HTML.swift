import GVCReport

/// A piece of HTML in which every text is escaped.
///
/// Texts become HTML only through `text`, elements only from the closed lists of `Tag` and `Attribute`, and
/// ready markup only as `TrustedMarkup`; so no name of a case can become anything but text.
public struct HTML: Sendable, Equatable {
  /// The characters of it.
  public private(set) var source: String

  private init(source: String) { self.source = source }

  /// Nothing.
  public static let empty = HTML(source: "")

  /// A text, on one line; what drives a terminal or turns the direction of writing shows as its escape.
  public static func text(_ text: String) -> HTML { HTML(source: escaped(text)) }

  /// A text whose line breaks stay, for `pre`.
  public static func lines(_ text: String) -> HTML {
    HTML(
      source: text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { escaped(String($0)) }.joined(separator: "\n"))
  }

  /// An element with what it holds.
  public static func element(
    _ tag: Tag, _ attributes: [Attribute] = [], @HTMLBuilder _ content: () -> HTML = { .empty }
  ) -> HTML {
    let start = "<\(tag.rawValue)\(attributes.map(\.source).joined())>"
    if tag.isVoid { return HTML(source: start) }
    let end = "</\(tag.rawValue)>"
    let line = tag.isBlock ? "\n" : ""
    return HTML(source: start + content().source + end + line)
  }

  /// An element that holds a text.
  public static func element(_ tag: Tag, _ attributes: [Attribute] = [], text: String) -> HTML {
    element(tag, attributes) { HTML.text(text) }
  }

  /// Markup that this package made by itself.
  public static func trusted(_ markup: TrustedMarkup) -> HTML { HTML(source: markup.source) }

  /// One piece behind another.
  public static func joined(_ pieces: [HTML], separator: String = "") -> HTML {
    HTML(source: pieces.map(\.source).joined(separator: escaped(separator)))
  }

  /// Whether there is nothing in it.
  public var isEmpty: Bool { source.isEmpty }

  /// A text with nothing in it that HTML reads as markup, in an element or in a quoted attribute.
  static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in SafeText.escaped(text).unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}

/// Markup that is taken as it is: a picture that the package drew. Never make one of a text from outside.
public struct TrustedMarkup: Sendable, Equatable {
  public let source: String

  public init(_ source: String) { self.source = source }
}

/// Puts pieces of HTML behind one another.
@resultBuilder public enum HTMLBuilder {
  public static func buildExpression(_ piece: HTML) -> [HTML] { [piece] }
  public static func buildExpression(_ pieces: [HTML]) -> [HTML] { pieces }
  public static func buildBlock(_ parts: [HTML]...) -> [HTML] { parts.flatMap { $0 } }
  public static func buildOptional(_ part: [HTML]?) -> [HTML] { part ?? [] }
  public static func buildEither(first part: [HTML]) -> [HTML] { part }
  public static func buildEither(second part: [HTML]) -> [HTML] { part }
  public static func buildArray(_ parts: [[HTML]]) -> [HTML] { parts.flatMap { $0 } }
  public static func buildFinalResult(_ parts: [HTML]) -> HTML { HTML.joined(parts) }
}
