import GVCAnalysis
import Testing

/// What the comment above a rule says of its answers in other contexts.
@Suite struct ContextExceptionTests {
  @Test func `A line names transformations, an answer and a reason`() {
    let read = ContextException.read(
      """
      What the rule is about.
      Context trader, lead_firm and plant: not asked, since it is
      of producers alone.
      Context unknown: stronger, since it is about what nobody states.
      """)
    #expect(read.mistakes == [])
    #expect(read.exceptions.map(\.transformation) == [.trader, .leadFirm, .ownedPlant, .unknown])
    #expect(read.exceptions.map(\.answer) == [.notAsked, .notAsked, .notAsked, .stronger])
    #expect(read.exceptions[0].reason == "since it is of producers alone")
  }

  @Test(arguments: [
    "Context tradr: same, since it is so.", "Context trader: sam, since it is so.",
    "Context trader: same", "Context trader: same, .",
  ])
  func `A line that cannot be read is a mistake`(line: String) {
    let read = ContextException.read(line)
    #expect(read.exceptions == [])
    #expect(read.mistakes == [line])
  }

  @Test func `Other lines are no exceptions`() {
    let read = ContextException.read("Context matters.\n\nIn context: nothing, really.")
    #expect(read.exceptions == [] && read.mistakes == [])
  }
}
