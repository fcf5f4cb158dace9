import GVCAnalysis

/// The context matrix of theories as tables and as a page.
public struct ContextTables: Sendable {
  private let matrix: ContextMatrix

  public init(_ matrix: ContextMatrix) { self.matrix = matrix }

  /// A row a cell: all that there is to know.
  public var cells: Table {
    var table = Table([
      Table.Column("theory"), Table.Column("rule"), Table.Column("transformation"),
      Table.Column("answer"), Table.Column("expected"), Table.Column("standing"),
      Table.Column("note"), Table.Column("variants", isNumber: true), Table.Column("example"),
    ])
    for cell in matrix.cells {
      table.add([
        cell.theory, cell.rule, cell.transformation.rawValue, cell.answer?.rawValue ?? "",
        ContextAnswer.allCases.filter { cell.expected.contains($0) }.map(\.rawValue)
          .joined(separator: ", "),
        cell.standing.rawValue, cell.note, String(cell.variants), cell.example,
      ])
    }
    return table
  }

  /// A row a rule and a column a transformation. An answer that is not the one expected has `!` behind it, one that the
  /// rule gives a reason for `*`; `-` stands where there is nothing to change.
  public var rules: Table {
    var table = Table(
      [Table.Column("theory"), Table.Column("rule")]
        + Transformation.allCases.map { Table.Column($0.rawValue) })
    var rows: [(theory: String, rule: String, answers: [String])] = []
    for cell in matrix.cells {
      if rows.last?.rule != cell.rule || rows.last?.theory != cell.theory {
        rows.append((cell.theory, cell.rule, []))
      }
      let mark =
        switch cell.standing {
        case .fault: "!"
        case .exception: "*"
        case .expected, .notApplicable: ""
        }
      rows[rows.count - 1].answers.append((cell.answer?.rawValue ?? "-") + mark)
    }
    for row in rows { table.add([row.theory, row.rule] + row.answers) }
    return table
  }

  /// A row a theory: how many of its cells stand how.
  public var summary: Table {
    var table = Table(
      [Table.Column("theory"), Table.Column("rules", isNumber: true)]
        + ContextMatrix.Cell.Standing.allCases.map { Table.Column($0.rawValue, isNumber: true) })
    var theories: [String] = []
    for cell in matrix.cells where !theories.contains(cell.theory) { theories.append(cell.theory) }
    for theory in theories {
      let cells = matrix.cells.filter { $0.theory == theory }
      table.add(
        [theory, String(Set(cells.map(\.rule)).count)]
          + ContextMatrix.Cell.Standing.allCases.map { standing in
            String(cells.count { $0.standing == standing })
          })
    }
    return table
  }

  /// The exceptions with their reasons, what is not as expected, and what is wrong with examples and exceptions, for
  /// people; empty where there is nothing of it.
  public var notes: String {
    var out = ""
    func add(_ title: String, _ lines: [String]) {
      guard !lines.isEmpty else { return }
      out += "\n\(title)\n\(String(repeating: "=", count: title.count))\n\n"
      for line in lines { out += Paragraph.wrap(SafeText.escaped(line), indent: 0) }
    }
    let exceptions = matrix.cells.filter { $0.standing == .exception }
    add("Exceptions", exceptions.map { "\(head($0)): \(answer($0)), \($0.note)" })
    add(
      "Not as expected",
      matrix.faults.map { cell in
        let expected = ContextAnswer.allCases.filter { cell.expected.contains($0) }
          .map(\.rawValue).joined(separator: ", ")
        let about = cell.note.isEmpty ? "" : " (\(cell.note))"
        return "\(head(cell))\(about): \(answer(cell)), and not \(expected)"
      })
    add("Without an example", matrix.withoutExample)
    add("Mistakes", matrix.mistakes)
    return out
  }

  private func head(_ cell: ContextMatrix.Cell) -> String {
    "\(cell.theory.isEmpty ? "" : cell.theory + ".")\(cell.rule), \(cell.transformation.title)"
  }

  private func answer(_ cell: ContextMatrix.Cell) -> String { cell.answer?.rawValue ?? "" }
}
