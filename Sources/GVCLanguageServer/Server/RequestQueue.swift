import Dispatch
import FoundationEssentials

/// The requests of the client that are not answered yet.
struct RequestQueue {
  struct Pending {
    let method: String
    let request: BackgroundRequest
    let cancellation = Cancellation()
    var isRunning = false
    /// A way to an answer that is given if the whole one takes long. It holds a state of a project, so that
    /// it goes with the request.
    var interim: (@Sendable () throws -> EncodedResult)?
  }

  /// The most that run at a time. Some wait for what others make, so that they are more than there
  /// are processors; two are kept for what is short.
  static let width = max(2, ProcessInfo.processInfo.activeProcessorCount) * 2
  /// The most that run besides because they take long, or that nobody waits for any more.
  static let slowWidth = 32

  /// The work on a request.
  private struct Work {
    let cancellation: Cancellation
    let isLong: Bool
  }

  var pending: [RequestID: Pending] = [:]
  /// The work on requests that got a part of their answer.
  var unfinished: [Cancellation] = []
  /// Those that are not started, in the order in which they came.
  private var waiting: [RequestID] = []
  private var running: [Work] = []
  private var slow: [Cancellation] = []

  mutating func add(_ id: RequestID, _ request: Pending) {
    pending[id] = request
    waiting.append(id)
  }

  /// The next to start; nil when enough run or none waits.
  mutating func next() -> (RequestID, Pending)? {
    guard running.count < Self.width else { return nil }
    let longRunning = running.count { $0.isLong }
    while let index = waiting.firstIndex(where: { id in
      guard let request = pending[id] else { return true }
      return !request.request.isLong || longRunning < Self.width - 2
    }) {
      let id = waiting.remove(at: index)
      guard var request = pending[id], !request.isRunning else { continue }
      request.isRunning = true
      pending[id] = request
      running.append(
        Work(cancellation: request.cancellation, isLong: request.request.isLong))
      return (id, request)
    }
    return nil
  }

  mutating func ended(_ cancellation: Cancellation) {
    running.removeAll { $0.cancellation === cancellation }
    slow.removeAll { $0 === cancellation }
  }

  /// Gives the place of work that takes long to others, so that those that wait for one project do not hold
  /// up those that do not. It still ends when it ends.
  mutating func setAside(_ cancellation: Cancellation) {
    guard slow.count < Self.slowWidth,
      let index = running.firstIndex(where: { $0.cancellation === cancellation })
    else { return }
    running.remove(at: index)
    slow.append(cancellation)
  }
}

extension Session {
  /// Answers a request, or lets a worker do it.
  func start(_ id: RequestID, _ method: String, _ action: Result<RequestAction, ResponseError>) {
    switch action {
    case .failure(let error): respond(id, .failure(error))
    case .success(.immediate(let body)): respond(id, Self.result { try body(self) })
    case .success(.background(let request)):
      guard requests.pending[id] == nil else {
        respond(
          id, .failure(ResponseError(.invalidRequest, "another request has the id \(id)")))
        return
      }
      if request.looksAtDisk { epoch += 1 }
      requests.add(id, RequestQueue.Pending(method: method, request: request))
      startWaiting()
    }
  }

  private func startWaiting() {
    while let (id, pending) = requests.next() {
      let context = RequestContext(
        id: id, snapshot: snapshot.working(unless: pending.cancellation),
        cancellation: pending.cancellation, inbox: inbox,
        tokens: tokens, reported: reported)
      let request = pending.request
      workers.run {
        let result: Result<EncodedResult, ResponseError> =
          context.cancellation.isCancelled
          ? .failure(.cancelled) : Self.result { try request.run(context) }
        context.inbox.post(.finished(id, context.cancellation, result))
      }
      timers.add(after: environment.pace.patience) { session in
        session.setAside(context.cancellation)
      }
    }
  }

  private func setAside(_ cancellation: Cancellation) {
    requests.setAside(cancellation)
    startWaiting()
  }

  private static func result(
    _ body: () throws -> EncodedResult
  ) -> Result<EncodedResult, ResponseError> {
    do {
      return .success(try body())
    } catch let error as ResponseError {
      return .failure(error)
    } catch {
      return .failure(ResponseError(.internalError, "the answer cannot be written as JSON"))
    }
  }

  /// Takes the answer of a worker; of a request that is answered already, only its place is free.
  func finish(
    _ id: RequestID, _ cancellation: Cancellation, _ result: Result<EncodedResult, ResponseError>
  ) {
    requests.ended(cancellation)
    if take(id, cancellation) { respond(id, result) }
    if let index = requests.unfinished.firstIndex(where: { $0 === cancellation }) {
      requests.unfinished.remove(at: index)
      refreshDiagnostics()
    }
    startWaiting()
  }

  /// Whether a request is still to be answered, which it then no longer is.
  private func take(_ id: RequestID, _ cancellation: Cancellation) -> Bool {
    guard requests.pending[id]?.cancellation === cancellation else { return false }
    requests.pending[id] = nil
    return true
  }

  func cancel(_ id: RequestID) { end(id, .cancelled) }

  /// Ends the requests about a document that is no longer what they ask about.
  func endRequests(about document: DocumentURI) {
    for (id, pending) in requests.pending where pending.request.document == document {
      end(id, pending.request.staleError)
    }
  }

  func endRequests(with token: LSP.ProgressToken) {
    for (id, pending) in requests.pending where pending.request.workDoneToken == token {
      end(id, .cancelled)
    }
  }

  private func end(_ id: RequestID, _ error: ResponseError) {
    guard let pending = requests.pending.removeValue(forKey: id) else { return }
    pending.cancellation.cancel()
    respond(id, .failure(error))
    setAside(pending.cancellation)
  }

  // MARK: Parts

  /// Keeps a way to an answer that is given if the whole one takes long.
  func keepInterim(
    _ id: RequestID, _ cancellation: Cancellation,
    _ make: @escaping @Sendable () throws -> EncodedResult
  ) {
    guard requests.pending[id]?.cancellation === cancellation else { return }
    requests.pending[id]?.interim = make
    timers.add(after: environment.pace.patience) { session in
      guard let request = session.requests.pending[id], request.cancellation === cancellation,
        let make = request.interim
      else { return }
      let inbox = session.inbox
      session.workers.run {
        inbox.post(.interimResult(id, cancellation, Self.result(make)))
      }
    }
  }

  /// Gives a part of an answer; what is missing is had by asking again.
  func respondInterim(
    _ id: RequestID, _ cancellation: Cancellation, _ result: Result<EncodedResult, ResponseError>
  ) {
    guard case .success = result, take(id, cancellation) else { return }
    respond(id, result)
    requests.unfinished.append(cancellation)
  }
}
