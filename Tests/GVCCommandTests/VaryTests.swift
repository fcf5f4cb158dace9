import Foundation
import Testing

/// `gvc analyze --vary`: which conclusions hold throughout, and where the others flip.
@Suite struct VaryTests {
  private static let text = """
    use caspari2003
    buyer house { core: [design] }
    firm maker { performs: [production] }
    link maker -> house { governance: quasi_hierarchical share_of_sales: ~45% }
    """

  private func vary(_ settings: String...) throws -> [[String: String]] {
    let result = try Tool.run(
      ["analyze", "-", "--format", "json"] + settings.flatMap { ["--vary", $0] }, input: Self.text)
    #expect(result.status == 0, "\(result.errors)")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    return try #require(document["rows"] as? [[String: String]])
  }

  @Test func `A threshold flips what depends on it`() throws {
    let rows = try vary("dependent_share=30%,40%,50%")
    let ceiling = try #require(
      rows.first { $0["conclusion"]?.hasPrefix("functional_ceiling") == true })
    #expect(ceiling["dependent_share=30%"] == "holds")
    #expect(ceiling["dependent_share=40%"] == "holds")
    #expect(ceiling["dependent_share=50%"] == "–")
    #expect(ceiling["throughout"] == "no")
    #expect(rows.contains { $0["throughout"] == "yes" })
  }

  @Test func `Combinations are runs of their own`() throws {
    let rows = try vary("dependent_share=40%,50%", "(maker -> house).share_of_sales=42%,60%")
    let ceiling = try #require(
      rows.first { $0["conclusion"]?.hasPrefix("functional_ceiling") == true })
    let runs = ceiling.filter { $0.key.contains("dependent_share") }
    #expect(runs.count == 4)
    #expect(runs["dependent_share=50%, (maker -> house).share_of_sales=42%"] == "–")
    #expect(runs["dependent_share=50%, (maker -> house).share_of_sales=60%"] == "holds")
  }

  @Test func `Estimates are varied by themselves`() throws {
    let rows = try vary("estimates=20%")
    let ceiling = try #require(
      rows.first { $0["conclusion"]?.hasPrefix("functional_ceiling") == true })
    #expect(ceiling["share_of_sales of maker -> house=36%"] == "–")
    #expect(ceiling["share_of_sales of maker -> house=54%"] == "holds")
  }

  @Test func `A range of a threshold is walked through`() throws {
    let rows = try vary("dependent_share=40%..50%")
    let ceiling = try #require(
      rows.first { $0["conclusion"]?.hasPrefix("functional_ceiling") == true })
    #expect(ceiling.filter { $0.value == "holds" }.count == 6)
    #expect(ceiling.filter { $0.value == "–" }.count == 5)
  }

  @Test func `What cannot be varied says so`() throws {
    for (setting, message) in [
      ("dependent_shar=30%", "did you mean `dependent_share`"), ("dependent_share", "say what"),
      ("dependent_share=", "missing"), ("dependent_share=200%", "out of range"),
      ("dependent_share=80%..30%", "no range"), ("maker.size=small", "does not state"),
      ("maker.sise=small", "no attribute"), ("(maker -> house).share_of_sales=high", "cannot be"),
      ("estimates=x", "takes a percentage"), ("", "say what"),
      (
        "(maker -> house).share_of_sales=" + (1...1_001).map { "\($0)%" }.joined(separator: ","),
        "runs"
      ),
    ] {
      let result = try Tool.run(["analyze", "-", "--vary", setting], input: Self.text)
      #expect(result.status == 2 && result.output == "", "\(setting)")
      #expect(result.errors.contains(message), "\(setting): \(result.errors)")
    }
    let exact = Self.text.replacing("~45%", with: "45%")
    let none = try Tool.run(["analyze", "-", "--vary", "estimates"], input: exact)
    #expect(none.status == 2 && none.errors.contains("no fact of this case"))
  }
}
