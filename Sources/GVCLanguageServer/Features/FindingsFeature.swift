import GVCIDE
import GVCReport
import GVCSyntax

/// The commands that say more of conclusions. Each takes the address of a document, and the name of a
/// finding, thing or rule.
///
/// A client that shows their answers itself names them under `experimental.commands` of its
/// capabilities, and asks by requests. For others the server shows them as messages.
enum FindingCommand: String, CaseIterable {
  case explain = "gvc.explain"
  case findings = "gvc.showFindings"
  case questions = "gvc.showQuestions"
  /// Takes the name of a chain, or none.
  case picture = "gvc.showPicture"
  case report = "gvc.showReport"

  /// What is done while it is worked on.
  var progress: String {
    switch self {
    case .explain: "Explaining a finding"
    case .findings: "Reading the findings"
    case .questions: "Looking for open questions"
    case .picture: "Drawing the case"
    case .report: "Writing the report"
    }
  }
}

extension Feature {
  /// Why something holds, what holds, and what cannot be concluded.
  static let findings = Feature(
    advertise: { capabilities, client in
      let own = client.commands
      let commands = FindingCommand.allCases.map(\.rawValue).filter { !own.contains($0) }
      if !commands.isEmpty {
        capabilities.executeCommandProvider = LSP.ExecuteCommandOptions(commands: commands)
      }
    },
    requests: [
      .document(
        "gvc/explain", LSP.ExplainParams.self, isLong: true, title: FindingCommand.explain.progress
      ) { document, parameters in
        document.explanation(of: parameters.finding)
      },
      .document(
        "gvc/findings", LSP.FindingsParams.self, isLong: true,
        title: FindingCommand.findings.progress
      ) { document, parameters in
        document.lines(document.features.findings(onKey: parameters.key))
      },
      .document(
        "gvc/questions", LSP.QuestionsParams.self, isLong: true,
        title: FindingCommand.questions.progress
      ) { document, parameters in
        document.questions(on: parameters.key)
      },
      .document(
        "gvc/picture", LSP.PictureParams.self, isLong: true, readsFindings: false,
        title: FindingCommand.picture.progress
      ) { document, parameters in
        try document.picture(parameters)
      },
      .document(
        "gvc/report", LSP.DocumentParams.self, isLong: true, title: FindingCommand.report.progress
      ) { document, _ in
        document.report
      },
      .background("workspace/executeCommand", LSP.ExecuteCommandParams.self) { parameters in
        BackgroundRequest(isLong: true, workDoneToken: parameters.workDoneToken) { context in
          try execute(parameters, context)
        }
      },
    ])

  private static func execute(
    _ parameters: LSP.ExecuteCommandParams, _ context: RequestContext
  ) throws -> EncodedResult {
    guard let command = FindingCommand(rawValue: parameters.command) else {
      throw ResponseError(.invalidParams, "there is no command `\(parameters.command)`")
    }
    let arguments = parameters.arguments ?? []
    guard let uri = arguments.first?.text else {
      throw ResponseError(.invalidParams, "`\(command.rawValue)` takes the address of a document")
    }
    let progress = WorkDoneReporter(
      context, parameters.workDoneToken, title: command.progress, isCounted: false)
    defer { progress.end() }
    let document = try DocumentContext(DocumentURI(uri), context)
    if command != .picture { try document.prepareFindings() }
    let key = arguments.count > 1 ? arguments[1].text : nil
    switch command {
    case .explain:
      let explanation = key.flatMap { document.explanation(of: $0) }
      try context.show(explanation?.text ?? "nothing is known of this finding")
      return try EncodedResult(explanation)
    case .findings:
      let lines = document.lines(key.map { document.features.findings(onKey: $0) } ?? [])
      try context.show(lines, none: "nothing follows")
      return try EncodedResult(lines)
    case .questions:
      let lines = document.questions(on: key)
      try context.show(lines, none: "there are no open questions")
      return try EncodedResult(lines)
    case .picture:
      let picture = try document.picture(
        LSP.PictureParams(
          textDocument: LSP.TextDocumentIdentifier(uri: uri), view: nil, layer: nil, chain: key))
      try context.show("`gvc draw` writes this picture to a file: \(picture.title)")
      return try EncodedResult(picture)
    case .report:
      let report = document.report
      try context.show("`gvc report` writes this report to a file: \(report.title)")
      return try EncodedResult(report)
    }
  }
}

extension DocumentContext {
  fileprivate func explanation(of finding: String) -> LSP.ExplainResult? {
    features.explain(finding: finding).map { LSP.ExplainResult(text: $0) }
  }

  fileprivate func picture(_ parameters: LSP.PictureParams) throws -> LSP.PictureResult {
    let renderer = request.snapshot.renderer
    let words = CaseRenderer.Request(
      view: parameters.view, layer: parameters.layer, chain: parameters.chain)
    switch features.picture(words, by: renderer) {
    case .success(let picture):
      return LSP.PictureResult(
        title: picture.title, description: picture.description, svg: picture.svg,
        layers: features.layerNames, views: renderer.views)
    case .failure(let failure): throw ResponseError(.invalidParams, failure.message)
    }
  }

  fileprivate var report: LSP.ReportResult {
    let snapshot = request.snapshot
    let report = features.report(version: snapshot.version, by: snapshot.renderer)
    return LSP.ReportResult(title: report.title, html: report.html)
  }

  fileprivate func questions(on key: String?) -> [LSP.FindingLine] {
    lines(key.map { features.openQuestions(onKey: $0) } ?? features.openQuestions())
  }

  fileprivate func lines(_ lines: [GVCIDE.FindingLine]) -> [LSP.FindingLine] {
    lines.map {
      LSP.FindingLine(finding: $0.reference, text: $0.text, location: location($0.location))
    }
  }
}

extension RequestContext {
  /// Shows a text to a person.
  fileprivate func show(_ text: String) throws {
    inbox.post(
      .send(
        method: "window/showMessage",
        try EncodedResult(LSP.LogMessageParams(type: 3, message: text))))
  }

  fileprivate func show(_ lines: [LSP.FindingLine], none: String) throws {
    let texts = lines.map { "\($0.finding): \($0.text)" }
    try show(texts.isEmpty ? none : texts.joined(separator: "\n"))
  }
}
