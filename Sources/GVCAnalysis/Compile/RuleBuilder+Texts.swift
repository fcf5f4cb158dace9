import GVCModel
import GVCSyntax

extension RuleBuilder {
  /// The pieces of the text of a clause; none where the rule has no such clause.
  mutating func text(of kind: SyntaxKind, in clauses: [NodeID]) -> [MessagePart] {
    guard let clause = clauses.first(where: { tree.kind($0) == kind }),
      let literal = tree.child(clause, .title)
    else { return [] }
    var parts: [MessagePart] = []
    // A sentence stands on one line.
    let text = TextLiteral.value(of: tree.text(literal)).onOneLine
    // Braces are bytes of their own, whatever stands around them.
    var rest = text.utf8[...]
    func string(_ bytes: Substring.UTF8View) -> String { String(Substring(bytes)) }
    while let open = rest.firstIndex(of: UInt8(ascii: "{")) {
      if open > rest.startIndex { parts.append(.text(string(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: UInt8(ascii: "}")) else {
        rest = rest[open...]
        break
      }
      let path = string(rest[rest.index(after: open)..<close])
      if let part = part(path, literal) { parts.append(part) }
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(string(rest))) }
    let program = compiler.program
    return WordAgreement { node in
      if case .entity = program[node].type { true } else { false }
    }.split(parts)
  }

  /// `{l.buyer}`, or `{l.buyer:has|have}`, which gives the word that agrees with it.
  private mutating func part(_ text: String, _ literal: NodeID) -> MessagePart? {
    guard let colon = text.firstIndex(of: ":") else {
      return fill(text, literal).map { .value($0) }
    }
    let forms = text[text.index(after: colon)...]
      .split(separator: "|", omittingEmptySubsequences: false)
    guard forms.count == 2 else {
      compiler.report(RuleErrors.brokenMessage(text, at: tree.location(literal)))
      return nil
    }
    return fill(String(text[..<colon]), literal)
      .map { .agreement($0, one: String(forms[0]), several: String(forms[1])) }
  }

  /// The plan of `{l.buyer}` in a text.
  private mutating func fill(_ path: String, _ literal: NodeID) -> PlanID? {
    let names = path.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    let symbols = names.compactMap { model.names.find($0) }
    guard symbols.count == names.count, let first = symbols.first else {
      compiler.report(RuleErrors.brokenMessage(path, at: tree.location(literal)))
      return nil
    }
    let places = compiler.recorded == nil ? [] : places(of: names, in: literal)
    func note(_ index: Int, _ body: (inout RuleNames, TextRange) -> Void) {
      for place in places where index < place.count {
        if var recorded = compiler.recorded {
          body(&recorded, place[index])
          compiler.recorded = recorded
        }
      }
    }
    if let local = compiler.locals[first] { note(0) { $0.note($1, local, first) } }
    var id: PlanID
    switch compiler.locals[first] {
    case .slot(let slot, let type): id = compiler.variable(slot, type, literal)
    case .alias(let alias): id = alias
    case nil:
      guard names.count == 1, let index = compiler.threshold(first, declaration.theory) else {
        compiler.report(RuleErrors.brokenMessage(path, at: tree.location(literal)))
        return nil
      }
      note(0) { $0.note($1, .threshold(index)) }
      return compiler.threshold(index, literal)
    }
    for (index, name) in symbols.enumerated().dropFirst() {
      guard case .entity(let kind) = compiler.type(id),
        let (operation, type) = compiler.memberOperation(name, of: kind)
      else {
        compiler.report(RuleErrors.brokenMessage(path, at: tree.location(literal)))
        return nil
      }
      note(index) { $0.note($1, of: operation) }
      id = compiler.add(operation, type, literal, [id])
    }
    return id
  }
}

extension RuleBuilder {
  /// Where the names of a path such as `{l.buyer}` stand in a literal, once each time that it does.
  private func places(of names: [String], in literal: NodeID) -> [[TextRange]] {
    let whole = tree.range(literal)
    let bytes = Array(tree.source.bytes[Int(whole.start)..<Int(whole.end)])
    let wanted = Array("{\(names.joined(separator: "."))".utf8)
    let ends = [UInt8(ascii: "}"), UInt8(ascii: ":")]
    var places: [[TextRange]] = []
    var i = 0
    while i + wanted.count < bytes.count {
      if bytes[i] == UInt8(ascii: "\\") {
        // `\u{…}` is no path.
        i += 2
        if bytes[i - 1] == UInt8(ascii: "u") {
          while i < bytes.count, bytes[i] != UInt8(ascii: "}") { i += 1 }
        }
      } else if bytes[i..<i + wanted.count].elementsEqual(wanted),
        ends.contains(bytes[i + wanted.count])
      {
        var start = Int(whole.start) + i + 1
        places.append(
          names.map { name in
            defer { start += name.utf8.count + 1 }
            return TextRange(start, start + name.utf8.count)
          })
        i += wanted.count
      } else {
        i += 1
      }
    }
    return places
  }
}

extension String {
  /// The text with a space in the place of each line break and tab.
  var onOneLine: String {
    guard utf8.contains(where: { $0 == 10 || $0 == 9 || $0 == 13 }) else { return self }
    return String(
      String.UnicodeScalarView(
        unicodeScalars.map { ["\n", "\t", "\r"].contains($0) ? " " : $0 }))
  }
}
