import GVCSyntax

/// Issues in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS).
struct SARIFLog: Encodable {
  struct Text: Encodable {
    let text: String
  }

  struct Region: Encodable {
    let startLine: Int
    let startColumn: Int
    let endLine: Int
    let endColumn: Int
    let byteOffset: Int
    let byteLength: Int
  }

  struct ArtifactLocation: Encodable {
    let uri: String
  }

  struct PhysicalLocation: Encodable {
    let artifactLocation: ArtifactLocation
    let region: Region
  }

  struct Place: Encodable {
    let physicalLocation: PhysicalLocation
    var message: Text?

    init(_ span: DiagnosticReport.Span, _ text: String? = nil) {
      physicalLocation = PhysicalLocation(
        artifactLocation: ArtifactLocation(uri: SARIFLog.uri(span.file)),
        region: Region(
          startLine: span.line, startColumn: span.column, endLine: span.endLine,
          endColumn: span.endColumn, byteOffset: span.startByte,
          byteLength: span.endByte - span.startByte))
      message = text.flatMap { $0.isEmpty ? nil : Text(text: $0) }
    }
  }

  struct FlowPlace: Encodable {
    let location: Place
  }

  struct ThreadFlow: Encodable {
    let locations: [FlowPlace]
  }

  struct CodeFlow: Encodable {
    let threadFlows: [ThreadFlow]
  }

  struct Result: Encodable {
    let ruleId: String
    let ruleIndex: Int
    let level: String
    let message: Text
    let locations: [Place]
    let relatedLocations: [Place]?
    let codeFlows: [CodeFlow]?
    let partialFingerprints: [String: String]
    let baselineState: String?
  }

  struct Configuration: Encodable {
    let level: String
  }

  struct Rule: Encodable {
    let id: String
    let name: String?
    let shortDescription: Text
    let fullDescription: Text
    let help: Text
    let defaultConfiguration: Configuration
  }

  struct Driver: Encodable {
    let name = "gvc"
    let version: String
    let semanticVersion: String
    let rules: [Rule]
  }

  struct Tool: Encodable {
    let driver: Driver
  }

  /// What tells the results of one command from those of another, which do not replace them.
  struct Automation: Encodable {
    let id: String
  }

  struct Run: Encodable {
    let tool: Tool
    let automationDetails: Automation
    let columnKind = "unicodeCodePoints"
    let results: [Result]
  }

  let schema = "https://json.schemastore.org/sarif-2.1.0.json"
  let version = "2.1.0"
  let runs: [Run]

  enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case version
    case runs
  }

  /// - Parameter command: The command whose results they are.
  init(_ issues: [ReportedIssue], command: String, version: String) {
    var rules: [Rule] = []
    var places: [String: Int] = [:]
    var fingerprints = IssueFingerprints()
    let results = issues.map { issue in
      if places[issue.code] == nil {
        places[issue.code] = rules.count
        rules.append(Self.rule(issue))
      }
      let steps = issue.steps.map { Place($0.place, $0.text) }
      let message = issue.message + (issue.help.map { "\n\($0)" } ?? "")
      let fingerprint = fingerprints.next(issue)
      return Result(
        ruleId: issue.code, ruleIndex: places[issue.code] ?? 0, level: issue.severity.name,
        message: Text(text: message), locations: [Place(issue.place)],
        relatedLocations: issue.isDerived || steps.isEmpty ? nil : steps,
        codeFlows: issue.isDerived && !steps.isEmpty
          ? [
            CodeFlow(threadFlows: [
              ThreadFlow(
                locations: (steps + [Place(issue.place, issue.message)]).map {
                  FlowPlace(location: $0)
                })
            ])
          ] : nil,
        // The second is the one by which GitHub knows an alert again.
        partialFingerprints: ["gvc/v1": fingerprint, "primaryLocationLineHash": fingerprint],
        baselineState: issue.baseline.map { Self.state($0.state) })
    }
    let driver = Driver(version: version, semanticVersion: version, rules: rules)
    runs = [
      Run(
        tool: Tool(driver: driver), automationDetails: Automation(id: "gvc/\(command)/"),
        results: results)
    ]
  }

  /// What is not found any more is left out: platforms that do not know `absent` would open it anew.
  private static func state(_ state: BaselineMark.State) -> String {
    switch state {
    case .new: "new"
    case .changed: "updated"
    case .unchanged: "unchanged"
    case .fixed: "absent"
    }
  }

  private static func rule(_ issue: ReportedIssue) -> Rule {
    let more =
      issue.isDerived
      ? "`gvc theory doc` and the name of its theory explain it"
      : "`gvc explain \(issue.code)` explains it"
    let title = issue.title.isEmpty ? issue.code : issue.title
    let description = issue.description.isEmpty ? title : issue.description
    return Rule(
      id: issue.code, name: issue.name, shortDescription: Text(text: title),
      fullDescription: Text(text: description), help: Text(text: more),
      defaultConfiguration: Configuration(level: issue.severity.name))
  }

  /// A path as a reference of RFC 3986; an absolute one as a URI of a file.
  static func uri(_ path: String) -> String {
    var out = path.hasPrefix("/") ? "file://" : ""
    // Platforms compare with the paths of a repository, which have no `.`.
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let plain = parts.filter { $0 != "." }.joined(separator: "/")
    for byte in plain.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
        out.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let hex = String(byte, radix: 16, uppercase: true)
        out += "%" + (hex.count == 1 ? "0" : "") + hex
      }
    }
    return out
  }
}

/// Numbers by which an issue is known again after an edit elsewhere: of its code, file, message and the names of
/// the declarations around it, and of how many like it stand before it.
struct IssueFingerprints {
  private var counts: [String: Int] = [:]

  mutating func next(_ issue: ReportedIssue) -> String {
    let key = "\(issue.code)\u{0}\(issue.place.file)\u{0}\(issue.within)\u{0}\(issue.message)"
    let count = counts[key, default: 0]
    counts[key] = count + 1
    // FNV-1a, of 64 bits.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in "\(key)\u{0}\(count)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let hex = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - hex.count) + hex
  }
}
