import GVCModel
import Testing

@testable import GVCAnalysis

/// The few names of one rule.
@Suite struct LocalNamesTests {
  @Test func `A name stands for what was said last`() {
    var names = LocalNames()
    names.set(Symbol(7), to: .alias(PlanID(1)))
    names.set(Symbol(7), to: .alias(PlanID(2)))
    guard case .alias(let plan) = names[Symbol(7)] else {
      Issue.record("the name stands for nothing")
      return
    }
    #expect(plan == PlanID(2))
    #expect(names.names == [Symbol(7)])
    #expect(names[Symbol(8)] == nil)
  }

  @Test func `A set of slots holds the last of 64`() {
    var slots = SlotSet()
    slots.insert(63)
    #expect(slots.contains(63))
    #expect(!slots.contains(0))
  }
}
