/// What changed since an earlier run, for a pull request: counts, what is new, fixed and changed in tables, and
/// the rest folded.
enum BaselineMarkdown {
  static func text(_ issues: [ReportedIssue], fixed: [FixedIssue]) -> String {
    func those(_ state: BaselineMark.State) -> [ReportedIssue] {
      issues.filter { $0.baseline?.state == state }
    }
    let (new, changed, unchanged) = (those(.new), those(.changed), those(.unchanged))
    let worse = changed.count { $0.baseline?.isWorse == true }
    var out =
      "**gvc**: \(new.count) new, \(fixed.count) fixed, \(changed.count) changed"
      + (worse > 0 ? " (\(worse) for the worse)" : "") + ", \(unchanged.count) unchanged\n"
    if !new.isEmpty { out += section("New", table(new)) }
    if !fixed.isEmpty {
      var table = Table(["severity", "code", "message", "file"].map { Table.Column($0) })
      for issue in fixed { table.add([issue.level, issue.code, issue.message, issue.file]) }
      out += section("Fixed", table)
    }
    if !changed.isEmpty { out += section("Changed", table(changed)) }
    if !unchanged.isEmpty {
      out +=
        "\n<details><summary>\(unchanged.count) unchanged</summary>\n\n"
        + MarkdownTable.text(table(unchanged)) + "\n</details>\n"
    }
    return out
  }

  private static func section(_ title: String, _ table: Table) -> String {
    "\n### \(title)\n\n" + MarkdownTable.text(table)
  }

  private static func table(_ issues: [ReportedIssue]) -> Table {
    var table = Table(["severity", "code", "message", "change", "place"].map { Table.Column($0) })
    for issue in issues {
      table.add([
        issue.severity.name, issue.code, issue.message, issue.baseline?.note ?? "",
        "\(issue.place.file):\(issue.place.line)",
      ])
    }
    return table.withoutEmptyColumns
  }
}
