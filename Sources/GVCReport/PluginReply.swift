import FoundationEssentials
import GVCAnalysis
import GVCModel
import GVCSyntax

/// What a process plug-in answers: findings, files or both; `Grammar/plugin.schema.json` is its schema.
public struct PluginReply: Codable, Sendable {
  /// The version of the form.
  public static let currentVersion = 1
  /// The most findings, and the most files, of one reply.
  public static let findingLimit = 1_000_000
  public static let fileLimit = 1_000

  public struct Finding: Codable, Sendable {
    /// What the plug-in calls its rule: letters, digits and `_`.
    public let rule: String
    /// What the case calls the thing that it is about: `maker`, `maker -> house`.
    public let subject: String
    public let related: [String]?
    /// A period or scenario, or `base`.
    public let layer: String?
    /// One sentence.
    public let message: String
    /// `note`, `warning` or `error`; a note where nothing is said.
    public let level: String?
    /// As of rules: `observed`, `likely`, …; `observed` where nothing is said.
    public let modality: String?
    /// Where it points to; the declaration of the subject where nothing is said.
    public let place: Place?
    /// A number that goes with it, as text.
    public let value: String?
  }

  public struct Place: Codable, Sendable {
    /// One of the `sources` of the IR.
    public let file: String
    /// Bytes from the start of the file; the end is one past the last.
    public let startByte: Int
    public let endByte: Int
  }

  public struct File: Codable, Sendable {
    /// A plain name, without a directory.
    public let name: String
    public let content: String
  }

  public let version: Int
  public let findings: [Finding]?
  public let files: [File]?

  /// Why a reply cannot be taken, in words that go on from the name of the plug-in.
  public struct Failure: Error, Sendable {
    public let message: String
  }

  /// Reads and checks a reply: its form, and that all it names is there.
  public static func read(
    _ bytes: [UInt8], for model: Model
  ) throws(Failure) -> (findings: [PluginFinding], files: [File]) {
    let reply: PluginReply
    do {
      reply = try JSONDecoder().decode(PluginReply.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw Failure(message: "wrote JSON that cannot be read: \(reason(error))")
    } catch {
      throw Failure(message: "wrote no JSON")
    }
    guard reply.version == currentVersion else {
      throw Failure(
        message: "answers in version \(reply.version); this gvc reads version \(currentVersion)")
    }
    let findings = reply.findings ?? []
    let files = reply.files ?? []
    guard findings.count <= findingLimit, files.count <= fileLimit else {
      throw Failure(
        message: "gives more than \(findingLimit) findings or \(fileLimit) files")
    }
    let reader = PluginReader(model)
    var read: [PluginFinding] = []
    for (index, finding) in findings.enumerated() {
      read.append(try reader.read(finding, number: index + 1))
    }
    var names: Set<String> = []
    for file in files {
      guard isFileName(file.name) else {
        throw Failure(message: "wants to write a file called `\(file.name)`: no plain name")
      }
      guard names.insert(file.name).inserted else {
        throw Failure(message: "gives two files called `\(file.name)`")
      }
    }
    return (read, files)
  }

  private static func isFileName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 200 && name.first != "." && !name.contains("/")
      && !name.contains("\\") && !name.unicodeScalars.contains(where: SafeText.isUnsafe)
  }

  private static func reason(_ error: DecodingError) -> String {
    func path(_ context: DecodingError.Context) -> String {
      let parts = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }
      let text = parts.joined()
      return text.hasPrefix(".") ? String(text.dropFirst()) : text
    }
    switch error {
    case .keyNotFound(let key, let context):
      return "`\(path(context))` has no `\(key.stringValue)`"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "`\(path(context))` is of another type"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty ? "it is no JSON" : "`\(path(context))` is damaged"
    @unknown default: return "it has another form"
    }
  }
}

/// A finding of a plug-in, with all that it names found.
public struct PluginFinding: Sendable {
  public let rule: String
  public let subject: EntityID
  public let related: [EntityID]
  public let layer: EntityID?
  public let message: String
  public let level: Severity
  public let modality: Modality
  public let location: Location
  public let value: String?
}

/// Checks the findings of a reply against the case.
private struct PluginReader {
  private let model: Model
  private let entities: [String: EntityID]
  private let sources: [String: SourceText]

  init(_ model: Model) {
    self.model = model
    var entities: [String: EntityID] = [:]
    for index in model.entities.indices {
      let label = model.label(EntityID(index))
      if entities[label] == nil { entities[label] = EntityID(index) }
    }
    self.entities = entities
    sources = Dictionary(
      model.sources.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func read(
    _ finding: PluginReply.Finding, number: Int
  ) throws(PluginReply.Failure) -> PluginFinding {
    func fail(_ what: String) -> PluginReply.Failure {
      PluginReply.Failure(message: "gives a finding (number \(number)) \(what)")
    }
    guard !finding.rule.isEmpty, finding.rule.utf8.count <= 100,
      finding.rule.unicodeScalars.allSatisfy({ $0.properties.isXIDContinue })
    else { throw fail("whose rule `\(finding.rule)` is no name") }
    guard let subject = entities[finding.subject] else {
      throw fail("about `\(finding.subject)`, which the case has not")
    }
    var related: [EntityID] = []
    for name in finding.related ?? [] {
      guard let id = entities[name] else {
        throw fail("related to `\(name)`, which the case has not")
      }
      related.append(id)
    }
    var layer: EntityID?
    if let name = finding.layer, name != "base" {
      guard let id = entities[name], model.layerOrder.layers.contains(id) else {
        throw fail("in `\(name)`, which is no period or scenario")
      }
      layer = id
    }
    guard let level = Severity.allCases.first(where: { $0.name == finding.level ?? "note" }) else {
      throw fail("of level `\(finding.level ?? "")`: neither note, warning nor error")
    }
    guard let modality = Modality(rawValue: finding.modality ?? "observed") else {
      throw fail("of modality `\(finding.modality ?? "")`, which rules do not have")
    }
    guard !finding.message.isEmpty else { throw fail("without a message") }
    var location = model[subject].location
    if let place = finding.place {
      guard let source = sources[place.file] else {
        throw fail("in the file `\(place.file)`, which was not read")
      }
      guard place.startByte >= 0, place.startByte <= place.endByte,
        place.endByte <= source.bytes.count
      else { throw fail("at a place outside of `\(place.file)`") }
      location = Location(
        source.file,
        TextRange(
          UInt32(truncatingIfNeeded: place.startByte), UInt32(truncatingIfNeeded: place.endByte)))
    }
    return PluginFinding(
      rule: finding.rule, subject: subject, related: related, layer: layer,
      message: finding.message, level: level, modality: modality, location: location,
      value: finding.value)
  }
}
