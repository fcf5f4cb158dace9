import GVCModel
import GVCProject
import GVCReport
import GVCSyntax
import GVCWorkspace

#if canImport(Glibc)
  import Glibc
#endif

extension Command {
  /// `gvc redact`: a case to share, under other names.
  static let redact = Command(
    name: "redact",
    summary: "Write a case under other names, to share it",
    synopsis: """
      redact PATH --out DIRECTORY [--key FILE] [--map FILE] [--keep WHAT,…]
      """,
    description: """
      Writes a case with pseudonyms for all that could identify somebody: the names and titles of its
      things, its texts, the pages and passages of its evidence, its countries, and the names of its
      files. Comments are left out. It gives the same findings as before, under the other names: that is
      tried before anything is written.

      What stays: numbers, years, dates, units and currencies, the kinds of things and how they hang
      together, for the findings rest on them. Whoever knows the case may still recognise it. Theories of
      your own stay too, with the activities, capabilities and sources that they declare, but without
      comments; what they name of the case is replaced there too, and is said.

      The same name under the same key always gets the same pseudonym, so that what is shared later fits.
      Without a key the pseudonyms are others each time. `--keep` takes kinds of things (`activity`,
      `source`, `period`), which then keep their names, titles and texts, and `countries` and `passages`.
      """,
    options: [
      .word(
        "--out", "DIRECTORY", from: .directories,
        "where the case is written: a new directory, or an empty one"),
      .word(
        "--key", "FILE", from: .files,
        "a secret of 16 bytes or more, as `head -c 32 /dev/urandom` makes it; do not share it"),
      .word(
        "--map", "FILE", from: .files,
        "write here what stands for what, as CSV, to translate back; a new file, outside of the "
          + "directory that is shared"),
      .word("--keep", "WHAT,…", isRepeatable: true, "what is kept as it is; may be given again"),
    ],
    operands: Operands(sources: [.projects]),
    status: "0 written, 2 could not run, or the findings would not be the same.",
    prepare: RedactCommand.prepare)
}

