import GVCProject

/// Reads a case, says what is wrong in it, what its theories conclude, and why the first of that holds.
@main
struct Embedding {
  static func main() throws {
    guard let path = CommandLine.arguments.dropFirst().first else {
      print("usage: Embedding PATH")
      return
    }
    let project = try Project(at: path)
    for issue in project.check() {
      print("\(issue.file):\(issue.line): \(issue.severity.name): \(issue.message) [\(issue.code)]")
    }
    let conclusions = project.analyse()
    let held = conclusions.filter { $0.holds == true }
    print("\(held.count) conclusions, \(conclusions.count - held.count) open")
    guard let first = held.first else { return }
    print(first.message)
    for reason in try project.explain(first.name) where reason.conclusion == first {
      for condition in reason.conditions { print("  \(condition.text)") }
      print("  from \(reason.facts.joined(separator: ", "))")
    }
  }
}
