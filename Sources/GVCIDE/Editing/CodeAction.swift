import GVCAnalysis
import GVCModel
import GVCSyntax

/// A change of the text that an editor can offer.
public struct CodeAction: Sendable {
  public enum Kind: String, Sendable {
    /// It mends what a diagnostic says.
    case quickFix
    /// It says the same in another way.
    case rewrite
    /// It brings imports and theories in order.
    case organizeImports
  }

  /// What it does, in the imperative.
  public let title: String
  public let kind: Kind
  public let edits: [TextEdit]
  /// What it mends.
  public let diagnostic: Diagnostic?
  /// It is the one to take where nobody chooses.
  public let isPreferred: Bool

  init(
    _ title: String, _ kind: Kind, _ edits: [TextEdit], for diagnostic: Diagnostic? = nil,
    isPreferred: Bool = false
  ) {
    self.title = title
    self.kind = kind
    self.edits = edits
    self.diagnostic = diagnostic
    self.isPreferred = isPreferred
  }
}

extension EditorFeatures {
  /// What can be changed at a range: the fixes of the diagnostics that touch it, declarations of what
  /// is missing, and other forms of what stands there. With `withFindings` also the facts that would
  /// answer open questions; the findings of the whole case are made for that, once a snapshot.
  public func codeActions(in file: FileID, range: TextRange, withFindings: Bool = true)
    -> [CodeAction]
  {
    guard let index = treeIndex(of: file), isOwn(file) else { return [] }
    var actions: [CodeAction] = []
    for diagnostic in diagnostics(in: file) where touches(diagnostic, range) {
      for fix in diagnostic.fixes {
        actions.append(
          CodeAction(
            fix.title, .quickFix, fix.edits, for: diagnostic,
            isPreferred: diagnostic.fixes.count == 1))
      }
      actions += MissingDeclaration(self, index).actions(for: diagnostic)
      actions += removals(for: diagnostic, index)
      if withFindings { actions += acceptances(of: diagnostic, index) }
    }
    actions += chainDefaults(index, at: range.start)
    if withFindings { actions += answers(index, at: range.start) }
    let organized = organizedImports(of: file)
    if !organized.isEmpty, isAtImports(index, range) {
      actions.append(CodeAction("Sort imports and theories", .organizeImports, organized))
    }
    return actions
  }

  /// The edits of all diagnostics of a file that carry one fix and no choice; of fixes that overlap the
  /// first.
  public func fixAll(in file: FileID) -> [TextEdit] {
    guard isOwn(file) else { return [] }
    var edits: [TextEdit] = []
    var taken: [TextRange] = []
    for diagnostic in diagnostics(in: file) where diagnostic.fixes.count == 1 {
      let new = diagnostic.fixes[0].edits
      let overlaps = new.contains { edit in
        edit.location.file != file
          || (taken.last.map { edit.location.range.start < $0.end } ?? false)
          || edits.contains(edit)
      }
      if overlaps { continue }
      edits += new
      taken += new.map(\.location.range)
      taken.sort { $0.end < $1.end }
    }
    return edits.sorted { $0.location.range.start < $1.location.range.start }
  }

