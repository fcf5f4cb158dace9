import Testing

@testable import GVCSyntax

/// An array that shares what did not change is the array that a plain one would be.
@Suite struct PieceTableTests {
  /// A number that moves by being added to.
  private struct Place: Movable, Equatable {
    var value: Int

    func moved(by shift: Int) -> Place { Place(value: value + shift) }
  }

  private func places(_ values: some Sequence<Int>) -> [Place] { values.map { Place(value: $0) } }

  /// How an array differs from a plain one, however its elements are read.
  private func difference(_ array: PieceArray<Place>, _ plain: [Place]) -> String? {
    if array.count != plain.count { return "\(array.count) elements, not \(plain.count)" }
    if !array.elementsEqual(plain) { return "others one after another" }
    if let index = plain.indices.first(where: { array[$0] != plain[$0] }) {
      return "another at \(index)"
    }
    return nil
  }

  @Test(arguments: 1...20) func replacingLikeAPlainArray(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var plain = places(0..<Int.random(in: 0...400, using: &random))
    var array = PieceArray(plain)
    var most = 0
    for step in 0..<300 {
      let start = Int.random(in: 0...plain.count, using: &random)
      let end = min(plain.count, start + Int.random(in: 0...6, using: &random))
      let new = places((0..<Int.random(in: 0...6, using: &random)).map { 10_000 * step + $0 })
      let shift = Int.random(in: -3...3, using: &random)
      let old = array
      array = array.replacing(start..<end, with: new, shift: shift)
      checkShared(array, old, movedBy: [0, shift])
      if array.pieceCount > 1 {
        #expect(array.sharedPrefix(with: old) >= start)
        #expect(array.sharedSuffix(with: old) >= old.count - end)
      }
      plain = plain[..<start] + new + plain[end...].map { $0.moved(by: shift) }
      if let difference = difference(array, plain) {
        Issue.record("seed \(seed), step \(step): \(difference)")
        return
      }
      #expect(array.pieceCount <= PieceArray<Place>.mostPieces)
      most = max(most, array.pieceCount)
      if step % 50 == 49 {
        array.append(Place(value: step))
        plain.append(Place(value: step))
        #expect(difference(array, plain) == nil)
      }
      if step % 70 == 69, !plain.isEmpty {
        array.replace([0: Place(value: -1), plain.count: Place(value: -2)])
        plain[0] = Place(value: -1)
        #expect(difference(array, plain) == nil)
      }
    }
    #expect(most > 10, "hardly anything was shared")
  }

  /// What two arrays say that they share is the same in both, but for being moved.
  private func checkShared(
    _ new: PieceArray<Place>, _ old: PieceArray<Place>, movedBy shifts: Set<Int>
  ) {
    let (prefix, suffix) = (new.sharedPrefix(with: old), new.sharedSuffix(with: old))
    #expect(prefix == old.sharedPrefix(with: new) && suffix == old.sharedSuffix(with: new))
    #expect((0..<prefix).allSatisfy { shifts.contains(new[$0].value - old[$0].value) })
    #expect(
      (0..<suffix).allSatisfy {
        shifts.contains(new[new.count - 1 - $0].value - old[old.count - 1 - $0].value)
      })
  }

  @Test func makingOfParts() {
    let old = PieceArray(places(0..<10)).replacing(4..<5, with: places([40, 41]), shift: 100)
    var maker = PieceArray<Place>.Maker(old)
    maker.keep(..<2, shift: 0)
    maker.add(places([7]))
    maker.skip(to: 3)
    maker.keep(..<5, shift: 10)
    maker.keep(..<99, shift: 20)
    #expect(
      Array(maker.array)
        == places([0, 1, 7, 13, 50, 61, 125, 126, 127, 128, 129]))
  }

  /// What is edited at one place for long neither grows in pieces nor keeps what is gone.
  @Test func editsOfOnePlace() {
    var array = PieceArray(places(0..<1_000))
    for step in 0..<10_000 {
      array = array.replacing(500..<501, with: places([step]), shift: 0)
      #expect(array.pieceCount <= 3)
      #expect(array.keptCount <= 3 * array.count + 2_000)
    }
    #expect(array[500] == Place(value: 9_999))
  }

  /// Appending to an array of pieces that has as many elements as its first piece had.
  @Test func appendingToPieces() {
    var array = PieceArray(places(0..<10)).replacing(5..<6, with: places([50]), shift: 1)
    #expect(array.pieceCount == 3)
    array.append(Place(value: 99))
    #expect(Array(array) == places([0, 1, 2, 3, 4, 50, 7, 8, 9, 10, 99]))
  }
}
