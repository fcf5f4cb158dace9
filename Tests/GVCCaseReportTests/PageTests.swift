import Foundation
import GVCReport
import Testing

@testable import GVCCaseReport

/// The page as a whole: its policy, its size, and names that want to be markup.
@Suite struct PageTests {
  private static let names = [
    "<script>alert(1)</script>", "\\\" onmouseover=\\\"x", "' onclick='x", "]]>", "<!-- x -->",
    "</title></style></script>", "&#x3C;b&#x3E;", "\\u{202e}gnp.exe", "\\u{0}", "${x}", "{{x}}",
    "| a | b |", "[x](javascript:alert(1))", "`x`", "# x", "1. x", "- x",
    "![x](http://a.org/x.png)",
  ]

  /// A case that says each name wherever a case can say a text.
  private static func hostileCase(_ name: String) -> String {
    // In a message braces stand for values.
    let message = name.contains("{") ? "Braces" : name
    return """
      use caspari2003
      source paper "\(name)" { author: "\(name)" title: "\(name)" publisher: "\(name)" url: "javascript:alert(1)" }
      source other { author: "A" title: "T" url: "https://example.org/?a=1&b=\\\"><script>" }
      source third { author: "A" title: "T" url: "https://example.org/x" }
      period before "\(name)" { years: 1980..1989 }
      period after "\(name)2" { years: 1990..1999 }
      scenario what_if "\(name)" { base: after }
      cluster place "\(name)" { country: IT products: "\(name)" from paper "\(name)" }
      chain trade "\(name)" { governance: quasi_hierarchical from other "\(name)" }
      buyer house "\(name)" { core: [design, branding] from paper "\(name)" (date: 1999) }
      firm maker "\(name)" { performs: [design, production] from paper "\(name)" from third "p. 1" cluster: place }
      firm second "\(name)" { cluster: place }
      link maker -> house { chain: trade share_of_sales: 90% from paper "\(name)" (reported_by: supplier) }
      link second -> house { chain: trade }
      event shock "\(name)" { date: 1995 description: "\(name)" }
      in after { set maker { performs: [production] from paper "\(name)" } }
      theory own "\(name)" {
        threshold least: 1 "\(name)" { basis: "\(name)" }
        /// \(name.replacing("\\\"", with: "\""))
        rule said "\(name)" {
          for a in firms
          when count(a.performs) >= least
          find a danger
          message "\(message) {a}"
          help "\(message)"
          cite paper "\(name)"
        }
      }
      """
  }