  /// The diagnostics of a file, in the order of the text; they stand together in those of the project.
  func diagnostics(in file: FileID) -> ArraySlice<Diagnostic> {
    let all = snapshot.diagnostics
    func first(_ isBefore: (FileID) -> Bool) -> Int {
      var low = 0
      var high = all.count
      while low < high {
        let middle = (low + high) / 2
        if isBefore(all[middle].primary.location.file) { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let start = first { $0 < file }
    return all[start..<max(start, first { $0 <= file })]
  }

  private func touches(_ diagnostic: Diagnostic, _ range: TextRange) -> Bool {
    let place = diagnostic.primary.location.range
    return place.start <= range.end && range.start <= place.end
  }

  /// A finding that is reported is accepted, for the person to say why.
  private func acceptances(of diagnostic: Diagnostic, _ index: Int) -> [CodeAction] {
    guard [.findingOfError, .findingOfWarning].contains(diagnostic.code) else { return [] }
    let analysis = snapshot.analysis
    let place = diagnostic.primary.location
    let tree = model.trees[index]
    let names = reader.read { reader -> [String] in
      var names: [String] = []
      for finding in analysis.findings
      where finding.truth == .yes && reader.plan(of: finding).level > .note
        && analysis.model[finding.related.first ?? finding.subject].location == place
      {
        let rule = analysis.model.names[analysis.model.rules[finding.rule].name]
        guard diagnostic.message.hasPrefix("\(rule): ") else { continue }
        let name = reader.reference(
          to: finding, objects: finding.object.map { [$0] } ?? [], layers: [])
        if !names.contains(name) { names.append(name) }
      }
      return names
    }
    let token = tree.token(endingAfter: place.range.start)
    return names.map { name in
      CodeAction(
        "Accept `\(name)`, with a reason", .quickFix,
        [EntryEdit.insertion("accept finding \(name) \"Say why.\"", behind: token, in: tree)],
        for: diagnostic)
    }
  }

  /// What is said twice, or never used, can go.
  private func removals(for diagnostic: Diagnostic, _ index: Int) -> [CodeAction] {
    let tree = model.trees[index]
    let nodes = tree.nodes(
      around: tree.token(endingAfter: diagnostic.primary.location.range.start))
    let wanted: (SyntaxKind, String)? =
      switch diagnostic.code {
      case .repeatedAttribute: (.attribute, "Remove the second one")
      case .unusedSource: (.declaration, "Remove the source")
      case .nothingAccepted: (.acceptItem, "Remove the line")
      default: nil
      }
    guard let (kind, title) = wanted, let node = nodes.last(where: { tree.kind($0) == kind }) else {
      return []
    }
    return [
      CodeAction(title, .quickFix, [EntryEdit.removal(of: node, in: tree)], for: diagnostic)
    ]
  }
}

/// Edits that add and remove entries and items as a whole.
enum EntryEdit {
  /// Takes a node out, with its line where nothing else stands on it.
  static func removal(of node: NodeID, in tree: SyntaxTree) -> TextEdit {
    let bytes = tree.source.bytes
    let range = tree.range(node)
    var start = Int(range.start)
    var end = Int(range.end)
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    let isAtLineStart = start == 0 || bytes[start - 1] == 0x0A
    var rest = end
    while rest < bytes.count, [0x20, 0x09, 0x0D].contains(bytes[rest]) { rest += 1 }
    let isAtLineEnd = rest == bytes.count || bytes[rest] == 0x0A
    if isAtLineStart, isAtLineEnd {
      end = min(rest + 1, bytes.count)
    } else if isAtLineStart {
      start = Int(range.start)
      end = rest
    }
    return TextEdit(Location(tree.source.file, TextRange(start, end)), "")
  }

  /// Adds an entry to the block of a declaration, which is made where there is none.
  static func insertion(_ entry: String, into owner: NodeID, in tree: SyntaxTree) -> TextEdit {
    func edit(_ offset: UInt32, _ text: String) -> TextEdit {
      TextEdit(Location(tree.source.file, TextRange(offset, offset)), text)
    }
    guard let block = tree.child(owner, .block) else {
      return edit(tree.range(owner).end, " { \(entry) }")
    }
    var last: NodeID?
    for child in tree.children(block) where tree.range(child).count > 0 { last = child }
    guard let last else {
      let brace = tree.tokens[tree.firstToken(block)].end
      let closing = tree.tokens[Int(tree[block].endToken) - 1].start
      return edit(brace, closing > brace ? " \(entry)" : " \(entry) ")
    }
    let first = tree.tokens[tree.firstToken(last)]
    guard first.startsLine else { return edit(tree.range(last).end, " \(entry)") }
    let indent = indentation(before: Int(first.start), tree.source.bytes)
    return edit(tree.range(last).end, lineBreak(tree.source) + indent + entry)
  }

  /// Adds items behind the top-level item around a token.
  static func insertion(_ item: String, behind token: TokenIndex, in tree: SyntaxTree) -> TextEdit {
    let nodes = tree.nodes(around: token)
    let range = nodes.count > 1 ? tree.range(nodes[1]) : tree.range(SyntaxTree.root)
    let line = lineBreak(tree.source)
    return TextEdit(
      Location(tree.source.file, TextRange(range.end, range.end)), line + line + item)
  }

  /// The line break that a text uses.
  static func lineBreak(_ source: SourceText) -> String {
    String(decoding: source.lineBreak, as: UTF8.self)
  }

  private static func indentation(before offset: Int, _ bytes: [UInt8]) -> String {
    var start = offset
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }
}
