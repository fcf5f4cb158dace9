import Foundation
import Testing

/// Who may use whom: the table of rooms in ARCHITECTURE.md, `Package.swift` and the imports of the sources say the same.
@Suite struct RoomsTests {
  /// The targets of the package, each with the targets that it depends on.
  private static func declared() throws -> [String: Set<String>] {
    let text = try String(
      contentsOf: Tool.package.appending(path: "Package.swift"), encoding: .utf8)
    let target = /\.(?:target|executableTarget|testTarget|systemLibrary)\(\s*name: "(?<name>\w+)"/
    let starts = text.matches(of: target)
    var found: [String: Set<String>] = [:]
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1].range.lowerBound : text.endIndex
      let body = text[start.range.upperBound..<end]
      let list = body.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.output.1 ?? ""
      found[String(start.output.name)] = Set(
        list.matches(of: /"(\w+)"/).map { String($0.output.1) })
    }
    return found
  }

  /// The rows of the table, each with what it says is imported.
  private static func rooms() throws -> [String: Set<String>] {
    let text = try String(
      contentsOf: Tool.package.appending(path: "ARCHITECTURE.md"), encoding: .utf8)
    let lines = text.split(separator: "\n").drop { !$0.hasPrefix("| target ") }.dropFirst(2)
    var found: [String: Set<String>] = [:]
    for line in lines.prefix(while: { $0.hasPrefix("|") }) {
      let cells: [String] = line.replacing("`", with: "").split(separator: "|").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      let names = cells[2].split(separator: ", ").map { String($0) }
      found[cells[0]] = Set(names).subtracting(["–"])
    }
    return found
  }

  /// What the sources of a target import.
  private static func imports(of target: String) throws -> Set<String> {
    let folder = target.hasSuffix("Tests") ? "Tests" : "Sources"
    let root = Tool.package.appending(path: "\(folder)/\(target)")
    let files = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
    let line =
      /^\s*(?:@\w+\s+|public\s+|private\s+|internal\s+)*import\s+(?:(?:struct|class|enum|func|protocol|var|let|typealias)\s+)?(\w+)/
      .anchorsMatchLineEndings()
    return try (files ?? []).filter { $0.hasSuffix(".swift") }.reduce(into: []) { found, file in
      let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
      found.formUnion(text.matches(of: line).map { String($0.output.1) })
    }
  }

  @Test func `Every import is declared, and nothing else is`() throws {
    let declared = try Self.declared()
    #expect(declared.count > 20)
    for (target, dependencies) in declared {
      let own = try Self.imports(of: target).intersection(declared.keys)
      #expect(own.subtracting(dependencies) == [], "\(target) imports what it does not declare")
      #expect(dependencies.subtracting(own) == [], "\(target) declares what it does not import")
    }
  }

  @Test func `The table of rooms says what is imported`() throws {
    let rooms = try Self.rooms()
    let targets = try Self.declared().keys.filter { !$0.hasSuffix("Tests") }
    #expect(Set(rooms.keys) == Set(targets))
    for (target, named) in rooms {
      #expect(try named == Self.imports(of: target), "\(target)")
    }
  }
}
