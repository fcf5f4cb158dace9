import Foundation
import Testing

@testable import GVCIDE

/// The files in `Editors` that follow from the tables of the language are those that the tables make.
///
/// `GVC_UPDATE_GOLDEN=1 swift test --filter EditorFilesTests` writes them anew.
@Suite(.serialized) struct EditorFilesTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Editors")

  private static let files: [(path: String, text: @Sendable () -> String)] = [
    ("vscode/syntaxes/gvc.tmLanguage.json", { TextMateGrammar(EditorTables()).text }),
    ("vscode/snippets/gvc.json", { SnippetFile.text }),
    ("sublime/GVC.sublime-syntax", { TextMateGrammar(EditorTables()).sublime }),
    ("vim/syntax/gvc.vim", { WordLists(EditorTables()).vim }),
    ("neovim/syntax/gvc.vim", { WordLists(EditorTables()).vim }),
    ("emacs/gvc-words.el", { WordLists(EditorTables()).emacs }),
    ("kakoune/gvc-highlighters.kak", { WordLists(EditorTables()).kakoune }),
  ]

  @Test(arguments: files.indices)
  func `A generated file is up to date`(_ index: Int) throws {
    let (path, make) = Self.files[index]
    let url = Self.root.appending(path: path)
    let text = make()
    if ProcessInfo.processInfo.environment["GVC_UPDATE_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    #expect(try String(contentsOf: url, encoding: .utf8) == text, "\(path)")
  }

  @Test func `The JSON files are JSON, and every pattern is a regular expression`() throws {
    for path in [
      "vscode/syntaxes/gvc.tmLanguage.json", "vscode/snippets/gvc.json", "vscode/package.json",
      "vscode/language-configuration.json",
    ] {
      let data = try Data(contentsOf: Self.root.appending(path: path))
      #expect(try JSONSerialization.jsonObject(with: data) is [String: Any], "\(path)")
    }
    let data = try Data(
      contentsOf: Self.root.appending(path: "vscode/syntaxes/gvc.tmLanguage.json"))
    let grammar = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let patterns = try #require(grammar["patterns"] as? [[String: Any]])
    for pattern in patterns {
      for key in ["match", "begin", "end"] {
        guard let text = pattern[key] as? String else { continue }
        _ = try NSRegularExpression(pattern: text)
      }
    }
    #expect(patterns.count > 10)
  }

  /// The scope that the TextMate grammar gives the first place where a text stands in a line.
  private func scope(of text: String, in line: String) throws -> String? {
    let data = try Data(
      contentsOf: Self.root.appending(path: "vscode/syntaxes/gvc.tmLanguage.json"))
    let grammar = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let patterns = try #require(grammar["patterns"] as? [[String: Any]])
    let range = try #require(line.range(of: text))
    let wanted = NSRange(range, in: line)
    // The earliest match wins, and of those at one place the first in the grammar.
    var place = 0
    while place < line.utf16.count {
      var best: (start: Int, end: Int, scope: String, inner: NSRange)?
      for pattern in patterns {
        guard let match = pattern["match"] as? String else { continue }
        let expression = try NSRegularExpression(pattern: match)
        let rest = NSRange(location: place, length: line.utf16.count - place)
        guard
          let found = expression.firstMatch(
            in: line, options: .withoutAnchoringBounds, range: rest), found.range.length > 0
        else { continue }
        if let best, best.start <= found.range.location { continue }
        let captures = pattern["captures"] as? [String: [String: String]]
        let scope = (pattern["name"] as? String) ?? captures?["1"]?["name"] ?? ""
        let inner = captures == nil ? found.range : found.range(at: 1)
        best = (found.range.location, found.range.upperBound, scope, inner)
      }
      guard let best else { return nil }
      if best.inner.location <= wanted.location, best.inner.upperBound >= wanted.upperBound {
        return best.scope
      }
      if best.start > wanted.location { return nil }
      place = max(best.end, place + 1)
    }
    return nil
  }

  @Test func `The grammar colours a line as the language reads it`() throws {
    #expect(try scope(of: "firm", in: "firm maker {") == "storage.type.gvc")
    #expect(try scope(of: "maker", in: "firm maker {") == nil)
    #expect(try scope(of: "size", in: "  size: small") == "variable.other.property.gvc")
    #expect(try scope(of: "small", in: "  size: small") == "constant.other.gvc")
    #expect(try scope(of: "source", in: "  source: x") == "variable.other.property.gvc")
    #expect(try scope(of: "when", in: "  when a and b") == "keyword.control.gvc")
    #expect(try scope(of: "and", in: "  when a and b") == "keyword.control.gvc")
    #expect(try scope(of: "->", in: "link a -> b") == "keyword.operator.gvc")
    #expect(try scope(of: "1998-10-05", in: "  date: 1998-10-05") == "constant.numeric.gvc")
    #expect(try scope(of: "sum", in: "  when sum(x for x in y) > 1") == "support.function.gvc")
    #expect(try scope(of: "// note", in: "firm a // note") == "comment.line.double-slash.gvc")
    #expect(try scope(of: "links", in: "  for l in links") == "storage.type.gvc")
    #expect(try scope(of: "likely", in: "  find l likely") == "storage.modifier.gvc")
    #expect(try scope(of: "link", in: "  add link a -> b") == "storage.type.gvc")
  }
}
