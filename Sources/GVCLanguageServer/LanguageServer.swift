import Dispatch

/// The language server: speaks with one client over a pair of byte streams.
public enum LanguageServer {
  /// The most bytes of one message: a text of half the longest length, with room for its escapes.
  public static let messageLimit = 1 << 30

  /// Serves a client until it says `exit` or is gone; returns the status to exit with.
  ///
  /// `read` waits for bytes and returns nil at their end. It is called on a thread of its own.
  public static func run(
    _ environment: ServerEnvironment, read: @escaping @Sendable () -> [UInt8]?
  ) -> Int32 {
    let inbox = Inbox()
    DispatchQueue(label: "gvc.reader").async {
      var reader = MessageReader(inbox)
      while let bytes = read() { reader.take(bytes) }
      inbox.post(.endOfInput)
    }
    return Session(environment, inbox).run()
  }
}
