import Foundation
import GVCIDE
import GVCProject
import GVCSyntax
import GVCWorkspace
import Testing

/// Every feature at every offset of whole and damaged texts: none traps, and every range lies in its
/// file and on the boundaries of characters.
@Suite struct RobustnessTests {
  private static let text = """
    use caspari2003
    import "parts" as parts
    source notes "N" { url: "https://example.org/🥿" year: 2001 }
    period before { years: 1970..1989 }
    period after { years: 1990..2000 }
    chain shoes { tier 0 "Brands" tier 1 { actors: [maker] } governance: network }
    /// 🥿 Maker.
    firm maker "Éva 🥿" { size: small..medium country: IT requires { quality: must } performs: [design, ..] }
    buyer house { workers: ~40 workers }
    link sale: maker -> house {
      chain: shoes share_of_sales: at least 60% from notes "p. 1" (reported_by: supplier, confidence: low)
    }
    tie maker -- house
    in after { set maker { size: large } add firm other {} remove maker -> house in shoes }
    theory mine "Mine" {
      kind fair "Fair" { plural: fairs }
      scale finish { value plain "Plain" value fine "Fine" }
      attribute firm.finish: finish "How." { default: plain }
      threshold many: 3 "Many." { range: 1..9 basis: "own" }
      derive firm.big: truth = workers > 50 and size in [large] "Big."
      verdict looks { of: firm value good { against: [bad] level: warning } value bad }
      rule seen "Seen" {
        for l in links where l.buyer is known, f in firms
        let b = l.buyer
        when sum(x.share_of_sales for x in f.sales where x.tone == neutral) > 10% and not before(f.big)
        find f good into design likely
        on l
        message "{f.size} is \\u{e9} {l.buyer.workers} 🥿"
        cite notes "p. 1", "p. 2"
      }
    }
    expect no finding mine.seen into design on maker -> house in shoes in after
    expect unknown seen on maker needs maker.size, (maker -> house).dependence
    expect verdict good on maker
    expect contested looks on maker
    expect diagnostic GVC0307
    accept finding mine.seen on maker -> house in after "🥿 Why."

    """

  private static let other = "firm parted \"🥿\" {}\n"

  private func features(_ bytes: [UInt8]) throws -> (EditorFeatures, FileID) {
    var files = MemoryFiles(["/case/parts/b.gvc": Self.other])
    files.files["/case/a.gvc"] = bytes
    let project = try ProjectLoader(files: files.fileSystem).project(at: "/case")
    let file = try #require(project.files.first { $0.name == "/case/a.gvc" }).file
    return (EditorFeatures(ProjectSnapshot(project)), file)
  }

  /// Whether a range is in its file and on boundaries of characters.
  private func check(
    _ location: Location, _ features: EditorFeatures, _ what: String, _ offset: UInt32 = 0
  ) {
    guard let bytes = features.snapshot.model.source(location.file)?.bytes else {
      Issue.record("\(what) at \(offset): no such file")
      return
    }
    let (start, end) = (Int(location.range.start), Int(location.range.end))
    let isInside = start <= end && end <= bytes.count
    let isWhole =
      isInside && [start, end].allSatisfy { $0 == bytes.count || bytes[$0] & 0xC0 != 0x80 }
    if !isWhole { Issue.record("\(what) at \(offset): \(start)..<\(end) of \(bytes.count)") }
  }

  private func checkFile(_ features: EditorFeatures, _ file: FileID) {
    func check(_ range: TextRange, _ what: String) {
      self.check(Location(file, range), features, what)
    }
    func checkOutline(_ items: [OutlineItem]) {
      for item in items {
        check(item.range, "outline")
        check(item.nameRange, "outline name")
        if item.nameRange.start < item.range.start || item.nameRange.end > item.range.end {
          Issue.record("the name of \(item.name) lies outside of it")
        }
        checkOutline(item.children)
      }
    }
    checkOutline(features.outline(of: file))
    for fold in features.folds(of: file) { check(fold.range, "fold") }
    for link in features.links(in: file) { check(link.range, "link") }
    var last: UInt32 = 0
    for token in features.semanticTokens(of: file) {
      check(token.range, "token")
      if token.range.start < last || token.range.count == 0 {
        Issue.record("tokens overlap at \(token.range.start)")
      }
      last = token.range.end
    }
    for occurrence in features.occurrences(in: file) { check(occurrence.range, "occurrence") }
    for edit in features.formatting(of: file) { check(edit.location.range, "formatting") }
    for edit in features.organizedImports(of: file) { check(edit.location.range, "imports") }
    for edit in features.fixAll(in: file) { check(edit.location.range, "fix") }
    for lens in features.codeLenses(in: file) { check(lens.range, "lens") }
    let whole = TextRange(0, features.snapshot.model.source(file)?.bytes.count ?? 0)
    for hint in features.inlayHints(in: file, range: whole) {
      check(TextRange(hint.offset, hint.offset), "hint")
    }
    _ = features.openQuestions()
  }

