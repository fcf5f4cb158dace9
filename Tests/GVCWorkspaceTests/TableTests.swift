import GVCModel
import GVCSyntax
import GVCWorkspace
import Testing

/// Tables of other programs as a source of facts.
@Suite struct TableTests {
  private static let mapping = """
    source survey { author: "A" title: "B" year: 2001 }
    table firms {
      file: "firms.csv"
      facts_from: survey
      key: ["who"]
      column who "Name" { type: name names: spellings empty: skip }
      column workers "Workers" { type: number names: blanks }
      column size "Size" { type: name names: blanks }
    }
    from row in firms {
      firm row.who "{who}" { workers: row.workers size: row.size }
    }
    names blanks { means unknown { written: ["-", "n/a"] } }
    names spellings { means ada { written: ["Ada & Co"] } }

    """

  private func load(_ csv: String, _ mapping: String = mapping, more: [String: String] = [:]) throws
    -> LoadedProject
  {
    let files = MemoryFiles(
      ["/case/case.gvc": mapping, "/case/firms.csv": csv].merging(more) { _, new in new })
    return try ProjectLoader(files: files.fileSystem).project(at: "case")
  }

  /// What is wrong, each with the cell or the line at which it is said.
  private func said(_ project: LoadedProject) -> [String] {
    project.diagnostics.filter { $0.severity != .note }.map { diagnostic in
      let location = diagnostic.primary.location
      let place: String
      switch project.model.origin(at: location) {
      case .cell(let table, let cell): place = table.shown(cell)
      case .text: place = "case.gvc"
      }
      return "\(diagnostic.code) \(place): \(diagnostic.message)"
    }
  }

  /// How many facts there are of an attribute.
  private func count(of attribute: String, in project: LoadedProject) -> Int {
    let model = project.model
    return model.facts.indices.count {
      model.names[model.vocabulary[model.facts[$0].attribute].name] == attribute
    }
  }

