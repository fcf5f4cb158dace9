import GVCIDE
import GVCSyntax
import Testing

@Suite struct HoverTests {
  private func hover(_ text: String) throws -> String {
    let project = try MarkedProject(text)
    return project.features.hover(in: project.file, at: project.offset)?.text ?? ""
  }

  @Test func `Kinds, attributes and words have their documentation, types and ranges`() throws {
    #expect(
      try hover("fi$0rm maker") == """
        ```gvc
        kind firm "Firm"
        ```

        A producer.

        It has all attributes of `actor`. In rules: `firms`.
        """)
    #expect(
      try hover("firm maker { si$0ze: small }") == """
        ```gvc
        attribute actor.size: size
        ```

        Its size.

        `micro` < `small` < `medium` < `large`
        """)
    #expect(
      try hover("link a -> b { governance: net$0work }").contains("value network \"Network\""))
    #expect(
      try hover("link a -> b { govern$0ance: network }").contains("Default: `chain.governance`."))
    #expect(try hover("firm a { country: I$0T }").contains("Italy."))
    #expect(try hover("firm a { country: unk$0nown }").contains("Unknown is not false."))
    #expect(try hover("firm a { size: small fr$0om s }").contains("source of a value"))
    #expect(try hover("expect diagnostic GVC01$001").contains("**GVC0101**"))
    #expect(try hover("firm a { size: $0 }").isEmpty)
  }

  @Test func `A name that looks like a word of the grammar is a name`() throws {
    #expect(try hover("firm maker\nlink maker -> fr$0om").isEmpty)
    #expect(try hover("firm maker { wh$0en: 3 }").isEmpty)
    #expect(try hover("firm maker { size: small fr$0om s }").contains("source of a value"))
  }

  @Test func `Parts of rules have theirs`() throws {
    let rule = "use caspari2003\nrule r { for l in links when "
    #expect(try hover(rule + "ti$0er(l.buyer) > 1 }").contains("tier(actor, [chain]) → number"))
    #expect(try hover(rule + "su$0m(1 for x in links) > 1 }").contains("The sum of the values."))
    #expect(try hover(rule + "$0l.buyer is known }").contains("l: a single link"))
    #expect(try hover(rule + "l.bu$0yer is known }").contains("The actor that a link goes to."))
    #expect(try hover(rule + "yes find l lik$0ely }").contains("claims a tendency"))
    #expect(try hover(rule + "yes find l netw$0ork_type likely }").contains("governance_type"))
    let threshold = try hover(rule + "l.share_of_sales > dependent_$0share }")
    #expect(threshold.contains("threshold dependent_share: 50%"))
    #expect(threshold.contains("It can be set to `0%..100%`."))
    #expect(threshold.contains("Basis: own"))
    #expect(try hover("rule r { wh$0en yes }").contains("what must hold"))
    #expect(
      try hover(
        "derive firm.big: truth = workers > 50 \"Big.\"\nrule r { for f in firms when f.bi$0g }"
      )
      .contains("derive firm.big: truth =\n  workers > 50"))
  }

  private let text = """
    use caspari2003
    source s { author: "A" year: 2001 }
    period before { years: 1970..1989 }
    period after { years: 1990..2000 }
    /// Makes shoes.
    firm maker "Makers of *shoes*" { workers: 12 from s performs: [design, production] }
    buyer house { core: [design] }
    link maker -> house { governance: quasi_hierarchical dependence: high }
    in after { set maker { performs: [production] } }

    """

  @Test func `A thing has its facts, derived attributes and findings with their reasons`() throws {
    let found = try hover(text + "expect finding functional_ceiling on mak$0er")
    #expect(
      found.hasPrefix(
        """
        ```gvc
        firm maker "Makers of *shoes*"
        ```

        Makes shoes.

        - `workers: 12 workers`
        - `performs: [design, production]`
        - `performs: [production]` in after

        ---

        Derived:

        """), "\(found)")
    #expect(found.contains("- `size_class: small`"))
    #expect(found.contains("- `functional_downgrading` "))
    #expect(found.contains("Makers of \\*shoes\\*"))
    #expect(found.contains("(in after)"))
  }

  @Test func `Findings are left out where nobody asks for them`() throws {
    let project = try MarkedProject(text + "expect finding functional_ceiling on mak$0er")
    let plain = project.features.hover(in: project.file, at: project.offset, withFindings: false)
    #expect(plain?.text.contains("Derived") == false)
  }

  @Test func `An expectation says whether it is met, with the drawn condition`() throws {
    let met = try hover(text + "expect fin$0ding functional_downgrading on maker in after")
    #expect(met.contains("Met."))
    #expect(met.contains("```text\nfunctional_downgrading from design on maker in after\nholds"))
    let unmet = try hover(text + "expect finding functional_$0downgrading on maker in before")
    #expect(
      unmet.contains(
        "Not met: it is not asked: it compares with the period before, and there is none."))
    #expect(unmet.contains("rule functional_downgrading"))
  }

  @Test func `What is accepted shows its condition`() throws {
    let found = try hover(
      """
      use caspari2003
      firm maker
      claim rose { actor: maker upgrading: functional because: [chain_insertion] }
      acc$0ept finding insertion_alone on rose "So it is."
      """)
    #expect(found.contains("Says why the case stands by a finding"))
    #expect(found.contains("```text\ninsertion_alone on rose\nholds"))
  }

  @Test func `A call shows its parameters, and the one that is written`() throws {
    func help(_ text: String) throws -> String? {
      let project = try MarkedProject(text)
      guard let help = project.features.signatureHelp(in: project.file, at: project.offset) else {
        return nil
      }
      let bytes = Array(help.label.utf8)
      let active = help.activeParameter.map {
        String(decoding: bytes[help.parameters[$0]], as: UTF8.self)
      }
      return "\(help.label.prefix { $0 != "(" }): \(active ?? "-")"
    }
    let rule = "rule r { for l in links when "
    #expect(try help(rule + "meets($0") == "meets: actor")
    #expect(try help(rule + "meets(l.supplier, tier(l.buyer), $0") == "meets: capability")
    #expect(try help(rule + "meets(l.supplier, tier($0l.buyer), x)") == "tier: actor")
    #expect(try help(rule + "tier(l.buyer, $0)") == "tier: [chain]")
    #expect(try help(rule + "sum($0 for x in links)") == "sum: value")
    #expect(try help(rule + "sum(x.y for x in $0)") == "sum: x in set where condition")
    #expect(try help(rule + "min(1, $0)") == "min: number")
    #expect(try help(rule + "before($0)") == "before: expression")
    #expect(try help(rule + "$0meets(a)") == nil)
    #expect(try help(rule + "meets(a)$0") == nil)
    #expect(try help("firm a { size: small from s ($0) }") == nil)
  }

  @Test func `A completion is documented by its key`() throws {
    let project = try MarkedProject("firm maker \"Maker\" { $0 }\nfirm other")
    let items = project.features.completions(in: project.file, at: project.offset) { _ in [] }.items
    let size = try #require(items.first { $0.label == "size" }?.key)
    #expect(project.features.documentation(ofCompletion: size)?.contains("Its size.") == true)
    #expect(project.features.documentation(ofCompletion: "entity maker")?.contains("Maker") == true)
    #expect(project.features.documentation(ofCompletion: "rule 99999 x") == nil)
    #expect(project.features.documentation(ofCompletion: "nonsense") == nil)
  }
}