enum RedactCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    let out = options.value("--out")
    let keyFile = options.value("--key")
    let map = options.value("--map")
    let keep = options.values("--keep").flatMap { $0.split(separator: ",").map(String.init) }
    let paths = try options.paths(least: "name the case")
    guard paths.count == 1, paths[0] != "-" else {
      throw UsageError("name one file or one directory")
    }
    guard let out, !out.isEmpty else { throw UsageError("say with `--out` where to write") }
    if let map, isInside(map, directory: out) {
      throw UsageError("`\(map)` lies in the directory that is shared; write the map elsewhere")
    }
    if let map, Disk.stamp(map) != nil {
      throw UsageError("`\(map)` is there already, and nothing is overwritten")
    }
    return {
      let key = try keyFile.map { try Self.key($0) } ?? Self.randomKey()
      try run(paths[0], to: out, map: map, key: key, isKeyed: keyFile != nil, Set(keep))
      return .clean
    }
  }

  private static func run(
    _ path: String, to out: String, map: String?, key: [UInt8], isKeyed: Bool, _ keep: Set<String>
  ) throws {
    let project = try project(at: path)
    try check(keep, project.model)
    var redactor = Redactor(project, key: key, keeping: keep)
    let isDirectory = (try? Disk.kind(path)) == .directory
    let prefix = prefix(of: path, isDirectory)
    let files: [(path: String, text: [UInt8])]
    let check: RedactionCheck
    do throws(Redactor.Failure) {
      files = try redactor.files { name in
        name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
      }
      let root = isDirectory ? "" : files.first?.path ?? ""
      check = try RedactionCheck(project, &redactor, files, root: root)
    } catch {
      throw UsageError("\(error.message); nothing is written")
    }
    try Disk.makeEmptyDirectory(out)
    let rows = redactor.pseudonyms.rows
    if let map { try Disk.create(map, Array(try table(rows).text(.csv).utf8), isPrivate: true) }
    do {
      let base = out.hasSuffix("/") ? out : out + "/"
      for file in files {
        let directories = file.path.split(separator: "/").dropLast()
        if !directories.isEmpty {
          try Disk.makeDirectory(base + directories.joined(separator: "/"))
        }
        try Disk.create(base + file.path, file.text)
      }
    } catch {
      // A map of what is not there would be in the way the next time.
      if let map { unlink(map) }
      throw error
    }
    report(rows, files.count, check.findings, out, redactor.remarks, isKeyed: isKeyed)
  }

  private static func report(
    _ rows: [Pseudonyms.Row], _ files: Int, _ findings: Int, _ out: String, _ remarks: [String],
    isKeyed: Bool
  ) {
    func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
      "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
    }
    let others = ["text", "country", "file", "directory"]
    Output.write(
      Output.safe(
        "\(counted(files, "file")) in \(out): "
          + counted(rows.count { !others.contains($0.sort) }, "name") + ", "
          + counted(rows.count { $0.sort == "text" }, "text") + " and "
          + counted(rows.count { $0.sort == "country" }, "country", "countries")
          + " replaced; the same \(counted(findings, "finding"))") + "\n")
    for remark in remarks { Output.write(Output.safe(remark) + "\n") }
    if !isKeyed {
      Output.write("Without `--key` the next run gives other pseudonyms.\n")
    }
  }

  /// The one project at a path, without mistakes: a name that stands for nothing cannot be replaced.
  private static func project(at path: String) throws -> LoadedProject {
    let projects = try Projects.load([path])
    guard projects.count == 1 else {
      throw UsageError("`\(path)` holds \(projects.count) projects; name one of them")
    }
    guard projects[0].tables.isEmpty else {
      throw UsageError(
        "`\(path)` reads tables, which would keep their names; write what they state by `gvc import`, and "
          + "redact that")
    }
    let wrong = CheckedProject(projects[0]).diagnostics.contains {
      $0.severity == .error && $0.code.phase != .findings
    }
    guard !wrong else {
      throw UsageError(
        "`\(path)` has mistakes, and a name that stands for nothing known cannot be replaced; "
          + "`gvc check` shows them")
    }
    return projects[0]
  }

  private static func check(_ keep: Set<String>, _ model: Model) throws {
    let kinds = model.vocabulary.kinds.map { model.names[$0.name] }
    for word in keep.sorted() where !(kinds + Pseudonyms.keptParts).contains(word) {
      let nearest = Suggestion.nearest(to: word, among: kinds + Pseudonyms.keptParts)
      throw UsageError(
        "`--keep` takes kinds of things, `countries` and `passages`, not `\(word)`"
          + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
    }
  }

  private static func table(_ rows: [Pseudonyms.Row]) -> Table {
    var table = Table(["sort", "original", "pseudonym"].map { Table.Column($0) })
    for row in rows { table.add([row.sort, row.original, row.pseudonym]) }
    return table
  }

  // MARK: Paths and keys

  /// What stands before the path of a file below the root of the project.
  private static func prefix(of path: String, _ isDirectory: Bool) -> String {
    guard !isDirectory else { return path.hasSuffix("/") ? path : path + "/" }
    return path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// Whether a path lies in a directory, or is it; neither need be there yet.
  private static func isInside(_ path: String, directory: String) -> Bool {
    let (inner, outer) = (resolved(path), resolved(directory))
    return inner == outer || inner.hasPrefix(outer.hasSuffix("/") ? outer : outer + "/")
  }

  /// The absolute path of what may not be there yet: the links of what is are followed.
  private static func resolved(_ path: String) -> String {
    var missing: [Substring] = []
    var rest = path
    while true {
      if let found = try? Disk.canonical(rest.isEmpty ? "." : rest) {
        return missing.reversed().reduce(found) { base, part in
          switch part {
          case ".": base
          case "..": String(base[..<(base.lastIndex(of: "/") ?? base.startIndex)])
          default: base.hasSuffix("/") ? base + part : "\(base)/\(part)"
          }
        }
      }
      if rest.isEmpty { return path }
      while rest.hasSuffix("/"), rest.count > 1 { rest.removeLast() }
      let slash = rest.lastIndex(of: "/")
      missing.append(rest[(slash.map { rest.index(after: $0) } ?? rest.startIndex)...])
      rest = slash.map { $0 == rest.startIndex ? "/" : String(rest[..<$0]) } ?? ""
    }
  }

  private static func key(_ path: String) throws -> [UInt8] {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try Disk.read(path)
    } catch {
      throw UsageError("the key: " + ProjectError(error, at: path).message)
    }
    guard bytes.count >= 16 else {
      throw UsageError("the key `\(path)` is shorter than 16 bytes, and could be guessed")
    }
    return bytes
  }

  private static func randomKey() -> [UInt8] {
    var source = SystemRandomNumberGenerator()
    return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &source) }
  }
}
