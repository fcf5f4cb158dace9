import GVCIDE
import GVCSyntax

extension Feature {
  /// The declarations of a document and of the workspace.
  static let symbols = Feature(
    advertise: { capabilities, _ in
      capabilities.documentSymbolProvider = true
      capabilities.workspaceSymbolProvider = LSP.WorkDoneOptions()
    },
    requests: [
      .document("textDocument/documentSymbol", LSP.DocumentParams.self) { document, parameters in
        let outline = document.features.outline(of: document.file.id)
        let token = parameters.partialResultToken
        return document.client.takesSymbolTrees
          ? Outline.tree(
            try document.request.list(outline, to: token) { LSP.DocumentSymbol($0, document) })
          : Outline.list(
            try document.request.list(
              outline.flatMap { $0.flattened(in: nil, document) }, to: token
            ) { $0 })
      },
      .background("workspace/symbol", LSP.WorkspaceSymbolParams.self) { parameters in
        BackgroundRequest(isLong: true, workDoneToken: parameters.workDoneToken) { context in
          var result = try EncodedResult(WorkspaceSymbols(context, parameters).answer())
          result.whenSent = { $0.forgetUnused() }
          return result
        }
      },
    ])

  private enum Outline: Encodable {
    case tree([LSP.DocumentSymbol])
    case list([LSP.SymbolInformation])

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .tree(let symbols): try container.encode(symbols)
      case .list(let symbols): try container.encode(symbols)
      }
    }
  }
}

/// The declarations of all projects of the workspace that a query matches.
private struct WorkspaceSymbols {
  let context: RequestContext
  let parameters: LSP.WorkspaceSymbolParams

  init(_ context: RequestContext, _ parameters: LSP.WorkspaceSymbolParams) {
    self.context = context
    self.parameters = parameters
  }

  func answer() throws -> [LSP.SymbolInformation] {
    let snapshot = context.snapshot
    let cancellation = context.cancellation
    let progress = WorkDoneReporter(
      context, parameters.workDoneToken, title: "Looking for symbols")
    defer { progress.end() }
    let places = snapshot.projectPlaces { cancellation.isCancelled }
    var found: [LSP.SymbolInformation] = []
    var seen: Set<LSP.SymbolInformation> = []
    for (index, place) in places.enumerated() {
      try cancellation.check()
      progress.report(index, of: places.count)
      guard case .success(let project) = snapshot.project(at: place) else { continue }
      let part = project.features.symbols(matching: parameters.query).compactMap { symbol in
        project.location(symbol.location, snapshot.client, snapshot.encoding).map {
          LSP.SymbolInformation(
            name: symbol.name, kind: symbol.category.symbolKind, containerName: symbol.detail,
            location: $0)
        }
      }.filter { seen.insert($0).inserted }
      if parameters.partialResultToken != nil {
        try context.report(part, to: parameters.partialResultToken)
      } else {
        found += part
      }
    }
    return found
  }
}

extension LSP.DocumentSymbol {
  fileprivate init(_ item: OutlineItem, _ document: DocumentContext) {
    self.init(
      name: item.shownName, detail: item.detail, kind: item.category.symbolKind,
      range: document.range(item.range), selectionRange: document.range(item.nameRange),
      children: item.children.isEmpty
        ? nil : item.children.map { LSP.DocumentSymbol($0, document) })
  }
}

extension OutlineItem {
  /// A name is never empty in the protocol.
  fileprivate var shownName: String { name.isEmpty ? "…" : name }

  fileprivate func flattened(
    in container: String?, _ document: DocumentContext
  ) -> [LSP.SymbolInformation] {
    let location = LSP.Location(
      uri: document.file.uri.text, range: document.range(range))
    let own = LSP.SymbolInformation(
      name: shownName, kind: category.symbolKind, containerName: container, location: location)
    return [own] + children.flatMap { $0.flattened(in: shownName, document) }
  }
}

extension OutlineItem.Category {
  /// The number of the symbol kind of the protocol that is nearest.
  var symbolKind: Int {
    switch self {
    case .theory: 3  // namespace
    case .kind: 5  // class
    case .scale: 10  // enum
    case .word: 22  // enum member
    case .attribute: 7  // property
    case .threshold: 14  // constant
    case .verdict: 11  // interface
    case .rule: 12  // function
    case .source: 1  // file
    case .layer: 24  // event
    case .actor: 19  // object
    case .chain: 23  // struct
    case .tier: 8  // field
    case .link: 25  // operator
    case .thing: 13  // variable
    case .expectation: 17  // boolean
    case .change: 24  // event
    }
  }
}
