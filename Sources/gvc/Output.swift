import FoundationEssentials

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
  static func safe(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x00..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF:
        out.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      default: out.append(scalar)
      }
    }
    return String(out)
  }
}
