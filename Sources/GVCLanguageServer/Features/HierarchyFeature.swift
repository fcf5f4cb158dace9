import GVCIDE
import GVCSyntax

extension Feature {
  /// The chain as a hierarchy of calls, from supplier to buyer; and the kinds as one of types.
  static let hierarchies = Feature(
    advertise: { capabilities, _ in
      capabilities.callHierarchyProvider = true
      capabilities.typeHierarchyProvider = true
    },
    requests: [
      prepare("CallHierarchy") { $0.chainItems(in: $1, at: $2) },
      follow("callHierarchy/incomingCalls") { document, item, key in
        document.features.suppliers(ofKey: key).compactMap { call in
          document.item(call.item).map {
            LSP.CallHierarchyIncomingCall(
              from: $0, fromRanges: document.ranges(of: call.links, in: $0.uri))
          }
        }
      },
      follow("callHierarchy/outgoingCalls") { document, item, key in
        document.features.buyers(ofKey: key).compactMap { call in
          document.item(call.item).map {
            LSP.CallHierarchyOutgoingCall(
              to: $0, fromRanges: document.ranges(of: call.links, in: item.uri))
          }
        }
      },
      prepare("TypeHierarchy") { $0.kindItems(in: $1, at: $2) },
      follow("typeHierarchy/supertypes") { document, _, key in
        document.features.kindsAbove(key: key).compactMap { document.item($0) }
      },
      follow("typeHierarchy/subtypes") { document, _, key in
        document.features.kindsBelow(key: key).compactMap { document.item($0) }
      },
    ])

  private static func prepare(
    _ name: String,
    _ find: @escaping @Sendable (EditorFeatures, FileID, UInt32) -> [GVCIDE.HierarchyItem]
  ) -> MethodTable.Request {
    .document("textDocument/prepare\(name)", LSP.DocumentPositionParams.self) {
      document, parameters in
      let items = find(
        document.features, document.file.id, document.offset(parameters.position)
      ).compactMap { document.item($0) }
      return items.isEmpty ? nil : items
    }
  }

  /// A step from an item, which names the document that the walk began in.
  private static func follow(
    _ method: String,
    _ body:
      @escaping @Sendable (DocumentContext, LSP.HierarchyItem, String) ->
      [some Encodable & SendableMetatype]
  ) -> MethodTable.Request {
    .background(method, LSP.HierarchyParams.self) { parameters in
      BackgroundRequest { context in
        let item = parameters.item
        guard let uri = item.data?["uri"]?.text, let key = item.data?["key"]?.text else {
          throw ResponseError(.invalidParams, "the item is none of this server")
        }
        let found = body(try DocumentContext(DocumentURI(uri), context), item, key)
        return try EncodedResult(
          context.list(found, to: parameters.partialResultToken) { $0 })
      }
    }
  }
}

extension DocumentContext {
  /// Nil for an item that the client cannot open.
  fileprivate func item(_ item: GVCIDE.HierarchyItem) -> LSP.HierarchyItem? {
    guard let name = location(item.location),
      let whole = location(GVCSyntax.Location(item.location.file, item.range))
    else { return nil }
    return LSP.HierarchyItem(
      name: item.name, kind: item.category.symbolKind, detail: item.detail, uri: name.uri,
      range: whole.range, selectionRange: name.range,
      data: ["uri": .string(file.uri.text), "key": .string(item.key)])
  }

  /// The ranges of those places that stand in a document.
  fileprivate func ranges(of places: [GVCSyntax.Location], in uri: String) -> [LSP.Range] {
    places.compactMap { location($0) }.filter { $0.uri == uri }.map(\.range)
  }
}
