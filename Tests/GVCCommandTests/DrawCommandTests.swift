import Foundation
import GVCPicture
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// `gvc draw` draws what a case states and what is concluded of it, as SVG that any viewer takes, and writes
/// the chain for other tools.
@Suite struct DrawCommandTests {
  /// Names of which each is markup, a formula or an escape somewhere.
  static let hostile = """
    use caspari2003
    buyer house "<script>alert(1)</script> & \\"quotes\\" ]]> -->" { country: US }
    firm maker "=HYPERLINK(1) | `x` \\\\ ${x} #1; \\u{202E}evil\\u{1B}[31m" { performs: [production] }
    agent middle "{{[(\\"</title></svg>'" { }
    link maker -> middle { share_of_sales: 60% }
    link middle -> house { governance: quasi_hierarchical }
    """

  /// The elements of a document, with what is written in them; fails where it is no XML.
  static func elements(_ text: String) throws -> [(name: String, attributes: [String: String])] {
    final class Reader: NSObject, XMLParserDelegate {
      var found: [(name: String, attributes: [String: String])] = []
      func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
      ) {
        found.append((name, attributes))
      }
    }
    let parser = XMLParser(data: Data(text.utf8))
    let reader = Reader()
    parser.delegate = reader
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
    return reader.found
  }

  static let views = ["chain", "value", "functions", "timeline", "governance"]

  @Test(arguments: views) func `A picture is well-formed whatever things are called`(
    view: String
  ) throws {
    let result = try Tool.run(["draw", "-", "--view", view], input: Self.hostile)
    #expect(result.status == 0)
    let elements = try Self.elements(result.output)
    let allowed: Set = [
      "svg", "style", "title", "desc", "g", "rect", "path", "text", "line", "defs", "pattern",
    ]
    #expect(elements.allSatisfy { allowed.contains($0.name) })
    #expect(!elements.contains { $0.attributes.keys.contains { $0.hasPrefix("on") } })
    #expect(!result.output.contains("\u{202E}") && !result.output.contains("\u{1B}"))
    #expect(!result.output.contains("http://") || view != "" && Self.onlyNamespace(result.output))
  }

  private static func onlyNamespace(_ text: String) -> Bool {
    text.replacing("http://www.w3.org/2000/svg", with: "").firstRange(of: "http") == nil
  }

  @Test func `Every box and line says what it shows`() throws {
    let output = try Tool.run("draw", "Samples/sinos_valley").output
    let elements = try Self.elements(output)
    let things = elements.filter {
      ["node", "link"].contains($0.attributes["class"]?.split(separator: " ").first ?? "")
    }
    #expect(things.count > 20)
    #expect(things.allSatisfy { ($0.attributes["aria-label"] ?? "").hasSuffix(".") })
    #expect(things.contains { $0.attributes["data-entity"] == "exporter -> foreign_buyer" })
    #expect(elements.contains { $0.name == "desc" } && elements[0].attributes["role"] != nil)
  }

  @Test func `Equal input gives equal bytes`() throws {
    let first = try Tool.run("draw", "Samples/brenta").output
    for _ in 0..<5 { #expect(try Tool.run("draw", "Samples/brenta").output == first) }
  }

  @Test func `The name of the file says the format`() throws {
    try Tool.temporaryDirectory { directory in
      for (name, start) in [
        ("a.svg", "<?xml"), ("a.dot", "digraph"), ("a.mmd", "---\ntitle"), ("a.graphml", "<?xml"),
        ("a.json", "{"), ("a.csv", "from,to"), ("a.d2", "direction"), ("a.gexf", "<?xml"),
      ] {
        let file = directory.appending(path: name)
        let result = try Tool.run("draw", "Samples/brenta", "-o", file.path)
        #expect(result.status == 0 && result.output == "")
        #expect(try String(decoding: Data(contentsOf: file), as: UTF8.self).hasPrefix(start))
      }
    }
  }

  @Test func `Many actors are folded, and the picture says so`() throws {
    var text = "use caspari2003\nbuyer house\n"
    for index in 0..<200 {
      text +=
        "firm f\(index) { country: \(index % 2 == 0 ? "IN" : "VN") }\nlink f\(index) -> house\n"
    }
    let folded = try Tool.run(["draw", "-"], input: text).output
    #expect(folded.contains("200 of 201 actors are folded into 2 boxes, by place, tier and role."))
    #expect(folded.contains("100 firms"))
    let whole = try Tool.run(["draw", "-", "--fold-over", "all"], input: text).output
    #expect(!whole.contains("folded"))
    #expect(whole.components(separatedBy: "class=\"node firm\"").count == 201)
  }

  @Test func `One chain alone has its own actors`() throws {
    let output = try Tool.run("draw", "Samples/sinos_valley", "--chain", "home_chain").output
    #expect(output.contains("home_seller") && !output.contains("foreign_buyer"))
  }

  @Test func `Value added is what is sold less what is bought, and unknown where one is`() throws {
    let output = try Tool.run(
      ["draw", "-", "--view", "value"],
      input: """
        use caspari2003
        market world { country: US }
        chain goods { market: world }
        buyer house { turnover: 1000 USD }
        firm maker
        firm supplier
        firm other
        link maker -> house { chain: goods traded_value: 600 USD }
        link supplier -> maker { chain: goods share_of_purchases: 50% traded_value: 100..200 USD }
        link other -> supplier { chain: goods }
        """
    ).output
    #expect(output.contains("adds 400"))
    // The supplier sells for half of what the maker buys: that tells the bounds of the whole.
    #expect(output.contains("buys 200 to 400"))
    #expect(output.contains("adds 200 to 400"))
    #expect(output.contains("What is paid is not known."))
  }

  @Test func `Cycles are drawn as they are`() throws {
    for view in ["chain", "value"] {
      let output = try Tool.run(
        ["draw", "-", "--view", view],
        input: """
          use caspari2003
          firm a
          firm b
          firm c
          link a -> b
          link b -> c
          link c -> a
          """
      ).output
      #expect(output.components(separatedBy: "class=\"link\"").count == 4)
    }
  }

  @Test func `What cannot be drawn is said in a sentence`() throws {
    let cases: [(arguments: [String], message: String)] = [
      (["draw", "Samples"], "20 projects"),
      (["draw", "Samples/brenta", "--layer", "insid"], "there is no period or scenario `insid`"),
      (["draw", "Samples/brenta", "--chain", "luxry"], "there is no chain `luxry`"),
      (["draw", "Samples/brenta", "--format", "dot", "--view", "value"], "is a picture"),
      (["draw", "Samples/brenta", "--view", "cahin"], "--view"),
      (["draw", "Samples/brenta", "--actor", "maker"], "--view timeline"),
      (["draw", "Samples/brenta", "-o", "/nowhere/a.svg"], "cannot be written"),
      (["draw", "-", "--watch"], "standard input cannot be watched"),
    ]
    for (arguments, message) in cases {
      let result = try Tool.run(arguments, input: "")
      #expect(result.status == 2, "\(arguments)")
      #expect(result.errors.contains(message), "\(result.errors)")
    }
  }

  @Test func `An empty case and one with mistakes are drawn as far as they go`() throws {
    for view in Self.views {
      let empty = try Tool.run(["draw", "-", "--view", view], input: "")
      #expect(empty.status == 0)
      _ = try Self.elements(empty.output)
      let broken = try Tool.run(
        ["draw", "-", "--view", view], input: "firm a {\nlink a -> nobody\nlink a -> a { tone: }")
      #expect(broken.status == 0 && broken.errors.contains("error"))
      _ = try Self.elements(broken.output)
    }
  }
}
