import Testing

@testable import GVCPicture

@Suite struct TextMeasureTests {
  private let measure = TextMeasure(size: 10)

  @Test func breaksAtSpacesAndHyphens() {
    #expect(measure.lines("one two three", width: 60) == ["one two", "three"])
    #expect(measure.lines("quasi-hierarchical", width: 70) == ["quasi-", "hierarchical"])
    #expect(measure.lines("", width: 60) == [])
  }

  @Test func everyLineFits() {
    let texts = ["Donaudampfschifffahrtsgesellschaft", "日本語のとても長い名前です", "a b c d e f g", "👩‍🔧👩‍🔧👩‍🔧👩‍🔧 x"]
    for text in texts {
      for width in [15.0, 40, 90] {
        let lines = measure.lines(text, width: width)
        #expect(lines.allSatisfy { measure.width(of: $0) <= width || $0.count == 1 }, "\(lines)")
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
      }
    }
  }

  @Test func tooManyLinesEndInAnEllipsis() {
    let lines = measure.lines("one two three four five six", width: 60, limit: 2)
    #expect(lines.count == 2 && lines[1].hasSuffix("…"))
    #expect(measure.width(of: lines[1]) <= 60)
  }
}
