import Glibc

/// The memory of this program itself. What the system says of a child to its parent begins with the
/// memory of the parent.
enum PeakMemory {
  /// The most bytes that it held at a time since it began; nil where the system does not say.
  static var bytes: Int? {
    let descriptor = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let text = [UInt8](unsafeUninitializedCapacity: 8192) { buffer, count in
      count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
    }
    let line = text.split(separator: 0x0A).first { $0.starts(with: "VmHWM:".utf8) }
    let kilobytes = line.flatMap { line in
      Int(String(decoding: line.filter { (0x30...0x39).contains($0) }, as: UTF8.self))
    }
    return kilobytes.map { $0 * 1024 }
  }
}
