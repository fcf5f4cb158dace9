import Foundation
import Testing

/// `gvc table`, and tables that leave as workbooks.
@Suite struct TableCommandTests {
  private static let text = """
    source survey { author: "A" title: "B" year: 2001 date: 2001-03-04 }
    firm maker "Makers" {}
    firm other "Others" {}
    buyer house {}
    link maker -> house { share_of_sales: 60% }
    link other -> house { share_of_sales: 75% }

    """

  /// What `gvc table cells` says of the workbook that a command writes of the text.
  private func cells(_ arguments: [String], _ text: String = text) throws -> [String] {
    try Tool.temporaryDirectory { directory in
      try Data(text.utf8).write(to: directory.appending(path: "case.gvc"))
      let written = try Tool.run(
        arguments + ["case.gvc", "-o", "out.xlsx"], in: directory)
      #expect(written.status == 0 && written.output == "", "\(written)")
      let cells = try Tool.run("table", "cells", "out.xlsx", "--format", "csv", in: directory)
      #expect(cells.status == 0 && cells.errors == "", "\(cells)")
      return cells.output.split(separator: "\n").dropFirst().map { String($0) }
    }
  }

  @Test func `A workbook holds numbers as numbers, and their unit in the head`() throws {
    let cells = try cells(["query", "l.share_of_sales for l in links"])
    #expect(cells.contains("case.gvc,A1,text,answer (%),"))
    #expect(cells.contains("case.gvc,A2,number,60,"))
    #expect(cells.contains("case.gvc,A3,number,75,"))
  }

  @Test func `What is a formula to a spreadsheet is text`() throws {
    let cells = try cells(["query", "firms"], "firm a \"=1+1\" {}\n")
    #expect(cells.contains("case.gvc,B2,text,'=1+1,"))
  }

  @Test func `The name of a file says the form`() throws {
    try Tool.temporaryDirectory { directory in
      for (name, start) in [
        ("a.csv", "theory,"), ("a.md", "| theory"), ("a.json", "{"), ("a.txt", "theory  "),
        ("a.xlsx", "PK"),
      ] {
        #expect(try Tool.run("theory", "list", "-o", name, in: directory).status == 0)
        let bytes = try Data(contentsOf: directory.appending(path: name))
        #expect(bytes.starts(with: Data(start.utf8)), "\(name)")
      }
      for name in ["a.png", "a.pdf", "a", "xlsx"] {
        let result = try Tool.run("theory", "list", "-o", name, in: directory)
        #expect(result.status == 2 && result.errors.contains("does not say in what form"))
      }
    }
  }

  @Test func `Equal tables are equal bytes`() throws {
    let first = try Tool.shell("\"$gvc\" theory list --format xlsx | cksum")
    #expect(try Tool.shell("\"$gvc\" theory list --format xlsx | cksum").output == first.output)
  }

  @Test func `Separated text is read as its options say`() throws {
    try Tool.temporaryDirectory { directory in
      try Data("wer;wieviel\nM\u{FC}ller;1,5\n".unicodeScalars.map { UInt8($0.value) })
        .write(to: directory.appending(path: "a.csv"))
      let result = try Tool.run(
        "table", "cells", "a.csv", "--separator", ";", "--decimal", ",", "--encoding", "latin1",
        "--format", "csv", in: directory)
      #expect(result.output.hasSuffix(",A2,text,Müller,\n,B2,number,1.5,\n"), "\(result)")
      let wrong = try Tool.run("table", "cells", "a.csv", in: directory)
      #expect(wrong.status == 2)
      #expect(wrong.errors.contains("`a.csv`, row 2 cannot be read: the byte FC is no UTF-8"))
    }
  }

  @Test func `A mapping that is guessed reads its file, and says its doubts`() throws {
    try Tool.temporaryDirectory { directory in
      let csv =
        "Name,Workers,Share of sales,Size\nAda,12,0.4,small\nBo,?,0.6,small\nCy,3,0.1,large\n"
      try Data(csv.utf8).write(to: directory.appending(path: "firms.csv"))
      let guess = try Tool.run("table", "guess", "firms.csv", in: directory)
      #expect(
        guess.output == """
          table firms {
            file: "firms.csv"
            column name "Name"
            column workers "Workers" { type: number }  // B, 3 cells: texts among the numbers: "?"
            column share_of_sales "Share of sales" { type: number }  // C, 3 cells: all are at most 1: `factor: 100` if these are shares of one
            column size "Size"
          }

          """)
      try Data(guess.output.utf8).write(to: directory.appending(path: "case.gvc"))
      let check = try Tool.run("table", "check", ".", in: directory)
      #expect(check.status == 0 && check.output.contains("3 rows: 3 read, 0 skipped, 0 in error"))
      #expect(check.output.contains("1 text, 2 number"))
    }
  }

  @Test func `What tables state is written as text that says the same`() throws {
    try Tool.temporaryDirectory { directory in
      let out = directory.appending(path: "facts.gvc").path
      let written = try Tool.run("import", "Samples/vca4d", "--out", out)
      #expect(written.status == 0 && written.output == "", "\(written)")
      #expect(written.errors.contains("8 rows: 6 read, 2 skipped"))
      let source = "source study { title: \"T\" year: 2020 }\n"
      try Data(source.utf8).write(to: directory.appending(path: "study.gvc"))
      let question = "l.traded_value for l in links"
      let copy = try Tool.run("query", question, directory.path)
      #expect(try copy.output == Tool.run("query", question, "Samples/vca4d").output)
    }
    let none = try Tool.run("import", "Samples/brenta")
    #expect(none.status == 2 && none.errors.contains("reads no table"))
  }

  @Test func `A conclusion leads to the cell`() throws {
    try Tool.temporaryDirectory { directory in
      let text = """
        use caspari2003
        source survey { title: "T" year: 2020 }
        buyer house { core: [design] }
        firm maker {}
        link maker -> house { governance: quasi_hierarchical dependence: high }
        table firms {
          file: "firms.csv" facts_from: survey
          column who "Who" { type: name }
          column does "Does" { type: list split: ";" }
        }
        from row in firms { set row.who { performs: row.does } }

        """
      try Data(text.utf8).write(to: directory.appending(path: "case.gvc"))
      try Data("Who,Does\nMaker,production; logistics\n".utf8)
        .write(to: directory.appending(path: "firms.csv"))
      let why = try Tool.run("why", "functional_ceiling into design on maker", ".", in: directory)
      #expect(why.status == 0, "\(why)")
      #expect(why.output.contains("survey, B2"), "\(why.output)")
      #expect(why.output.contains("firms.csv!B2"), "\(why.output)")
    }
  }

  @Test(arguments: [
    (["table", "cells", "a.pdf"], "is no table by its name"),
    (["table", "cells", "a.csv"], "there is no file or directory `a.csv`"),
    (["table", "cells", "a.csv", "--separator", ";;"], "takes one character"),
    (["table", "cells"], "name the file"), (["table", "cells", "a.csv", "b.csv"], "name one file"),
  ])
  func `What cannot be read is said`(arguments: [String], words: String) throws {
    try Tool.temporaryDirectory { directory in
      let result = try Tool.run(arguments, in: directory)
      #expect(result.status == 2 && result.output == "", "\(result)")
      #expect(result.errors.contains(words), "\(result.errors)")
    }
  }
}
