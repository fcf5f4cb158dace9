import GVCAnalysis
import GVCSyntax

/// What draws a case and writes its report. Rooms that only hand these on are given one, and so need not wait for
/// the rooms that make them.
public struct CaseRenderer: Sendable {
  /// Which picture of a case is asked for, in words.
  public struct Request: Sendable {
    /// One of `views`; the first when nil.
    public var view: String?
    /// A period or scenario; the last period when nil.
    public var layer: String?
    /// A chain; all of the case when nil.
    public var chain: String?

    public init(view: String?, layer: String?, chain: String?) {
      self.view = view
      self.layer = layer
      self.chain = chain
    }
  }

  /// A picture as an SVG document.
  public struct Picture: Sendable {
    public let title: String
    /// What it shows, in words.
    public let description: String
    public let svg: String

    public init(title: String, description: String, svg: String) {
      self.title = title
      self.description = description
      self.svg = svg
    }
  }

  /// A report as an HTML page.
  public struct Report: Sendable {
    public let title: String
    public let html: String

    public init(title: String, html: String) {
      self.title = title
      self.html = html
    }
  }

  /// A name in a request that there is not, in a sentence.
  public struct Failure: Error {
    public let message: String

    public init(message: String) { self.message = message }
  }

  /// The names of what a case can be drawn as.
  public let views: [String]
  /// Draws an analysed case; the text is the path of its project.
  public let picture: @Sendable (FindingReader, String, Request) throws(Failure) -> Picture
  /// Writes the report of an analysed case; the texts are the path of its project and the version of the compiler.
  public let report: @Sendable (FindingReader, String, [Diagnostic], String) -> Report

  public init(
    views: [String],
    picture: @escaping @Sendable (FindingReader, String, Request) throws(Failure) -> Picture,
    report: @escaping @Sendable (FindingReader, String, [Diagnostic], String) -> Report
  ) {
    self.views = views
    self.picture = picture
    self.report = report
  }
}
