import Synchronization

/// The semantic tokens that the client has of each document, to send it edits of them.
final class TokenMemory: Sendable {
  private struct State {
    var documents: [DocumentURI: (id: String, data: [UInt32])] = [:]
    var lastID = 0
  }

  private let state = Mutex(State())

  /// The tokens under an id; nil where others were sent since.
  func data(of document: DocumentURI, id: String) -> [UInt32]? {
    state.withLock { state in
      guard let known = state.documents[document], known.id == id else { return nil }
      return known.data
    }
  }

  /// Keeps tokens, and returns their id.
  func keep(_ data: [UInt32], of document: DocumentURI) -> String {
    state.withLock { state in
      state.lastID += 1
      let id = String(state.lastID)
      state.documents[document] = (id, data)
      return id
    }
  }

  func forget(_ document: DocumentURI) {
    state.withLock { $0.documents[document] = nil }
  }
}
