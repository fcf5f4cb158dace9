import GVCModel
import Testing

@testable import GVCAnalysis

/// What a conclusion says of the evidence that it needs, of what denies it, and of what came of it.
@Suite struct ConclusionTests {
  private static let sizes = """
    theory t {
      source notes {}
      rule large "Large" {
        for f in firms
        when f.size == large or f.workers > 100
        find f definition
        message "{f} is large."
        cite notes
      }
      rule both "Large and busy" {
        for f in firms
        when f.size == large and f.workers > 100
        find f definition
        message "{f} is large and busy."
        cite notes
      }
      rule dependent "Dependent by its word" {
        for l in links
        when l.dependence by supplier == high
        find l.supplier observed
        on l
        message "{l.supplier} calls itself dependent."
        cite notes
      }
      attribute firm.open_to_all: truth "Whether it sells to all." { default: yes }
      rule open_to_all "Sells to all" {
        for f in firms
        when f.open_to_all
        find f definition
        message "{f} sells to all."
        cite notes
      }
    }
    source survey {}
    buyer house {}

    """

  private func cautions(_ reference: String, _ text: String, theory: String = sizes) -> [String] {
    let analysed = AnalysedCase(theory + text)
    #expect(analysed.problems.filter { !$0.contains("warning") } == [])
    let finding = analysed.analysis.findings.first {
      analysed.reader.reference(to: $0) == reference
    }
    guard let finding else { return ["\(reference) is not found: \(analysed.found)"] }
    return analysed.reader.cautions(of: finding).map { analysed.reader.text($0) }
  }

