import GVCSyntax

/// From which severity on a command ends with status 1.
enum FailLevel: String, CaseIterable {
  case error
  case warning
  case note
  case never

  /// Takes `--fail-level` from the options; `error` when it is not there.
  init(_ options: inout Options) {
    self = options.value("--fail-level").flatMap(FailLevel.init(rawValue:)) ?? .error
  }

  /// The exit status of a command that reports these severities.
  func status(of severities: some Sequence<Severity>) -> ExitStatus {
    guard let least else { return .clean }
    return severities.contains { $0 >= least } ? .findings : .clean
  }

  private var least: Severity? {
    switch self {
    case .error: .error
    case .warning: .warning
    case .note: .note
    case .never: nil
    }
  }
}
