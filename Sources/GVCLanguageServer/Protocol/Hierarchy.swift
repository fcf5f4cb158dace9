extension LSP {
  /// An item of a hierarchy of calls or types; both have the same members.
  struct HierarchyItem: Codable, Hashable, Sendable {
    var name: String
    var kind: Int
    var detail: String?
    var uri: String
    var range: Range
    var selectionRange: Range
    var data: JSONValue?
  }

  struct HierarchyParams: Decodable, Sendable {
    let item: HierarchyItem
    let partialResultToken: ProgressToken?
  }

  struct CallHierarchyIncomingCall: Encodable, Sendable {
    var from: HierarchyItem
    var fromRanges: [Range]
  }

  struct CallHierarchyOutgoingCall: Encodable, Sendable {
    var to: HierarchyItem
    var fromRanges: [Range]
  }
}
