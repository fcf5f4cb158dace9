import GVCAnalysis
import GVCModel
import GVCReport
import GVCSyntax
import GVCWorkspace

/// A case of one file or directory, read and compiled: the front of gvc for programs that embed it.
///
/// ```swift
/// let project = try Project(at: "Samples/brenta")
/// for issue in project.check() { print(issue.file, issue.line, issue.message) }
/// for conclusion in project.analyse() where conclusion.holds == true {
///   print(conclusion.message)
///   for reason in try project.explain(conclusion.name) { print(reason.text) }
/// }
/// ```
///
/// It is a value that never changes; what changes on the disk is seen by a project that is read after that. All it
/// gives is plain values, in the words that `gvc` prints. Rules run when something first asks for what they find, and once.
public struct Project: Sendable {
  /// The compiled state, for who needs more than this front gives.
  public let snapshot: ProjectSnapshot

  /// Reads the file or directory at a path, and what it imports.
  ///
  /// - Parameter files: What it is read through; the disk, where nothing else is said.
  /// - Throws: `ProjectError` where it cannot be read at all. What is wrong in it is among the issues of `check`.
  public init(at path: String, files: FileSystem = .disk) throws(ProjectError) {
    snapshot = ProjectSnapshot(try ProjectLoader(files: files).project(at: path))
  }

  /// Reads a text; `name` is what issues call it.
  ///
  /// - Throws: `ProjectError` where it is longer than a file may be.
  public init(text: String, name: String = "text") throws(ProjectError) {
    let loader = ProjectLoader(files: MemoryFiles().fileSystem)
    snapshot = ProjectSnapshot(try loader.project(text: Array(text.utf8), name: name))
  }

  /// What is wrong with the case, and what its theories find wrong, by file and place: what `gvc check` prints.
  public func check() -> [Issue] {
    let map = SourceMap(snapshot.project.sources, showing: snapshot.diagnostics)
    return snapshot.diagnostics.map { diagnostic in
      let span = DiagnosticReport.Span(diagnostic.primary.location, in: map)
      return Issue(
        code: diagnostic.code.description, name: diagnostic.code.name,
        severity: diagnostic.severity, message: diagnostic.message, help: diagnostic.help,
        file: span.file, line: span.line, column: span.column)
    }
  }

  /// What the theories in use conclude, and what they cannot conclude, by layer, rule and the order of the text: what
  /// `gvc analyze` prints.
  public func analyse() -> [Conclusion] {
    let reader = FindingReader(snapshot.analysis)
    return snapshot.analysis.findings.map { Conclusion($0, reader) }
  }

  /// Why a finding holds, does not hold or cannot be concluded: each way in which its rule speaks of what is named, the
  /// nearest to holding first.
  ///
  /// - Parameter finding: What `Conclusion.name` says, or `functional_ceiling on maker in after`.
  /// - Returns: What `gvc why` and `gvc why --not` draw; nothing where the rule is not asked of what is named.
  /// - Throws: `UnknownFinding` where the text names no finding.
  public func explain(_ finding: String) throws(UnknownFinding) -> [Reason] {
    let (read, errors) = ExpectationReader.read(finding: finding, in: snapshot.model)
    guard let expectation = read else {
      throw UnknownFinding(
        message: errors.first?.message ?? "`\(finding)` names no finding",
        help: errors.first?.help)
    }
    let reader = FindingReader(snapshot.analysis)
    let map = SourceMap(snapshot.project.sources)
    let printer = WhyPrinter(reader, map, usesColor: false)
    let model = snapshot.model
    return reader.attempts(expectation).map { attempt in
      let explanation = reader.explanation(of: attempt)
      return Reason(
        conclusion: Conclusion(attempt, reader),
        conditions: explanation.all.map {
          Reason.Condition(text: $0.text, holds: $0.truth.isTrue)
        },
        facts: explanation.facts.map { map.place(model.facts[$0].location) },
        text: printer.text(attempt))
    }
  }
}

/// Something wrong in a case, or worth a second look.
public struct Issue: Sendable, Hashable {
  /// `GVC0104`.
  public let code: String
  /// What the code is called, such as `unknownName`.
  public let name: String
  public let severity: Severity
  /// One plain sentence, without a full stop at the end.
  public let message: String
  /// What the reader can do.
  public let help: String?
  /// The file as it was named, or the text.
  public let file: String
  /// From 1.
  public let line: Int
  /// From 1, in Unicode scalars.
  public let column: Int
}

/// What a rule concludes of one thing in one layer, does not conclude, or cannot conclude.
public struct Conclusion: Sendable, Hashable {
  /// How it is named in an `expect`, and in `Project.explain`.
  public let name: String
  /// The rule, with its theory: `caspari2003.functional_ceiling`.
  public let rule: String
  /// The sentence that it says, or would say.
  public let message: String
  /// How strong it is: `definition`, `necessary`, `likely`, `possible`, `danger`, `observed` or `advice`.
  public let strength: String
  /// How much it weighs when it holds.
  public let severity: Severity
  /// What it is about.
  public let subject: String
  /// The period or scenario; nil outside of all.
  public let layer: String?
  /// Nil where it cannot be concluded.
  public let holds: Bool?

  init(_ finding: Finding, _ reader: FindingReader) {
    let model = reader.analysis.model
    let plan = reader.plan(of: finding)
    name = reader.reference(to: finding)
    rule = reader.qualifiedRuleName(of: finding)
    message = reader.message(of: finding)
    strength = plan.modality.rawValue
    severity = plan.level
    subject = model.label(finding.subject)
    layer = finding.layer.entity.map { model.label($0) }
    holds = finding.truth.isTrue
  }
}

/// Why a conclusion is what it is.
public struct Reason: Sendable, Hashable {
  /// A condition of the rule.
  public struct Condition: Sendable, Hashable {
    /// As written, on one line.
    public let text: String
    /// Nil where that is unknown.
    public let holds: Bool?
  }

  public let conclusion: Conclusion
  /// Its scope, then its conditions, in their order.
  public let conditions: [Condition]
  /// Where the facts stand that were read: `brenta.gvc:65`, or a cell of a table.
  public let facts: [String]
  /// All of it as `gvc why` draws it, in lines.
  public let text: String
}

/// A text names no finding of a case.
public struct UnknownFinding: Error, Sendable, Hashable {
  /// One plain sentence.
  public let message: String
  /// What can be done.
  public let help: String?
}

extension Truth {
  /// Nil where it is unknown.
  fileprivate var isTrue: Bool? {
    switch self {
    case .yes: true
    case .no: false
    case .unknown: nil
    }
  }
}
