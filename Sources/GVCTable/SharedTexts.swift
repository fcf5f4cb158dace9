/// The texts that the cells of a workbook share.
struct SharedTexts {
  private(set) var pool: [UInt8] = []
  private(set) var ranges: [Range<Int>] = []

  init() {}

  init(_ bytes: [UInt8]) throws(TableError) {
    var scanner = try XMLScanner(bytes, "sharedStrings.xml")
    while true {
      switch try scanner.next() {
      case .start where scanner.isNamed("si"):
        let offset = pool.count
        try Self.appendRuns(&scanner, to: &pool)
        ranges.append(offset..<pool.count)
      case .finish: return
      default: break
      }
    }
  }

  /// Appends the text of the element that began last: its runs, one behind the other, without how they are spoken.
  static func appendRuns(_ scanner: inout XMLScanner, to out: inout [UInt8]) throws(TableError) {
    let outer = scanner.depth - 1
    var isText = false
    while scanner.depth > outer {
      switch try scanner.next() {
      case .start where scanner.isNamed("rPh"): try scanner.skip()
      case .start: isText = scanner.isNamed("t")
      case .end: isText = false
      case .text: if isText { try scanner.appendText(to: &out) }
      case .finish: return
      }
    }
  }
}
