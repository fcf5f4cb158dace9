import Foundation
import Testing

/// `gvc compare` makes the comparative tables of Caspari (2003) from the samples.
@Suite struct CompareCommandTests {
  /// The cells of each row by the names of the columns, by the case.
  private func rows(_ arguments: String...) throws -> [String: [String: String]] {
    let result = try Tool.run(["compare"] + arguments + ["--format", "json"])
    #expect(result.status == 0 && result.errors == "")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let rows = try #require(document["rows"] as? [[String: String]])
    return Dictionary(
      rows.map { ($0["case"] ?? "", $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Box 2.2: the same beginning, and three stages.
  @Test func `Three electronics clusters`() throws {
    let rows = try rows("Samples/electronics")
    #expect(rows.count == 3)
    let stages = rows.mapValues { $0["Stage of the cluster"] }
    #expect(stages["Guadalajara"] == "agglomeration of assembly plants")
    #expect(stages["Penang"] == "cluster with local suppliers")
    #expect(stages["Singapore"] == "knowledge-based cluster")
    #expect(rows["Guadalajara"]?["local_suppliers"] == "none")
    #expect(rows["Penang"]?["innovation"] == "low")
    #expect(rows["Singapore"]?["performs"] == "[automation, redesign, logistics, ..]")
    #expect(rows["Singapore"]?["critical_mass"] == "unknown")
  }

  /// Box 3.4: the profiles of four countries as buyers see them.
  @Test func `Four footwear countries`() throws {
    let rows = try rows("Samples/footwear")
    #expect(rows.count == 4)
    let (brazil, china) = (rows["Makers in Brazil"], rows["Makers in China"])
    #expect(brazil?["capabilities: design_skill"] == "low")
    #expect(brazil?["events"] == "Devaluation of the Real")
    #expect(china?["exports"] == "rising")
    #expect(china?["events"]?.hasPrefix("Quota of the EU") == true)
    #expect(rows["Makers in India"]?["Base of competition"]?.contains("orders fall") == true)
    #expect(rows["Makers in Italy"]?["capabilities: design_skill"] == "high")
  }

  /// Box 3.5: four clusters of two projects, with the columns of the box alone.
  @Test func `Four clusters in crisis`() throws {
    let rows = try rows(
      "Samples/four_clusters", "Samples/sinos_valley", "--columns",
      "vertical_cooperation,horizontal_cooperation,exports,events,change")
    #expect(rows.count == 4)
    #expect(
      rows.values.allSatisfy {
        $0["vertical_cooperation"] == "much" && $0["horizontal_cooperation"] == "some"
      })
    #expect(rows["Agra"]?["exports"] == "unknown")
    #expect(rows["Sialkot"]?["Change between two periods: product upgrading"] == "upgraded")
    #expect(rows["Sinos Valley"]?["project"] == "Samples/sinos_valley")
    #expect(rows["Footwear clusters of Mexico"]?["events"]?.contains("Peso") == true)
  }

  /// What a project says nothing of is asked of it too, when another one does.
  @Test func `A column of one project is a column of all`() throws {
    let rows = try rows("Samples/four_clusters", "Samples/sinos_valley")
    #expect(rows["Sialkot"]?["Prospect of upgrading: functional upgrading"] == "")
    #expect(rows["Sialkot"]?["plants_in"] == "unknown")
  }

  @Test func `What cannot be compared says so`() throws {
    for (arguments, message) in [
      (["Samples/brenta", "--of", "count(links)"], "gives no things"),
      (["Samples/brenta", "--of", "firms where x"], "nothing is called `x`"),
      (["Samples/brenta", "--columns", "performz"], "did you mean `performs`"),
      (["Samples/brenta", "--layer", "never"], "no period or scenario"),
      (["Samples/brenta", "--of", "clusters where founded > 3000"], "nothing to compare"),
    ] {
      let result = try Tool.run(["compare"] + arguments)
      #expect(result.status == 2 && result.output == "")
      #expect(result.errors.contains(message), "\(result.errors)")
    }
  }

  @Test func `What is not in the table is said`() throws {
    try Tool.temporaryDirectory { directory in
      try Data("cluster a {}\ncluster b {}\n".utf8)
        .write(to: directory.appending(path: "clusters.gvc"))
      try Data("firm f { size: small }\nfirm g {}\n".utf8)
        .write(to: directory.appending(path: "firms.gvc"))
      let all = try Tool.run("compare", "clusters.gvc", "firms.gvc", in: directory)
      #expect(all.status == 0)
      #expect(
        all.errors
          == "gvc compare: firms.gvc: nothing is of the kind cluster: not in the table\n")
      let asked = try Tool.run(
        ["compare", "clusters.gvc", "firms.gvc", "--of", "firms where size == small"],
        in: directory)
      #expect(
        asked.errors.contains("clusters.gvc: nothing answers `firms where size == small`"))
      #expect(
        asked.errors.contains(
          "firms.gvc: whether g is asked for is not known: not in the table"))
    }
  }
}
