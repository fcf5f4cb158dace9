/// The diagnostics of lexer and parser: GVC0001 to GVC0099.
public enum SyntaxErrors {
  static func invalidUTF8(byte: UInt8, offset: Int, count: Int, at place: Location) -> Diagnostic {
    let bytes = count == 1 ? "byte" : "\(count) bytes"
    let hex = String(byte, radix: 16, uppercase: true)
    return Diagnostic(
      .invalidUTF8,
      "this is not UTF-8 text: \(bytes) 0x\(hex.count == 1 ? "0" : "")\(hex) at offset \(offset)",
      at: Label(place, "not UTF-8"),
      help: "save the file as UTF-8; everything else in it is still checked")
  }

  /// A character that begins nothing; `isBetweenDigits` where to leave it out would make another number.
  static func unexpectedCharacter(
    _ scalar: Unicode.Scalar, isBetweenDigits: Bool, at place: Location
  ) -> Diagnostic {
    let meant = meant(by: scalar)
    let fix =
      meant.map { Fix("Replace by `\($0)`", [TextEdit(place, $0)]) }
      ?? (isBetweenDigits ? nil : Fix("Remove it", [TextEdit(place, "")]))
    return Diagnostic(
      .unexpectedCharacter, "the character \(shown(scalar)) has no meaning here",
      at: Label(place, "unexpected character"),
      help: meant.map { "did you mean `\($0)`?" }, fixes: fix.map { [$0] } ?? [])
  }

