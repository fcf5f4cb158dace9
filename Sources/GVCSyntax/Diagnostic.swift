/// How much a diagnostic weighs.
public enum Severity: UInt8, Sendable, Comparable, CaseIterable {
  case note
  case warning
  case error

  public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }

  public var name: String {
    switch self {
    case .note: "note"
    case .warning: "warning"
    case .error: "error"
    }
  }
}

/// The number of a diagnostic, printed as `GVC0302`; its page is in the error index.
public struct DiagnosticCode: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let number: UInt16

  public init(_ number: UInt16) { self.number = number }

  public var description: String {
    let digits = String(number)
    return "GVC" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  public static func < (a: DiagnosticCode, b: DiagnosticCode) -> Bool { a.number < b.number }
}

/// A place in a file and what it has to do with the problem.
public struct Label: Hashable, Sendable {
  public let location: Location
  public let text: String

  public init(_ location: Location, _ text: String = "") {
    self.location = location
    self.text = text
  }
}

/// A replacement of the bytes at a place.
public struct TextEdit: Hashable, Sendable {
  public let location: Location
  public let replacement: String

  public init(_ location: Location, _ replacement: String) {
    self.location = location
    self.replacement = replacement
  }
}

/// A way out that can be applied as it stands.
public struct Fix: Hashable, Sendable {
  /// What it does, in the imperative: “Replace by `dependence`”.
  public let title: String
  public let edits: [TextEdit]

  public init(_ title: String, _ edits: [TextEdit]) {
    self.title = title
    self.edits = edits
  }
}

/// Something wrong, or worth a second look, in a source.
public struct Diagnostic: Hashable, Sendable {
  public let code: DiagnosticCode
  public let severity: Severity
  /// One plain sentence, without a full stop at the end.
  public let message: String
  /// What is wrong, and where.
  public let primary: Label
  /// Why it is wrong.
  public var secondary: [Label]
  /// What the reader can do.
  public var help: String?
  public var fixes: [Fix]

  public init(
    _ code: DiagnosticCode, _ severity: Severity, _ message: String, at primary: Label,
    secondary: [Label] = [], help: String? = nil, fixes: [Fix] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.primary = primary
    self.secondary = secondary
    self.help = help
    self.fixes = fixes
  }
}

extension Diagnostic {
  /// The diagnostic with all its places elsewhere; nil where one of them is nowhere.
  public func moved(_ move: (Location) -> Location?) -> Diagnostic? {
    guard let primary = primary.moved(move) else { return nil }
    var labels: [Label] = []
    for label in secondary {
      guard let label = label.moved(move) else { return nil }
      labels.append(label)
    }
    var ways: [Fix] = []
    for fix in fixes {
      var edits: [TextEdit] = []
      for edit in fix.edits {
        guard let place = move(edit.location) else { return nil }
        edits.append(TextEdit(place, edit.replacement))
      }
      ways.append(Fix(fix.title, edits))
    }
    return Diagnostic(
      code, severity, message, at: primary, secondary: labels, help: help, fixes: ways)
  }
}

extension Label {
  fileprivate func moved(_ move: (Location) -> Location?) -> Label? {
    move(location).map { Label($0, text) }
  }
}
