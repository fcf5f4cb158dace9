import Dispatch
import Synchronization
import Testing

@testable import GVCLanguageServer

/// Work that takes as long as it likes holds up nobody who does not wait for it, and whoever waits for it can
/// be told that it is not waited for any more.
@Suite struct ResponsivenessTests {
  /// A session that runs in the test, and the ids that it has answered.
  private final class Desk {
    let session: Session
    private let answers = Channel<String>()
    private var answered: [String] = []
    /// What the work waits for.
    let end = DispatchSemaphore(value: 0)

    init() {
      let answers = answers
      session = Session(
        TestDisk([:]).environment { bytes in
          answers.send(String(decoding: bytes, as: UTF8.self))
          return true
        }, Inbox())
      session.phase = .running
    }

    /// Starts a request; one that is slow ends with the test.
    func start(_ id: Int64, isSlow: Bool, isLong: Bool = false) {
      let end = end
      session.start(
        .integer(id), "test",
        .success(
          .background(
            BackgroundRequest(isLong: isLong) { _ in
              if isSlow { end.wait() }
              return .null
            })))
    }

    /// The answer to a request; nil when none comes.
    func answer(to id: Int64) -> String? {
      let deadline = DispatchTime.now() + .seconds(60)
      while DispatchTime.now() < deadline {
        while let answer = answers.receive(within: .never) { answered.append(answer) }
        if let answer = answered.first(where: { $0.contains("\"id\":\(id),") }) { return answer }
        if let event = session.inbox.next(until: .now() + .milliseconds(10)) {
          session.handle(event)
        }
        for action in session.timers.due() { action(session) }
      }
      return nil
    }
  }

  @Test(arguments: [false, true])
  func `Requests that wait do not hold up others`(isLong: Bool) {
    let desk = Desk()
    let count = Int64(RequestQueue.width * 3)
    for id in 1...count { desk.start(id, isSlow: true, isLong: isLong) }
    desk.start(count + 1, isSlow: false, isLong: isLong)
    #expect(desk.answer(to: count + 1)?.contains("\"result\":null") == true)
    for _ in 1...count { desk.end.signal() }
    for id in 1...count { #expect(desk.answer(to: id)?.contains("\"result\":null") == true) }
  }

  @Test func `Requests that wait are cancelled at once, however many there are`() {
    let desk = Desk()
    let count = Int64(RequestQueue.width + RequestQueue.slowWidth + 10)
    for id in 1...count { desk.start(id, isSlow: true) }
    for id in 1...count {
      desk.session.cancel(.integer(id))
      #expect(desk.answer(to: id)?.contains("-32800") == true)
    }
    for _ in 1...count { desk.end.signal() }
    desk.start(count + 1, isSlow: false)
    #expect(desk.answer(to: count + 1)?.contains("\"result\":null") == true)
  }

  @Test func `A file that is slow to read holds up no other project`() throws {
    let disk = TestDisk(["/a/slow.gvc": "firm a {}", "/b/b.gvc": "firm b {}"])
    let end = DispatchSemaphore(value: 0)
    disk.onRead { if $0 == "/a/slow.gvc" { end.wait() } }
    let client = TestClient(disk)
    try client.initialize(["textDocument": ["diagnostic": [:]]], folders: ["/a", "/b"])
    let id = client.start(
      "textDocument/foldingRange", ["textDocument": ["uri": "file:///a/slow.gvc"]])
    client.open("file:///b/b.gvc", "frm b {}")
    #expect(try client.pulled("file:///b/b.gvc") == ["GVC0101"])
    client.notify("$/cancelRequest", ["id": id])
    #expect(try client.response(to: id)["error"]?["code"] == -32800)
    for _ in 0..<10 { end.signal() }
  }
}
