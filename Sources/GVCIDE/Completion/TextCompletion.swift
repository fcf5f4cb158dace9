import GVCAnalysis
import GVCModel
import GVCSyntax

extension EditorFeatures {
  /// What can be written inside of a text: the path of an import, or what a message fills in; nil
  /// where the caret stands in no text.
  func textCompletions(
    inTree index: Int, at offset: UInt32, _ listing: (String) -> [DirectoryEntry]
  ) -> CompletionList? {
    let tree = model.trees[index]
    let token = tree.token(endingAfter: offset == 0 ? 0 : offset - 1)
    let span = tree.tokens[token].range
    guard tree.tokens[token].kind == .string, span.start < offset else { return nil }
    let isClosed = span.count > 1 && tree.source.bytes[Int(span.end) - 1] == 0x22
    guard offset < span.end || (!isClosed && offset == span.end) else { return nil }
    let end = isClosed ? span.end - 1 : span.end
    let nodes = tree.nodes(around: token)
    if nodes.contains(where: { tree.kind($0) == .importItem }) {
      return importPaths(tree, TextRange(span.start + 1, max(end, span.start + 1)), offset, listing)
    }
    if nodes.contains(where: { tree.kind($0) == .messageClause || tree.kind($0) == .helpClause }) {
      return fillings(index, TextRange(span.start + 1, end), offset)
    }
    return CompletionList.none
  }

  private func importPaths(
    _ tree: SyntaxTree, _ content: TextRange, _ offset: UInt32,
    _ listing: (String) -> [DirectoryEntry]
  ) -> CompletionList {
    let typed = tree.source.string(TextRange(content.start, offset))
    let slash = typed.utf8.lastIndex(of: UInt8(ascii: "/")).map {
      typed.utf8.distance(from: typed.utf8.startIndex, to: $0) + 1
    }
    let start = content.start + UInt32(slash ?? 0)
    let rest = tree.source.bytes[Int(offset)..<Int(max(content.end, offset))]
    let length = rest.firstIndex(of: UInt8(ascii: "/")).map { $0 - rest.startIndex } ?? rest.count
    let range = TextRange(start, offset + UInt32(length))
    let path = typed.lastIndex(of: "/").map { String(typed[..<$0]) } ?? ""
    let own = tree.source.name.split(separator: "/").last.map(String.init) ?? ""
    let items = listing(path).compactMap { entry -> CompletionItem? in
      guard entry.isDirectory || entry.name.hasSuffix(".gvc"), !entry.name.hasPrefix("."),
        !entry.name.contains(where: { $0 == "\"" || $0 == "\\" || $0.isNewline })
      else { return nil }
      if path.isEmpty, entry.name == own { return nil }
      return CompletionItem(
        label: entry.name + (entry.isDirectory ? "/" : ""), detail: "",
        category: entry.isDirectory ? .directory : .file, insertion: entry.name, snippet: nil,
        range: range, rank: entry.isDirectory ? 1 : 0, key: nil, pack: nil)
    }
    return CompletionList(items: items, isIncomplete: false)
  }

  /// The variables of a rule, and what stands behind their dots, inside of `{…}`.
  private func fillings(_ index: Int, _ content: TextRange, _ offset: UInt32) -> CompletionList {
    let tree = model.trees[index]
    let typed = tree.source.string(TextRange(content.start, offset))
    guard let open = typed.lastIndex(of: "{"), !typed[open...].contains("}") else { return .none }
    let path = typed[typed.index(after: open)...]
    guard path.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }) else {
      return .none
    }
    let items = items(ofTree: index)
    guard let item = items.index(of: tree.token(endingAfter: content.start), in: tree),
      let names = ruleNames(items.all[item], ofTree: index)
    else { return .none }
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let word = TextRange(offset - UInt32(parts.last?.utf8.count ?? 0), offset)
    func entry(
      _ label: String, _ detail: String, _ category: CompletionItem.Category, key: String? = nil
    ) -> CompletionItem {
      CompletionItem(
        label: label, detail: detail, category: category, insertion: label, snippet: nil,
        range: word, rank: 0, key: key, pack: nil)
    }
    guard parts.count > 1 else {
      let rule = items.all[item]
      let inAggregate = names.variables.filter { $0.scope == tree.range(rule.node) }
      return CompletionList(
        items: inAggregate.map { entry($0.name, $0.type.described(model), .variable) }
          + model.thresholds.map {
            entry(model.names[$0.name], $0.documentation, .threshold)
          }, isIncomplete: false)
    }
    var type = names.variables.last { $0.name == parts[0] }?.type
    for part in parts.dropFirst().dropLast() {
      guard case .entity(let kind)? = type else { return .none }
      type = RuleNames.members(of: kind, in: model).first { $0.name == part }?.type
    }
    guard case .entity(let kind)? = type else { return .none }
    return CompletionList(
      items: RuleNames.members(of: kind, in: model).map {
        entry($0.name, $0.type.described(model), .attribute)
      }, isIncomplete: false)
  }
}
