/// A case of many links: firms of a seeded network, each of which sells to five before it, down to the buyers.
struct LinkCase {
  /// One link, as numbers for other programs.
  struct Link {
    /// Actors by number; the first ones are the buyers.
    let supplier: Int
    let buyer: Int
    /// The share of the supplier's sales, in percent.
    let share: Int
  }

  private static let linksOfFirm = 5

  let buyers: Int
  let firms: Int
  private let seed: UInt64

  /// A case of so many links, rounded down to five a firm.
  init(links: Int, seed: UInt64) {
    firms = max(10, links / Self.linksOfFirm)
    buyers = max(Self.linksOfFirm, firms / 100)
    self.seed = seed
  }

  /// Calls `body` for each firm with its links. Firms sell to some of the twentieth of actors before them, so that the
  /// tiers are tens deep.
  private func eachFirm(_ body: (Int, [Link]) -> Void) {
    var numbers = SeededNumbers(seed: seed)
    let window = max(Self.linksOfFirm, (buyers + firms) / 20)
    for firm in buyers..<(buyers + firms) {
      let width = min(firm, window)
      let first = numbers.number(0...(width - 1))
      let step = max(1, width / Self.linksOfFirm)
      body(
        firm,
        (0..<Self.linksOfFirm).map { place in
          Link(
            supplier: firm, buyer: firm - 1 - (first + place * step) % width,
            share: numbers.number(1...19))
        })
    }
  }

  /// The name of an actor in the case.
  private func name(_ actor: Int) -> String { actor < buyers ? "b\(actor)" : "f\(actor)" }

  /// The case as a text of the language.
  var text: [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(firms * 270)
    for buyer in 0..<buyers { text += "buyer \(name(buyer)) { size: large }\n".utf8 }
    eachFirm { firm, links in
      text += "firm \(name(firm)) { size: small }\n".utf8
      for link in links {
        text +=
          "link \(name(link.supplier)) -> \(name(link.buyer)) { share_of_sales: \(link.share)% }\n"
          .utf8
      }
    }
    return text
  }

  /// The links as lines of numbers: supplier, buyer, share in percent.
  var table: [UInt8] {
    var text = Array("supplier,buyer,share\n".utf8)
    text.reserveCapacity(firms * 100)
    eachFirm { _, links in
      for link in links { text += "\(link.supplier),\(link.buyer),\(link.share)\n".utf8 }
    }
    return text
  }
}
