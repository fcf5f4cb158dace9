import GVCIDE
import GVCSyntax
import Testing

@Suite struct CompletionTests {
  private func list(_ text: String, _ listing: [String: [DirectoryEntry]] = [:]) throws
    -> [CompletionItem]
  {
    let project = try MarkedProject(text)
    return project.features.completions(in: project.file, at: project.offset) {
      listing[$0] ?? []
    }.items
  }

  /// The labels of the lowest rank, in order.
  private func first(_ text: String) throws -> [String] {
    let items = try list(text)
    let least = (items.map(\.rank).min() ?? 0) / 100
    return items.filter { $0.rank / 100 == least }.map(\.label)
  }

  private func all(_ text: String) throws -> Set<String> { Set(try list(text).map(\.label)) }

  // MARK: Items

  @Test(arguments: [
    "$0", "fi$0", "firm a\n$0\nfirm b {}", "firm a {}\n\nfi$0 maker {}", "theory t { $0 }",
  ])
  func `At the start of an item stand kinds and the words of the grammar`(_ text: String) throws {
    let labels = try all(text)
    #expect(labels.isSuperset(of: ["firm", "link", "source", "use", "expect", "rule", "in"]))
    #expect(labels.isDisjoint(with: ["actor", "tier", "size"]))
  }

  @Test func `A declaration comes with its form, unless its name is there`() throws {
    let link = try list("li$0").first { $0.label == "link" }
    #expect(link?.snippet == "link ${1:supplier} -> ${2:buyer} {\n  $0\n}")
    #expect(try list("fi$0 maker {}").first { $0.label == "firm" }?.snippet == nil)
    let whole = try list("$0").first { $0.label == "case" }
    #expect(whole?.insertion.contains("link maker -> buyer {\n  chain: chain") == true)
  }

  @Test func `A block lacks the attributes that it does not give`() throws {
    let labels = try all("use caspari2003\nfirm maker { size: small $0 workers: 3 }")
    #expect(labels.isSuperset(of: ["performs", "country", "from", "requires"]))
    #expect(labels.isDisjoint(with: ["size", "workers", "dependence", "size_class"]))
    #expect(try all("chain c {\n  $0\n}").isSuperset(of: ["governance", "tier"]))
  }

  @Test(arguments: [
    "firm maker {\n  $0\n  size: small\n}", "firm maker {\n  siz$0",
    "firm maker {\n  $0\n\nfirm b {}",
    "firm a {\n  size: small\n  wor$0\n",
  ])
  func `Attributes are there in half-written blocks`(_ text: String) throws {
    #expect(try all(text).contains("country"))
  }

  @Test func `What a layer sets has the attributes of its kind`() throws {
    let text = "period p { years: 1990..2000 }\nfirm a\nbuyer b\nlink a -> b\n"
    #expect(try all(text + "in p { set a { $0 } }").contains("workers"))
    #expect(try all(text + "in p { set a -> b { $0 } }").contains("dependence"))
    #expect(try all(text + "in p { $0 }") == ["set", "add", "remove"])
    #expect(try all(text + "in $0 {}") == ["p"])
    #expect(try all(text + "in p { set $0 {} }").isSuperset(of: ["a", "b", "a -> b"]))
    #expect(try all(text + "in p { add $0 }").contains("link"))
  }

  // MARK: Values

