import FoundationEssentials

/// Reads what an earlier run has written with `--format json`.
public enum BaselineFile {
  /// Why a file is none, in words that go on from its name.
  public struct Failure: Error, Sendable {
    public let message: String
  }

  /// The parts by which the output of each command is known.
  private struct Head: Decodable {
    let version: Int?
    let diagnostics: Ignored?
    let projects: Ignored?
    let summary: Ignored?

    struct Ignored: Decodable {
      init(from decoder: any Decoder) throws {}
    }
  }

  /// The report of `gvc check`.
  public static func diagnostics(_ bytes: [UInt8]) throws(Failure) -> DiagnosticReport {
    let head = try head(bytes)
    if head.projects != nil { throw foreign("gvc analyze", wanted: "gvc check") }
    guard head.diagnostics != nil, head.summary != nil else { throw unknown("gvc check") }
    try check(head.version, DiagnosticReport.currentVersion, "gvc check")
    return try decode(bytes, "gvc check")
  }

  /// The report of `gvc analyze`, of this version or of the one before.
  public static func analysis(_ bytes: [UInt8]) throws(Failure) -> EarlierAnalysis {
    let head = try head(bytes)
    if head.diagnostics != nil { throw foreign("gvc check", wanted: "gvc analyze") }
    guard head.projects != nil else { throw unknown("gvc analyze") }
    if head.version == 1 {
      return EarlierAnalysis(try decode(bytes, "gvc analyze") as EarlierAnalysis.Version1)
    }
    try check(head.version, AnalysisStream.currentVersion, "gvc analyze", older: 1)
    let document: AnalysisDocument = try decode(bytes, "gvc analyze")
    if let place = document.brokenPlace {
      throw Failure(
        message: "refers to something that it does not have at `\(place)`; "
          + again("gvc analyze"))
    }
    return EarlierAnalysis(document)
  }

  private static func head(_ bytes: [UInt8]) throws(Failure) -> Head {
    guard let head = try? JSONDecoder().decode(Head.self, from: Data(bytes)) else {
      throw Failure(message: "is no JSON object, or a broken one")
    }
    return head
  }

  private static func check(
    _ found: Int?, _ known: Int, _ command: String, older: Int? = nil
  ) throws(Failure) {
    guard found != known else { return }
    let version = found.map { "of version \($0)" } ?? "without a version"
    let read = older.map { "versions \($0) and \(known)" } ?? "version \(known)"
    throw Failure(message: "is \(version), and this gvc reads \(read); \(again(command))")
  }

  private static func decode<Report: Decodable>(
    _ bytes: [UInt8], _ command: String
  ) throws(Failure) -> Report {
    do {
      return try JSONDecoder().decode(Report.self, from: Data(bytes))
    } catch DecodingError.keyNotFound(let key, let context) {
      throw Failure(message: "lacks `\(path(context.codingPath + [key]))`; \(again(command))")
    } catch DecodingError.typeMismatch(_, let context),
      DecodingError.valueNotFound(_, let context), DecodingError.dataCorrupted(let context)
    {
      throw Failure(
        message: "has something unexpected at `\(path(context.codingPath))`; \(again(command))")
    } catch {
      throw Failure(message: "cannot be read; \(again(command))")
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
  }

  private static func again(_ command: String) -> String {
    "write it anew with `\(command) --format json`"
  }

  private static func foreign(_ command: String, wanted: String) -> Failure {
    Failure(message: "is the output of `\(command)`; name one of `\(wanted) --format json`")
  }

  private static func unknown(_ command: String) -> Failure {
    Failure(message: "is no output of `\(command) --format json`")
  }
}
