import FoundationEssentials
import GVCReport

#if canImport(Glibc)
  import Glibc
#endif

/// Results go to standard output, errors to standard error; a closed pipe ends quietly.
enum Output {
  static func write(_ text: String) { write(Array(text.utf8), to: 1) }

  static func write(_ bytes: [UInt8]) { write(bytes, to: 1) }

  static func writeError(_ text: String) { write(Array(text.utf8), to: 2) }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var written = 0
    while written < bytes.count {
      let n = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if n < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE { exit(0) }
        if descriptor == 1 {
          writeError("gvc: cannot write: \(String(cString: strerror(errno)))\n")
        }
        exit(ExitStatus.failure.rawValue)
      }
      written += n
    }
  }

  /// Whether colour may be used: a terminal, and `NO_COLOR` unset.
  static var usesColor: Bool {
    isatty(1) == 1 && ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
  }

  /// A text from outside without control characters, which could drive a terminal.
  static func safe(_ text: String) -> String { SafeText.escaped(text) }
}
