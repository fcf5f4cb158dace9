/// Diagnostics in a form for other programs; `Grammar/diagnostics.schema.json` is its schema.
public struct DiagnosticReport: Codable, Sendable, Hashable {
  /// The version of the form: raised when a field changes its meaning or goes, not when one comes.
  public static let currentVersion = 1

  public var version = DiagnosticReport.currentVersion
  public let diagnostics: [Entry]
  public let summary: Summary
  /// How the report stands to an earlier one, where one was given.
  public internal(set) var baseline: BaselineSummary<Entry>?

  public init(diagnostics: [Entry], summary: Summary) {
    self.diagnostics = diagnostics
    self.summary = summary
  }

  /// How much was read, and how much is wrong.
  public struct Summary: Codable, Sendable, Hashable {
    public let files: Int
    public let errors: Int
    public let warnings: Int
    public let notes: Int

    public init(files: Int, errors: Int, warnings: Int, notes: Int) {
      self.files = files
      self.errors = errors
      self.warnings = warnings
      self.notes = notes
    }
  }

  /// One diagnostic.
  public struct Entry: Codable, Sendable, Hashable {
    /// `GVC0103`.
    public let code: String
    /// `error`, `warning` or `note`.
    public let severity: String
    public let message: String
    /// What the reader can do; absent where nothing can be said.
    public let help: String?
    /// What is wrong, and where.
    public let primary: Mark
    /// The declarations in which it stands, by what they are called; absent outside of all.
    public let within: String?
    /// Why it is wrong.
    public let secondary: [Mark]
    public let fixes: [Repair]
    /// How it stands to an earlier run, where one was given.
    public internal(set) var baseline: BaselineMark? = nil
  }

  /// A place with what it has to do with the problem.
  public struct Mark: Codable, Sendable, Hashable {
    public let place: Span
    public let text: String
  }

  /// A range in a file; the end is one past the last character.
  public struct Span: Codable, Sendable, Hashable {
    /// The path as it was given, or `standard input`, or the name of a built-in text.
    public let file: String
    /// From 1.
    public let line: Int
    /// From 1, in Unicode scalars.
    public let column: Int
    public let endLine: Int
    public let endColumn: Int
    /// From 0, in bytes.
    public let startByte: Int
    public let endByte: Int
  }

  /// A way out that can be applied as it stands.
  public struct Repair: Codable, Sendable, Hashable {
    /// What it does, in the imperative.
    public let title: String
    public let edits: [Edit]
  }

  /// A replacement of the bytes at a place.
  public struct Edit: Codable, Sendable, Hashable {
    public let place: Span
    public let replacement: String
  }
}

/// One line of JSON lines: a diagnostic by itself.
public struct DiagnosticLine: Codable, Sendable, Hashable {
  public var version = DiagnosticReport.currentVersion
  public let diagnostic: DiagnosticReport.Entry

  public init(_ diagnostic: DiagnosticReport.Entry) {
    self.diagnostic = diagnostic
  }
}
