import GVCAnalysis
import GVCSyntax

/// A function with its parameters, and the one that is being written.
public struct SignatureHelp: Sendable {
  /// `meets(actor, actor, capability) → yes or no`.
  public let label: String
  /// Markdown.
  public let documentation: String
  /// The place of each parameter in the label, in UTF-8 bytes.
  public let parameters: [Range<Int>]
  public let activeParameter: Int?
}

extension EditorFeatures {
  /// The function whose arguments an offset stands in; the innermost one. Nil outside of calls.
  public func signatureHelp(in file: FileID, at offset: UInt32) -> SignatureHelp? {
    guard let tree = tree(of: file), tree.comment(at: offset) == nil else { return nil }
    let end = tree.token(endingAfter: offset)
    var depth = 0
    var commas = 0
    var hasFor = false
    var token = end
    if tree.tokens[token].start >= offset { token -= 1 }
    // Back to the parenthesis that is open here; a clause of a rule ends the search.
    while token > 0 {
      switch tree.tokens[token].kind {
      case .rightParenthesis, .rightBracket:
        if tree.tokens[token].end <= offset { depth += 1 }
      case .leftBracket: depth = max(0, depth - 1)
      case .leftBrace, .rightBrace: return nil
      case .comma where depth == 0: commas += 1
      case .name where depth == 0:
        if tree.token(token, is: "for") { hasFor = true }
        if isClause(token, tree) { return nil }
      case .leftParenthesis:
        guard depth == 0 else {
          depth -= 1
          break
        }
        return help(tree.text(token: token - 1), commas, hasFor)
      default: break
      }
      token -= 1
    }
    return nil
  }

  private func isClause(_ token: TokenIndex, _ tree: SyntaxTree) -> Bool {
    tree.tokens[token].startsLine
      && ["scope", "when", "find", "let", "message", "cite", "on", "help"].contains(
        tree.text(token: token))
  }

  private func help(_ name: String, _ commas: Int, _ hasFor: Bool) -> SignatureHelp? {
    let aggregate = Aggregate(rawValue: name)
    let function = BuiltIn.named(name)
    if let function, aggregate == nil || !hasFor {
      let parameters = Signature.parameters(function)
      return SignatureHelp(
        label: Signature.text(function), documentation: function.documentation,
        parameters: places(of: parameters, in: Signature.text(function)),
        activeParameter: commas < parameters.count ? commas : nil)
    }
    if let aggregate {
      let label = Signature.text(aggregate)
      let body = Signature.body(aggregate)
      let rest = "x in set where condition"
      return SignatureHelp(
        label: label, documentation: aggregate.documentation,
        parameters: places(of: [body, rest], in: label), activeParameter: hasFor ? 1 : 0)
    }
    guard name == "before" || name == "after" else { return nil }
    let label = "\(name)(expression)"
    return SignatureHelp(
      label: label, documentation: LanguageWord.documentation(of: name) ?? "",
      parameters: places(of: ["expression"], in: label), activeParameter: 0)
  }

  /// Where parameters stand in a label, in their order.
  private func places(of parameters: [String], in label: String) -> [Range<Int>] {
    var places: [Range<Int>] = []
    let bytes = Array(label.utf8)
    var from = (bytes.firstIndex(of: UInt8(ascii: "(")) ?? -1) + 1
    for parameter in parameters {
      let wanted = Array(parameter.utf8)
      while from + wanted.count <= bytes.count,
        !bytes[from..<from + wanted.count].elementsEqual(wanted)
      {
        from += 1
      }
      places.append(from..<min(from + wanted.count, bytes.count))
      from += wanted.count
    }
    return places
  }
}
