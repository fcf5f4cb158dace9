/// Turns the bytes of a client into events.
struct MessageReader {
  /// The longest message of which the text is kept for a trace.
  private static let traceLimit = 4096

  private let inbox: Inbox
  private var frames: FrameReader

  init(_ inbox: Inbox, limit: Int = LanguageServer.messageLimit) {
    self.inbox = inbox
    frames = FrameReader(limit: limit)
  }

  mutating func take(_ bytes: [UInt8]) {
    frames.append(bytes)
    while let frame = frames.next() {
      switch frame {
      case .malformed(let reason):
        inbox.post(.malformed(ResponseError(.parseError, reason)))
      case .content(let content):
        do {
          let message = try IncomingMessage(content, methods: .all)
          let text =
            content.count <= Self.traceLimit ? String(decoding: content, as: UTF8.self) : nil
          inbox.post(.message(message, size: content.count, text: text))
        } catch {
          frames.reject(content)
          inbox.post(.malformed(ResponseError(.parseError, "the message is no JSON")))
        }
      }
    }
  }
}
