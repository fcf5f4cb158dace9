/// Choices that depend on nothing but the bytes of an input, so that an input does the same whenever it is run.
public enum FuzzSample {
  /// Whether an input is one of the few, one of 32, on which everything is tried.
  public static func isThorough(_ bytes: [UInt8]) -> Bool { hash(bytes) >> 40 & 31 == 0 }

  /// A number for an input, from 0 on.
  static func number(of bytes: [UInt8], below count: Int) -> Int {
    Int(truncatingIfNeeded: hash(bytes) >> 8 & 0xFFFF) % max(1, count)
  }

  /// FNV-1a.
  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
