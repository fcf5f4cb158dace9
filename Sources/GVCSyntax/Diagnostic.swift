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

extension DiagnosticCode: Comparable, CustomStringConvertible {
  /// What the registry says of a code.
  struct Row {
    let name: String
    let severity: Severity
    let title: String

    init(_ name: String, _ severity: Severity, _ title: String) {
      self.name = name
      self.severity = severity
      self.title = title
    }
  }

  /// What it is called, in one word: `unknownName`.
  public var name: String { row.name }
  /// How much a diagnostic of the code weighs.
  public var severity: Severity { row.severity }
  /// The first sentence of its page, without the full stop.
  public var title: String { row.title }

  /// What was at work when a diagnostic came up, by the hundreds of its number.
  public enum Phase: UInt16, Sendable, CaseIterable {
    /// The form of a text.
    case form
    /// Names, declarations and imports.
    case names
    case values
    /// The case and its theory as a whole.
    case structure
    /// Rules and expectations.
    case rules
    /// What theories find in a case.
    case findings
    /// Tables of other programs.
    case tables
  }

  /// The code that a text such as `GVC0302` names; nil where there is none of it.
  public init?(_ text: some StringProtocol) {
    let digits = text.dropFirst(3)
    guard text.hasPrefix("GVC"), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = UInt16(digits)
    else { return nil }
    self.init(rawValue: number)
  }

  public var phase: Phase { Phase(rawValue: rawValue / 100) ?? .findings }

  public var description: String {
    let digits = String(rawValue)
    return "GVC" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  public static func < (a: DiagnosticCode, b: DiagnosticCode) -> Bool { a.rawValue < b.rawValue }
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
  public var severity: Severity { code.severity }
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
    _ code: DiagnosticCode, _ message: String, at primary: Label, secondary: [Label] = [],
    help: String? = nil, fixes: [Fix] = []
  ) {
    self.code = code
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
      code, message, at: primary, secondary: labels, help: help, fixes: ways)
  }
}

extension Label {
  fileprivate func moved(_ move: (Location) -> Location?) -> Label? {
    move(location).map { Label($0, text) }
  }
}
