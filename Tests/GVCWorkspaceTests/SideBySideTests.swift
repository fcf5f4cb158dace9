import GVCSyntax
import Testing

@testable import GVCWorkspace

/// What is made side by side is as it would be made one by one.
@Suite struct SideBySideTests {
  @Test func resultsStandInTheOrderOfTheElements() {
    let numbers = Array(0..<1_000)
    #expect(SideBySide.map(numbers) { $0 * $0 } == numbers.map { $0 * $0 })
    #expect(SideBySide.map([Int]()) { $0 } == [])
  }

  /// Files of many lengths, each with a mistake: every text has its own tree, number and diagnostics.
  @Test func filesThatAreParsedTogetherKeepTheirPlaces() throws {
    var files = MemoryFiles()
    for number in 10..<60 {
      let firms = (0...number * 7 % 30).map { "firm f\(number)_\($0) { size: small }\n" }.joined()
      files.files["/case/\(number).gvc"] = Array("\(firms)firm g\(number) { size: }\n".utf8)
    }
    let project = try ProjectLoader(files: files.fileSystem).project(at: "/case")
    let sources = project.files
    #expect(sources.map(\.name) == (10..<60).map { "/case/\($0).gvc" })
    #expect(sources.map(\.file) == sources.map(\.file).sorted())
    for source in sources {
      let own = project.diagnostics.filter { $0.primary.location.file == source.file }
      #expect(own.map(\.code) == Parser.parse(source).diagnostics.map(\.code))
      #expect(source.bytes == files.files[source.name])
    }
  }
}
