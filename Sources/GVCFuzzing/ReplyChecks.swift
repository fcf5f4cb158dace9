import GVCModel
import GVCReport
import GVCSyntax
import GVCWorkspace

/// What must be true of any bytes that another program, or an earlier run, has written.
enum ReplyChecks {
  /// The case that plug-ins answer about.
  private static let text = """
    use caspari2003
    period p { years: 1970..1989 }
    buyer house "House" { core: [design] }
    firm maker "Maker" { performs: [production] }
    link maker -> house { dependence: high }
    """

  /// The case, read once.
  private static let project = try? ProjectLoader(files: MemoryFiles().fileSystem)
    .project(text: Array(text.utf8), name: "input.gvc")

  /// A reply is taken or declined; what is taken points into the files.
  static func pluginDefect(_ bytes: [UInt8]) -> String? {
    guard let project else { return "the case is no project" }
    do {
      let (findings, files) = try PluginReply.read(bytes, for: project.model)
      let lengths = Dictionary(
        project.sources.map { ($0.file, $0.bytes.count) }, uniquingKeysWith: { a, _ in a })
      for finding in findings {
        guard let length = lengths[finding.location.file],
          Int(finding.location.range.end) <= length
        else { return "a finding of a plug-in points outside of a file" }
        guard project.model.entities.indices.contains(Int(finding.subject.index)) else {
          return "a finding of a plug-in is about nothing"
        }
      }
      let isPlain = files.allSatisfy { !$0.name.contains("/") && !$0.name.hasPrefix(".") }
      return isPlain ? nil : "a file of a plug-in leaves its directory"
    } catch {
      return error.message.isEmpty ? "a reply is declined without a word" : nil
    }
  }

  /// A baseline is read or declined with a sentence; what is read can be written again.
  static func baselineDefect(_ bytes: [UInt8]) -> String? {
    do throws(BaselineFile.Failure) {
      let report = try BaselineFile.diagnostics(bytes)
      guard (try? JSONText.line(report)) != nil else { return "a baseline cannot be written" }
    } catch {
      if error.message.isEmpty { return "a baseline is declined without a word" }
    }
    do throws(BaselineFile.Failure) {
      for conclusion in try BaselineFile.analysis(bytes).conclusions {
        guard (try? JSONText.line(conclusion.entry)) != nil else {
          return "a baseline cannot be written"
        }
      }
    } catch {
      if error.message.isEmpty { return "a baseline is declined without a word" }
    }
    return nil
  }
}