  @Test func `A value is of the type of its attribute`() throws {
    #expect(try first("firm a { size: $0 }") == ["micro", "small", "medium", "large"])
    #expect(
      try first("firm a { size: sma$0 workers: 3 }") == ["micro", "small", "medium", "large"])
    #expect(try first("link a -> b { repeated: $0 }\nfirm a\nfirm b") == ["yes", "no"])
    #expect(try first("firm a { country: I$0 }").contains("IT"))
    #expect(try first("chain shoes\nfirm a\nbuyer b\nlink a -> b { chain: $0 }") == ["shoes"])
    #expect(try all("firm a { size: $0 }").isSuperset(of: ["unknown", "at least", "at most"]))
    #expect(try first("firm a { size: small..$0 }") == ["micro", "small", "medium", "large"])
  }

  @Test func `The words of a scale stand in its order`() throws {
    let items = try list("firm a { size: $0 }").sorted { ($0.rank, $0.label) < ($1.rank, $1.label) }
    #expect(items.prefix(4).map(\.label) == ["micro", "small", "medium", "large"])
  }

  @Test func `A list has what is not yet in it`() throws {
    #expect(
      try first("activity one\nactivity two\nfirm a { performs: [one, $0] }") == ["two"])
    #expect(try first("firm a { performs: $0 }") == ["[ ]"])
  }

  @Test func `A number is followed by units of its type`() throws {
    #expect(try first("firm a\nbuyer b\nlink a -> b { lead_time: 48 $0 }").contains("h"))
    #expect(try first("firm a { workers: 12 wo$0 }") == ["workers"])
    #expect(
      try first("firm a\nbuyer b\nlink a -> b { lead_time: 48 $0\n dependence: high }").contains(
        "days"))
    #expect(try first("firm a { unit_value: 3 $0 }").contains("EUR"))
  }

  @Test func `Evidence has sources, voices and levels`() throws {
    let text = "source survey\nfirm a { size: small "
    #expect(try first(text + "from $0 }") == ["survey"])
    #expect(try first(text + "from survey ($0) }") == ["reported_by", "confidence", "date"])
    #expect(try first(text + "from survey (confidence: low, $0) }") == ["reported_by", "date"])
    #expect(
      try first(text + "from survey (reported_by: $0")
        == ["buyer", "supplier", "workers", "institution", "researcher"])
    #expect(try first(text + "from survey (confidence: $0) }") == ["low", "medium", "high"])
  }

  @Test func `Maps have keys of their kind, and what is needed of them`() throws {
    let text = "capability one\ncapability two\nbuyer a { requires { one: must $0 } }"
    #expect(try all(text).isSuperset(of: ["two"]))
    #expect(!(try all(text)).contains("one"))
    #expect(
      try all("capability one\nbuyer a { requires { one: $0 } }").isSuperset(of: [
        "must", "wanted", "yes",
      ]))
  }

  @Test func `Ends are actors, also of other modules`() throws {
    let project = try MarkedProject([
      "a.gvc": "import \"p/b.gvc\" as p\nsource s\nfirm own\nlink own -> $0",
      "p/b.gvc": "firm maker",
    ])
    let items = project.features.completions(in: project.file, at: project.offset) { _ in [] }.items
    #expect(Set(items.map(\.label)) == ["own", "p.maker"])
    #expect(try all("firm a\nsource s\nlink $0 -> a") == ["a"])
    #expect(try all("firm a\nsource s\nlink $0") == ["a"])
  }

  @Test func `Use has theories, and import has paths`() throws {
    #expect(try all("use $0").contains("caspari2003"))
    #expect(try all("use cas$0").contains("caspari2003"))
    let listing = [
      "": [
        DirectoryEntry(name: "parts", isDirectory: true),
        DirectoryEntry(name: "a.gvc", isDirectory: false),
        DirectoryEntry(name: "b.gvc", isDirectory: false),
        DirectoryEntry(name: "c.txt", isDirectory: false),
      ],
      "parts": [DirectoryEntry(name: "d.gvc", isDirectory: false)],
    ]
    #expect(try list("import \"$0\"", listing).map(\.label) == ["parts/", "b.gvc"])
    #expect(try list("import \"$0", listing).map(\.label) == ["parts/", "b.gvc"])
    let inner = try list("import \"parts/d$0\"", listing)
    #expect(inner.map(\.label) == ["d.gvc"])
    #expect(inner.first?.range == TextRange(14, 15))
    #expect(try first("import \"b.gvc\" $0") == ["as"])
  }

  @Test func `A mistyped word stands for the nearest`() throws {
    #expect(try all("frm maker { $0 }").contains("workers"))
    #expect(try first("firm maker { sise: $0 }") == ["micro", "small", "medium", "large"])
    #expect(try first("frm maker { sise: $0 }") == ["micro", "small", "medium", "large"])
    #expect(try all("firm maker\n  size: $0").contains("small"))
    #expect(try first("firm maker\nlink maker $0") == ["->"])
    #expect(try first("firm maker\ntie maker $0") == ["--"])
  }

  @Test func `What stands behind the word is not written twice`() throws {
    let size = try list("firm a { si$0ze: small }").first { $0.label == "size" }
    #expect(size?.insertion == "size")
    #expect(size?.range == TextRange(9, 13))
    #expect(try list("firm a { $0 }").first { $0.label == "size" }?.insertion == "size: ")
    let call = try list("rule r { for l in links when ti$0er(l.buyer) > 1 }").first {
      $0.label == "tier"
    }
    #expect(call?.insertion == "tier")
    #expect(call?.snippet == nil)
  }

  // MARK: Expectations

  @Test func `An expectation has its words, rules, values and codes`() throws {
    let text =
      "use caspari2003\nperiod p { years: 1990..2000 }\nfirm maker\nbuyer b\nlink maker -> b\n"
    #expect(
      try first(text + "expect $0") == [
        "finding", "no finding", "unknown", "not asked", "verdict", "diagnostic",
      ])
    #expect(try first(text + "expect no $0") == ["finding", "verdict", "contested", "diagnostic"])
    #expect(try first(text + "expect finding $0").contains("functional_ceiling"))
    #expect(try first(text + "expect finding caspari2003.fu$0").contains("functional_ceiling"))
    #expect(try first(text + "expect contested $0").contains("prospect"))
    #expect(try first(text + "expect contested prospect $0").contains("functional"))
    #expect(try first(text + "expect verdict $0").contains("blocked"))
    #expect(try first(text + "expect verdict blocked $0").contains("functional"))
    #expect(try first(text + "accept $0") == ["finding"])
    #expect(try first(text + "accept finding $0").contains("insertion_alone"))
    #expect(try first(text + "accept finding insertion_alone $0") == ["into", "from", "on", "in"])
    #expect(try all(text + "accept finding insertion_alone on $0").contains("maker"))
    #expect(try first(text + "expect diagnostic $0").contains("GVC0307"))
    #expect(
      try first(text + "expect finding functional_ceiling $0") == ["into", "from", "on", "in"])
    #expect(try first(text + "expect finding functional_ceiling on maker $0") == ["in"])
    #expect(try first(text + "expect unknown functional_ceiling on maker $0") == ["in", "needs"])
    #expect(
      try all(text + "expect finding functional_ceiling on $0").isSuperset(of: [
        "maker", "maker -> b",
      ]))
    #expect(try first(text + "expect finding functional_ceiling in $0") == ["p"])
    #expect(try all(text + "expect unknown functional_ceiling needs maker.$0").contains("core"))
    #expect(
      try all(text + "expect unknown functional_ceiling needs (maker -> b).$0").contains(
        "dependence"))
  }

  // MARK: Rules

  @Test func `A rule has the clauses that it lacks`() throws {
    let labels = try all("rule r {\n  for l in links\n  $0\n}")
    #expect(labels == ["find", "on", "message", "help", "scope", "let", "when", "cite"])
    #expect(try all("rule r {\n  for l in links $0\n}").isSuperset(of: ["where", "find"]))
    #expect(try first("rule r {\n  for l $0\n}") == ["in"])
  }

  @Test func `Behind a dot stands what its thing has, by its type`() throws {
    let labels = try all("rule r {\n  for l in links\n  when l.$0\n  find l observed\n}")
    #expect(labels.isSuperset(of: ["governance", "supplier", "buyer", "chain"]))
    #expect(labels.isDisjoint(with: ["workers", "l", "links"]))
    #expect(
      try all("rule r { for l in links when l.buyer.$0").isSuperset(of: [
        "workers", "sales", "core",
      ]))
    #expect(
      try all("rule r { for l in links when sum(x.$0 for x in l.buyer.sales) > 1 }").contains(
        "share_of_sales"))
    #expect(
      try all("rule r { for l in links let b = l.supplier when b.si$0 == small }").contains("size"))
    #expect(
      try all("chain c\nrule r { for c in chains when any(l.$0 for l in c.links) }").contains(
        "tone"))
  }

  @Test func `A word is of the scale on the other side`() throws {
    let scale = ["arms_length", "network", "quasi_hierarchical", "hierarchical"]
    #expect(
      try first("rule r { for l in links when l.governance == $0 find l likely }").starts(
        with: scale))
    #expect(
      try first("rule r { for l in links when l.governance in [network, $0] }").starts(with: scale))
    #expect(try first("rule r { for l in links when l.governance == ne$0").starts(with: scale))
    #expect(try all("rule r { for b in buyers when b.requires[cold] == $0 }").contains("must"))
  }

  @Test func `An expression has variables, collections, functions and thresholds`() throws {
    let labels = try all("use caspari2003\nrule r { for l in links, f in firms when $0 }")
    #expect(
      labels.isSuperset(of: [
        "l", "f", "links", "activities", "tier", "sum", "before", "not", "dependent_share", "yes",
      ]))
    #expect(try first("rule r { for l in $0 }").contains("links"))
    #expect(try all("derive firm.big: truth = $0").isSuperset(of: ["workers", "count"]))
  }

  @Test func `Behind an operand stand operators`() throws {
    let labels = try all("rule r { for l in links\n when l.governance $0\n }")
    #expect(labels.isSuperset(of: ["in", "is known", "and", "by"]))
    #expect(
      try first("rule r { for l in links\n when l.governance is $0\n }") == [
        "known", "unknown", "not",
      ])
    #expect(try all("rule r { for l in links\n when l.governance by $0\n }").contains("supplier"))
  }

  @Test func `A finding has values of verdicts, qualifiers and modalities`() throws {
    let rule = "use caspari2003\nrule r { for l in links when yes find "
    #expect(try all(rule + "l $0 }").isSuperset(of: ["network_type", "likely", "into"]))
    #expect(!(try all(rule + "l $0 }")).contains("assembly_agglomeration"))
    #expect(try first(rule + "l.supplier blocked $0 }").contains("functional"))
    #expect(try all(rule + "l.supplier blocked functional into $0 likely }").contains("design"))
    #expect(try first("source s\nrule r { cite $0 }") == ["s"])
  }

  @Test func `A message fills in variables and what they have`() throws {
    let rule = "rule r { for l in links when yes message \""
    #expect(try all(rule + "{$0}\" }").contains("l"))
    #expect(try all(rule + "{l.bu$0\" }").contains("buyer"))
    #expect(try all(rule + "{l.buyer.$0}\" }").contains("workers"))
    #expect(try all(rule + "l $0\" }").isEmpty)
  }

  // MARK: Vocabulary

  @Test func `Declarations of the vocabulary have their options, kinds and types`() throws {
    #expect(try all("attribute $0").contains("firm"))
    #expect(
      try all("attribute firm.x: $0").isSuperset(of: ["level", "text", "activity", "list of"]))
    #expect(try all("attribute firm.x: list of $0").contains("activity"))
    #expect(
      try all("attribute firm.x: number \"X\" { $0 }")
        == ["default", "range", "of", "ask", "fact", "measure", "also"])
    #expect(try all("kind fair { $0 }") == ["is", "part_of", "plural", "abstract", "ends", "also"])
    #expect(try all("kind fair { is: $0 }").contains("firm"))
    #expect(try all("verdict v { of: firm $0 }") == ["qualifier", "object", "said_by", "value"])
    #expect(try all("verdict v { value a value b { against: [$0] } }") == ["a"])
    #expect(try all("threshold t: 3 \"T\" { basis: \"own\" $0 }") == ["range"])
  }

  @Test(arguments: ["// $0", "firm a \"$0\"", "firm a { workers: 1$0 }", "firm a \"x\" // $0"])
  func `There is nothing in comments, texts and numbers`(_ text: String) throws {
    #expect(try list(text).isEmpty)
  }
}
