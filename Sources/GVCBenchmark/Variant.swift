/// One way to damage a text.
enum Variant {
  /// The text ends before the byte.
  case truncation(Int)
  /// One byte is another.
  case replacement(Int, UInt8)

  /// How many variants there are of each place of a text.
  static let perPlace = 3

  /// The variant of a number, of `perPlace` for each place: a truncation, a byte that the language knows,
  /// and any byte or one of the text.
  init(_ number: Int, of bytes: [UInt8]) {
    let place = number / Self.perPlace
    switch number % Self.perPlace {
    case 0: self = .truncation(place)
    case 1: self = .replacement(place, Self.marks[Self.mixed(number) % Self.marks.count])
    default:
      let mixed = Self.mixed(number)
      self = .replacement(
        place,
        mixed % 2 == 0 ? UInt8(truncatingIfNeeded: mixed >> 8) : bytes[(mixed >> 8) % bytes.count])
    }
  }

  private static let marks = Array("{}[]().,:-\"/~=<>%\n 0a_".utf8)

  private static func mixed(_ number: Int) -> Int {
    var numbers = SeededNumbers(seed: UInt64(truncatingIfNeeded: number))
    return Int(truncatingIfNeeded: numbers.next() >> 1)
  }

  /// The text with the damage done.
  func applied(to bytes: [UInt8]) -> [UInt8] {
    switch self {
    case .truncation(let place): return Array(bytes[..<place])
    case .replacement(let place, let byte):
      var damaged = bytes
      damaged[place] = byte
      return damaged
    }
  }

  var description: String {
    switch self {
    case .truncation(let place): "cut at byte \(place)"
    case .replacement(let place, let byte): "byte \(place) replaced by 0x\(String(byte, radix: 16))"
    }
  }
}
