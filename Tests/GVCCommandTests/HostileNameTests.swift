import Foundation
import GVCPicture
import GVCReport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Every format that is written of a case holds whatever its things are called.
@Suite struct HostileNameTests {
  /// One case with all names at once, each of a buyer and a maker.
  private static let text =
    "use caspari2003\nperiod p \"=p|<\" { years: 1970..1989 }\n"
    + HostileNames.all.enumerated().map { index, name in
      """
      buyer house\(index) "\(name)" { core: [design] }
      firm maker\(index) "\(name)" { performs: [production] }
      link maker\(index) -> house\(index) { governance: quasi_hierarchical dependence: high }
      """
    }.joined(separator: "\n") + "\nfirm wrong \"\(HostileNames.all[0])\" { sise: large }\n"

  /// Commands with a form each, of all the forms there are.
  private static let texts: [[String]] =
    ["full", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit"].map {
      ["check", "-", "--format", $0]
    }
    + ["full", "concise", "json", "json-lines", "csv", "markdown", "sarif", "github", "junit"].map {
      ["analyze", "-", "--format", $0]
    }
    + ["csv", "markdown", "json"].map { ["query", "firms", "-", "--format", $0] }
    + GraphFormat.allCases.map { ["draw", "-", "--format", $0.rawValue] }
    + DrawCommandTests.views.map { ["draw", "-", "--view", $0] }
    + [
      ["ir", "-"], ["ir", "-", "--format", "json"], ["questions", "-"], ["cite", "-"],
      ["questions", "-", "--format", "markdown"], ["compare", "-"], ["syntax", "-"],
      ["report", "-"], ["report", "-", "--format", "markdown"], ["why", "functional_ceiling", "-"],
    ]

  @Test(arguments: texts) func `Nothing gets out raw`(arguments: [String]) throws {
    let result = try Tool.run(arguments, input: Self.text)
    #expect(result.status == 0 || result.status == 1, "\(result.errors)")
    #expect(HostileNames.isSafe(result.output) && HostileNames.isSafe(result.errors))
    let isLong = result.output.utf8.count > 500
    #expect(isLong || ["check", "cite"].contains(arguments[0]))
  }

  /// Of the format characters only the Arabic, Syriac and Kaithi signs that stand over digits and words show.
  @Test func `What is escaped is so by its properties`() {
    let shown: Set<UInt32> = [
      0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD,
    ]
    for scalar in (UInt32(0)...0x10FFFF).lazy.compactMap({ Unicode.Scalar($0) }) {
      let properties = scalar.properties
      var isHidden =
        properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint
      switch properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: isHidden = true
      case .format where !shown.contains(scalar.value): isHidden = true
      default: break
      }
      if SafeText.isUnsafe(scalar) != isHidden {
        Issue.record("U+\(String(scalar.value, radix: 16))")
      }
    }
  }

  @Test(arguments: DrawCommandTests.views) func `A picture is XML`(view: String) throws {
    let output = try Tool.run(["draw", "-", "--view", view], input: Self.text).output
    let names = Set(try DrawCommandTests.elements(output).map(\.name))
    #expect(names.isDisjoint(with: ["script", "b"]) && names.contains("svg"))
  }

  @Test(arguments: ["graphml", "gexf"]) func `A graph is XML`(format: String) throws {
    let output = try Tool.run(["draw", "-", "--format", format], input: Self.text).output
    #expect(XMLParser(data: Data(output.utf8)).parse())
  }

  @Test func `JUnit is XML`() throws {
    for command in ["check", "analyze"] {
      let output = try Tool.run([command, "-", "--format", "junit"], input: Self.text).output
      #expect(XMLParser(data: Data(output.utf8)).parse(), "\(command)")
    }
  }

  /// In Graphviz and D2 a backslash is the one way to have a quotation mark in a text.
  @Test(arguments: ["dot", "d2"]) func `No text ends before its end`(format: String) throws {
    let output = try Tool.run(["draw", "-", "--format", format], input: Self.text).output
    for line in output.unicodeScalars.split(separator: "\n") {
      var isText = false
      var isEscaped = false
      var outside = String.UnicodeScalarView()
      for scalar in line {
        if isText, !isEscaped, scalar == "\\" {
          isEscaped = true
          continue
        }
        if scalar == "\"", !isEscaped { isText.toggle() } else if !isText { outside.append(scalar) }
        isEscaped = false
      }
      #expect(!isText && outside.allSatisfy { $0.isASCII }, "\(String(line))")
    }
  }

  @Test func `No cell is a formula, whatever stands before it unseen`() throws {
    let output = try Tool.run(["query", "firms", "-", "--format", "csv"], input: Self.text).output
    for line in output.split(separator: "\n") {
      for cell in line.split(separator: ",") {
        let first = cell.unicodeScalars.first { $0 != "\"" }
        #expect(first.map { !"=+@".unicodeScalars.contains($0) } ?? true, "\(cell)")
      }
    }
  }

  /// Names that are written so: Persian, Devanagari, Sinhala and Malayalam with joiners, a family, a flag, a
  /// heart and a key cap, a Japanese name with a variant of a character, and Arabic with a sign that shows.
  private static let joined = [
    "می\u{200C}خواهم", "کتاب\u{200C}ها", "क्\u{200D}ष", "न्\u{200C}न", "ශ්\u{200D}රී", "അവന്\u{200D}",
    "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", "\u{1F3F3}\u{FE0F}\u{200D}\u{1F308}",
    "\u{2764}\u{FE0F}", "1\u{FE0F}\u{20E3}", "葛\u{E0100}城", "\u{600}١٢",
  ]

  @Test(arguments: texts) func `A joiner between letters is one`(arguments: [String]) throws {
    let text = Self.joined.enumerated().map { index, name in
      """
      buyer house\(index) "\(name)" { core: [design] }
      firm maker\(index) "\(name)" { performs: [production] sise: large }
      link maker\(index) -> house\(index) { governance: quasi_hierarchical dependence: high }
      """
    }.joined(separator: "\n")
    let result = try Tool.run(arguments, input: "use caspari2003\n" + text)
    let output = result.output.lowercased()
    for scalar in ["200c", "200d", "fe0f", "e0100", "db40", "600}"] {
      #expect(!output.contains("\\u\(scalar)") && !output.contains("\\u{\(scalar)"), "\(scalar)")
    }
    #expect(!result.output.unicodeScalars.contains("\u{FFFD}"))
    guard !["check", "cite", "ir", "syntax", "why"].contains(arguments[0]) else { return }
    for name in Self.joined {
      #expect(result.output.unicodeScalars.contains(name.unicodeScalars), "\(name)")
    }
  }

  @Test func `SARIF says each name in JSON`() throws {
    let output = try Tool.run(["analyze", "-", "--format", "sarif"], input: Self.text).output
    let log = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    let runs = try #require(log?["runs"] as? [[String: Any]])
    let results = try #require(runs.first?["results"] as? [[String: Any]])
    #expect(results.count >= HostileNames.all.count)
  }
}
