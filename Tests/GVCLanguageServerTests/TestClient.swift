import Dispatch
import Foundation
import Synchronization
import Testing

@testable import GVCLanguageServer

/// A client in the same process: what it sends goes through the same bytes as over a pipe.
final class TestClient: Sendable {
  /// How long a message is waited for before a test fails.
  private static let timeout = DispatchTimeInterval.seconds(60)

  private let toServer = Channel<[UInt8]>()
  private let fromServer = Channel<JSONValue>()
  private let exit = Channel<Int32>()
  private let lastID = Mutex(0)
  /// Messages that came while another one was waited for.
  private let kept = Mutex<[JSONValue]>([])

  let disk: TestDisk

  init(
    _ disk: TestDisk = TestDisk([:]), isRunning: @escaping @Sendable (Int) -> Bool = { _ in true },
    pace: Pace = Pace(), log: (@Sendable (String) -> Void)? = nil
  ) {
    self.disk = disk
    let output = Mutex(FrameReader(limit: 1 << 30))
    let fromServer = fromServer
    var environment = disk.environment(isRunning: isRunning, log: log) { bytes in
      output.withLock { reader in
        reader.append(bytes)
        while let frame = reader.next() {
          guard case .content(let content) = frame,
            let value = try? JSONDecoder().decode(JSONValue.self, from: Data(content))
          else {
            Issue.record("the server wrote what is no message")
            continue
          }
          fromServer.send(value)
        }
      }
      return true
    }
    environment.pace = pace
    let toServer = toServer
    let exit = exit
    DispatchQueue(label: "server").async { [environment] in
      let status = LanguageServer.run(environment) {
        toServer.receive(within: .seconds(3600)).flatMap { $0.isEmpty ? nil : $0 }
      }
      exit.send(status)
    }
  }

  /// The server ends with its client: its threads are of one pool with those of all other tests.
  deinit { close() }

  // MARK: Sending

  func send(bytes: String) { send(bytes: Array(bytes.utf8)) }

  func send(bytes: [UInt8]) { toServer.send(bytes) }

  func send(_ message: JSONValue) {
    guard let content = try? JSONEncoder().encode(message) else { return }
    toServer.send(Array("Content-Length: \(content.count)\r\n\r\n".utf8) + content)
  }

  /// Ends the input of the server.
  func close() { toServer.send([]) }

  func notify(_ method: String, _ parameters: JSONValue = [:]) {
    send(["jsonrpc": "2.0", "method": .string(method), "params": parameters])
  }

  /// Sends a request and returns its id.
  @discardableResult
  func start(_ method: String, _ parameters: JSONValue = [:]) -> JSONValue {
    let id = lastID.withLock {
      $0 += 1
      return JSONValue.integer(Int64($0))
    }
    send(["jsonrpc": "2.0", "id": id, "method": .string(method), "params": parameters])
    return id
  }

  /// Sends a request and returns the whole answer.
  func request(_ method: String, _ parameters: JSONValue = [:]) throws -> JSONValue {
    try response(to: start(method, parameters))
  }

  /// Sends a request and returns its result; an error fails the test.
  func result(
    _ method: String, _ parameters: JSONValue = [:], at place: SourceLocation = #_sourceLocation
  ) throws -> JSONValue {
    let answer = try request(method, parameters)
    return try #require(
      answer["result"], "\(method): \(answer["error"]?["message"]?.text ?? "?")",
      sourceLocation: place)
  }

  // MARK: Receiving

  func response(to id: JSONValue) throws -> JSONValue {
    try message { $0["id"] == id && $0["method"] == nil }
  }

  /// The next notification or request of a method.
  func next(_ method: String) throws -> JSONValue {
    try message { $0["method"]?.text == method }
  }

  /// The first message that is wanted, of those that came and those that come.
  func message(where isWanted: (JSONValue) -> Bool) throws -> JSONValue {
    let old = kept.withLock { kept in
      kept.firstIndex(where: isWanted).map { kept.remove(at: $0) }
    }
    if let old { return old }
    while true {
      let message = try #require(
        fromServer.receive(within: Self.timeout), "the server does not answer")
      if isWanted(message) { return message }
      kept.withLock { $0.append(message) }
    }
  }

  /// The messages that came and that nobody has waited for.
  func pending() -> [JSONValue] {
    while let message = fromServer.receive(within: .never) {
      kept.withLock { $0.append(message) }
    }
    return kept.withLock { $0 }
  }

  /// Takes the messages that nobody has waited for.
  func takePending() -> [JSONValue] {
    let messages = pending()
    kept.withLock { $0 = [] }
    return messages
  }

  func exitStatus() throws -> Int32 {
    try #require(exit.receive(within: Self.timeout), "the server does not end")
  }

  // MARK: Sessions

  /// Begins a session; returns what the server can do.
  @discardableResult
  func initialize(
    _ capabilities: JSONValue = [:], folders: [String] = [], options: JSONValue = .null,
    process: JSONValue = .null
  ) throws -> JSONValue {
    let folders = folders.map {
      ["uri": .string(DocumentURI(path: $0).text), "name": .string($0)] as JSONValue
    }
    let result = try result(
      "initialize",
      [
        "processId": process, "rootUri": nil, "capabilities": capabilities,
        "workspaceFolders": .array(folders), "initializationOptions": options,
      ])
    notify("initialized")
    return result["capabilities"] ?? .null
  }

  func open(_ uri: String, _ text: String, version: Int64 = 1) {
    notify(
      "textDocument/didOpen",
      [
        "textDocument": [
          "uri": .string(uri), "languageId": "gvc", "version": .integer(version),
          "text": .string(text),
        ]
      ])
  }

  /// Replaces all of a document.
  func change(_ uri: String, _ text: String, version: Int64) {
    notify(
      "textDocument/didChange",
      [
        "textDocument": ["uri": .string(uri), "version": .integer(version)],
        "contentChanges": [["text": .string(text)]],
      ])
  }

  func close(_ uri: String) {
    notify("textDocument/didClose", ["textDocument": ["uri": .string(uri)]])
  }

  /// The codes that are pushed next for a document, at a version.
  func pushed(_ uri: String, version: Int64? = nil) throws -> [String] {
    let message = try message { message in
      message["method"]?.text == "textDocument/publishDiagnostics"
        && message["params"]?["uri"]?.text == uri
        && (version == nil || message["params"]?["version"] == version.map { .integer($0) })
    }
    return codes(message["params"]?["diagnostics"])
  }

  /// The codes that are pulled of a document.
  func pulled(_ uri: String) throws -> [String] {
    codes(try result("textDocument/diagnostic", ["textDocument": ["uri": .string(uri)]])["items"])
  }

  func codes(_ diagnostics: JSONValue?) -> [String] {
    (diagnostics?.elements ?? []).compactMap { $0["code"]?.text }
  }
}

/// Values from one thread to another, in their order.
final class Channel<Value: Sendable>: Sendable {
  private let values = Mutex<[Value]>([])
  private let signal = DispatchSemaphore(value: 0)

  func send(_ value: Value) {
    values.withLock { $0.append(value) }
    signal.signal()
  }

  /// The next value; nil when none comes in time.
  func receive(within interval: DispatchTimeInterval) -> Value? {
    let deadline: DispatchTime = interval == .never ? .now() : .now() + interval
    guard signal.wait(timeout: deadline) == .success else { return nil }
    return values.withLock { $0.removeFirst() }
  }
}