  private func checkOffset(_ features: EditorFeatures, _ file: FileID, _ offset: UInt32) {
    func check(_ range: TextRange, _ what: String) {
      self.check(Location(file, range), features, what, offset)
    }
    for range in features.selectionRanges(in: file, at: offset) { check(range, "selection") }
    for target in features.definitions(in: file, at: offset) {
      self.check(target.name, features, "definition", offset)
      self.check(Location(target.name.file, target.range), features, "definition", offset)
    }
    for target in features.typeDefinitions(in: file, at: offset) {
      self.check(target.name, features, "type", offset)
    }
    for highlight in features.highlights(in: file, at: offset) {
      check(highlight.range, "highlight")
    }
    for range in features.linkedRanges(in: file, at: offset) { check(range, "linked") }
    if let hover = features.hover(in: file, at: offset) { check(hover.range, "hover") }
    _ = features.signatureHelp(in: file, at: offset)
    for action in features.codeActions(in: file, range: TextRange(offset, offset)) {
      for edit in action.edits { self.check(edit.location, features, action.title, offset) }
    }
    if let target = try? features.prepareRename(in: file, at: offset) {
      check(target.range, "rename")
    }
    for item in features.chainItems(in: file, at: offset) {
      self.check(item.location, features, "chain", offset)
      for call in features.suppliers(ofKey: item.key) + features.buyers(ofKey: item.key) {
        for link in call.links { self.check(link, features, "call", offset) }
      }
    }
    for item in features.kindItems(in: file, at: offset) {
      self.check(item.location, features, "kind", offset)
    }
    let list = features.completions(in: file, at: offset) { _ in
      [DirectoryEntry(name: "x.gvc", isDirectory: false)]
    }
    for item in list.items {
      check(item.range, "completion")
      if item.range.start > offset || item.range.end < offset {
        Issue.record("completion at \(offset) replaces \(item.range)")
      }
    }
    for character: Character in ["\n", "}"] {
      for edit in features.formatting(of: file, afterTyping: character, at: offset) {
        check(edit.location.range, "typing")
      }
    }
  }

  private func checkAll(_ bytes: [UInt8], step: Int = 1) throws {
    let (features, file) = try features(bytes)
    checkFile(features, file)
    for offset in stride(from: 0, through: bytes.count + 2, by: step)
    where offset >= bytes.count || bytes[offset] & 0xC0 != 0x80 {
      checkOffset(features, file, UInt32(offset))
    }
  }

  @Test func `At every offset of a whole text`() throws { try checkAll(Array(Self.text.utf8)) }

  @Test func `A new name at every offset is refused, or leaves the text without new mistakes`()
    throws
  {
    let bytes = Array(Self.text.utf8)
    let (features, file) = try features(bytes)
    var done: Set<Int> = []
    for occurrence in features.occurrences(in: file)
    where done.insert(occurrence.referent.hashValue).inserted {
      guard
        let edits = try? features.rename(
          in: file, at: occurrence.range.start, to: "quite_new_name")
      else { continue }
      var text = bytes
      for edit in edits.filter({ $0.location.file == file }).reversed() {
        let range = edit.location.range
        text.replaceSubrange(
          Int(range.start)..<Int(range.end), with: Array(edit.replacement.utf8))
      }
      let (after, _) = try self.features(text)
      // An imported file that is renamed in keeps its own text here.
      if edits.contains(where: { $0.location.file != file }) { continue }
      #expect(
        after.snapshot.diagnostics.map(\.code) == features.snapshot.diagnostics.map(\.code),
        "\(occurrence)")
    }
    #expect(done.count > 40)
  }

  @Test(arguments: [
    "", "\n", "🥿", "\u{FEFF}", "firm", "firm\r\n", "{", "\"", "//", "in", "rule r {",
  ])
  func `In very short texts`(_ text: String) throws { try checkAll(Array(text.utf8)) }

  @Test func `In a text with carriage returns`() throws {
    try checkAll(Array(Self.text.replacing("\n", with: "\r\n").utf8), step: 11)
  }

  @Test(arguments: 0..<20)
  func `In a text that ends somewhere`(_ number: Int) throws {
    let bytes = Array(Self.text.utf8)
    var end = bytes.count * (number + 1) / 21
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    // The end of what is left is where somebody writes.
    let (features, file) = try features(Array(bytes[..<end]))
    checkFile(features, file)
    for offset in max(0, end - 40)...end where offset == end || bytes[offset] & 0xC0 != 0x80 {
      checkOffset(features, file, UInt32(offset))
    }
  }

  @Test(arguments: 1...20)
  func `In a text with something taken out or put in`(_ seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func random(_ limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(max(limit, 1)))
    }
    var scalars = Array(Self.text.unicodeScalars)
    let pieces = ["{", "}", "\"", "(", ")", "[", ":", ".", "->", " for ", "\n", "🥿", "in ", "//"]
    for _ in 0..<6 {
      let place = random(scalars.count)
      if random(2) == 0 {
        scalars.removeSubrange(place..<min(scalars.count, place + 1 + random(12)))
      } else {
        scalars.insert(contentsOf: pieces[random(pieces.count)].unicodeScalars, at: place)
      }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    try checkAll(Array(String(text).utf8), step: 17)
  }

  @Test func `In bytes that are no text`() throws {
    var bytes = Array(Self.text.utf8)
    for place in stride(from: 40, to: bytes.count, by: 97) { bytes[place] = 0xFF }
    let (features, file) = try features(bytes)
    for offset in stride(from: 0, through: bytes.count, by: 5) {
      _ = features.hover(in: file, at: UInt32(offset))
      _ = features.completions(in: file, at: UInt32(offset)) { _ in [] }
      _ = features.selectionRanges(in: file, at: UInt32(offset))
    }
    _ = features.semanticTokens(of: file)
  }
}
