import Testing

@testable import GVCSyntax

/// The shape of each production.
@Suite struct ParserTests {
  // MARK: Items

  @Test func declarations() {
    #expect(
      shape(
        """
        cluster brenta "Riviera del Brenta" { country: IT  founded: 1900 }
        firm a
        tier 0 "Fashion"
        event "Quota"
        base { size: small }
        """)
          == """
          (declaration cluster
            (name brenta)
            (title "Riviera del Brenta")
            (block {
              (attribute country :
                (path IT))
              (attribute founded :
                (quantity 1900))
              }))
          (declaration firm
            (name a))
          (declaration tier
            (name 0)
            (title "Fashion"))
          (declaration event
            (title "Quota"))
          (declaration base
            (block {
              (attribute size :
                (path small))
              }))
          """)
  }

  @Test func links() {
    #expect(
      shape(
        """
        link maker -> house { chain: luxury }
        link sole: a -> b.c
        link a -- b -- c
        """)
          == """
          (declaration link
            (ends
              (path maker)
              ->
              (path house))
            (block {
              (attribute chain :
                (path luxury))
              }))
          (declaration link
            (name sole)
            :
            (ends
              (path a)
              ->
              (path b . c)))
          (declaration link
            (ends
              (path a)
              --
              (path b)
              --
              (path c)))
          """)
  }

  @Test func usesAndImports() {
    #expect(
      shape("use caspari2003, a.b\nimport \"x.gvc\"\nimport \"y.gvc\" as y")
        == """
        (use use
          (path caspari2003)
          ,
          (path a . b))
        (importItem import
          (title "x.gvc"))
        (importItem import
          (title "y.gvc")
          as
          (name y))
        """)
  }

  @Test func layers() {
    #expect(
      shape(
        """
        in after {
          set maker { performs: [production] }
          set link a -> b in luxury { tone: cold }
          add firm c { size: small }
          remove d
          remove a -- b
        }
        """)
          == """
          (layerBlock in
            (path after)
            {
            (setItem set
              (path maker)
              (block {
                (attribute performs :
                  (listValue [
                    (path production)
                    ]))
                }))
            (setItem set link
              (ends
                (path a)
                ->
                (path b)
                (chainReference in
                  (path luxury)))
              (block {
                (attribute tone :
                  (path cold))
                }))
            (addItem add
              (declaration firm
                (name c)
                (block {
                  (attribute size :
                    (path small))
                  })))
            (removeItem remove
              (path d))
            (removeItem remove
              (ends
                (path a)
                --
                (path b)))
            })
          """)
  }

  @Test func theories() {
    #expect(
      shape(
        """
        theory t "T" {
          attribute firm.size: number of workers "Doc." { unit: workers }
          attribute link.support: list of activity
          threshold dependent_share: 50% "Doc." { range: 1%..100% }
          threshold few: 3
          derive link.dependent: truth = share >= few "Doc."
        }
        """)
          == """
          (theory theory
            (name t)
            (title "T")
            {
            (attributeDeclaration attribute
              (name firm)
              .
              (name size)
              :
              (type number of workers)
              (title "Doc.")
              (block {
                (attribute unit :
                  (path workers))
                }))
            (attributeDeclaration attribute
              (name link)
              .
              (name support)
              :
              (type list of activity))
            (thresholdDeclaration threshold
              (name dependent_share)
              :
              (quantity 50
                (unit %))
              (title "Doc.")
              (block {
                (attribute range :
                  (rangeValue
                    (quantity 1
                      (unit %))
                    ..
                    (quantity 100
                      (unit %))))
                }))
            (thresholdDeclaration threshold
              (name few)
              :
              (quantity 3))
            (deriveDeclaration derive
              (name link)
              .
              (name dependent)
              :
              (type truth)
              =
              (comparison
                (nameExpression share)
                >=
                (nameExpression few))
              (title "Doc."))
            })
          """)
  }

  @Test func rules() {
    #expect(
      shape(
        """
        rule r "R" {
          for l in links where l.a, f in xs
          let n = 2
          when l
          find l.supplier blocked functional into f likely
          find x open necessary
          on l, f
          message "m"
          help "h"
          cite s "s3", "Box 3.3"
          cite u
        }
        """)
          == """
          (ruleDeclaration rule
            (name r)
            (title "R")
            {
            (forClause for
              (binding
                (name l)
                in
                (nameExpression links)
                where
                (memberExpression
                  (nameExpression l)
                  .
                  (name a)))
              ,
              (binding
                (name f)
                in
                (nameExpression xs)))
            (letClause let
              (name n)
              =
              (quantity 2))
            (whenClause when
              (nameExpression l))
            (findClause find
              (memberExpression
                (nameExpression l)
                .
                (name supplier))
              (name blocked)
              (name functional)
              (intoPart into
                (nameExpression f))
              (name likely))
            (findClause find
              (nameExpression x)
              (name open)
              (name necessary))
            (onClause on
              (nameExpression l)
              ,
              (nameExpression f))
            (messageClause message
              (title "m"))
            (helpClause help
              (title "h"))
            (citeClause cite
              (path s)
              (title "s3")
              ,
              (title "Box 3.3"))
            (citeClause cite
              (path u))
            })
          """)
  }

  @Test(arguments: [
    ("expect finding f", "(expectFinding finding (path f))"),
    ("expect no finding a.f", "(expectFinding no finding (path a . f))"),
    (
      "expect finding f into g on maker in after",
      "(expectFinding finding (path f) (expectObject into (path g))"
        + " (expectSubject on (path maker)) (expectLayer in (path after)))"
    ),
    (
      "expect finding f on a -> b in after",
      "(expectFinding finding (path f) (expectSubject on (ends (path a) -> (path b)))"
        + " (expectLayer in (path after)))"
    ),
    (
      "expect finding f on a -> b in luxury in after",
      "(expectFinding finding (path f) (expectSubject on (ends (path a) -> (path b)"
        + " (chainReference in (path luxury)))) (expectLayer in (path after)))"
    ),
    (
      "expect unknown f from g needs a.b, (a -> b).c",
      "(expectUnknown unknown (path f) (expectObject from (path g))"
        + " (expectNeeds needs (path a . b) ,"
        + " (endsAttribute ( (ends (path a) -> (path b)) ) . (name c))))"
    ),
    ("expect no verdict open", "(expectVerdict no verdict (name open))"),
    (
      "expect verdict blocked functional into g on m",
      "(expectVerdict verdict (name blocked) (name functional) (expectObject into (path g))"
        + " (expectSubject on (path m)))"
    ),
    (
      "expect diagnostic GVC0302 on a",
      "(expectDiagnostic diagnostic (name GVC0302) (expectSubject on (path a)))"
    ),
  ])
  func expectations(_ text: String, _ expected: String) {
    let item = "(expectItem expect \(expected))"
    #expect(shape(text, isIndented: false) == item)
    #expect(
      shape("\(text)\nexpect finding z", isIndented: false)
        == item + "\n(expectItem expect (expectFinding finding (path z)))",
      "an expectation ends with its line")
  }

  @Test func mapsAndMembers() {
    #expect(
      shape(
        """
        firm a {
          requires { cold_chain: must  lead_time: at most 48 h }
          product shoe "Shoes" { share: 40% }
          stage 2
        }
        """)
          == """
          (declaration firm
            (name a)
            (block {
              (mapEntry requires
                (block {
                  (attribute cold_chain :
                    (path must))
                  (attribute lead_time :
                    (boundValue at most
                      (quantity 48
                        (unit h))))
                  }))
              (member product
                (name shoe)
                (title "Shoes")
                (block {
                  (attribute share :
                    (quantity 40
                      (unit %)))
                  }))
              (member stage
                (name 2))
              }))
          """)
  }

  // MARK: Values

  @Test(arguments: [
    ("high", "(path high)"),
    ("a.b", "(path a . b)"),
    ("\"t\"", "(stringValue \"t\")"),
    ("1999-01-15", "(dateValue 1999-01-15)"),
    ("12", "(quantity 12)"),
    ("-12.5", "(quantity - 12.5)"),
    ("50%", "(quantity 50 (unit %))"),
    ("48 h", "(quantity 48 (unit h))"),
    ("12 USD/pair in 1998", "(quantity 12 (unit USD / pair in 1998))"),
    ("12 USD per pair", "(quantity 12 (unit USD per pair))"),
    ("12  next: 1", "(quantity 12)"),
    ("1970..1989", "(rangeValue (quantity 1970) .. (quantity 1989))"),
    ("20%..30%", "(rangeValue (quantity 20 (unit %)) .. (quantity 30 (unit %)))"),
    ("1999-01..2000-02", "(rangeValue (dateValue 1999-01) .. (dateValue 2000-02))"),
    ("low..high", "(rangeValue (path low) .. (path high))"),
    ("~40%", "(estimateValue ~ (quantity 40 (unit %)))"),
    ("at least high", "(boundValue at least (path high))"),
    ("at most 48 h", "(boundValue at most (quantity 48 (unit h)))"),
    ("[]", "(listValue [ ])"),
    ("[a]", "(listValue [ (path a) ])"),
    ("[a, 2, ..]", "(listValue [ (path a) , (quantity 2) , .. ])"),
    ("[..]", "(listValue [ .. ])"),
    ("[a, b,]", "(listValue [ (path a) , (path b) , ])"),
    ("[[a], ~1]", "(listValue [ (listValue [ (path a) ]) , (estimateValue ~ (quantity 1)) ])"),
    ("a from s", "(path a) (evidence from (path s))"),
    ("12 from s \"p. 15\"", "(quantity 12) (evidence from (path s) (title \"p. 15\"))"),
    (
      "a from s \"p\" (reported_by: buyer, date: 1999-01) from u",
      "(path a) (evidence from (path s) (title \"p\") ( (qualifier reported_by : (path buyer))"
        + " , (qualifier date : (dateValue 1999-01)) )) (evidence from (path u))"
    ),
  ])
  func values(_ text: String, _ expected: String) {
    #expect(valueShape(text) == expected)
  }

  @Test func aUnitStandsOnTheLineOfItsNumber() {
    #expect(valueShape("12\n h: 1") == "(quantity 12)")
    #expect(
      shape("firm a {\n b: 12\n h 3\n}", isIndented: false)
        == "(declaration firm (name a) (block { (attribute b : (quantity 12))"
        + " (member h (name 3)) }))")
  }

  // MARK: Expressions

  @Test(arguments: [
    ("a", "(nameExpression a)"),
    ("12 h", "(quantity 12 (unit h))"),
    ("\"t\"", "(stringValue \"t\")"),
    ("1999-01", "(dateValue 1999-01)"),
    (
      "a or b and not c or d",
      "(orExpression (nameExpression a) or (andExpression (nameExpression b) and"
        + " (notExpression not (nameExpression c))) or (nameExpression d))"
    ),
    (
      "not a == b",
      "(notExpression not (comparison (nameExpression a) == (nameExpression b)))"
    ),
    ("a in b", "(comparison (nameExpression a) in (nameExpression b))"),
    ("a not in b", "(comparison (nameExpression a) not in (nameExpression b))"),
    ("a is known", "(knownExpression (nameExpression a) is known)"),
    ("a is not unknown", "(knownExpression (nameExpression a) is not unknown)"),
    (
      "a + b * c - d",
      "(sumExpression (nameExpression a) + (productExpression (nameExpression b) *"
        + " (nameExpression c)) - (nameExpression d))"
    ),
    (
      "-a ^ b ^ c",
      "(negation - (powerExpression (nameExpression a) ^ (powerExpression (nameExpression b) ^"
        + " (nameExpression c))))"
    ),
    (
      "a ^ -b * c",
      "(productExpression (powerExpression (nameExpression a) ^ (negation -"
        + " (nameExpression b))) * (nameExpression c))"
    ),
    (
      "(a + b) / c",
      "(productExpression (parenthesized ( (sumExpression (nameExpression a) +"
        + " (nameExpression b)) )) / (nameExpression c))"
    ),
    (
      "a.b[c].d",
      "(memberExpression (indexExpression (memberExpression (nameExpression a) . (name b)) ["
        + " (nameExpression c) ]) . (name d))"
    ),
    (
      "a.b by supplier",
      "(voiceExpression (memberExpression (nameExpression a) . (name b)) by (name supplier))"
    ),
    ("f()", "(callExpression (name f) ( ))"),
    ("f(a, b)", "(callExpression (name f) ( (nameExpression a) , (nameExpression b) ))"),
    (
      "sum(e for x in xs where c, y in ys)",
      "(aggregateExpression (name sum) ( (nameExpression e) for (binding (name x) in"
        + " (nameExpression xs) where (nameExpression c)) , (binding (name y) in"
        + " (nameExpression ys)) ))"
    ),
    (
      "if a then b else c",
      "(ifExpression if (nameExpression a) then (nameExpression b) else (nameExpression c))"
    ),
    ("[]", "(listExpression [ ])"),
    ("[a, 1]", "(listExpression [ (nameExpression a) , (quantity 1) ])"),
  ])
  func expressions(_ text: String, _ expected: String) {
    #expect(expressionShape(text) == expected)
  }

  @Test(arguments: ["==", "!=", "<", "<=", ">", ">="]) func comparisons(_ sign: String) {
    #expect(
      expressionShape("a + 1 \(sign) b")
        == "(comparison (sumExpression (nameExpression a) + (quantity 1)) \(sign)"
        + " (nameExpression b))")
  }

  // MARK: Files

  @Test func anEmptyFile() {
    for text in ["", "\n\n", "// a comment", "\u{FEFF}"] {
      let tree = parse(text)
      #expect(tree.nodes.map(\.kind) == [.file])
      #expect(tree.diagnostics.isEmpty)
    }
  }

  @Test func theItemsOfTheSamples() {
    func items(_ sample: Sample) -> [SyntaxKind] {
      let tree = parse(sample.text)
      return tree.children(SyntaxTree.root).map { tree.kind($0) }
    }
    #expect(
      items(.district)
        == [.use] + Array(repeating: .declaration, count: 8)
        + [.layerBlock, .expectItem, .expectItem])
    #expect(items(.theory) == [.theory])
  }

  /// Kinds are vocabulary: a word of the grammar is still a name where a name is expected.
  @Test func wordsOfTheGrammarAreNamesElsewhere() {
    #expect(
      shape("firm theory { rule: attribute  in: set }", isIndented: false)
        == "(declaration firm (name theory) (block { (attribute rule : (path attribute))"
        + " (attribute in : (path set)) }))")
  }

  @Test func fromIsAnAttributeOrAMapBeforeItsSign() {
    #expect(
      shape("firm a { b: c from s  from: d  from { e: f } }", isIndented: false)
        == "(declaration firm (name a) (block { (attribute b : (path c) (evidence from (path s)))"
        + " (attribute from : (path d)) (mapEntry from (block { (attribute e : (path f)) })) }))")
  }

  @Test func aNodeWithoutTokensStandsBehindTheTokenBeforeIt() throws {
    let tree = parse("derive a.b: truth =\n")
    let missing = try #require(tree.nodes.firstIndex { $0.kind == .missing })
    #expect(tree.range(NodeID(missing)) == TextRange(19, 19))
    #expect(tree.text(NodeID(missing)) == "")
  }
}
