import Testing

@testable import GVCSyntax

/// An array in large pages is an array like any other.
@Suite struct LargeArrayTests {
  /// Some that are below and some that are above the length from which on large pages are asked for.
  private static let lengths = [0, 1, 1_000, 1 << 20, (1 << 20) + 1, 3_000_000]

  @Test(arguments: lengths) func `Room keeps what is there and takes what comes`(length: Int) {
    var array = Array(0..<10)
    array.reserveLargeCapacity(length)
    #expect(array.capacity >= length)
    array += 10..<(length + 10)
    #expect(array == Array(0..<(length + 10)))
    #expect(Array(repeatingLarge: 7, count: length) == Array(repeating: 7, count: length))
  }

  @Test(arguments: lengths) func `Parts stand one behind the other`(length: Int) {
    let numbers = Array(0..<length)
    let parts = [Array(numbers[..<(length / 3)]), [], Array(numbers[(length / 3)...])]
    var joined = Array(joining: parts, roomFor: 2)
    #expect(joined == numbers && joined.capacity >= length + 2)
    joined.append(-1)
    #expect(joined.count == length + 1 && joined.last == -1)
    #expect(Array(joining: [[String]](), roomFor: 0).isEmpty)
  }
}