  @Test(arguments: names) func `A hostile name is only a name`(name: String) throws {
    let report = try Reports.report(Self.hostileCase(name))
    #expect(report.subjects.count > 2 && !report.changes.isEmpty && !report.open.isEmpty)
    let page = HTMLCaseReport(report).text
    // What the page has of markup is what it has for a harmless name.
    #expect(Self.markup(of: page) == Self.harmless.html)
    #expect(Self.shape(of: MarkdownCaseReport(report).text) == Self.harmless.markdown)
    #expect(!page.unicodeScalars.contains { "\u{202E}\u{0}".unicodeScalars.contains($0) })
    // No address of a page is anything but a place in it, or a page of the web.
    for link in page.matches(of: /href="([^"]*)"/).map(\.output.1) {
      #expect(link.hasPrefix("#") || link == "https://example.org/x", "\(link)")
    }
  }

  /// The elements of a page in their order, with the names of their attributes; texts left out.
  private static func markup(of page: String) -> [String] {
    var rest = Substring(page)
    // The script and the style are the same.
    if let end = rest.range(of: "</style>") { rest = rest[end.upperBound...] }
    if let end = rest.range(of: "<script>", options: .backwards) { rest = rest[..<end.lowerBound] }
    return rest.matches(of: /<(\/?[a-z0-9]+)((?:\s+[a-z\-]+(?:="[^"]*")?)*)\s*>/).map { match in
      let names = match.output.2.matches(of: /([a-z\-]+)(?:=|\s|$)/).map { String($0.output.1) }
      return String(match.output.1) + " " + Set(names).sorted().joined(separator: " ")
    }
  }

  /// The markup of the reports of a case with harmless names.
  private static let harmless: (html: [String], markdown: [String]) = {
    guard let report = try? Reports.report(hostileCase("Harmless")) else { return ([], []) }
    return (markup(of: HTMLCaseReport(report).text), shape(of: MarkdownCaseReport(report).text))
  }()

  /// What each line of Markdown begins with, and how many marks in it are not escaped.
  private static func shape(of markdown: String) -> [String] {
    markdown.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let head = line.prefixMatch(of: #/#+\ |\s*-\ |\s*\d+\.\ |\|\ /#)?.output ?? ""
      let bare = line.replacing(/\\./, with: "")
      return head.filter { !$0.isNumber } + " \(bare.count { $0 == "|" })"
        + " \(bare.count { "`*[<".contains($0) })"
    }
  }

  @Test func `The policy allows this style and this script, and nothing else`() throws {
    let page = HTMLCaseReport(try Reports.sample(named: "brenta")).text
    let policy = try #require(
      page.firstMatch(of: /Content-Security-Policy" content="([^"]*)"/)?.output.1)
    let style = try #require(page.firstMatch(of: /<style>((?s).*?)<\/style>/)?.output.1)
    let script = try #require(page.firstMatch(of: /<script>((?s).*?)<\/script>/)?.output.1)
    func digest(_ text: Substring) -> String {
      Data(SHA256(of: String(text)).bytes).base64EncodedString()
    }
    #expect(
      policy
        == "default-src 'none'; style-src 'sha256-\(digest(style))'; script-src 'sha256-\(digest(script))'; base-uri 'none'; form-action 'none'"
    )
    #expect(page.matches(of: /<script/).count == 1 && page.matches(of: /<style/).count == 1)
    #expect(page.firstMatch(of: /\s(style|on[a-z]+|src|srcset|action)=/) == nil)
  }

  @Test func `A style sheet of pictures cannot end its element`() throws {
    let report = try Reports.report(
      ["case.gvc": "firm a \"A\" {}"],
      style: ".node { fill: red } </style><script>alert(1)</script>")
    let page = HTMLCaseReport(report).text
    #expect(page.matches(of: /<\/style/).count == 1 && page.matches(of: /<\/script/).count == 1)
    #expect(page.contains(".node { fill: red }"))
  }

  @Test(arguments: Reports.samples) func `A sample is small, and the same each time`(
    sample: String
  ) throws {
    let (report, again) = (try Reports.sample(named: sample), try Reports.sample(named: sample))
    let page = HTMLCaseReport(report).text
    #expect(page.utf8.count < 2_000_000)
    #expect(HTMLCaseReport(again).text == page)
    #expect(MarkdownCaseReport(again).text == MarkdownCaseReport(report).text)
    // Every link within the page leads somewhere, and no place is there twice.
    let places = page.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
    #expect(Set(places).count == places.count)
    for link in page.matches(of: /href="#([^"]*)"/).map(\.output.1) {
      #expect(places.contains(String(link)), "\(link)")
    }
  }

  @Test func `There are samples`() { #expect(Reports.samples.count >= 9) }

  /// Each element is closed where it must be: the page is a tree.
  @Test(arguments: ["brenta", "horticulture"]) func `Elements are nested`(sample: String) throws {
    let page = HTMLCaseReport(try Reports.sample(named: sample)).text
    let body = try #require(page.firstMatch(of: /<body>((?s).*)<script>/)?.output.1)
    var open: [Substring] = []
    for match in body.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) where match.output.2 != "input" {
      if match.output.1.isEmpty {
        open.append(match.output.2)
      } else {
        #expect(open.popLast() == match.output.2)
      }
    }
    #expect(open.isEmpty)
  }

  /// Headings go down one step at a time, and every table has a caption and headings with a scope.
  @Test(arguments: Reports.samples) func `Headings and tables are well formed`(
    sample: String
  ) throws {
    let page = HTMLCaseReport(try Reports.sample(named: sample)).text
    var last = 0
    for heading in page.matches(of: /<h([1-6])/).compactMap({ Int($0.output.1) }) {
      #expect(heading <= last + 1)
      last = heading
    }
    for table in page.matches(of: /<table>((?s).*?)<\/table>/).map(\.output.1) {
      #expect(table.hasPrefix("<caption"))
      #expect(table.matches(of: /<th\s/).count == table.matches(of: /<th\s[^>]*scope=/).count)
      #expect(!table.contains("<th>"))
    }
  }
}
