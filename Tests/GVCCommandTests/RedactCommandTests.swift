import Foundation
import Testing

@testable import gvc

/// `gvc redact`, held against the case that it is given.
@Suite struct RedactCommandTests {
  /// A redacted case beside its map, each for the call only.
  private struct Redacted {
    let directory: URL
    let report: Tool.Result
    var files: [String: String] {
      let out = directory.appending(path: "out")
      let names = (try? FileManager.default.subpathsOfDirectory(atPath: out.path)) ?? []
      return Dictionary(
        uniqueKeysWithValues: names.filter { $0.hasSuffix(".gvc") }.map { name in
          let bytes = (try? Data(contentsOf: out.appending(path: name))) ?? Data()
          return (name, String(decoding: bytes, as: UTF8.self))
        })
    }
    var text: String { files.sorted { $0.key < $1.key }.map(\.value).joined() }
    /// Rows of the map behind its head.
    var rows: [(sort: String, original: String, pseudonym: String)] {
      let bytes = (try? Data(contentsOf: directory.appending(path: "map.csv"))) ?? Data()
      return cells(String(decoding: bytes, as: UTF8.self)).dropFirst().filter { $0.count == 3 }
        .map { ($0[0], $0[1], $0[2]) }
    }
    var names: [String: String] {
      Dictionary(
        rows.filter { !["text", "file", "directory", "country"].contains($0.sort) }.map {
          ($0.original, $0.pseudonym)
        }, uniquingKeysWith: { a, _ in a })
    }

    private func cells(_ text: String) -> [[String]] {
      var rows: [[String]] = [[""]]
      var isQuoted = false
      var rest = Array(text)[...]
      while let character = rest.popFirst() {
        switch character {
        case "\"" where isQuoted && rest.first == "\"":
          rest.removeFirst()
          rows[rows.count - 1][rows[rows.count - 1].count - 1].append("\"")
        case "\"": isQuoted.toggle()
        case "," where !isQuoted: rows[rows.count - 1].append("")
        case "\n" where !isQuoted: rows.append([""])
        default: rows[rows.count - 1][rows[rows.count - 1].count - 1].append(character)
        }
      }
      return rows
    }
  }

  private static let key = "a key of sixteen bytes or more"

  private func redact(
    _ path: String, _ options: String..., key: String = key, _ body: (Redacted) throws -> Void
  ) throws {
    try Tool.temporaryDirectory { directory in
      try Data(key.utf8).write(to: directory.appending(path: "key"))
      let report = try Tool.run(
        [
          "redact", path, "--out", directory.appending(path: "out").path, "--key",
          directory.appending(path: "key").path, "--map", directory.appending(path: "map.csv").path,
        ] + options)
      try body(Redacted(directory: directory, report: report))
    }
  }

