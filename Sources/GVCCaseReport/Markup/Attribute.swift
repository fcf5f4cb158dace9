/// An attribute of an element. There is none that runs a script, sets a style or loads a file.
public struct Attribute: Sendable, Equatable {
  /// ` name="value"`.
  let source: String

  private init(_ name: String, _ value: String) {
    source = " \(name)=\"\(HTML.escaped(value))\""
  }

  private init(flag name: String) { source = " \(name)" }

  /// An identifier that the report itself counts out: a word and a number.
  public static func id(_ anchor: Anchor) -> Attribute { Attribute("id", anchor.name) }

  /// Classes of the style sheet.
  public static func `class`(_ names: StaticString...) -> Attribute {
    Attribute("class", names.map { "\($0)" }.joined(separator: " "))
  }

  /// Where a link leads.
  public static func href(_ target: LinkTarget) -> Attribute { Attribute("href", target.address) }

  /// What the script reads: several values stand on lines of their own, which no value has in itself.
  public static func data(_ name: StaticString, _ values: [String]) -> Attribute {
    Attribute(raw: "data-\(name)", values.map { HTML.escaped($0) }.joined(separator: "\n"))
  }

  public static func data(_ name: StaticString, _ value: String) -> Attribute {
    data(name, [value])
  }

  /// The values of a facet, for the filters.
  public static func data(_ facet: Facet, _ values: [String]) -> Attribute {
    Attribute(
      raw: "data-\(facet.rawValue)", values.map { HTML.escaped($0) }.joined(separator: "\n"))
  }

  public static func aria(_ name: StaticString, _ value: String) -> Attribute {
    Attribute("aria-\(name)", value)
  }

  public static func aria(_ name: StaticString, _ anchor: Anchor) -> Attribute {
    Attribute("aria-\(name)", anchor.name)
  }

  /// What a heading of a table is the heading of.
  public enum Scope: String, Sendable { case col, row, rowgroup }

  public static func scope(_ scope: Scope) -> Attribute { Attribute("scope", scope.rawValue) }
  public static func colspan(_ count: Int) -> Attribute { Attribute("colspan", String(count)) }
  public static func role(_ role: StaticString) -> Attribute { Attribute("role", "\(role)") }
  public static func type(_ type: StaticString) -> Attribute { Attribute("type", "\(type)") }
  public static func name(_ name: String) -> Attribute { Attribute("name", name) }
  public static func value(_ value: String) -> Attribute { Attribute("value", value) }
  public static func `for`(_ anchor: Anchor) -> Attribute { Attribute("for", anchor.name) }
  public static func placeholder(_ text: String) -> Attribute { Attribute("placeholder", text) }
  public static func autocomplete(_ word: StaticString) -> Attribute {
    Attribute("autocomplete", "\(word)")
  }
  public static func tabindex(_ index: Int) -> Attribute { Attribute("tabindex", String(index)) }
  public static let hidden = Attribute(flag: "hidden")
  public static let checked = Attribute(flag: "checked")
  public static let external = Attribute("rel", "noopener noreferrer")

  private init(raw name: String, _ escaped: String) { source = " \(name)=\"\(escaped)\"" }
}

/// A place in a report that links lead to: a word of the report itself, and a number.
public struct Anchor: Sendable, Hashable {
  public let name: String

  public init(_ word: StaticString) { name = "\(word)" }

  public init(_ word: StaticString, _ number: Int) { name = "\(word)-\(number)" }
}

/// Where a link leads: within the report, or to a page of the web. Nothing else can be linked to.
public enum LinkTarget: Sendable, Equatable {
  case anchor(Anchor)
  case web(WebAddress)

  var address: String {
    switch self {
    case .anchor(let anchor): "#" + anchor.name
    case .web(let address): address.text
    }
  }
}

/// An address of the web, by `http` or `https`.
public struct WebAddress: Sendable, Equatable {
  public let text: String

  /// Nil for whatever is no such address: another scheme, a host that is missing, a character that no address
  /// has as it is.
  public init?(_ text: String) {
    let lower = text.lowercased()
    guard let scheme = ["https://", "http://"].first(where: { lower.hasPrefix($0) }) else {
      return nil
    }
    let rest = text.dropFirst(scheme.count)
    guard let first = rest.unicodeScalars.first, !"/?#.:@\\".unicodeScalars.contains(first),
      text.unicodeScalars.allSatisfy({
        $0.value > 0x20 && $0.value < 0x7F && !"<>\"'`\\{}|^".unicodeScalars.contains($0)
      })
    else { return nil }
    self.text = text
  }
}
