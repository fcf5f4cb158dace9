import Foundation
import GVCPicture
import GVCReport
import Testing

/// What `gvc` writes, byte for byte: `check` of a project full of mistakes, the rest of a small case with a
/// theory of its own, so that no change of a built-in theory changes these texts.
///
/// `GVC_UPDATE_GOLDEN=1 swift test --filter GoldenTests` writes the files in Tests/Golden anew; read
/// the difference before you keep it.
@Suite struct GoldenTests {
  static let directory = Tool.package.appending(path: "Tests/Golden")

  @Test(arguments: [
    "full", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit", "csv",
    "markdown",
  ]) func check(format: String) throws {
    let result = try Tool.run("check", "project", "--format", format, in: Self.directory)
    #expect(result.status == 1)
    #expect(result.errors == "")
    try Self.compare(result.output, with: "check.\(format).txt")
  }

  /// What the commands write of `analysis`, with the exit status.
  static let texts: [(name: String, status: Int32, arguments: [String])] =
    [
      ("analyze.full", 0, ["analyze", "analysis"]),
      ("analyze.concise", 0, ["analyze", "analysis", "--format", "concise"]),
      ("analyze.json", 0, ["analyze", "analysis", "--format", "json"]),
      ("analyze.json-lines", 0, ["analyze", "analysis", "--format", "json-lines"]),
      ("analyze.sarif", 0, ["analyze", "analysis", "--format", "sarif"]),
      ("analyze.github", 0, ["analyze", "analysis", "--format", "github"]),
      ("analyze.gitlab", 0, ["analyze", "analysis", "--format", "gitlab"]),
      ("analyze.junit", 0, ["analyze", "analysis", "--format", "junit"]),
      ("analyze.csv", 0, ["analyze", "analysis", "--format", "csv"]),
      ("analyze.markdown", 0, ["analyze", "analysis", "--format", "markdown"]),
      ("analyze.set", 0, ["analyze", "analysis", "--layer", "late", "--set", "large_share=80%"]),
      ("why.holds", 0, ["why", "ceiling into design on maker in late", "analysis"]),
      ("why.unknown", 0, ["why", "ceiling on other in late", "analysis"]),
      ("why.not", 0, ["why", "--not", "ceiling into design on maker in early", "analysis"]),
      ("why.between", 0, ["why", "lost on maker", "analysis"]),
      ("test.met", 0, ["test", "analysis"]),
      ("test.unmet", 1, ["test", "analysis", "--set", "large_share=0%"]),
      ("test.concise", 1, ["test", "analysis", "--set", "large_share=0%", "--format", "concise"]),
      ("ir", 0, ["ir", "analysis"]),
      (
        "query", 0,
        ["query", "firms where design in performs", "analysis", "--show", "tier,performs"]
      ),
      (
        "query.csv", 0,
        ["query", "links where share_of_sales > 65%", "analysis", "--format", "csv"]
      ),
      (
        "query.markdown", 0,
        ["query", "l.buyer for l in links", "analysis", "--format", "markdown"]
      ),
      ("query.json", 0, ["query", "count(links)", "analysis", "--format", "json"]),
      ("questions", 0, ["questions", "analysis"]),
      ("questions.markdown", 0, ["questions", "analysis", "--format", "markdown"]),
      ("questions.csv", 0, ["questions", "analysis", "--format", "csv"]),
      ("vary", 0, ["analyze", "analysis", "--vary", "large_share=50%,65%,80%"]),
      (
        "vary.csv", 0,
        ["analyze", "analysis", "--vary", "(maker -> house).share_of_sales", "--format", "csv"]
      ),
      ("diff.layers", 0, ["diff", "--layers", "early", "late", "analysis"]),
      (
        "diff.markdown", 0,
        ["diff", "--layers", "early", "late", "analysis", "--format", "markdown"]
      ),
      ("diff.json", 0, ["diff", "--layers", "early", "late", "analysis", "--format", "json"]),
      ("compare", 0, ["compare", "analysis"]),
      ("compare.markdown", 0, ["compare", "analysis", "--format", "markdown"]),
      (
        "compare.csv", 0,
        [
          "compare", "analysis", "--format", "csv", "--of", "actors", "--columns",
          "performs,tier,outlook,ceiling,dependence,count(sales)",
        ]
      ),
      ("report.markdown", 0, ["report", "analysis", "--format", "markdown"]),
      ("cite.bibtex", 0, ["cite", "analysis"]),
      ("cite.json", 0, ["cite", "analysis", "--format", "csl-json"]),
      ("draw.chain", 0, ["draw", "analysis"]),
      ("draw.early", 0, ["draw", "analysis", "--layer", "early", "--theme", "print"]),
      ("draw.value", 0, ["draw", "analysis", "--view", "value", "--theme", "light"]),
      ("draw.functions", 0, ["draw", "analysis", "--view", "functions", "--theme", "dark"]),
      ("draw.timeline", 0, ["draw", "analysis", "--view", "timeline", "--theme", "light"]),
      ("draw.governance", 0, ["draw", "analysis", "--view", "governance", "--theme", "light"]),
      ("theory.show", 0, ["theory", "show", "own", "analysis"]),
      ("theory.doc", 0, ["theory", "doc", "own", "ceiling", "analysis"]),
    ]

  @Test(arguments: GraphFormat.allCases) func chain(format: GraphFormat) throws {
    let result = try Tool.run(
      "draw", "analysis", "--format", format.rawValue, in: Self.directory)
    #expect(result.status == 0 && result.errors == "")
    try Self.compare(result.output, with: "draw.\(format.rawValue).txt")
  }