  @Test func `Low confidence counts only where it is needed`() {
    let low = "from survey (confidence: low)"
    #expect(
      cautions("both on a", "firm a { size: large \(low) workers: 200 from survey }")
        == ["rests on low confidence: size of a"])
    #expect(
      cautions("large on a", "firm a { size: large \(low) workers: 200 from survey }") == [])
    #expect(
      cautions("large on a", "firm a { size: large \(low) workers: 200 \(low) }")
        == ["rests on low confidence: size of a, workers of a"])
    // Another source says the same, and is not doubted.
    #expect(
      cautions("large on a", "firm a { size: large \(low) from survey (confidence: high) }") == [])
  }

  @Test func `One side's word, estimates and defaults are said`() {
    #expect(
      cautions("both on a", "firm a { size: large workers: ~200 open_to_all: no }")
        == ["rests on an estimate: workers of a"])
    #expect(
      cautions(
        "large on a", "firm a { size: large from survey (reported_by: workers) }")
        == ["rests on the word of the workers alone: size of a"])
    #expect(
      cautions(
        "large on a",
        """
        firm a {
          size: large from survey (reported_by: workers) from survey (reported_by: researcher)
        }
        """) == [])
    #expect(
      cautions("open_to_all on a", "firm a {}")
        == ["rests on what is assumed where nothing is stated: open_to_all of a"])
    #expect(cautions("open_to_all on a", "firm a { open_to_all: yes }") == [])
  }

  @Test func `What another voice denies is said`() {
    #expect(
      cautions(
        "dependent on a -> house",
        """
        firm a {}
        link a -> house {
          dependence: high from survey (reported_by: supplier)
          dependence: low from survey (reported_by: buyer)
        }
        """)
        == [
          "rests on one side's word, and another says otherwise: dependence of a -> house as the supplier sees it"
        ])
  }

  @Test func `Findings that need less confidence are left out and counted`() {
    let analysed = AnalysedCase(
      Self.sizes + """
        firm a { size: large from survey (confidence: low) open_to_all: no }
        firm b { size: large from survey (confidence: medium) open_to_all: no }
        firm c { size: large from survey (confidence: high) open_to_all: no }
        firm d { size: large open_to_all: no }
        """)
    func left(_ confidence: Int) -> ([String], Int) {
      var analysis = analysed.analysis
      analysis.leaveOut(below: confidence)
      let reader = FindingReader(analysis)
      return (
        analysis.findings.filter { $0.truth == .yes }.map { reader.reference(to: $0) },
        analysis.leftOut
      )
    }
    #expect(left(0) == (["large on a", "large on b", "large on c", "large on d"], 0))
    #expect(left(1) == (["large on b", "large on c", "large on d"], 1))
    #expect(left(2) == (["large on c", "large on d"], 2))
  }

  // MARK: What denies

  private static let governed = """
    theory one {
      source notes {}
      verdict kind_of_link "Kind of link" {
        of: link
        said_by: [read_as]
        value market_kind "Market" { means: arms_length against: [led_kind] }
        value led_kind "Led" { means: quasi_hierarchical }
      }
      derive link.read_as: governance =
        if tone == hierarchical then quasi_hierarchical else arms_length "How it is read."
      rule held "Held" {
        for l in links
        when l.read_as == quasi_hierarchical
        find l.supplier likely
        on l
        message "{l.supplier} is held."
        cite notes
      }
    }
    theory two {
      source notes_two {}
      rule market "A market" {
        for l in links
        when l.standardised and l.repeated
        find l market_kind likely
        message "{l} is a market."
        cite notes_two
      }
    }
    buyer house {}
    firm maker {}

    """

  @Test func `A premise that another theory denies is marked`() {
    #expect(
      cautions(
        "held on maker -> house",
        "link maker -> house { tone: hierarchical standardised: yes repeated: yes }",
        theory: Self.governed)
        == [
          "rests on read_as of maker -> house (quasi_hierarchical), which is denied by `market on maker -> house`"
        ])
    #expect(
      cautions(
        "held on maker -> house", "link maker -> house { tone: hierarchical standardised: no }",
        theory: Self.governed) == [])
  }

  @Test func `One missing fact does not hide it, and two say nothing`() {
    #expect(
      cautions(
        "held on maker -> house", "link maker -> house { tone: hierarchical standardised: yes }",
        theory: Self.governed)
        == [
          "rests on read_as of maker -> house (quasi_hierarchical), which `market on maker -> house` would deny: "
            + "that is decided by repeated of maker -> house"
        ])
    #expect(
      cautions(
        "held on maker -> house", "link maker -> house { tone: hierarchical }",
        theory: Self.governed) == [])
  }

  @Test func `What another link is does not matter`() {
    #expect(
      cautions(
        "held on maker -> house",
        """
        buyer other {}
        link maker -> house { tone: hierarchical standardised: no }
        link maker -> other { standardised: yes repeated: yes }
        """, theory: Self.governed) == [])
  }

  @Test func `The packs mark a ceiling that another theory denies`() {
    let found = cautions(
      "functional_ceiling into design on maker -> house",
      """
      use caspari2003, ghs2005, humphrey_schmitz2002
      buyer house { core: [design] }
      firm maker { performs: [production] }
      link maker -> house {
        governance: quasi_hierarchical
        complexity: low
        codifiability: high
        supplier_capability: high
        dependence: high
      }
      """, theory: "")
    #expect(found.contains { $0.contains("is denied by `ghs_as_arms_length on maker -> house`") })
  }

  // MARK: Predictions

  private static let growth = """
    theory t {
      source notes {}
      verdict expected "What to expect" {
        of: firm
        value will_grow "Grows" { borne_out_by: [grew] contradicted_by: shrank }
        value stays "Stays" { contradicted_by: [grew, shrank] borne_out_without: [grew, shrank] }
      }
      verdict came "What came" {
        of: firm
        value grew "Grew"
        value shrank "Shrank"
      }
      rule rise "Large ones grow" {
        for f in firms
        when f.size == large
        find f will_grow likely
        message "{f} will grow."
        cite notes
      }
      rule stay "Small ones stay" {
        for f in firms
        when f.size == small
        find f stays likely
        message "{f} stays as it is."
        cite notes
      }
      rule more "More workers" {
        for f in firms
        when f.workers > before(f.workers)
        find f grew observed
        message "{f} grew."
        cite notes
      }
      rule fewer "Fewer workers" {
        for f in firms
        when f.workers < before(f.workers)
        find f shrank observed
        message "{f} shrank."
        cite notes
      }
    }
    period p1 { years: 1990..1995 }
    period p2 { years: 1996..2000 }
    period p3 { years: 2001..2005 }
    scenario s { base: p3 }
    firm a { size: large workers: 10 }
    firm b { size: large workers: 10 }
    firm c { size: large }
    firm d { size: small workers: 10 }
    firm e { size: small workers: 10 }
    firm f { size: small }
    in p2 {
      set a { workers: 20 }
      set b { workers: 5 }
      set e { workers: 12 }
    }
    in s { set c { workers: 100 } }
    """

  @Test(
    arguments: [
      ("rise on a in p1", "borne out by `more on a in p2`"),
      ("rise on a in p2", "borne out by `more on a in p2`"),
      ("rise on a in p3", "open: what came of it is not known"),
      ("rise on b in p1", "contradicted by `fewer on b in p2`"),
      ("rise on c in p1", "open: what came of it is not known"),
      ("stay on d in p1", "borne out: by what is stated, nothing of the kind came in p2"),
      ("stay on e in p1", "contradicted by `more on e in p2`"),
      ("stay on f in p1", "open: what came of it is not known"),
      ("rise on a in s", ""), ("more on a in p2", ""),
    ]) func `A prediction meets its outcome`(_ reference: String, _ text: String) throws
  {
    let analysed = AnalysedCase(Self.growth)
    #expect(analysed.problems == [])
    let finding = try #require(
      analysed.analysis.findings.first { analysed.reader.reference(to: $0) == reference },
      "\(analysed.found)")
    let outcome = analysed.reader.outcome(of: finding)
    #expect(outcome.map { analysed.reader.text($0) } ?? "" == text)
  }

  @Test func `A ceiling of the packs is contradicted by the upgrading that came`() throws {
    let analysed = AnalysedCase(
      """
      use humphrey_schmitz2002, caspari2003
      period p1 { years: 1990..1998 }
      period p2 { years: 1999..2004 }
      buyer parent { core: [design] }
      firm plant { performs: [assembly] }
      link plant -> parent { governance: quasi_hierarchical dependence: high }
      in p2 { set plant { performs: [assembly, design] } }
      """)
    let finding = try #require(
      analysed.analysis.findings.first {
        analysed.reader.reference(to: $0)
          == "functional_ceiling into design on plant -> parent in p1"
      })
    let outcome = try #require(analysed.reader.outcome(of: finding))
    #expect(outcome.status == .contradicted)
    #expect(
      analysed.reader.text(outcome).hasPrefix(
        "contradicted by `functional_upgrading into design on plant in p2`"))
  }

  @Test func `What is not met says which part of the scope fails`() {
    let analysed = AnalysedCase(
      """
      theory t {
        source notes {}
        rule spread "Spread" {
          for l in links
          scope l.equity == neither
          when l.share_of_sales >= 50%
          find l.supplier advice
          on l
          message "{l.supplier} should spread its sales."
          cite notes
        }
        rule grew "Grew" {
          for f in firms
          when f.workers > before(f.workers)
          find f observed
          message "{f} grew."
          cite notes
        }
      }
      buyer house {}
      firm maker {}
      firm plant {}
      firm other {}
      firm many_sided {}
      link maker -> house { equity: neither share_of_sales: 60% }
      link plant -> house { equity: buyer share_of_sales: 60% }
      link other -> house { share_of_sales: 60% }
      link many_sided -> house { share_of_sales: 10% }
      expect not asked spread on maker
      expect not asked spread on other
      expect not asked spread on many_sided
      expect unknown spread on plant
      expect finding spread on plant
      expect unknown spread on many_sided
      expect unknown grew on maker
      """)
    let notAsked = "it is not asked: a part of its scope does not hold: `l.equity == neither`"
    #expect(
      analysed.unmet.map { $0.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? "" }
        == [
          "it is found", "it may be asked, and cannot be concluded",
          "it is asked, and does not hold",
          notAsked, notAsked, "it is ruled out",
          "it is not asked: it compares with the period before, and there is none",
        ])
  }

  // MARK: Sources and sentences

  @Test func `The facts on which sources differ are found`() {
    let analysed = AnalysedCase(
      """
      source brief {}
      source workbook {}
      period after { years: 1990..2000 }
      buyer x
      firm exporters { count: 80 firms from brief count: 50 firms from workbook }
      firm others { count: 80 firms from brief count: 80 firms from workbook size: small }
      link exporters -> x {
        dependence: high from brief (reported_by: supplier)
        dependence: low from brief (reported_by: buyer)
      }
      in after { set others { count: 60 firms from brief } }
      """)
    let model = analysed.model
    let found = DifferingFacts.all(in: model).map { differing in
      "\(model.names[model.vocabulary[differing.attribute].name]) of \(model.label(differing.entity)): "
        + "\(differing.facts.count)"
    }
    #expect(found == ["count of exporters: 2", "dependence of exporters -> x: 2"])
  }

  @Test func `Theories disagree about the same thing only`() {
    func contests(_ on: String) -> Int {
      AnalysedCase(
        """
        theory one {
          source notes {}
          verdict outlook "Outlook" {
            of: actor
            value bright "Bright" { against: [dark] }
            value dark "Dark"
          }
          rule by_link "By its link" {
            for l in links
            when l.governance == quasi_hierarchical
            find l.supplier dark likely
            on l
            message "{l.supplier} is held by {l.buyer}."
            cite notes
          }
        }
        theory two {
          source notes_two {}
          rule over_all "Over all" {
            for l in links
            when count(l.supplier.sales) > 1
            find l.supplier bright likely
            \(on)
            message "{l.supplier} has several buyers."
            cite notes_two
          }
        }
        buyer a {}
        buyer b {}
        firm maker {}
        link maker -> a { governance: quasi_hierarchical }
        link maker -> b { governance: network }
        """
      ).analysis.contests.count
    }
    #expect(contests("on l") == 1)
    #expect(contests("") == 0)
  }

  @Test func `A sentence stands on one line, and its verb agrees with several things`() throws {
    let analysed = AnalysedCase(
      """
      theory t {
        source notes {}
        rule keeps "Keeps" {
          for b in buyers, f in activities
          when f in b.core
          find b observed into f
          message "{f} is kept by {b},\\nand {f} has\\tits price."
          cite notes
        }
      }
      activity design "Design"
      activity branding "Branding"
      buyer house "The\\nhouse" { core: [design, branding] }
      """)
    #expect(analysed.problems.filter { !$0.contains("warning") } == [])
    let findings = analysed.analysis.findings
    let first = try #require(findings.first)
    #expect(
      analysed.reader.message(of: first) == "Design is kept by The house, and Design has its price."
    )
    #expect(
      analysed.reader.message(of: first, objects: findings.compactMap(\.object))
        == "Design and Branding are kept by The house, and Design and Branding have its price.")
  }
}
