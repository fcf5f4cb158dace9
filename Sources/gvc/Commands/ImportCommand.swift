import GVCProject
import GVCReport
import GVCSyntax
import GVCWorkspace

extension Command {
  /// `gvc import`: what tables state, as text.
  static let importTables = Command(
    name: "import",
    summary: "Write what the tables of a project state as text of the language",
    synopsis: "import PATH [--out FILE.gvc]",
    description: """
      Writes what the rows of the tables of a project state, each fact with its cell as evidence, for
      those who want to leave the table behind. The project itself reads its tables on every run, and
      needs no copy: whoever uses the copy takes the `workbook` or the `file` out.
      """,
    options: [
      .word("--out", "FILE", from: .files, "write to a file, in the place of what is there")
    ],
    operands: Operands(sources: [.projects]),
    status: "0 written, 1 a table has mistakes, 2 could not run.",
    prepare: ImportCommand.prepare)
}

enum ImportCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    let output = options.value("--out")
    let paths = try options.paths()
    return {
      let projects = try Projects.load(paths)
      guard projects.count == 1, let project = projects.first else {
        throw UsageError("these are \(projects.count) projects; name one of them")
      }
      guard !project.tables.isEmpty else {
        throw UsageError("`\(project.name)` reads no table: `gvc help table` says how one is read")
      }
      let text = project.tableText
      if let output {
        try Disk.replace(output, Array(text.utf8), sparing: Projects.paths(of: project))
      } else {
        Output.write(text)
      }
      for reading in project.tables {
        Output.writeError("\(Output.safe(reading.place)): \(Output.safe(reading.counts))\n")
      }
      return project.tables.allSatisfy { $0.inError == 0 } ? .clean : .findings
    }
  }
}
