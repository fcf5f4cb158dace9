/// A document as an editor has it, saved or not.
struct OpenDocument: Sendable {
  let uri: DocumentURI
  /// Nil from a client that numbers no versions.
  var version: Int?
  var text: DocumentText
  /// Different for every state of every document of a session.
  var revision: Int
}
