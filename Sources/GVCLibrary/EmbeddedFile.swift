import CEmbedded

/// A file that the program carries within it.
public struct EmbeddedFile: Sendable {
  // Points to constants of the program, which nobody writes and nobody frees.
  private nonisolated(unsafe) let file: CEmbeddedFile

  init(_ file: CEmbeddedFile) { self.file = file }

  /// Its name, without its suffix.
  public var name: String { String(cString: file.name) }

  /// A copy of its bytes.
  public var bytes: [UInt8] { Array(content) }

  /// Its text, with invalid bytes replaced by U+FFFD.
  public var text: String { String(decoding: content, as: UTF8.self) }

  private var content: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: file.bytes, count: file.count)
  }

  static func all(_ files: CEmbeddedFiles) -> [EmbeddedFile] {
    UnsafeBufferPointer(start: files.files, count: files.count).map { EmbeddedFile($0) }
  }
}

extension EmbeddedFile {
  /// The case that `gvc new` writes.
  public static var starterCase: EmbeddedFile { EmbeddedFile(c_embedded_starter_case()) }

  /// The theory that `gvc new theory` writes, with `NAME` where its name belongs.
  public static var starterTheory: EmbeddedFile { EmbeddedFile(c_embedded_starter_theory()) }

  /// The case that tests `starterTheory`, with `NAME` where its name belongs.
  public static var starterTest: EmbeddedFile { EmbeddedFile(c_embedded_starter_test()) }

  /// The style sheet of the case report.
  public static var reportStyle: EmbeddedFile { EmbeddedFile(c_embedded_report_style()) }

  /// The script of the case report.
  public static var reportScript: EmbeddedFile { EmbeddedFile(c_embedded_report_script()) }
}
