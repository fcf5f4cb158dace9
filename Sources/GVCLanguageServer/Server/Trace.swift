import FoundationEssentials

/// How much the client wants to hear of the messages that are exchanged.
enum Trace: String, Sendable {
  case off
  case messages
  case verbose
}

extension Session {
  /// Writes a line of the log.
  func log(_ line: @autoclosure () -> String) { environment.log?(line()) }

  func traceReceived(_ message: IncomingMessage, size: Int, text: String?) {
    log("<-- \(text ?? "\(message.summary), \(size) bytes")")
    guard phase == .running, trace != .off else { return }
    notify(
      "$/logTrace",
      LSP.LogTraceParams(
        message: "received \(message.summary)", verbose: trace == .verbose ? text : nil))
  }

  /// A message that is sent; of a long one the log has the beginning.
  func traceSent(_ content: Data) {
    guard environment.log != nil || trace != .off else { return }
    let text = String(decoding: content.prefix(4096), as: UTF8.self)
    log("--> \(text)")
    // A trace is not traced itself.
    let isTrace = text.hasPrefix("{\"jsonrpc\":\"2.0\",\"method\":\"$/logTrace\"")
    guard phase == .running, trace != .off, !isTrace else { return }
    notify(
      "$/logTrace",
      LSP.LogTraceParams(
        message: "sent \(content.count) bytes", verbose: trace == .verbose ? text : nil))
  }
}

extension IncomingMessage {
  /// What kind of message it is, in a few words.
  var summary: String {
    switch self {
    case .request(let id, let method, _): "request \(method) \(id)"
    case .notification(let method, _): "notification \(method)"
    case .response(let id, _): "response \(id)"
    case .invalid: "invalid message"
    }
  }
}