  @Test(arguments: texts) func analysis(name: String, status: Int32, arguments: [String]) throws {
    let result = try Tool.run(arguments, in: Self.directory)
    #expect(result.status == status)
    #expect(result.errors == "")
    try Self.compare(result.output, with: "\(name).txt")
    if !["json", "concise", "csv", "markdown", "doc", "sarif", "git", "junit", "draw"].contains(
      where: name.contains), name != "ir"
    {
      let long = result.output.split(separator: "\n").filter { $0.count > 100 }
      #expect(long == [], "longer than 100 columns")
    }
  }

  static func compare(_ output: String, with name: String) throws {
    let file = directory.appending(path: name)
    if ProcessInfo.processInfo.environment["GVC_UPDATE_GOLDEN"] == "1" {
      try Data(output.utf8).write(to: file)
    }
    #expect(try String(decoding: Data(contentsOf: file), as: UTF8.self) == output)
  }

  // MARK: The forms agree

  @Test func jsonReadsBack() throws {
    let json = try Tool.run("check", "project", "--format", "json", in: Self.directory).output
    let report = try JSONDecoder().decode(DiagnosticReport.self, from: Data(json.utf8))
    let lines = try Tool.run("check", "project", "--format", "json-lines", in: Self.directory)
      .output.split(separator: "\n").map {
        try JSONDecoder().decode(DiagnosticLine.self, from: Data($0.utf8))
      }
    #expect(report.diagnostics.count > 5)
    #expect(lines.map(\.diagnostic) == report.diagnostics)
    #expect(lines.allSatisfy { $0.version == report.version })
    #expect(report.summary.errors == report.diagnostics.count { $0.severity == "error" })
    #expect(try JSONText.pretty(report) == json)
    let concise = try Tool.run("check", "project", "--format", "concise", in: Self.directory).output
    #expect(concise.split(separator: "\n").count == report.diagnostics.count)
  }

  /// Bytes, lines and columns of a place are the same place.
  @Test func placesAgree() throws {
    let json = try Tool.run("check", "project", "--format", "json", in: Self.directory).output
    let report = try JSONDecoder().decode(DiagnosticReport.self, from: Data(json.utf8))
    for place in report.diagnostics.map(\.primary.place) {
      let bytes = try Data(contentsOf: Self.directory.appending(path: place.file))
      let before = String(decoding: bytes[..<place.startByte], as: UTF8.self)
      let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count == place.line)
      #expect(lines.last.map { $0.unicodeScalars.count + 1 } == place.column)
      let within = String(decoding: bytes[place.startByte..<place.endByte], as: UTF8.self)
      if place.line == place.endLine {
        #expect(place.endColumn - place.column == within.unicodeScalars.count)
      }
    }
  }

  /// The schema names the fields that the report has, and no others.
  @Test func theSchemaNamesTheFields() throws {
    let json = try Tool.run("check", "project", "--format", "json", in: Self.directory).output
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let schemaBytes = try Data(
      contentsOf: Tool.package.appending(path: "Grammar/diagnostics.schema.json"))
    let schema = try #require(
      try JSONSerialization.jsonObject(with: schemaBytes) as? [String: Any])
    let checker = SchemaChecker(schema)
    #expect(checker.problems(report) == [])
    #expect(checker.seen.isSuperset(of: ["edits", "help", "secondary", "endByte", "notes"]))
    // What the checker lets through must not be everything.
    #expect(checker.problems(["version": 2, "diagnostics": []]).count == 2)
  }
}

/// The part of JSON Schema that the schema of diagnostics uses.
private final class SchemaChecker {
  private let schema: [String: Any]
  private(set) var seen: Set<String> = []

  init(_ schema: [String: Any]) { self.schema = schema }

  /// What does not fit, each with its path.
  func problems(_ value: Any) -> [String] { problems(value, schema, "") }

  private func problems(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    if let reference = schema["$ref"] as? String {
      let name = reference.split(separator: "/").last.map(String.init) ?? ""
      let definitions = self.schema["$defs"] as? [String: Any]
      guard let target = definitions?[name] as? [String: Any] else {
        return ["\(path): no \(reference)"]
      }
      return problems(value, target, path)
    }
    if let constant = schema["const"] as? Int { return value as? Int == constant ? [] : [path] }
    if let words = schema["enum"] as? [String] {
      return (value as? String).map(words.contains) == true ? [] : [path]
    }
    switch schema["type"] as? String {
    case "object":
      guard let object = value as? [String: Any] else { return [path] }
      let properties = schema["properties"] as? [String: Any] ?? [:]
      let missing = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }
      return missing.map { "\(path)/\($0) is missing" }
        + object.flatMap { key, member -> [String] in
          seen.insert(key)
          guard let inner = properties[key] as? [String: Any] else {
            return ["\(path)/\(key) is in no schema"]
          }
          return problems(member, inner, "\(path)/\(key)")
        }
    case "array":
      guard let array = value as? [Any], let inner = schema["items"] as? [String: Any] else {
        return [path]
      }
      return array.flatMap { problems($0, inner, path) }
    case "integer":
      guard let number = value as? Int else { return [path] }
      return number >= schema["minimum"] as? Int ?? .min ? [] : [path]
    case "string":
      guard let text = value as? String else { return [path] }
      guard let pattern = schema["pattern"] as? String else { return [] }
      return text.range(of: pattern, options: .regularExpression) != nil ? [] : [path]
    default: return ["\(path): no type"]
    }
  }
}
