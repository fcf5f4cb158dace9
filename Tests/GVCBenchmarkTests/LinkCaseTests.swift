import GVCModel
import GVCSyntax
import Testing

@testable import GVCBenchmark

/// The case of many links is the table of them: what is asked of one can be asked of the other.
@Suite struct LinkCaseTests {
  private let input = LinkCase(links: 500, seed: 3)

  @Test func `The seed decides`() {
    #expect(input.text == LinkCase(links: 500, seed: 3).text)
    #expect(input.text != LinkCase(links: 500, seed: 4).text)
  }

  @Test func `It checks clean`() {
    let model = WholeCheck.model(Parser.parse(WholeCheck.source(input.text)))
    #expect(model.diagnostics.map(\.message) == [])
  }

  @Test func `The table holds the links of the text`() {
    let links = String(decoding: input.text, as: UTF8.self).split(separator: "\n")
      .filter { $0.hasPrefix("link ") }
    let rows = String(decoding: input.table, as: UTF8.self).split(separator: "\n").dropFirst()
    #expect(links.count == 500)
    func name(_ number: Substring) -> String {
      (Int(number) ?? 0) < input.buyers ? "b\(number)" : "f\(number)"
    }
    let expected = rows.map { row in
      let cells = row.split(separator: ",")
      return "link \(name(cells[0])) -> \(name(cells[1])) { share_of_sales: \(cells[2])% }"
    }
    #expect(links.map(String.init) == expected)
  }

  @Test func `Every firm sells to five others before it`() {
    var sales: [Int: Set<Int>] = [:]
    for row in String(decoding: input.table, as: UTF8.self).split(separator: "\n").dropFirst() {
      let cells = row.split(separator: ",").compactMap { Int($0) }
      #expect(cells[1] < cells[0])
      sales[cells[0], default: []].insert(cells[1])
    }
    #expect(sales.count == input.firms)
    #expect(sales.values.allSatisfy { $0.count == 5 })
  }
}