  /// The sign of the language that a character of other keyboards and programs is in the place of.
  private static func meant(by scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x2010...0x2015, 0x2212: "-"
    case 0x2026: ".."
    case 0x2264: "<="
    case 0x2265: ">="
    case 0x2260: "!="
    case 0xD7: "*"
    case 0xF7: "/"
    case 0x2248: "~"
    // The forms of ASCII that are as wide as those of East Asia, where they mean something.
    case 0xFF01...0xFF5E:
      Unicode.Scalar(scalar.value - 0xFEE0).flatMap {
        "{}[](),:.-~=<>+*/^%\"".unicodeScalars.contains($0) ? String($0) : nil
      }
    default: nil
    }
  }

  static func otherEncoding(at place: Location) -> Diagnostic {
    Diagnostic(
      .invalidUTF8, "this file is written in UTF-16, and nothing of it is read",
      at: Label(place, "not UTF-8"), help: "save the file as UTF-8")
  }

  /// What is written as in a spreadsheet, a word processor or another language.
  static func foreign(_ notation: ForeignNotation, at place: Location) -> Diagnostic {
    Diagnostic(
      .foreignNotation, notation.message, at: Label(place, "not written so"),
      fixes: notation.isExact
        ? notation.readings.map { Fix("Write `\($0)`", [TextEdit(place, $0)]) } : [])
  }

  static func foreignArrow(at place: Location) -> Diagnostic { foreignSign("->", at: place) }

  /// The sign between the ends of a link or a tie.
  static func foreignSign(_ sign: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .foreignNotation,
      "what supplies and what it supplies are joined by `->`, and peers by `--`",
      at: Label(place, "not written so"), fixes: [Fix("Write `\(sign)`", [TextEdit(place, sign)])])
  }

  /// A sign of a list.
  static func foreignSign(inList sign: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .foreignNotation,
      sign == "," ? "the elements of a list are separated by `,`" : "an open list ends with `..`",
      at: Label(place, "not written so"), fixes: [Fix("Write `\(sign)`", [TextEdit(place, sign)])])
  }

  static func commaBetweenEntries(at place: Location) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "expected the next attribute, without a comma, found `,`",
      at: Label(place, "no comma here"), fixes: [Fix("Remove it", [TextEdit(place, "")])])
  }

  static func equalForColon(at place: Location) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "expected `:`, found `=`", at: Label(place, "expected `:`"),
      fixes: [Fix("Write `:`", [TextEdit(place, ":")])])
  }

  package static func theoryInQuotes(_ name: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .foreignNotation, "the name of a theory stands without quotes: `use \(name)`",
      at: Label(place, "not written so"), fixes: [Fix("Write `\(name)`", [TextEdit(place, name)])])
  }

  static func nameWithDigit(_ name: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .foreignNotation, "a name does not begin with a digit: `_\(joined(name))`",
      at: Label(place, "not written so"),
      fixes: [Fix("Write `_\(joined(name))`", [TextEdit(place, "_\(joined(name))")])])
  }

  static func foreignQuotes(_ opening: Location, _ closing: Location) -> Diagnostic {
    Diagnostic(
      .foreignNotation, "a text stands in straight quotes: `\"…\"`",
      at: Label(opening, "begins here"), secondary: [Label(closing, "and ends here")],
      fixes: [Fix("Write straight quotes", [TextEdit(opening, "\""), TextEdit(closing, "\"")])])
  }

  static func foreignComment(sign place: Location) -> Diagnostic {
    Diagnostic(
      .foreignNotation, "a comment begins with `//`", at: Label(place, "not written so"),
      fixes: [Fix("Write `//`", [TextEdit(place, "//")])])
  }

  /// What a name is called that has signs or spaces in it: its words, joined by `_`.
  package static func joined(_ text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars {
      if scalar.properties.isXIDContinue {
        name.unicodeScalars.append(scalar)
      } else if scalar == "'" || scalar == "’" {
        continue
      } else if !name.isEmpty, name.last != "_" {
        name.append("_")
      }
    }
    return name
  }

  /// A name with signs in it.
  static func foreignName(_ text: String, at place: Location) -> Diagnostic {
    let name = joined(text)
    return Diagnostic(
      .foreignNotation, "a name is one word of letters, digits and `_`: `\(name)`",
      at: Label(place, "not written so"), fixes: [Fix("Write `\(name)`", [TextEdit(place, name)])])
  }

  /// A name of several words, or a name and a title without quotes: `text` is all of them, `title` all but the first.
  static func severalWords(
    _ text: String, at place: Location, title: String, at titlePlace: Location
  ) -> Diagnostic {
    let name = joined(text)
    let asName = Fix("Write `\(name)`", [TextEdit(place, name)])
    let asTitle = Fix("Write `\"\(title)\"`", [TextEdit(titlePlace, "\"\(title)\"")])
    let isTitle = title.first?.isUppercase ?? false
    return Diagnostic(
      .foreignNotation,
      isTitle
        ? "a title stands in quotes: `\"\(title)\"`" : "a name is one word: `\(name)`",
      at: Label(isTitle ? titlePlace : place, "not written so"),
      fixes: isTitle ? [asTitle, asName] : [asName, asTitle])
  }

  /// A link named by its ends where a value names it.
  static func endsAsValue(_ ends: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .foreignNotation, "a value names a link by its name, not by its ends",
      at: Label(place, "not written so"),
      help: "give the link a name, `link NAME: \(ends)`, and write `NAME` here")
  }

  static func foreignList(_ text: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .foreignNotation, "a list stands in brackets: `[\(text)]`",
      at: Label(place, "not written so"),
      fixes: [Fix("Write `[\(text)]`", [TextEdit(place, "[\(text)]")])])
  }

  static func missingFrom(_ source: String, at place: Location) -> Diagnostic {
    let start = Location(place.file, TextRange(place.range.start, place.range.start))
    return Diagnostic(
      .foreignNotation, "a source stands behind `from`: `from \(source)`",
      at: Label(place, "`from` is missing before it"),
      fixes: [Fix("Insert `from`", [TextEdit(start, "from ")])])
  }

  /// A declaration without its kind: `a -> b`, `l1: a -> b`.
  static func missingKind(at place: Location) -> Diagnostic {
    let start = Location(place.file, TextRange(place.range.start, place.range.start))
    return Diagnostic(
      .foreignNotation, "a link begins with its kind: `link A -> B`",
      at: Label(place, "`link` is missing before it"),
      fixes: [Fix("Insert `link`", [TextEdit(start, "link ")])])
  }

  /// A word that begins no item, where a word that does is spelled alike.
  static func misspelledWord(_ word: String, meant: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .noDeclaration, "no declaration begins with `\(word)`",
      at: Label(place, "not known"), help: "did you mean `\(meant)`?",
      fixes: [Fix("Replace by `\(meant)`", [TextEdit(place, meant)])])
  }

  static func foreignSpace(_ scalar: Unicode.Scalar, at place: Location) -> Diagnostic {
    Diagnostic(
      .foreignSpace, "a space of another kind stands here, \(shown(scalar))",
      at: Label(place, "read as a space"), help: "word processors put it there",
      fixes: [Fix("Replace by a space", [TextEdit(place, " ")])])
  }

  static func hiddenCharacter(_ scalar: Unicode.Scalar, at place: Location) -> Diagnostic {
    Diagnostic(
      .hiddenCharacter,
      "a character that does not show, \(shown(scalar)), stands in this text",
      at: Label(place, "hidden character"),
      help: "it can make a text look other than what it says",
      fixes: [Fix("Remove it", [TextEdit(place, "")])])
  }

  static func longNumber(digits: Int, at place: Location) -> Diagnostic {
    Diagnostic(
      .numberTooLong, "this number has \(digits) digits",
      at: Label(place, "no value"),
      help: "a number has at most \(Token.maximumDigits) digits; most take a larger unit")
  }

  static func unclosedText(at place: Location, end: Location) -> Diagnostic {
    Diagnostic(
      .unclosedText, "this text has no closing quote",
      at: Label(place, "begins here and runs to the end of the line"),
      help: "close it with `\"`; a text stays on one line",
      fixes: [Fix("Close the text", [TextEdit(end, "\"")])])
  }

  static func unknownEscape(at place: Location) -> Diagnostic {
    Diagnostic(
      .unknownEscape, "this backslash stands for nothing",
      at: Label(place, "unknown escape"),
      help: "write `\\\\` for a backslash, `\\\"` for a quote, `\\n`, `\\t`, or `\\u{…}`")
  }

  static func fileTooLong(at place: Location, bytes: Int) -> Diagnostic {
    Diagnostic(
      .fileTooLong,
      "the file is \(bytes) bytes long; the longest that is read is \(SourceText.maximumLength)",
      at: Label(place), help: "split it: the files of a directory make one project")
  }

  static func tokenTooLong(at place: Location) -> Diagnostic {
    Diagnostic(
      .tokenTooLong,
      "this is longer than \(Token.maximumLength) bytes; the rest of it is not read",
      at: Label(place, "too long"), help: "put line breaks into it, or divide it")
  }

  static func expected(_ what: String, found: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "expected \(what), found \(found)",
      at: Label(place, "expected \(what)"))
  }

  static func unclosed(
    _ what: String, opened: Location, found: String, at place: Location
  ) -> Diagnostic {
    Diagnostic(
      .unclosed, "expected \(what), found \(found)",
      at: Label(place, "expected \(what)"),
      secondary: [Label(opened, "opened here")],
      fixes: [
        Fix(
          "Insert \(what)",
          [
            TextEdit(
              Location(place.file, TextRange(place.range.start, place.range.start)),
              what.filter { $0 != "`" })
          ])
      ])
  }

  static func notAnItem(found: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .noDeclaration, "expected a declaration, found \(found)",
      at: Label(place, "no declaration begins like this"),
      help: "a declaration reads `KIND name \"Title\" { attribute: value }`")
  }

  static func tooDeep(at place: Location, limit: Int) -> Diagnostic {
    Diagnostic(
      .nestedTooDeep, "this is nested deeper than \(limit) levels",
      at: Label(place, "too deep; not read further"))
  }

  static func tooManyDiagnostics(at place: Location, limit: Int) -> Diagnostic {
    Diagnostic(
      .tooManyMistakesOfForm, "more than \(limit) mistakes of form; the rest are not listed",
      at: Label(place), help: "mend the first ones and check again")
  }

  private static func shown(_ scalar: Unicode.Scalar) -> String {
    let hex = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
    let p = scalar.properties
    switch p.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return code
    default:
      return "`\(scalar)` (\(code))"
    }
  }
}
