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