  @Test func `A row states facts, each with its cell`() throws {
    let project = try load("Name,Workers,Size\nAda,12,small\nBo Ltd,20,-\n")
    #expect(said(project) == [])
    let model = project.model
    let firms = model.entities.filter { model.names[model.vocabulary[$0.kind].name] == "firm" }
    #expect(firms.compactMap { $0.name.map { model.names[$0] } } == ["ada", "bo_ltd"])
    let places = model.facts.indices.map { model.origin(of: model.facts[$0]) }.compactMap {
      if case .cell(let table, let cell) = $0 { table.shown(cell) } else { nil }
    }
    #expect(places == ["B2", "C2", "B3", "C3"].map { "case/firms.csv!\($0)" })
    #expect(
      project.tableText == """
        // case/firms.csv
        firm ada "Ada" { workers: 12 from survey "B2" size: small from survey "C2" }
        firm bo_ltd "Bo Ltd" { workers: 20 from survey "B3" size: unknown from survey "C3" }

        """)
  }

  @Test func `Reading twice changes nothing`() throws {
    let csv = "Name,Workers,Size\nAda,12,small\n"
    #expect(try load(csv).tableText == load(csv).tableText)
  }

  @Test func `A bad cell is said at the cell, and the rest of its row stands`() throws {
    let project = try load("Name,Workers,Size\nAda,1à2,small\nBo,1à2,large\nCy,x,large\n")
    #expect(
      said(project) == [
        "GVC0603 case/firms.csv!B2: `1à2` is no number: 2 cells, B2, B3",
        "GVC0603 case/firms.csv!B4: `x` is no number",
      ])
    #expect(project.tableText.contains("workers: unknown from survey \"B2: `1à2` is no number\""))
    #expect(project.tableText.contains("size: small from survey \"C2\""))
    #expect(project.tables.map(\.counts) == ["3 rows: 0 read, 0 skipped, 3 in error"])
  }

  @Test func `Rows read, skipped and in error add up`() throws {
    let project = try load("Name,Workers,Size\nAda,1,\n,9,\n\nBo,?,\nAda,2,\n")
    let reading = try #require(project.tables.first)
    #expect(
      reading.counts == "4 rows: 2 read, 1 skipped (1 without `who`), 1 in error")
    let places = said(project).map { $0.prefix { $0 != ":" } }
    #expect(
      Set(places) == [
        "GVC0605 case/firms.csv!A6", "GVC0102 case/firms.csv!A6", "GVC0603 case/firms.csv!B5",
      ])
    #expect(
      project.diagnostics.contains { $0.code == .rowsLeftOut && $0.severity == .note })
  }

  @Test func `A name means what a person decided`() throws {
    let project = try load("Name,Workers,Size\n  ada  &  CO ,12,small\n")
    #expect(project.tableText.contains("firm ada "))
  }

  @Test func `A word that no scale has is said once, with its cells`() throws {
    let project = try load("Name,Workers,Size\nAda,1,tiny\nBo,2,tiny\nCy,3,huge\nDi,4,tiny\n")
    let all = said(project)
    #expect(all.count == 1)
    #expect(all.first?.hasPrefix("GVC0202 case/firms.csv!C2:") == true)
    #expect(all.first?.hasSuffix(": 4 cells, C2, C3, C4, …") == true)
  }

  @Test func `What the mapping says wrong is said at the mapping, once`() throws {
    let wrong = Self.mapping.replacing("size: row.size", with: "sise: row.size")
    let all = said(try load("Name,Workers,Size\nAda,1,small\nBo,2,small\n", wrong))
    #expect(all.count == 1 && all[0].hasPrefix("GVC0103 case.gvc:"))
  }

  @Test(arguments: [
    ("Name,Workrs,Size\nAda,1,small\n", mapping, "GVC0602"),
    ("Name\n\"Ada", mapping, "GVC0600"),
    ("", mapping.replacing("firms.csv", with: "none.csv"), "GVC0600"),
    ("", mapping.replacing("firms.csv", with: "../firms.csv"), "GVC0600"),
    ("", mapping.replacing("firms.csv", with: "firms.pdf"), "GVC0600"),
    ("Name,Workers,Size\n", mapping.replacing("row.size", with: "row.siz"), "GVC0607"),
    ("Name,Workers,Size\n", mapping.replacing("row in firms", with: "row in firm"), "GVC0606"),
    (
      "Name,Workers,Size\n",
      mapping.replacing("type: number", with: "type: number factor: 3"), "GVC0609"
    ),
    ("Name,Workers,Size\n", mapping + "workbook w {}\n", "GVC0610"),
    (
      "Name,Workers,Size\n", mapping.replacing("key:", with: "separator: \"::\" key:"), "GVC0611"
    ),
  ])
  func `A file or mapping that does not fit is one error`(
    csv: String, mapping: String, code: String
  ) throws {
    let project = try load(csv, mapping)
    let errors = project.diagnostics.filter { $0.severity == .error }.map(\.code.description)
    #expect(errors == [code])
  }

  @Test func `Interviews of one actor are voices`() throws {
    let mapping = """
      source survey { author: "A" title: "B" year: 2001 }
      firm maker {}
      buyer house {}
      link maker -> house {}
      table interviews {
        file: "firms.csv" separator: ";" decimal_mark: ","
        column who "who" { type: name }
        column whom "whom" { type: name }
        column share "share" { type: number unit: "%" factor: 100 }
        column day "day" { type: date form: "d.M.yyyy" }
      }
      from row in interviews {
        set row.who -> row.whom {
          share_of_sales: row.share from survey (reported_by: supplier, date: row.day)
        }
      }

      """
    let project = try load(
      "who;whom;share;day\nMaker;House;0,65;5.3.2001\nmaker;house;0,7;17.11.2001\n", mapping)
    #expect(said(project) == [])
    #expect(
      project.tableText == """
        // case/firms.csv
        set maker -> house {
          share_of_sales: 65% from survey "C2" (reported_by: supplier, date: 2001-03-05)
        }
        set maker -> house {
          share_of_sales: 70% from survey "C3" (reported_by: supplier, date: 2001-11-17)
        }

        """)
    #expect(count(of: "share_of_sales", in: project) == 2)
  }

  @Test func `A mapping in another file is read from each workbook of a case`() throws {
    let mapping = Self.mapping.replacing("  file: \"firms.csv\"\n", with: "").split(
      separator: "\n"
    ).dropFirst().joined(separator: "\n").replacing("facts_from: survey", with: "")
    let project = try load(
      "Name,Workers,Size\nAda,12,small\n",
      """
      import "form/mapping.gvc"
      source survey { author: "A" title: "B" year: 2001 }
      workbook book "firms.csv" { facts_from: survey }
      workbook second "other.csv" { facts_from: survey }

      """,
      more: [
        "/case/form/mapping.gvc": mapping, "/case/other.csv": "Size,Workers,Name\nlarge,300,Bo\n",
      ])
    #expect(said(project) == [])
    #expect(project.tables.map(\.place) == ["case/firms.csv", "case/other.csv"])
    #expect(project.tableText.contains("firm bo \"Bo\" { workers: 300 from survey \"B2\""))
  }
}
