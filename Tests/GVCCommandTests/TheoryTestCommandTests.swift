import Foundation
import Testing

/// `gvc theory test`: rules in contexts other than that of their example.
@Suite struct TheoryTestCommandTests {
  /// Built-in theories of which every answer is as it should be, or excepted with a reason.
  @Test(arguments: ["gereffi_lee2016"])
  func `A built-in theory answers as rules should`(theory: String) throws {
    let result = try Tool.run("theory", "test", theory, "--summary")
    #expect(result.errors == "")
    #expect(result.status == 0, "\(result.output)")
  }

  /// A pack of one's own, with a case in which a rule of it holds.
  private func run(
    _ rule: String, comment: String = "", case text: String, _ arguments: String...
  ) throws -> Tool.Result {
    try Tool.temporaryDirectory { directory in
      let theory = """
        theory mine {
          source notes {}
          \(comment)
          \(rule)
        }

        """
      try Data((theory + text).utf8).write(to: directory.appending(path: "case.gvc"))
      return try Tool.run(["theory", "test", "case.gvc"] + arguments, in: directory)
    }
  }

  /// The answer and the standing of each transformation that applies, out of the table as CSV.
  private func answers(_ output: String) -> [String: String] {
    var found: [String: String] = [:]
    for line in output.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count > 5, !cells[3].isEmpty else { continue }
      let standing = ["fault", "exception"].first { line.contains(",\($0),") } ?? "as expected"
      found[String(cells[2])] = "\(cells[3]) \(standing)"
    }
    return found
  }

  @Test func `A rule that reads a change holds of no later period`() throws {
    let rule = """
      rule better "Better" {
        for a in actors
        scope a.is_producer
        when surely(a.efficiency == rising)
        find a observed
        message "{a} gets better."
        cite notes
      }
      """
    let text = """
      use terms
      period one { years: 1990..1994 }
      period two { years: 1995..1999 }
      firm maker { productivity: 4 }
      in two { set maker { productivity: 5 } }
      """
    let result = try run("use terms\n" + rule, case: text, "--format", "csv")
    let answers = answers(result.output)
    #expect(answers["later"] == "gone as expected")
    #expect(answers["scenario"] == "gone as expected")
    #expect(answers["halves"] == "gone as expected")
    #expect(answers["word"] == "same as expected")
    #expect(answers["trader"] == "not asked as expected")
    #expect(answers["unrelated"] == "same as expected")
    #expect(result.status == 0, "\(result.output)")
  }

  private let concentrated = """
    rule pressed "Much goes to one" {
      for l in links
      when surely(l.share_of_sales >= 50%)
      find l danger
      message "Much of what {l.supplier} sells goes to {l.buyer}."
      cite notes
    }
    """
  private let sale = """
    buyer house {}
    firm maker {}
    link maker -> house { share_of_sales: 60% }
    """

  @Test func `Fifty buyers are not one`() throws {
    let result = try run(concentrated, case: sale, "--format", "csv")
    #expect(result.status == 1)
    let answers = answers(result.output)
    #expect(answers["fifty"] == "same fault")
    #expect(answers["unknown"] == "gone as expected")
    #expect(answers["low_confidence"] == "caution as expected")
  }

  @Test func `An exception stands in the comment, with its reason`() throws {
    let comment = "/// Context fifty, plant: same, since it does not matter to whom."
    let result = try run(concentrated, comment: comment, case: sale)
    #expect(result.output.contains("since it does not matter to whom"))
    #expect(!result.output.contains("Not as expected"))
    let needless = try run(
      concentrated, comment: comment + "\n  /// Context unrelated: gone, for no reason.", case: sale
    )
    #expect(needless.status == 1)
    #expect(needless.output.contains("nothing needs the exception of `unrelated`"))
  }

  @Test func `A claim of absence grows with what is not known`() throws {
    let rule = """
      rule silent "Nothing is stated" {
        for a in firms
        when a.size is not known
        find a observed
        message "Nothing is stated of {a}."
        cite notes
      }
      """
    let result = try run(
      rule, case: "firm maker {}\nfirm other { size: small }\n", "--format", "csv")
    #expect(answers(result.output)["unknown"] == "stronger fault")
    // Of what has nothing to do with the case it holds too.
    #expect(answers(result.output)["unrelated"] == "stronger fault")
  }

  @Test func `A rule without an example is named`() throws {
    let result = try run(concentrated, case: "firm maker {}\n")
    #expect(result.status == 1)
    #expect(result.output.contains("Without an example"))
    #expect(result.output.contains("mine.pressed"))
  }

  @Test(arguments: ["text", "markdown", "csv", "json"])
  func `Every form is written`(format: String) throws {
    let result = try run(concentrated, case: sale, "--format", format)
    #expect(result.errors == "")
    #expect(result.output.contains("pressed") && result.output.contains("fifty"))
  }

  @Test func `A theory that is not there is said`() throws {
    let result = try Tool.run("theory", "test", "nowhere")
    #expect(result.status == 2)
    #expect(result.errors.contains("no theory `nowhere`"))
  }
}
