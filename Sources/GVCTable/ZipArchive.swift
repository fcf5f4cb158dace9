import CZlib

/// The files in a ZIP archive, by its central directory (APPNOTE 6.3.10, section 4.3.12): what stands in front of the
/// data need not say its size.
struct ZipArchive {
  /// The most bytes of one file, unpacked.
  static let sizeLimit = 256 << 20
  /// The most that a file may grow when it is unpacked, from a size of one mebibyte.
  static let ratioLimit = 200
  /// The most bytes of all files that are unpacked.
  static let totalLimit = 1 << 30

  private struct Entry {
    let method: Int
    let flags: Int
    let checksum: UInt32
    let packedSize: Int
    let size: Int
    let offset: Int
  }

  private let bytes: [UInt8]
  private var entries: [String: Entry] = [:]
  private var unpacked = 0

  /// Reads the directory. Fails on what is no archive, is cut off, or needs what is not read: several parts,
  /// 64-bit sizes.
  init(_ bytes: [UInt8]) throws(TableError) {
    self.bytes = bytes
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw TableError(
        "this is an old `.xls` file, or a workbook with a password; save it as `.xlsx` without one")
    }
    guard bytes.starts(with: [0x50, 0x4B]) else {
      throw TableError("this is no workbook: an `.xlsx` file is a ZIP archive")
    }
    guard let end = Self.endRecord(bytes) else {
      throw TableError("the file is cut off: the directory at the end of the archive is missing")
    }
    let count = Self.number(bytes, end + 10, 2)
    let start = Self.number(bytes, end + 16, 4)
    guard count != 0xFFFF, start != 0xFFFF_FFFF else {
      throw TableError("the archive is larger than 4 GiB")
    }
    try readDirectory(at: start, count: count, end: end)
  }

  /// Whether there is a file of a name.
  func contains(_ name: String) -> Bool { entries[name] != nil }

  /// The names of all files.
  var names: [String] { entries.keys.sorted() }

  /// The bytes of a file, unpacked and checked. Fails where there is none, where it is damaged, and where it
  /// passes a limit.
  mutating func file(_ name: String) throws(TableError) -> [UInt8] {
    guard let entry = entries[name] else { throw TableError("`\(name)` is missing in the archive") }
    guard entry.flags & 1 == 0 else { throw TableError("the archive is encrypted") }
    guard entry.size <= Self.sizeLimit, unpacked + entry.size <= Self.totalLimit,
      entry.size <= 1 << 20 || entry.size <= entry.packedSize * Self.ratioLimit
    else {
      throw TableError("`\(name)` unpacks to \(entry.size) bytes, which is more than is read")
    }
    unpacked += entry.size
    let data = try packed(entry, name)
    let out: [UInt8]
    switch entry.method {
    case 0: out = Array(data)
    case 8: out = try Self.inflated(data, size: entry.size, name)
    default: throw TableError("`\(name)` is packed by method \(entry.method), which is not read")
    }
    guard out.count == entry.size, Self.checksum(out) == entry.checksum else {
      throw TableError("`\(name)` is damaged: its checksum does not fit")
    }
    return out
  }

  /// The CRC-32 of bytes.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt = 0
    var from = 0
    while from < bytes.count {
      let count = min(bytes.count - from, 1 << 30)
      sum = bytes[from..<from + count].withUnsafeBufferPointer {
        crc32(sum, $0.baseAddress, UInt32(count))
      }
      from += count
    }
    return UInt32(truncatingIfNeeded: sum)
  }

  // MARK: Parts

  /// Where the record begins that ends an archive.
  private static func endRecord(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 22 else { return nil }
    var at = bytes.count - 22
    let last = max(0, at - 0xFFFF)
    while at >= last {
      if number(bytes, at, 4) == 0x0605_4B50, at + 22 + number(bytes, at + 20, 2) <= bytes.count {
        return at
      }
      at -= 1
    }
    return nil
  }

  private mutating func readDirectory(at start: Int, count: Int, end: Int) throws(TableError) {
    var at = start
    for _ in 0..<count {
      guard at + 46 <= end, Self.number(bytes, at, 4) == 0x0201_4B50 else {
        throw TableError("the directory of the archive is damaged")
      }
      let nameLength = Self.number(bytes, at + 28, 2)
      let rest = Self.number(bytes, at + 30, 2) + Self.number(bytes, at + 32, 2)
      guard at + 46 + nameLength + rest <= end else {
        throw TableError("the directory of the archive is damaged")
      }
      let name = String(decoding: bytes[at + 46..<at + 46 + nameLength], as: UTF8.self)
      let entry = Entry(
        method: Self.number(bytes, at + 10, 2), flags: Self.number(bytes, at + 8, 2),
        checksum: UInt32(Self.number(bytes, at + 16, 4)),
        packedSize: Self.number(bytes, at + 20, 4),
        size: Self.number(bytes, at + 24, 4), offset: Self.number(bytes, at + 42, 4))
      guard entries.updateValue(entry, forKey: name) == nil else {
        throw TableError("the archive has two files named `\(name)`")
      }
      at += 46 + nameLength + rest
    }
  }

  private func packed(_ entry: Entry, _ name: String) throws(TableError) -> ArraySlice<UInt8> {
    let at = entry.offset
    guard at + 30 <= bytes.count, Self.number(bytes, at, 4) == 0x0403_4B50 else {
      throw TableError("`\(name)` is not where the directory of the archive says")
    }
    let start = at + 30 + Self.number(bytes, at + 26, 2) + Self.number(bytes, at + 28, 2)
    guard start + entry.packedSize <= bytes.count else {
      throw TableError("the file is cut off in `\(name)`")
    }
    return bytes[start..<start + entry.packedSize]
  }

  /// The number of some bytes at a place, the lowest first; what lies outside is 0.
  private static func number(_ bytes: [UInt8], _ at: Int, _ length: Int) -> Int {
    guard at >= 0, at + length <= bytes.count else { return 0 }
    return (0..<length).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
  }

  /// Inflates a raw stream (RFC 1951) to the size that is said.
  private static func inflated(_ data: ArraySlice<UInt8>, size: Int, _ name: String)
    throws(TableError) -> [UInt8]
  {
    var status = Z_OK
    let out = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
      status = data.withUnsafeBufferPointer { input in
        var stream = z_stream()
        let version = zlibVersion()
        let opened = inflateInit2_(&stream, -15, version, Int32(MemoryLayout<z_stream>.size))
        guard opened == Z_OK else { return opened }
        defer { inflateEnd(&stream) }
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        let ended = inflate(&stream, Z_FINISH)
        count = buffer.count - Int(stream.avail_out)
        return ended
      }
    }
    guard status == Z_STREAM_END, out.count == size else {
      throw TableError("`\(name)` is damaged: it cannot be unpacked")
    }
    return out
  }
}
