/// What the styles of a workbook say of values: which show a number as a date.
struct WorkbookStyles {
  /// By the number of a style.
  private(set) var isDate: [Bool] = []

  init() {}

  init(_ bytes: [UInt8]) throws(TableError) {
    var scanner = try XMLScanner(bytes, "styles.xml")
    var custom: [Int: Bool] = [:]
    var isInCells = false
    while true {
      switch try scanner.next() {
      case .start where scanner.isNamed("numFmt"):
        guard let id = scanner.attribute("numFmtId").flatMap({ number($0) }),
          let code = try scanner.text(of: "formatCode")
        else { continue }
        custom[id] = Self.isDate(code)
      case .start where scanner.isNamed("cellXfs"): isInCells = true
      case .end where scanner.isNamed("cellXfs"): isInCells = false
      case .start where isInCells && scanner.isNamed("xf"):
        let id = scanner.attribute("numFmtId").flatMap { number($0) } ?? 0
        isDate.append(custom[id] ?? Self.isBuiltInDate(id))
      case .finish: return
      default: break
      }
    }
  }

  /// The formats that need no code (ECMA-376, part 1, 18.8.30), with those of East Asia.
  private static func isBuiltInDate(_ id: Int) -> Bool {
    switch id {
    case 14...22, 27...36, 45...47, 50...58: true
    default: false
    }
  }

  /// Whether a format shows parts of a date: what stands in quotes, brackets or behind a backslash is none.
  static func isDate(_ code: String) -> Bool {
    var skipsTo: Character?
    var skipsNext = false
    for character in code {
      if skipsNext {
        skipsNext = false
      } else if let end = skipsTo {
        if character == end { skipsTo = nil }
      } else {
        switch character {
        case "\"": skipsTo = "\""
        case "[": skipsTo = "]"
        case "\\", "_", "*": skipsNext = true
        case ";": return false
        case "d", "D", "m", "M", "y", "Y", "h", "H", "s", "S": return true
        default: break
        }
      }
    }
    return false
  }
}

/// The whole number that digits write; nil for others, and for more than nine digits.
func number(_ digits: ArraySlice<UInt8>) -> Int? {
  guard !digits.isEmpty, digits.count < 10 else { return nil }
  var value = 0
  for byte in digits {
    guard byte >= 0x30, byte <= 0x39 else { return nil }
    value = value * 10 + Int(byte) - 0x30
  }
  return value
}