  private func redact(
    files: [String: String], _ options: String..., key: String = key,
    _ body: (Redacted) throws -> Void
  ) throws {
    try Tool.temporaryDirectory { directory in
      for (name, text) in files {
        let file = directory.appending(path: name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
      }
      try Data(key.utf8).write(to: directory.appending(path: "key"))
      let report = try Tool.run(
        ["redact", "case", "--out", "out", "--key", "key", "--map", "map.csv"] + options,
        in: directory)
      try body(Redacted(directory: directory, report: report))
    }
  }

  @Test func `A table is not shared by mistake`() throws {
    try Tool.temporaryDirectory { directory in
      let out = directory.appending(path: "out").path
      let result = try Tool.run("redact", "Samples/vca4d", "--out", out)
      #expect(result.status == 2 && result.errors.contains("reads tables"), "\(result)")
      #expect(!FileManager.default.fileExists(atPath: out))
    }
  }

  // MARK: Every sample

  static let samples: [String] = {
    let samples = Tool.package.appending(path: "Samples")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: samples.path)) ?? []
    return names.filter {
      $0.range(of: "gvc-") == nil && !["library", "vca4d"].contains($0)
    }.sorted().map {
      "Samples/\($0)"
    }
      + ["Tests/Golden/analysis"]
  }()

  private struct Finding: Decodable {
    struct Thing: Decodable { let name: String }
    let reference, rule, result, modality, level: String
    let theory, layer: String?
    let subject: Thing
    let object: Thing?
    let on: [Thing]
  }

  private struct Line: Decodable { let finding: Finding }

  /// The findings of a case, its names translated.
  private func findings(_ path: String, in directory: URL, _ names: [String: String]) throws
    -> [String]
  {
    let output = try Tool.run(["analyze", path, "--format", "json-lines"], in: directory).output
    let all = try output.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8)).finding
    }
    func translated(_ name: String) -> String {
      name.split(separator: " ").map { names[String($0)] ?? String($0) }.joined(separator: " ")
    }
    return all.map { finding in
      let things = [finding.subject] + [finding.object].compactMap(\.self) + finding.on
      return
        ([
          finding.theory ?? "", finding.rule, finding.result, finding.modality, finding.level,
          translated(finding.layer ?? ""),
        ] + things.map { translated($0.name) }).joined(separator: "|")
    }.sorted()
  }

  @Test(arguments: samples) func `A redacted case gives the same findings`(sample: String) throws {
    try redact(sample) { redacted in
      #expect(redacted.report.status == 0 && redacted.report.errors == "")
      let wanted = try findings(sample, in: Tool.package, redacted.names)
      let found = try findings("out", in: redacted.directory, [:])
      #expect(wanted.count > 5 && found == wanted)
      let test = try Tool.run(["test", "out"], in: redacted.directory)
      #expect(test.status == 0, "\(test.output)")
      #expect(try Tool.run(["format", "--check", "out"], in: redacted.directory).status == 0)
      let check = try Tool.run(["check", "out", "--format", "concise"], in: redacted.directory)
      let original = try Tool.run(["check", sample, "--format", "concise"])
      #expect(check.status == 0)
      #expect(
        check.output.split(separator: "\n").count == original.output.split(separator: "\n").count)
    }
  }

  @Test(arguments: samples) func `Nothing of the original is left`(sample: String) throws {
    try redact(sample) { redacted in
      let text = redacted.text
      let original = try FileManager.default.contentsOfDirectory(
        atPath: Tool.package.appending(path: sample).path
      ).filter { $0.hasSuffix(".gvc") }.map {
        String(
          decoding: try Data(contentsOf: Tool.package.appending(path: "\(sample)/\($0)")),
          as: UTF8.self)
      }.joined()
      // Theories of the case itself are kept.
      let own = original.range(of: "\ntheory ").map { String(original[$0.lowerBound...]) } ?? ""
      let words = Set(text.matches(of: /[\p{L}\p{N}_]+/).map { String($0.output) })
      var kept = Set(own.matches(of: /[\p{L}\p{N}_]+/).map { String($0.output) })
      // A word of the vocabulary says nothing of the case, even if something in it is called so too.
      kept.formUnion(try Self.vocabulary())
      for name in redacted.names.keys {
        #expect(!words.subtracting(kept).contains(name), "\(name)")
      }
      let literals = original.matches(of: /"((?:[^"\\]|\\.)+)"/).map { String($0.output.1) }
      #expect(literals.count > 5)
      for literal in literals where !own.contains("\"\(literal)\"") {
        #expect(!text.contains("\"\(literal)\""), "\(literal)")
      }
      let comments = original.matches(of: /(?m)^\s*\/\/+ *([^\s\/].*)$/).map { String($0.output.1) }
      #expect(!comments.isEmpty)
      for comment in comments { #expect(!text.contains(comment), "\(comment)") }
      for name in redacted.files.keys { #expect(name.hasPrefix("case_")) }
    }
  }

  /// The words of the prelude and of the theories that come with gvc.
  private static func vocabulary() throws -> [String] {
    let packs = Tool.package.appending(path: "Sources/GVCLibrary/Packs")
    return try FileManager.default.contentsOfDirectory(atPath: packs.path).flatMap { name in
      let text = String(decoding: try Data(contentsOf: packs.appending(path: name)), as: UTF8.self)
      return text.matches(of: /(?m)^ *(?:value|attribute|kind|scale|choice|rule|verdict) (\w+)/)
        .map { String($0.output.1) }
    }
  }

  // MARK: Pseudonyms

  @Test func `The same key gives the same, another key others`() throws {
    try redact("Samples/brenta") { first in
      try redact("Samples/brenta") { second in #expect(first.files == second.files) }
      try redact("Samples/brenta", key: "another key, as long as the first") { other in
        #expect(Set(first.names.values).isDisjoint(with: other.names.values))
      }
    }
  }

  @Test func `What is added changes no other pseudonym`() throws {
    try redact(files: ["case/a.gvc": "firm maker {}\n"]) { first in
      try redact(files: ["case/a.gvc": "firm able {}\nfirm maker {}\nbuyer house {}\n"]) { more in
        #expect(first.names["maker"] != nil && first.names["maker"] == more.names["maker"])
        #expect(Set(more.names.values).count == 3)
      }
    }
  }

  @Test func `Without a key each run gives others`() throws {
    try Tool.temporaryDirectory { directory in
      for out in ["one", "two"] {
        let result = try Tool.run([
          "redact", "Samples/ludhiana", "--out", directory.appending(path: out).path,
        ])
        #expect(result.status == 0 && result.output.contains("Without `--key`"))
      }
      let files = ["one", "two"].map {
        (try? FileManager.default.contentsOfDirectory(
          atPath: directory.appending(path: $0).path)) ?? []
      }
      #expect(files[0].count == 1 && files[0] != files[1])
    }
  }

  @Test func `Two things never get one pseudonym`() {
    var pseudonyms = Pseudonyms(key: Array(Self.key.utf8)) { $0.count < 14 }
    // Short ones are taken: what comes is longer.
    let names = (0..<500).map { "name\($0)" }
    let made = names.map { pseudonyms.name($0, kind: "firm") }
    #expect(Set(made).count == names.count && made.allSatisfy { $0.count == 17 })
    #expect(pseudonyms.name("name7", kind: "firm") == made[7])
    #expect(pseudonyms.rows.count == names.count)
  }

  // MARK: Several files and theories

  @Test func `Imports, their aliases and paths are redacted`() throws {
    try redact(files: [
      "case/a.gvc": """
      import "acme parts/suppliers.gvc" as acme // Acme
      import "./shared"
      buyer house {}
      link acme.maker -> house { chain: shoes }

      """,
      "case/acme parts/suppliers.gvc": "import \"../shared/chains.gvc\"\nfirm maker {}\n",
      "case/shared/chains.gvc": "chain shoes \"Shoes of Acme\" {}\n",
    ]) { redacted in
      #expect(redacted.report.status == 0, "\(redacted.report.errors)")
      #expect(redacted.files.count == 3)
      #expect(redacted.text.range(of: "acme", options: .caseInsensitive) == nil)
      #expect(redacted.text.contains(/import "directory_\w+\/case_\w+\.gvc" as import_\w+/))
      #expect(redacted.text.contains(/link import_\w+\.firm_\w+ -> buyer_\w+/))
      let check = try Tool.run(["check", "out", "--fail-level", "note"], in: redacted.directory)
      #expect(check.status == 0, "\(check.output)")
    }
  }

  @Test func `A name is replaced wherever it can stand`() throws {
    try redact(files: [
      "case/a.gvc": """
      use caspari2003
      import "sub/x.gvc" as acme // secret comment
      source interview { title: "Talk \\"with\\" Jane\\n" author: "Jane Doe" url: "http://acme.example" }
      period past { years: 1990..1999 }
      period now { years: 2000..2005 }
      scenario whatif "What if Acme" { base: now }
      capability punctual_acme "Quality at Acme"
      cluster größe "Größe" { country: DE }
      firm quality_ltd "Quality Ltd" {
        size: small from interview "Jane said // so" (reported_by: supplier, date: 2001-05)
        cluster: größe
        capabilities { punctual_acme: high from interview "p. 1" }
      }
      firm peer {}
      buyer acme_house "Acme" { requires { punctual_acme: must } country: FR }
      chain lux { tier 0 "Acme tier" { actors: [acme_house] } tier 1 { actors: [quality_ltd] } governance: quasi_hierarchical }
      link quality_ltd -> acme_house { chain: lux dependence: high share_of_sales: 70% }
      tie quality_ltd -- peer
      link acme.maker -> acme_house { dependence: low }
      in now {
        set quality_ltd -> acme_house { dependence: low }
        set quality_ltd { performs: [production] }
        add event acme_crisis "Crisis" { description: "Acme failed." }
        remove quality_ltd -- peer
      }
      in whatif { remove acme.maker -> acme_house }
      claim c1 "Acme rules" { actor: acme.maker because: [tone] }
      expect unknown functional_ceiling into design on quality_ltd

      """,
      "case/sub/x.gvc": "firm maker \"Maker of Acme\" { country: IT }\n",
    ]) { redacted in
      #expect(redacted.report.status == 0, "\(redacted.report.errors)")
      #expect(redacted.report.output.contains(/the same \d\d findings/))
      for word in ["acme", "jane", "größe", "quality_ltd", "peer", "whatif", "IT", "FR"] {
        #expect(!redacted.text.contains(try Regex("(?i)\\b\(word)\\b")), "\(word)")
      }
      let test = try Tool.run(["test", "out"], in: redacted.directory)
      #expect(test.status == 0, "\(test.output)")
    }
  }

  @Test func `A theory is kept, and what it names of the case is replaced`() throws {
    try redact(files: [
      "case/a.gvc": """
      source notes "Notes"
      event boom "The Big Boom" { description: "It came." }
      firm maker "Acme" { country: IT }
      /// A rule about Acme.
      rule r "What became of Acme" {
        for x in firms, e in events
        when x.country == "IT" and e.description == "It came." and x == maker
        find x observed
        on e
        message "{x} is no maker, but Acme; {e.description}"
        cite notes "p. 1"
      }
      expect finding r on maker

      """
    ]) { redacted in
      #expect(redacted.report.status == 0, "\(redacted.report.errors)")
      let text = redacted.text
      for word in ["Acme", "It came", "\"IT\"", "maker", "Boom"] {
        #expect(!text.contains(word), "\(word)")
      }
      #expect(text.contains("{e.description}") && text.contains("rule r \"What became of Firm"))
      #expect(redacted.report.output.contains("a text of a theory named something of the case"))
      #expect(redacted.report.output.contains("line 10 of `case/a.gvc`"))
      let test = try Tool.run(["test", "out"], in: redacted.directory)
      #expect(test.status == 0, "\(test.output)")
    }
  }

  @Test func `A theory that names nothing of the case stays as it is`() throws {
    try redact("Tests/Golden/analysis") { redacted in
      func theory(_ text: String) -> Substring {
        let start = text.range(of: "\ntheory own")?.lowerBound ?? text.endIndex
        let end = text.range(of: "\nexpect")?.lowerBound ?? text.endIndex
        return text[start..<end]
      }
      let original = String(
        decoding: try Data(contentsOf: GoldenTests.directory.appending(path: "analysis/case.gvc")),
        as: UTF8.self)
      let kept = theory(redacted.text)
      #expect(kept.count > 1000)
      #expect(kept == theory(original.replacing(/\n +\/\/\/.*/, with: "")))
    }
  }

  @Test func `Comments go wherever they stand`() throws {
    try redact(files: [
      "case/a.gvc": """
      // One.
      firm maker { // Two.
        size: small // Three.
        // Four.
      } // Five.
      firm other {} /// Six.
      // Seven."
      """
    ]) { redacted in
      #expect(redacted.report.status == 0, "\(redacted.report.errors)")
      let comments = redacted.text.matches(of: /\/\/ *(.*)/).map { String($0.output.1) }
      #expect(comments.count == 1 && comments[0].hasPrefix("Redacted by gvc"))
    }
  }

  @Test func `What is kept is kept`() throws {
    try redact("Samples/ludhiana", "--keep", "countries,source", "--keep", "passages") { redacted in
      #expect(redacted.report.status == 0, "\(redacted.report.errors)")
      #expect(redacted.text.contains("M. Tewari") && redacted.text.contains("country: IN"))
      #expect(redacted.text.contains("\"Box 2.1\"") || redacted.text.contains("\"s"))
      #expect(!redacted.text.contains("Large and medium makers"))
      #expect(redacted.rows.allSatisfy { $0.sort != "country" && $0.sort != "source" })
    }
    try redact("Samples/ludhiana", "--keep", "actor") { redacted in
      #expect(redacted.text.contains("\"Large and medium makers\""))
      #expect(redacted.text.contains("firm larger_maker") && !redacted.text.contains("Tewari"))
    }
  }

  // MARK: The map

  @Test func `The map is safe against formulas, and for its owner alone`() throws {
    try redact(files: ["case/a.gvc": "event e \"=1+1\" { description: \"=HYPERLINK(1)\" }\n"]) {
      redacted in
      #expect(redacted.report.status == 0)
      #expect(redacted.rows.contains { $0.original == "'=HYPERLINK(1)" })
      let map = redacted.directory.appending(path: "map.csv").path
      let mode = try FileManager.default.attributesOfItem(atPath: map)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }

  @Test func `The map never lies in what is shared`() throws {
    try Tool.temporaryDirectory { directory in
      let setUp = try Tool.shell(
        "mkdir real && ln -s real link && echo 'firm a {}' > a.gvc", in: directory)
      try #require(setUp.status == 0)
      for (out, map) in [
        ("out", "out/map.csv"), ("out", "./x/../out/map.csv"), ("out/", "out/a/b/map.csv"),
        ("link", "real/map.csv"), ("real", "link/map.csv"), ("out", "out"), (".", "map.csv"),
      ] {
        let result = try Tool.run(["redact", "a.gvc", "--out", out, "--map", map], in: directory)
        #expect(
          result.status == 2 && result.errors.contains("lies in the directory"), "\(out) \(map)")
      }
      let beside = try Tool.run(
        ["redact", "a.gvc", "--out", "out", "--map", "out.csv"], in: directory)
      #expect(beside.status == 0, "\(beside.errors)")
    }
  }

  @Test func `Nothing is overwritten, and nothing half written`() throws {
    try Tool.temporaryDirectory { directory in
      let setUp = try Tool.shell(
        """
        echo 'firm a {}' > a.gvc && echo 'frm a {}' > wrong.gvc && mkdir full && touch full/x old.csv
        printf short > short
        """, in: directory)
      try #require(setUp.status == 0)
      for (arguments, message) in [
        (["a.gvc"], "say with `--out` where to write"),
        (["a.gvc", "--out", "full"], "the directory `full` is not empty; name a new one"),
        (["a.gvc", "--out", "new", "--map", "old.csv"], "`old.csv` is there already"),
        (["a.gvc", "--out", "new", "--map", "no/map.csv"], "`no/map.csv` cannot be written"),
        (["a.gvc", "--out", "new", "--key", "short"], "is shorter than 16 bytes"),
        (["a.gvc", "--out", "new", "--key", "none"], "the key: there is no file"),
        (["a.gvc", "--out", "new", "--keep", "frm"], "did you mean `firm`?"),
        (["wrong.gvc", "--out", "new"], "has mistakes"),
        (["-", "--out", "new"], "name one file or one directory"),
        (["a.gvc", "wrong.gvc", "--out", "new"], "name one file or one directory"),
        (["nowhere", "--out", "new"], "there is no file or directory `nowhere`"),
      ] {
        let result = try Tool.run(["redact"] + arguments, in: directory)
        #expect(result.status == 2 && result.output == "", "\(arguments)")
        #expect(result.errors.contains(message), "\(result.errors)")
        let written = try FileManager.default.subpathsOfDirectory(atPath: directory.path)
        #expect(written.filter { $0.hasPrefix("new/") } == [])
      }
    }
  }
}
