import GVCAnalysis
import GVCModel

/// The sources that a case and its conclusions rest on, for other tools to cite.
public struct Bibliography {
  /// One source, with what is stated of it.
  public struct Entry: Sendable, Equatable {
    /// Its name in the case.
    public let key: String
    public let title: String
    public let author: String
    public let year: String
    public let publisher: String
    public let series: String
    public let url: String
    /// The source itself.
    public let source: EntityID
  }

  /// In the order of their keys, each once.
  public private(set) var entries: [Entry] = []

  /// The sources behind the facts of the project itself, and behind the rules whose conclusions hold.
  public init(_ reader: FindingReader) {
    let analysis = reader.analysis
    let model = analysis.model
    var used: Set<EntityID> = []
    for fact in model.facts where Int(model[fact.entity].module) >= model.firstProjectModule {
      for index in fact.evidence { used.insert(model.evidence[index].source) }
    }
    for finding in analysis.findings where finding.truth == .yes {
      used.formUnion(reader.plan(of: finding).citations.map(\.source))
    }
    let all = used.sorted().map { Self.entry($0, model, reader) }
    // A pack and a case may both declare a source of one name.
    var keys: [String: Int] = [:]
    entries = all.map { entry in
      keys[entry.key, default: 0] += 1
      guard let count = keys[entry.key], count > 1 else { return entry }
      return Entry(
        key: "\(entry.key)_\(count)", title: entry.title, author: entry.author, year: entry.year,
        publisher: entry.publisher, series: entry.series, url: entry.url, source: entry.source)
    }.sorted { $0.key < $1.key }
  }

  private static func entry(
    _ source: EntityID, _ model: Model, _ reader: FindingReader
  ) -> Entry {
    let formatter = ValueFormatter(model)
    var values: [String: String] = [:]
    for fact in model.facts where fact.entity == source {
      values[model.names[model.vocabulary[fact.attribute].name]] = formatter.text(fact.value)
    }
    let declared = model[source].title == nil ? "" : reader.reading(source)
    return Entry(
      key: model[source].name.map { model.names[$0] } ?? "",
      title: values["title"] ?? declared, author: values["author"] ?? "",
      year: values["year"] ?? "", publisher: values["publisher"] ?? "",
      series: values["series"] ?? "", url: values["url"] ?? "", source: source)
  }

  // MARK: BibTeX

  /// An entry a source, of the type `misc`; authors stand as the case names them.
  public var bibTeX: String {
    entries.map { entry in
      let fields: [(String, String)] = [
        // A second pair of braces keeps a text as it is: capitals, and commas between names.
        ("author", entry.author.isEmpty ? "" : "{\(Self.escaped(entry.author))}"),
        ("title", entry.title.isEmpty ? "" : "{\(Self.escaped(entry.title))}"),
        ("year", entry.year), ("publisher", Self.escaped(entry.publisher)),
        ("series", Self.escaped(entry.series)), ("url", Self.escaped(entry.url)),
      ]
      let lines = fields.filter { !$0.1.isEmpty }.map { "  \($0.0) = {\($0.1)}" }
      return "@misc{\(entry.key),\n" + lines.joined(separator: ",\n") + "\n}\n"
    }.joined(separator: "\n")
  }

  /// A text in which nothing is a command of TeX.
  private static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in SafeText.escaped(text).unicodeScalars {
      switch scalar {
      case "\\": out += "\\textbackslash{}"
      case "~": out += "\\textasciitilde{}"
      case "^": out += "\\textasciicircum{}"
      case "{", "}", "#", "$", "%", "&", "_": out += "\\\(scalar)"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  // MARK: CSL

  struct Name: Encodable {
    /// A name that is not divided: who is the family name is not known.
    let literal: String
  }

  struct Issued: Encodable {
    let parts: [[Int]]

    enum CodingKeys: String, CodingKey { case parts = "date-parts" }
  }

  struct Item: Encodable {
    let id: String
    let type = "document"
    let title: String?
    let author: [Name]?
    let issued: Issued?
    let publisher: String?
    let collection: String?
    let url: String?

    enum CodingKeys: String, CodingKey {
      case id, type, title, author, issued, publisher
      case collection = "collection-title"
      case url = "URL"
    }
  }

  /// The items of a CSL-JSON document.
  public func cslJSON() throws -> String {
    func text(_ value: String) -> String? { value.isEmpty ? nil : value }
    return try JSONText.pretty(
      entries.map { entry in
        Item(
          id: entry.key, title: text(entry.title),
          author: text(entry.author).map { [Name(literal: $0)] },
          issued: Int(entry.year).map { Issued(parts: [[$0]]) },
          publisher: text(entry.publisher), collection: text(entry.series), url: text(entry.url))
      })
  }
}
