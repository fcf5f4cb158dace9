/// Writes a ZIP archive of files that are stored as they are. The same files give the same bytes.
struct ZipWriter {
  private var out: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// Adds a file.
  mutating func add(_ name: String, _ bytes: [UInt8]) {
    let offset = out.count
    let sum = Int(ZipArchive.checksum(bytes))
    // Version 2.0, names in UTF-8, stored, the first of January 1980.
    var common: [UInt8] = []
    for (value, length) in [
      (20, 2), (0x800, 2), (0, 2), (0, 2), (0x21, 2), (sum, 4), (bytes.count, 4), (bytes.count, 4),
      (name.utf8.count, 2), (0, 2),
    ] {
      common += Self.number(value, length)
    }
    out += Self.number(0x0403_4B50, 4) + common + Array(name.utf8) + bytes
    directory += Self.number(0x0201_4B50, 4) + Self.number(20, 2) + common
    // No comment, the first disk, no attributes.
    for (value, length) in [(0, 2), (0, 2), (0, 2), (0, 4), (offset, 4)] {
      directory += Self.number(value, length)
    }
    directory += Array(name.utf8)
    count += 1
  }

  /// The archive.
  func bytes() -> [UInt8] {
    var end = Self.number(0x0605_4B50, 4)
    for (value, length) in [
      (0, 2), (0, 2), (count, 2), (count, 2), (directory.count, 4), (out.count, 4), (0, 2),
    ] {
      end += Self.number(value, length)
    }
    return out + directory + end
  }

  private static func number(_ value: Int, _ length: Int) -> [UInt8] {
    (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
