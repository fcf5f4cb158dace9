/// The diagnostics of lexer and parser: GVC0001 to GVC0099.
public enum SyntaxErrors {
  /// The code of a diagnostic that says at which byte it is.
  static let invalidUTF8Code = DiagnosticCode(1)

  static func invalidUTF8(byte: UInt8, offset: Int, count: Int, at place: Location) -> Diagnostic {
    let bytes = count == 1 ? "byte" : "\(count) bytes"
    let hex = String(byte, radix: 16, uppercase: true)
    return Diagnostic(
      invalidUTF8Code, .error,
      "this is not UTF-8 text: \(bytes) 0x\(hex.count == 1 ? "0" : "")\(hex) at offset \(offset)",
      at: Label(place, "not UTF-8"),
      help: "save the file as UTF-8; everything else in it is still checked")
  }

  static func unexpectedCharacter(_ scalar: Unicode.Scalar, at place: Location) -> Diagnostic {
    Diagnostic(
      DiagnosticCode(2), .error, "the character \(shown(scalar)) has no meaning here",
      at: Label(place, "unexpected character"),
      fixes: [Fix("Remove it", [TextEdit(place, "")])])
  }

  static func hiddenCharacter(_ scalar: Unicode.Scalar, at place: Location) -> Diagnostic {
    Diagnostic(
      DiagnosticCode(3), .warning,
      "a character that does not show, \(shown(scalar)), stands in this text",
      at: Label(place, "hidden character"),
      help: "it can make a text look other than what it says",
      fixes: [Fix("Remove it", [TextEdit(place, "")])])
  }

  static func longNumber(digits: Int, at place: Location) -> Diagnostic {
    Diagnostic(
      .longNumber, .error, "this number has \(digits) digits",
      at: Label(place, "no value"),
      help: "a number has at most \(Token.maximumDigits) digits; most take a larger unit")
  }

  static func unclosedText(at place: Location, end: Location) -> Diagnostic {
    Diagnostic(
      DiagnosticCode(4), .error, "this text has no closing quote",
      at: Label(place, "begins here and runs to the end of the line"),
      help: "close it with `\"`; a text stays on one line",
      fixes: [Fix("Close the text", [TextEdit(end, "\"")])])
  }

  static func unknownEscape(at place: Location) -> Diagnostic {
    Diagnostic(
      DiagnosticCode(5), .error, "this backslash stands for nothing",
      at: Label(place, "unknown escape"),
      help: "write `\\\\` for a backslash, `\\\"` for a quote, `\\n`, `\\t`, or `\\u{…}`")
  }

  static func fileTooLong(at place: Location, bytes: Int) -> Diagnostic {
    Diagnostic(
      DiagnosticCode(6), .error,
      "the file is \(bytes) bytes long; the longest that is read is \(SourceText.maximumLength)",
      at: Label(place), help: "split it: the files of a directory make one project")
  }

  static func tokenTooLong(at place: Location) -> Diagnostic {
    Diagnostic(
      DiagnosticCode(7), .error,
      "this is longer than \(Token.maximumLength) bytes; the rest of it is not read",
      at: Label(place, "too long"), help: "put line breaks into it, or divide it")
  }

  static func expected(_ what: String, found: String, at place: Location) -> Diagnostic {
    Diagnostic(
      DiagnosticCode(10), .error, "expected \(what), found \(found)",
      at: Label(place, "expected \(what)"))
  }

  static func unclosed(
    _ what: String, opened: Location, found: String, at place: Location
  ) -> Diagnostic {
    Diagnostic(
      DiagnosticCode(11), .error, "expected \(what), found \(found)",
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
      DiagnosticCode(12), .error, "expected a declaration, found \(found)",
      at: Label(place, "no declaration begins like this"),
      help: "a declaration reads `KIND name \"Title\" { attribute: value }`")
  }

  static func tooDeep(at place: Location, limit: Int) -> Diagnostic {
    Diagnostic(
      DiagnosticCode(13), .error, "this is nested deeper than \(limit) levels",
      at: Label(place, "too deep; not read further"))
  }

  static func tooManyDiagnostics(at place: Location, limit: Int) -> Diagnostic {
    Diagnostic(
      DiagnosticCode(14), .error, "more than \(limit) mistakes of form; the rest are not listed",
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

extension DiagnosticCode {
  /// A number with more digits than are read.
  public static let longNumber = DiagnosticCode(8)
}
