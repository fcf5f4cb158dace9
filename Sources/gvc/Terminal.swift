#if canImport(Glibc)
  import Glibc
#endif

/// What the system says of a terminal.
enum Terminal {
  /// How many columns the terminal behind a file has; nil for a file that is none, or that does not say.
  static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0,
      size.ws_col > 0
    else { return nil }
    return Int(size.ws_col)
  }
}
