extension Formatter {
  /// The comments between two tokens, and where blank lines stand.
  struct Gap {
    struct Comment {
      var range: Range<Int>
      /// A line break stands before it.
      var ownLine: Bool
      var blankBefore: Bool
    }

    var comments: [Comment] = []
    var blankAtEnd = false

    init(bytes: [UInt8], start: Int, end: Int) {
      var i = start
      var lineBreaks = 0
      while i < end {
        if bytes[i] == 0x0A {
          lineBreaks += 1
          i += 1
        } else if bytes[i] == UInt8(ascii: "/"), i + 1 < end {
          let first = i
          while i < end, bytes[i] != 0x0A { i += 1 }
          var last = i
          while last > first, [0x20, 0x09, 0x0D].contains(bytes[last - 1]) { last -= 1 }
          comments.append(
            Comment(range: first..<last, ownLine: lineBreaks > 0, blankBefore: lineBreaks > 1))
          lineBreaks = 0
        } else {
          i += 1
        }
      }
      blankAtEnd = lineBreaks > 1
    }
  }
}
