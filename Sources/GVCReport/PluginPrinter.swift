import GVCAnalysis
import GVCModel

/// Writes what a plug-in found.
public struct PluginPrinter {
  private let plugin: String
  private let model: Model
  private let map: SourceMap

  public init(_ plugin: String, _ model: Model, _ map: SourceMap) {
    self.plugin = plugin
    self.model = model
    self.map = map
  }

  /// A line a finding: `file:line:column: note[plugin.rule]: message (observed, in after)`.
  public func text(_ findings: [PluginFinding]) -> String {
    findings.map { finding in
      let layer = finding.layer.map { ", in \(model.label($0))" } ?? ""
      return SafeText.escaped(
        "\(map.place(finding.location, withColumn: true)): "
          + "\(finding.level.name)[\(plugin).\(finding.rule)]: \(finding.message) "
          + "(\(finding.modality.label)\(layer))") + "\n"
    }.joined()
  }

  /// The findings as a reply of a plug-in, with all that was left out filled in.
  public func json(_ findings: [PluginFinding]) throws -> String {
    let entries = findings.map { finding in
      PluginReply.Finding(
        rule: finding.rule, subject: model.label(finding.subject),
        related: finding.related.map { model.label($0) },
        layer: finding.layer.map { model.label($0) }, message: finding.message,
        level: finding.level.name, modality: finding.modality.rawValue,
        place: PluginReply.Place(
          file: map.source(finding.location.file).name,
          startByte: Int(finding.location.range.start), endByte: Int(finding.location.range.end)),
        value: finding.value)
    }
    return try JSONText.pretty(
      PluginReply(version: PluginReply.currentVersion, findings: entries, files: nil))
  }
}
