import GVCIDE
import GVCSyntax

extension Feature {
  /// What can be written at a place; what it means follows when the client asks for it.
  static let completion = Feature(
    advertise: { capabilities, _ in
      capabilities.completionProvider = LSP.CompletionOptions(
        triggerCharacters: [".", ":", "\"", "/", ">", "[", "{", "("])
    },
    requests: [
      .document("textDocument/completion", LSP.DocumentPositionParams.self) {
        document, parameters in
        let list = document.features.completions(
          in: document.file.id, at: document.offset(parameters.position)
        ) { document.listing(of: $0) }
        return LSP.CompletionList(
          isIncomplete: list.isIncomplete,
          items: list.items.map { LSP.CompletionItem($0, document) })
      },
      .background("completionItem/resolve", LSP.CompletionItem.self) { item in
        let uri = item.data?["uri"]?.text.map { DocumentURI($0) }
        // An item stands for itself, whatever becomes of the document.
        return BackgroundRequest { context in
          var item = item
          guard let uri, let document = try? DocumentContext(uri, context) else {
            return try EncodedResult(item)
          }
          if let key = item.data?["key"]?.text,
            let text = document.features.documentation(ofCompletion: key)
          {
            item.documentation = context.snapshot.client.completion.markup(text)
          }
          if item.additionalTextEdits == nil, let pack = item.data?["use"]?.text {
            item.additionalTextEdits = document.edits(using: pack)
          }
          return try EncodedResult(item)
        }
      },
    ])
}

extension DocumentContext {
  /// The edits by which the document uses a pack; nil where it does.
  fileprivate func edits(using pack: String) -> [LSP.TextEdit]? {
    features.useEdit(of: pack, in: file.id).map {
      [LSP.TextEdit(range: range($0.location.range), newText: $0.replacement)]
    }
  }

  /// What a directory holds, by its path from that of the document.
  fileprivate func listing(of path: String) -> [DirectoryEntry] {
    guard let own = file.uri.path, !path.hasPrefix("/") else { return [] }
    let overlay = request.snapshot.overlay
    let directory = DocumentURI(path: own + "/../" + path)
    guard let place = DocumentURI(directory.text).path,
      case .success(let names) = overlay.names(place)
    else { return [] }
    return names.filter { !$0.hasPrefix(".") }.map { name in
      let isDirectory = (try? overlay.kind("\(place)/\(name)").get()) == .directory
      return DirectoryEntry(name: name, isDirectory: isDirectory)
    }
  }
}

extension LSP.CompletionItem {
  fileprivate init(_ item: GVCIDE.CompletionItem, _ document: DocumentContext) {
    let client = document.client.completion
    let snippet = client.takesSnippets ? item.snippet : nil
    let rank = String(item.rank + 10_000)
    self.init(
      label: item.label, kind: item.category.itemKind,
      detail: item.detail.isEmpty ? nil : item.detail, sortText: "\(rank) \(item.label)",
      insertTextFormat: snippet == nil ? 1 : 2,
      insertTextMode: snippet != nil && client.takesIndentedSnippets ? 2 : nil,
      textEdit: LSP.TextEdit(
        range: document.range(item.range), newText: snippet ?? item.insertion),
      additionalTextEdits: client.resolvesEdits ? nil : item.pack.flatMap(document.edits(using:)),
      data: item.key.map { key in
        var data: [String: JSONValue] = [
          "uri": .string(document.file.uri.text), "key": .string(key),
        ]
        if client.resolvesEdits, let pack = item.pack { data["use"] = .string(pack) }
        return .object(data)
      })
  }
}

extension GVCIDE.CompletionItem.Category {
  /// The number of the completion kind of the protocol that is nearest.
  fileprivate var itemKind: Int {
    switch self {
    case .keyword: 14
    case .kind: 7  // class
    case .attribute: 10  // property
    case .word: 20  // enum member
    case .constant, .threshold, .country: 21  // constant
    case .entity, .variable: 6  // variable
    case .source: 18  // reference
    case .layer: 23  // event
    case .rule, .function: 3  // function
    case .verdict: 8  // interface
    case .theory: 9  // module
    case .collection: 13  // enum
    case .unit: 11  // unit
    case .file: 17  // file
    case .directory: 19  // folder
    case .code: 12  // value
    case .snippet: 15  // snippet
    }
  }
}
