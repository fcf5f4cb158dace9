/// Writes a case of any length that checks clean: district after district, each with its source, chains,
/// buyers, firms, an agent, links, and what changes in later periods.
///
/// The same seed and length give the same text.
struct ProjectGenerator {
  /// The most lines of one district.
  private static let districtLines = 600
  /// The most lines of a district of two firms.
  private static let smallDistrictLines = 200

  private var numbers: SeededNumbers
  private var text: [UInt8] = []
  private var lines = 0
  private var district = 0
  /// The firm of the district before that supplies this one too.
  private var outsider: String?

  private init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

  /// A case of `lines` lines, at least 40.
  static func text(lines: Int, seed: UInt64) -> [UInt8] {
    var generator = ProjectGenerator(seed: seed)
    generator.text.reserveCapacity(lines * 48)
    generator.head()
    while lines - generator.lines > districtLines { generator.writeDistrict(firms: 12) }
    while lines - generator.lines > smallDistrictLines { generator.writeDistrict(firms: 2) }
    while generator.lines < lines {
      generator.line("// A note on the case, as people leave them at the end of a file.")
    }
    return generator.text
  }

  private mutating func line(_ line: String = "") {
    text.append(contentsOf: line.utf8)
    text.append(0x0A)
    lines += 1
  }

  private mutating func head() {
    line("// A case that is made up: it has the shape of a real one, and no meaning.")
    line()
    line("use caspari2003")
    line()
    line("period early \"Before liberalisation\" { years: 1980..1989 }")
    line("period middle \"Concentration of buyers\" { years: 1990..1999 }")
    line("period late \"After the quotas\" { years: 2000..2009 }")
    line("scenario what_if \"If the largest buyer leaves\" { base: late }")
    line()
  }

  // MARK: Districts

  private mutating func writeDistrict(firms count: Int) {
    let d = district
    district += 1
    writeSetting(d)
    let buyers = (0..<max(1, count / 4)).map { "retailer_\(d)_\($0)" }
    let agent = "importer_\(d)"
    let firms = (0..<count).map { "\(numbers.one(of: Self.trades))_\(d)_\($0)" }
    for (index, buyer) in buyers.enumerated() { write(buyer: buyer, index, d) }
    write(agent: agent, d)
    for (index, firm) in firms.enumerated() { write(firm: firm, index, d) }
    for (index, firm) in firms.enumerated() {
      write(linksOf: firm, to: [agent, buyers[index % buyers.count]], d)
    }
    writeLink(agent, buyers[0], d, sales: nil)
    if let outsider { writeLink(outsider, buyers[buyers.count - 1], d, sales: nil) }
    outsider = firms[count - 1]
    if count > 3 {
      line("tie \(firms[1]) -- \(firms[2]) \"An association of firms\"")
      line()
    }
    writeLaterPeriods(firms, agent: agent, d)
  }

  private mutating func writeSetting(_ d: Int) {
    line("// ---- District \(d): \(numbers.one(of: Self.places)) ----")
    line()
    line("source study_\(d) {")
    line("  author: \"\(numbers.one(of: Self.authors))\"")
    line("  title: \"Firms and their buyers in district \(d)\"")
    line("  year: \(numbers.number(1985...2020))")
    line("}")
    line()
    line("cluster place_\(d) \"\(numbers.one(of: Self.places))\" {")
    line("  country: \(numbers.one(of: Self.countries)) from study_\(d) \"p. 2\"")
    line("  founded: \(numbers.number(1850...1970)) from study_\(d) \"p. 3\"")
    line("}")
    line()
    line("chain chain_\(d) \"\(numbers.one(of: Self.goods)) for export\" {")
    line("  tier 0 \"Retailers\"")
    line("  tier 1 \"Importers and large makers\"")
    line("  tier 2 \"Makers\"")
    if numbers.once(in: 3) {
      line("  governance: quasi_hierarchical from study_\(d) \"\(page())\" (confidence: medium)")
    }
    line("}")
    line()
  }

  private mutating func write(buyer: String, _ index: Int, _ d: Int) {
    line("buyer \(buyer) \"\(numbers.one(of: Self.places)) stores \(index)\" {")
    line("  country: \(numbers.one(of: Self.countries))")
    line("  size: large from study_\(d) \"\(page())\"")
    line("  core: [retail, marketing, branding] from study_\(d) \"\(page())\" (reported_by: buyer)")
    line("  requires {")
    line("    quality: must from study_\(d) \"\(page())\"")
    line("    responsiveness: wanted from study_\(d) \"\(page())\"")
    line("    cold_chain: at most \(numbers.number(24...96)) h")
    line("  }")
    line("}")
    line()
  }

