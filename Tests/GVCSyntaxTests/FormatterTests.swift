import Testing

@testable import GVCSyntax

@Suite struct FormatterTests {
  /// The formatted text; nil when the text has mistakes of form.
  private func formatted(_ text: String) -> String? {
    Formatter.format(Parser.parse(SourceText(text))).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func oneAttributeALineInABrokenBlock() {
    #expect(
      formatted("firm a \"A\"{size:small\n performs:[x,y,..] from s \"p. 1\"(reported_by:buyer)}")
        == """
        firm a "A" {
          size: small
          performs: [x, y, ..] from s "p. 1" (reported_by: buyer)
        }

        """)
  }

  @Test func aShortBlockOnOneLineStaysThere() {
    #expect(formatted("period p{years:1970 .. 1989}") == "period p { years: 1970..1989 }\n")
  }

  @Test func commentsKeepTheirPlace() {
    let text = """
      // First.

      /// About a.
      firm a {  // trailing
        // inside
        size: small  // why

        // last
      }

      """
    #expect(formatted(text) == text)
  }

  @Test func linesOfAConditionKeepTheirBreaks() {
    let text = """
      theory t {
        rule r {
          for l in links where l.a == 1
          when l.a
            and not (l.b or l.c ^ 2 > -1)
          find l.supplier open likely
          message "m"
        }
      }

      """
    #expect(formatted(text) == text)
  }

  @Test func unitsAndPathsHoldTogether() {
    #expect(
      formatted("firm a { price: 12.5 USD / pair\n}") == nil, "a slash in a unit stands tight")
    #expect(
      formatted("firm a { price:12.5   USD/pair   in 1998\n x: ~ 40 %  y: a.b }")
        == "firm a {\n  price: 12.5 USD/pair in 1998\n  x: ~40%\n  y: a.b\n}\n")
  }

  @Test func signsThatWouldBeAnotherStayApart() {
    #expect(formatted("derive a.b: . . / / c = - - 1") == "derive a.b:. ./ /c = - -1\n")
  }

  /// On the line of the number, `open` would be its unit.
  @Test func aNameStaysOnTheLineBehindANumber() {
    let text = """
      rule r {
        find a - 5
          open likely
      }

      """
    #expect(formatted(text) == text)
  }

  /// On one line, `a open` would begin something new.
  @Test func aNameThatBeginsALineStaysAlone() {
    let text = """
      rule r {
        find not  // why
        a
          open
      }

      """
    #expect(formatted(text) == text)
  }

  @Test func lineBreaksHaveTheFormOfTheFirst() {
    for (text, expected) in [
      ("firm a{}\r\n// b \r\n", "firm a {}\r\n// b\r\n"),
      (
        "firm a {\r\nsize: small\n}\n\n\nfirm b{}",
        "firm a {\r\n  size: small\r\n}\r\n\r\nfirm b {}\r\n"
      ),
      (
        "firm a {\nsize: small\r\n}\r\n\r\n\r\nfirm b{}",
        "firm a {\n  size: small\n}\n\nfirm b {}\n"
      ),
      ("firm a\r{\r}", "firm a {}\n"), ("firm a\r{}\r\r\n", "firm a {}\r\n"),
      ("// a\rb\r\nfirm a {}", "// a\rb\r\nfirm a {}\r\n"), ("\r\n", ""),
    ] {
      #expect(formatted(text) == expected)
    }
  }

  @Test func aMarkOfTheByteOrderStays() {
    #expect(formatted("\u{FEFF}firm a{}\n") == "\u{FEFF}firm a {}\n")
    #expect(formatted("\u{FEFF}// b\nfirm a{}\n") == "\u{FEFF}// b\nfirm a {}\n")
  }

  @Test func aTextWithMistakesIsRefused() {
    #expect(formatted("firm a { size = small }") == nil)
  }

  @Test func aLongListIsBroken() {
    let names = (0..<30).map { "activity\($0)" }
    let text = formatted("firm a {\n performs: [\(names.joined(separator: ","))]\n}") ?? ""
    #expect(text.split(separator: "\n").count == 34)
    #expect(formatted(text) == text)
  }
}
