/// Tells a client that asked for it how far the work on a request is.
struct WorkDoneReporter: Sendable {
  private let context: RequestContext
  private let token: LSP.ProgressToken?

  /// - Parameter isCounted: It is known how much there is to do, and `report` says how much is done.
  init(
    _ context: RequestContext, _ token: LSP.ProgressToken?, title: String, isCounted: Bool = true
  ) {
    self.context = context
    self.token = token
    send(
      LSP.WorkDoneProgress(
        kind: "begin", title: title, cancellable: true, percentage: isCounted ? 0 : nil))
  }

  func report(_ done: Int, of all: Int) {
    send(
      LSP.WorkDoneProgress(
        kind: "report", message: "\(done) of \(all)", percentage: done * 100 / max(1, all)))
  }

  func end() { send(LSP.WorkDoneProgress(kind: "end")) }

  private func send(_ value: LSP.WorkDoneProgress) {
    // A report that cannot be written is no reason to stop the work.
    try? context.report(value, to: token)
  }
}