  private mutating func write(agent: String, _ d: Int) {
    line("agent \(agent) \"An importer\" {")
    line("  workers: \(numbers.number(5...80)) workers from study_\(d) \"\(page())\"")
    line("  performs: [logistics, quality_control]")
    line("  side: buyer from study_\(d) \"\(page())\" (reported_by: researcher)")
    line("}")
    line()
  }

  private mutating func write(firm: String, _ index: Int, _ d: Int) {
    if numbers.once(in: 3) { line("// As the interviews tell it; the numbers are of the survey.") }
    line("firm \(firm) \"\(numbers.one(of: Self.goods)) maker \(index) of district \(d)\" {")
    line("  cluster: place_\(d)")
    if numbers.once(in: 4) {
      line("  size: small..medium from study_\(d) \"\(page())\"")
    } else {
      line("  workers: ~\(numbers.number(5...400)) workers from study_\(d) \"\(page())\"")
    }
    line("  performs: [\(numbers.one(of: Self.works))\(numbers.once(in: 3) ? ", .." : "")]")
    line("  core: [\(numbers.one(of: Self.works))] from study_\(d) \"\(page())\" (confidence: low)")
    if numbers.once(in: 2) {
      line("  capabilities {")
      line("    quality: yes from study_\(d) \"\(page())\" (reported_by: supplier)")
      line("    responsiveness: \(numbers.one(of: ["yes", "no", "unknown"]))")
      line("  }")
    }
    line("}")
    line()
  }

  // MARK: Links

  /// Shares of sales that are at most the whole together.
  private mutating func write(linksOf firm: String, to buyers: [String], _ d: Int) {
    let share = numbers.number(5...80)
    writeLink(firm, buyers[0], d, sales: "\(share)%")
    writeLink(firm, buyers[1], d, sales: numbers.once(in: 2) ? "5..\(100 - share)%" : nil)
  }

  private mutating func writeLink(_ supplier: String, _ buyer: String, _ d: Int, sales: String?) {
    line("link \(supplier) -> \(buyer) {")
    line("  chain: chain_\(d)")
    if let sales { line("  share_of_sales: \(sales) from study_\(d) \"\(page())\"") }
    if numbers.once(in: 2) {
      line("  process_specification: buyer from study_\(d) \"\(page())\" (reported_by: supplier)")
    }
    if numbers.once(in: 3) {
      line("  unit_value: \(numbers.number(2...90)).5 USD/pair from study_\(d)")
    }
    if numbers.once(in: 3) { line("  lead_time: \(numbers.number(2...26)) weeks") }
    if numbers.once(in: 4) { line("  tone: \(numbers.one(of: ["neutral", "hierarchical"]))") }
    line("}")
    line()
  }

  // MARK: Periods

  private mutating func writeLaterPeriods(_ firms: [String], agent: String, _ d: Int) {
    for period in ["middle", "late"] {
      line("in \(period) {")
      for firm in firms where numbers.once(in: 4) {
        line("  set \(firm) { exports: \(numbers.one(of: Self.trends)) from study_\(d) }")
      }
      let firm = firms[0]
      line("  set \(firm) {")
      line("    performs: [production, \(numbers.one(of: ["design", "sourcing"]))]")
      line("    quality: \(numbers.one(of: Self.trends)) from study_\(d) \"\(page())\"")
      line("  }")
      line("  set \(firm) -> \(agent) {")
      line("    share_of_sales: \(numbers.number(1...5))% from study_\(d) \"\(page())\"")
      line("  }")
      line("}")
      line()
    }
  }

  private mutating func page() -> String { "p. \(numbers.number(1...240))" }

  // MARK: Words

  private static let trades = ["maker", "stitcher", "tanner", "grower", "weaver", "finisher"]
  private static let goods = ["Footwear", "Furniture", "Vegetables", "Garments", "Leather goods"]
  private static let works = [
    "production", "assembly", "design", "sourcing", "product_development",
  ]
  private static let places = ["Valley of the River", "Old Harbour", "Côte d'Or", "Hill Country"]
  private static let authors = ["A. Weber", "L. Oliveira", "M. Çelik", "R. Rossi", "J. Mwangi"]
  private static let countries = ["IT", "BR", "KE", "DE", "GB", "US", "CN", "IN", "PT", "TR"]
  private static let trends = ["falling", "stable", "rising"]
}
