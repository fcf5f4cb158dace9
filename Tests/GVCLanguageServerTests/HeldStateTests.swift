import Testing

@testable import GVCLanguageServer

/// A way to an answer that would do for now holds a state of a project, of which a large one is many megabytes:
/// it goes with the work, not when the time has come at which it would have been used.
@Suite struct HeldStateTests {
  private final class State: Sendable {}

  /// A state that something else is to hold.
  private final class Watch {
    private(set) weak var state: State?

    func make() -> State {
      let new = State()
      state = new
      return new
    }
  }

  private let watch = Watch()

  private func session() -> Session {
    var environment = TestDisk([:]).environment { _ in true }
    environment.pace = Pace(patience: .seconds(3600), progress: .seconds(3600))
    let session = Session(environment, Inbox())
    session.phase = .running
    return session
  }

  /// Has a session keep a way to an answer to a request.
  private func keep(_ id: RequestID, in session: Session) throws -> Cancellation {
    session.requests.add(
      id,
      RequestQueue.Pending(
        method: "test", request: BackgroundRequest { _ in throw ResponseError.cancelled }))
    let cancellation = try #require(session.requests.pending[id]).cancellation
    session.keepInterim(id, cancellation) { [state = watch.make()] in
      withExtendedLifetime(state) {}
      throw ResponseError.cancelled
    }
    #expect(watch.state != nil)
    return cancellation
  }

  @Test func `It goes when the request is answered`() throws {
    let session = session()
    let cancellation = try keep(.integer(1), in: session)
    session.finish(.integer(1), cancellation, .failure(.cancelled))
    #expect(watch.state == nil)
  }

  @Test func `It goes when the request is cancelled`() throws {
    let session = session()
    _ = try keep(.integer(1), in: session)
    session.cancel(.integer(1))
    #expect(watch.state == nil)
  }

  /// Has a session hold what can be said without findings.
  private func compile(in session: Session) -> Cancellation {
    let cancellation = Cancellation()
    session.publisher.running = cancellation
    session.take(
      DiagnosticBatch(
        revision: session.revision, cancellation: cancellation,
        stage: .compiled { [state = watch.make()] in
          withExtendedLifetime(state) {}
          return []
        }))
    #expect(watch.state != nil)
    return cancellation
  }

  @Test func `It goes when all diagnostics are there`() {
    let session = session()
    let cancellation = compile(in: session)
    session.take(
      DiagnosticBatch(
        revision: session.revision, cancellation: cancellation, stage: .whole([])))
    #expect(watch.state == nil)
  }

  @Test func `It goes with the next edit`() {
    let session = session()
    let cancellation = compile(in: session)
    session.open(
      LSP.TextDocumentItem(uri: "file:///a.gvc", version: 1, text: ClientText("")))
    #expect(cancellation.isCancelled)
    #expect(watch.state == nil)
  }
}
