import GVCModel
import GVCSyntax

/// The files of a project as modules, and which of them brings in which.
///
/// A file is of one module: the project's own if the project starts from it, else that of its
/// directory if anything imports that, else one by itself. No order of imports plays a part.
struct ModuleGraph {
  private(set) var modules: [SourceModule] = []
  private(set) var diagnostics: [Diagnostic] = []

  private struct Edge {
    let target: Int
    let location: Location
  }

  /// - Parameter rootCount: The number of files that the project starts from.
  init(_ loader: ImportLoader, rootCount: Int, name: String, takenAliases: Set<String>) {
    let owners = Self.owners(loader, rootCount: rootCount)
    /// The modules of imported directories, by the one path of each; what else there is, is the project.
    var numbers: [String: Int] = [:]
    var names = [name]
    var members: [[Int]] = [[]]
    for (index, owner) in owners.enumerated() {
      if let owner, numbers[owner.key] == nil {
        numbers[owner.key] = members.count
        names.append(owner.path)
        members.append([])
      }
      members[owner.flatMap { numbers[$0.key] } ?? 0].append(index)
    }
    let moduleOfFile = owners.map { $0.flatMap { numbers[$0.key] } ?? 0 }
    let filesByKey = Dictionary(
      loader.files.enumerated().map { ($1.place.key, $0) }, uniquingKeysWith: { a, _ in a })
    /// The modules that an import names: one, but for a directory with files of other modules.
    func targets(_ entry: ImportLoader.Import) -> [Int] {
      let places: [Place] =
        switch entry.target {
        case .file(let place)?: [place]
        case .directory(let place)?: loader.directories[place] ?? []
        case nil: []
        }
      let own: [Int] =
        if case .directory(let place)? = entry.target, let n = numbers[place.key] { [n] } else {
          []
        }
      let all = own + places.compactMap { filesByKey[$0.key] }.map { moduleOfFile[$0] }
      return all.enumerated().filter { !all[..<$0.offset].contains($0.element) }.map(\.element)
    }

    var imports: [[ModuleImport]] = Array(repeating: [], count: members.count)
    var edges: [[Edge]] = Array(repeating: [], count: members.count)
    var aliases: [[String: (target: Int?, location: Location)]] = Array(
      repeating: [:], count: members.count)
    for entry in loader.imports {
      let reader = moduleOfFile[entry.file]
      let found = targets(entry)
      for target in found where target != reader {
        edges[reader].append(Edge(target: target, location: entry.location))
      }
      guard let alias = entry.alias else {
        let all: [Int?] = found.isEmpty ? [nil] : found
        imports[reader] += all.filter { $0 != reader }.map { ModuleImport(alias: nil, module: $0) }
        continue
      }
      let place = entry.aliasLocation ?? entry.location
      if takenAliases.contains(alias) {
        diagnostics.append(ImportErrors.aliasTaken(alias, at: place, first: nil))
      } else if let first = aliases[reader][alias] {
        if first.target != found.first {
          diagnostics.append(ImportErrors.aliasTaken(alias, at: place, first: first.location))
        }
      } else {
        aliases[reader][alias] = (found.first, place)
        imports[reader].append(ModuleImport(alias: alias, module: found.first))
      }
    }
    modules = members.indices.map { number in
      SourceModule(
        name: names[number], trees: members[number].map { loader.files[$0].tree },
        imports: imports[number])
    }
    findCycles(edges)
  }

  /// What makes the module of each file: nil for the project's own, else a directory or the file.
  private static func owners(_ loader: ImportLoader, rootCount: Int) -> [Place?] {
    var directoryOfFile: [String: Place] = [:]
    for (directory, files) in loader.directories.sorted(by: { $0.key.path < $1.key.path }) {
      for file in files {
        // A file lies in one directory; a link may list it in others.
        let isHome = ProjectPath.directory(of: file.path) == directory.path
        if isHome || directoryOfFile[file.key] == nil { directoryOfFile[file.key] = directory }
      }
    }
    return loader.files.enumerated().map { index, file in
      index < rootCount ? nil : directoryOfFile[file.place.key] ?? file.place
    }
  }

  // MARK: Cycles

  /// Diagnoses each import that leads back to a module it is reached from.
  private mutating func findCycles(_ unordered: [[Edge]]) {
    let edges = unordered.map { list in
      list.sorted {
        ($0.target, $0.location.file, $0.location.range.start)
          < ($1.target, $1.location.file, $1.location.range.start)
      }
    }
    enum State { case unseen, open, done }
    var states = Array(repeating: State.unseen, count: edges.count)
    for start in edges.indices where states[start] == .unseen {
      // The way from `start`: each module with the next of its edges.
      var way: [(module: Int, next: Int)] = [(start, 0)]
      states[start] = .open
      while let (module, next) = way.last {
        guard next < edges[module].count else {
          states[module] = .done
          way.removeLast()
          continue
        }
        way[way.count - 1].next += 1
        let edge = edges[module][next]
        // One diagnostic a pair of modules, however often the import is repeated.
        if next > 0, edges[module][next - 1].target == edge.target { continue }
        switch states[edge.target] {
        case .done: break
        case .unseen:
          states[edge.target] = .open
          way.append((edge.target, 0))
        case .open:
          let circle = way.drop { $0.module != edge.target }
          let others = circle.dropLast().map { step in
            let taken = edges[step.module][step.next - 1]
            return (taken.location, modules[taken.target].name)
          }
          diagnostics.append(
            ImportErrors.cycle(
              (circle.map(\.module) + [edge.target]).map { modules[$0].name },
              at: edge.location, others: others))
        }
      }
    }
  }
}
