import GVCIDE
import GVCSyntax

extension Feature {
  /// From a name to its declaration, its type, and its uses.
  static let navigation = Feature(
    advertise: { capabilities, _ in
      capabilities.definitionProvider = true
      capabilities.declarationProvider = true
      capabilities.typeDefinitionProvider = true
      capabilities.referencesProvider = LSP.WorkDoneOptions()
      capabilities.documentHighlightProvider = true
      capabilities.linkedEditingRangeProvider = true
    },
    requests: [
      targets("definition") { $0.definitions(in: $1, at: $2) },
      targets("declaration") { $0.declarations(in: $1, at: $2) },
      targets("typeDefinition") { $0.typeDefinitions(in: $1, at: $2) },
      .document(
        "textDocument/references", LSP.ReferenceParams.self, title: "Looking for references"
      ) { document, parameters in
        let places = document.features.references(
          in: document.file.id, at: document.offset(parameters.position),
          includingDeclaration: parameters.context.includeDeclaration)
        return try document.request.list(places, to: parameters.partialResultToken) {
          document.location($0)
        }
      },
      .document("textDocument/documentHighlight", LSP.DocumentPositionParams.self) {
        document, parameters in
        let highlights = document.features.highlights(
          in: document.file.id, at: document.offset(parameters.position))
        return try document.request.list(highlights, to: parameters.partialResultToken) {
          LSP.DocumentHighlight(range: document.range($0.range), kind: $0.isWrite ? 3 : 2)
        }
      },
      .document("textDocument/linkedEditingRange", LSP.DocumentPositionParams.self) {
        document, parameters in
        let ranges = document.features.linkedRanges(
          in: document.file.id, at: document.offset(parameters.position))
        return ranges.isEmpty
          ? nil : LSP.LinkedEditingRanges(ranges: ranges.map { document.range($0) })
      },
    ])

  /// A request from a name to places, which are links where the client shows them.
  private static func targets(
    _ name: String,
    _ find: @escaping @Sendable (EditorFeatures, FileID, UInt32) -> [NavigationTarget]
  ) -> MethodTable.Request {
    .document("textDocument/\(name)", LSP.DocumentPositionParams.self) { document, parameters in
      let offset = document.offset(parameters.position)
      let targets = find(document.features, document.file.id, offset)
      guard document.client.takesLinks(name) else {
        return Targets.locations(targets.compactMap { document.location($0.name) })
      }
      let origin = document.features.occurrence(in: document.file.id, at: offset)
      return .links(
        targets.compactMap { target in
          guard let name = document.location(target.name),
            let whole = document.location(Location(target.name.file, target.range))
          else { return nil }
          return LSP.LocationLink(
            originSelectionRange: origin.map { document.range($0.range) }, targetUri: name.uri,
            targetRange: whole.range, targetSelectionRange: name.range)
        })
    }
  }

  private enum Targets: Encodable {
    case locations([LSP.Location])
    case links([LSP.LocationLink])

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .locations(let locations): try container.encode(locations)
      case .links(let links): try container.encode(links)
      }
    }
  }
}
