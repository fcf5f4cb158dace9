import FoundationEssentials
import GVCSyntax
import GVCWorkspace
import Testing

@testable import GVCModel

/// A model that follows from the one before an edit is the one that the whole project gives.
@Suite struct ModelUpdateTests {
  /// Words that an edit puts in the place of others: values, names, numbers and damage.
  private static let words = [
    "high", "low", "[production]", "[design, sourcing, ..]", "40%", "unknown", "3 years", "{", "}",
    "\"", ":",
    "from", "12 USD/pair in 1998", "7 pairs", "use caspari2003", "firm nobody {", "tier 3 \"More\"",
    "// ", "set", "-> b", "remove", "\u{E9}t\u{E9}", "IT", "(reported_by: buyer)",
  ]

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Samples")

  static func samples() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { name in
      FileManager.default.fileExists(atPath: folder.appending(path: "\(name)/\(name).gvc").path)
    }.sorted()
  }

  static func text(of sample: String) throws -> String {
    let file = folder.appending(path: "\(sample)/\(sample).gvc")
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }

  /// A project that is edited: a file of its case, beside others, and a file that it imports.
  private struct Project {
    var files: [String: [UInt8]]
    var trees: [String: SyntaxTree] = [:]
    var last: Model?
    private static let theories = BuiltIns.theories()

    /// The model after an edit of a file, made of the one before, and made from the beginning.
    mutating func models() -> (updated: Model?, fresh: Model) {
      var changes: [FileID: SyntaxChange] = [:]
      let names = files.keys.sorted()
      for (index, name) in names.enumerated() {
        let source = SourceText(file: FileID(100 + index), name: name, bytes: files[name] ?? [])
        if let known = trees[name], known.source.bytes == source.bytes { continue }
        if let known = trees[name] {
          let (tree, change) = Parser.parse(source, after: known)
          trees[name] = tree
          changes[source.file] = change
        } else {
          trees[name] = Parser.parse(source)
        }
      }
      let own = names.filter { $0 != "far.gvc" }.compactMap { trees[$0] }
      let modules = [
        SourceModule(
          name: "case", trees: own,
          imports: [ModuleImport(alias: nil, module: 1), ModuleImport(alias: "far", module: 1)]),
        SourceModule(name: "far", trees: trees["far.gvc"].map { [$0] } ?? []),
      ]
      let updated = last.flatMap {
        ModelUpdate.model(of: modules, after: EarlierModel($0, changes: changes))
      }
      let fresh = ModelBuilder.build(Self.theories, modules: modules)
      last = updated ?? fresh
      return (updated, fresh)
    }
  }

  private static let other = """
    use caspari2003
    firm elsewhere "A firm of another file" { size: small }
    source notes { title: "Notes" year: 1999 }
    period later { years: 2090..2095 }
    in later { set elsewhere { performs: [production] } }

    """

  private static let far = """
    theory own { threshold half: 50% "A half" }
    firm distant { size: large  performs: [design] }

    """

  /// Random edits of a sample, one after another: each word may go, come twice, or become another.
  @Test(arguments: samples(), [1, 2]) func `Edits one after another`(sample: String, seed: UInt64)
    throws
  {
    var text = try Self.text(of: sample).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    let original = text
    var random = SeededNumbers(seed: seed &+ UInt64(text.count))
    var project = Project(files: [
      "a.gvc": Array(Self.other.utf8), "b.gvc": Array(text.joined(separator: "\n").utf8),
      "c.gvc": Array(Self.other.replacing("elsewhere", with: "besides").utf8),
      "far.gvc": Array(Self.far.utf8),
    ])
    _ = project.models()
    var updates = 0
    for step in 0..<50 {
      let line = random.next(below: text.count)
      if step % 10 == 9 { text = original }
      var words = text[line].split(separator: " ", omittingEmptySubsequences: false).map(
        String.init)
      let place = random.next(below: words.count)
      switch random.next(below: 6) {
      case 0: words.remove(at: place)
      case 1: words[place] += "x"
      case 2: words.insert(words[place], at: place)
      case 3: text.swapAt(line, random.next(below: text.count))
      default: words[place] = Self.words[random.next(below: Self.words.count)]
      }
      text[line] = words.joined(separator: " ")
      project.files["b.gvc"] = Array(text.joined(separator: "\n").utf8)
      let (updated, fresh) = project.models()
      guard let updated else { continue }
      updates += 1
      if let difference = ModelText.difference(updated, fresh) {
        Issue.record("step \(step), line \(line + 1): \(text[line])\n\(difference)")
        return
      }
    }
    #expect(updates > 12, "hardly an edit was taken as one")
  }

  /// Random edits of what a sample declares: items go, come back elsewhere and come twice, and names change at
  /// one place or at all.
  @Test(arguments: samples(), [1, 2]) func `Declarations come and go`(sample: String, seed: UInt64)
    throws
  {
    let original = try Self.text(of: sample)
    var text = original
    var random = SeededNumbers(seed: seed &+ UInt64(text.utf8.count))
    var project = Project(files: [
      "a.gvc": Array(Self.other.utf8), "b.gvc": Array(text.utf8),
      "c.gvc": Array((Self.other.replacing("elsewhere", with: "besides") + Self.reader).utf8),
      "far.gvc": Array(Self.far.utf8),
    ])
    _ = project.models()
    var gone: [String] = []
    var updates = 0
    for step in 0..<60 {
      if step % 15 == 14 { text = original }
      var items = Self.items(of: text)
      let index = random.next(below: items.count)
      let names = items[index].split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
      let name = names.isEmpty ? "x" : names[random.next(below: min(3, names.count))]
      switch random.next(below: 9) {
      case 0, 1: gone.append(items.remove(at: index))
      case 2, 3: if let item = gone.popLast() { items.insert(item, at: index) }
      case 4: items.insert(items[index], at: random.next(below: items.count))
      case 5: items[index].replace(name, with: name + "_x", maxReplacements: 1)
      case 6: items = items.map { $0.replacing("_x", with: "") }
      case 7: items.insert(Self.additions[random.next(below: Self.additions.count)], at: index)
      default: items = items.map { $0.replacing(name, with: name + "y") }
      }
      text = items.joined()
      project.files["b.gvc"] = Array(text.utf8)
      let (updated, fresh) = project.models()
      guard let updated else { continue }
      updates += 1
      if let difference = ModelText.difference(updated, fresh) {
        Issue.record(
          "step \(step), \(name) in:\n\(items[min(index, items.count - 1)])\n\(difference)")
        return
      }
    }
    #expect(updates > 0, "no edit was taken as one")
  }

  /// The texts of the items of a file, each with what stands before it.
  private static func items(of text: String) -> [String] {
    let tree = Parser.parse(SourceText(text))
    let bytes = Array(text.utf8)
    let ends =
      tree.items.map { Int(tree.range($0).end) }.filter { $0 < bytes.count } + [bytes.count]
    return zip([0] + ends, ends).map { String(decoding: bytes[$0..<$1], as: UTF8.self) }
  }

  /// Things that an edit adds: some of the names are those that other files use or declare.
  private static let additions = [
    "\nfirm incomer { size: small performs: [production] }\n", "\nfirm distant { size: large }\n",
    "\nlink incomer -> elsewhere { tone: neutral }\n",
    "\nsource found { title: \"Found\" year: 1999 }\n",
    "\nlink elsewhere -> incomer\n", "\nperiod between { years: 1950..1951 }\n",
    "\nin between { add firm latecomer { size: small } set elsewhere -> incomer { tone: neutral } }\n",
    "\nchain lane { tier 0 \"Top\" tier 1 \"Next\" }\n", "\nactivity mending \"Mending\"\n",
    "\nlink elsewhere -> incomer { chain: lane }\n", "\nin between { remove elsewhere }\n",
    "\nfirm elsewhere { size: small }\n",
  ]

  /// What speaks of things that an edit of another file may add.
  private static let reader = """
    link besides -> incomer { chain: lane }
    firm reader { performs: [mending, production] size: small from found "p. 1" }
    in between { set besides -> incomer { tone: neutral } set reader { performs: [mending] } }
    in later { set besides -> incomer in lane { tone: neutral } }
    in later { add link reader -> latecomer { tone: neutral } }

    """

  /// What can be told to change nothing elsewhere but what is said of the same names is an update.
  @Test(arguments: [
    ("size: small", "size: medium", true), ("size: small", "size: smal", true),
    ("size: small", "", true), ("firm b", "firm e", true), ("}\nfirm b", "}\nx\nfirm b", true),
    ("firm b {", "firm b \"Title\" {", true), ("tier 1", "tier 2", true),
    ("a -> b", "b -> a", true), ("chain: c", "", true), ("firm b", "buyer b", true),
    ("link a -> b { chain: c }", "", true), ("period p", "period q", true),
    ("firm b", "firm d { }\nfirm b", true), ("firm b", "link a -> b\nfirm b", true),
    ("firm b", "firm a", false), ("firm b", "firm c", false),
    ("40 workers", "40 pairs", false), ("firm b", "kind b is firm\nfirm b", false),
  ]) func `Which edits are taken as such`(old: String, new: String, isUpdate: Bool) throws {
    let text = """
      use caspari2003
      firm a {
        workers: 40 workers
      }
      chain c { tier 1 "One" }
      firm b {
        size: small
      }
      link a -> b { chain: c }
      period p { years: 1990..1991 }
      in p { set a -> b { tone: neutral } }
      """
    var project = Project(files: ["b.gvc": Array(text.utf8)])
    _ = project.models()
    try #require(text.contains(old))
    project.files["b.gvc"] = Array(text.replacing(old, with: new).utf8)
    let (updated, fresh) = project.models()
    #expect((updated != nil) == isUpdate)
    if let updated { #expect(ModelText.lines(of: updated) == ModelText.lines(of: fresh)) }
  }
}
