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

  /// Whether standard output is coloured.
  static var usesColor: Bool {
    usesColor(isTerminal: isatty(1) == 1, ProcessInfo.processInfo.environment)
  }

  /// Whether output is coloured: never with `NO_COLOR`, always with `CLICOLOR_FORCE`, else on a terminal that
  /// is not dumb, unless `CLICOLOR` is 0.
  static func usesColor(isTerminal: Bool, _ environment: [String: String]) -> Bool {
    func value(_ name: String) -> String { environment[name, default: ""] }
    if !value("NO_COLOR").isEmpty { return false }
    if !["", "0"].contains(value("CLICOLOR_FORCE")) { return true }
    return isTerminal && value("CLICOLOR") != "0" && value("TERM") != "dumb"
  }

  /// The columns of a line of text for people.
  static var width: Int {
    width(ofTerminal: Terminal.columns(of: 1), ProcessInfo.processInfo.environment)
  }

  /// What `COLUMNS` says, or else how wide the terminal is, from 60 to 200; 100 where neither is known.
  static func width(ofTerminal columns: Int?, _ environment: [String: String]) -> Int {
    let stated = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    guard let width = stated ?? columns else { return Paragraph.width }
    return min(max(width, 60), 200)
  }

  /// A text from outside without control characters, which could drive a terminal.
  static func safe(_ text: String) -> String { SafeText.escaped(text) }
}
