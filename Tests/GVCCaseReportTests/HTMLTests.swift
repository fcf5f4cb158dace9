import Foundation
import GVCCaseReport
import Testing

/// Texts never become markup, whatever is in them.
@Suite struct HTMLTests {
  @Test(arguments: [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("\"><img src=x onerror=alert(1)>", "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"),
    ("' onclick='x", "&#39; onclick=&#39;x"),
    ("]]>", "]]&gt;"), ("<!--", "&lt;!--"), ("&lt;", "&amp;lt;"), ("a\u{0}b", "a\\u{0}b"),
    ("a\u{202E}b", "a\\u{202e}b"), ("a\u{2066}b", "a\\u{2066}b"), ("a\nb", "a\\u{a}b"),
    ("Böhm → 北京", "Böhm → 北京"),
  ]) func `A text is text`(text: String, markup: String) {
    #expect(HTML.text(text).source == markup)
    #expect(HTML.element(.b, text: text).source == "<b>\(markup)</b>")
    #expect(HTML.element(.b, [.data("x", text)]).source == "<b data-x=\"\(markup)\"></b>")
    #expect(HTML.element(.b, [.aria("label", text)]).source == "<b aria-label=\"\(markup)\"></b>")
    #expect(HTML.lines(text).source.contains("<") == false)
  }

  @Test func `PieceTable stand behind one another`() {
    let html = HTML.element(.p, [.class("a", "b")]) {
      HTML.text("1 < 2")
      if true { HTML.element(.b, text: "x") }
      for number in 1...2 { HTML.text(" \(number)") }
      ["y", "z"].map { HTML.element(.em, text: $0) }
    }
    #expect(html.source == "<p class=\"a b\">1 &lt; 2<b>x</b> 1 2<em>y</em><em>z</em></p>\n")
    #expect(HTML.element(.input, [.hidden]).source == "<input hidden>")
  }

  @Test func `Several values stand on lines of their own`() {
    let attribute = Attribute.data("x", ["a\nb", "c"])
    #expect(HTML.element(.b, [attribute]).source == "<b data-x=\"a\\u{a}b\nc\"></b>")
  }

  @Test(arguments: [
    "javascript:alert(1)", "JavaScript:alert(1)", " https://a.org", "data:text/html,x", "//a.org",
    "https://", "https:///x", "http://a.org/<b>", "https://a.org/\"x", "https://a.org/\u{202E}x",
    "https://a.org/a b", "https://a.org\u{0}", "ftp://a.org", "", "https", "vbscript:x",
    "https://a.org/\njavascript:x", "http://@evil", "file:///etc/passwd", "https://münchen.de",
  ]) func `What is no address of the web is no link`(text: String) {
    #expect(WebAddress(text) == nil)
  }

  @Test(arguments: [
    "https://a.org", "http://a.org/x?y=1&z=%20#f", "HTTPS://A.org/(x)", "https://a.org:8080/~b",
  ]) func `What is one is`(text: String) throws {
    let address = try #require(WebAddress(text))
    #expect(address.text == text)
    let link = HTML.element(.a, [.href(.web(address))], text: "x").source
    #expect(link == "<a href=\"\(text.replacing("&", with: "&amp;"))\">x</a>")
  }

  /// There is no element and no attribute that runs, loads or styles anything.
  @Test func `The lists are closed`() {
    let tags = Tag.allCases.map(\.rawValue)
    for tag in [
      "script", "style", "iframe", "object", "embed", "img", "link", "meta", "base", "svg", "video",
    ] {
      #expect(!tags.contains(tag))
    }
  }
}
