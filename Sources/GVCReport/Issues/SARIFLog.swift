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
      message = text.map { Text(text: $0) }
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
  }

  struct Rule: Encodable {
    let id: String
    let shortDescription: Text?
    let help: Text?
  }

  struct Driver: Encodable {
    let name = "gvc"
    let version: String
    let rules: [Rule]
  }

  struct Tool: Encodable {
    let driver: Driver
  }

  struct Run: Encodable {
    let tool: Tool
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

  init(_ issues: [ReportedIssue], version: String) {
    var rules: [Rule] = []
    var places: [String: Int] = [:]
    var fingerprints = IssueFingerprints()
    let results = issues.map { issue in
      if places[issue.code] == nil {
        places[issue.code] = rules.count
        let text =
          issue.isDerived
          ? "`gvc theory doc` explains it" : "`gvc explain \(issue.code)` explains it"
        rules.append(
          Rule(
            id: issue.code,
            shortDescription: issue.title.isEmpty ? nil : Text(text: issue.title),
            help: Text(text: text)))
      }
      let steps = issue.steps.map { Place($0.place, $0.text) }
      let message = issue.message + (issue.help.map { "\n\($0)" } ?? "")
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
        partialFingerprints: ["gvc/v1": fingerprints.next(issue)])
    }
    runs = [Run(tool: Tool(driver: Driver(version: version, rules: rules)), results: results)]
  }

  /// A path as a reference of RFC 3986; an absolute one as a URI of a file.
  static func uri(_ path: String) -> String {
    var out = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
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

/// Numbers by which an issue is known again after an edit elsewhere: of its code, file and message, and
/// of how many like it stand before it.
struct IssueFingerprints {
  private var counts: [String: Int] = [:]

  mutating func next(_ issue: ReportedIssue) -> String {
    let key = "\(issue.code)\u{0}\(issue.place.file)\u{0}\(issue.message)"
    let count = counts[key, default: 0]
    counts[key] = count + 1
    // FNV-1a, of 64 bits.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in "\(key)\u{0}\(count)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let hex = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - hex.count) + hex
  }
}
