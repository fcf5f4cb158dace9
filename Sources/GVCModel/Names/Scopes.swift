import GVCSyntax

/// The names of each module, and which modules see which.
public struct Scopes: Sendable {
  /// What a name stands for.
  public enum Resolution: Sendable {
    case found(EntityID)
    case ambiguous([EntityID])
    case notFound
    /// Not found, but a module that could not be loaded may declare it.
    case missing
  }

  /// For each of the first modules, entity number + 1 by symbol number, or 0.
  private var tables: [[UInt32]]
  /// For each of the others, the entities by name: a table of each would be as long as all names.
  private var imported: [[Symbol: EntityID]]
  /// For each module, the modules whose names stand there by themselves.
  private var open: [[Int]]
  /// For each module, the modules by the name before the dot.
  private var qualified: [[Symbol: Int]]
  /// For each module, the names before the dot of modules that could not be loaded.
  private var missing: [Set<Symbol>]
  /// For each module, whether one that could not be loaded would stand there by itself.
  private var lacks: [Bool]

  /// The scopes of no module.
  init() {
    tables = []
    imported = []
    open = []
    qualified = []
    missing = []
    lacks = []
  }

  /// How many modules there are.
  var moduleCount: Int { open.count }

  /// Adds modules without names.
  ///
  /// - Parameter large: How many of them, from the first on, may be as large as the project; none behind one that is not.
  mutating func add(_ modules: Int, large: Int) {
    let large = imported.isEmpty ? min(large, modules) : 0
    tables += Array(repeating: [], count: large)
    imported += Array(repeating: [:], count: modules - large)
    open += Array(repeating: [], count: modules)
    qualified += Array(repeating: [:], count: modules)
    missing += Array(repeating: [], count: modules)
    lacks += Array(repeating: false, count: modules)
  }

  mutating func addOpen(_ module: Int, to reader: Int) {
    if module != reader, !open[reader].contains(module) { open[reader].append(module) }
  }

  mutating func addQualified(_ name: Symbol, _ module: Int, to reader: Int) {
    qualified[reader][name] = module
  }

  /// Notes that a module could not be loaded; `name` is the one before the dot.
  mutating func addMissing(_ name: Symbol?, to reader: Int) {
    if let name { missing[reader].insert(name) } else { lacks[reader] = true }
  }

  /// What a module or one of the first `libraries` modules declares under a name.
  func taken(_ name: Symbol, in module: Int, libraries: Int) -> EntityID? {
    if let own = own(name, in: module) { return own }
    for library in 0..<libraries {
      if let known = own(name, in: library) { return known }
    }
    return nil
  }

  /// What a module brings in under a name that stands by itself.
  func brought(_ name: Symbol, to module: Int) -> EntityID? {
    open[module].lazy.compactMap { own(name, in: $0) }.first
  }

  /// The entity that a module itself declares under a name.
  @inline(__always)
  func own(_ name: Symbol, in module: Int) -> EntityID? {
    guard module < tables.count else { return imported[module - tables.count][name] }
    let i = Int(name.number)
    guard i < tables[module].count, tables[module][i] != 0 else { return nil }
    return EntityID(Int(tables[module][i]) - 1)
  }

  mutating func declare(_ name: Symbol, _ entity: EntityID, in module: Int) {
    guard module < tables.count else {
      imported[module - tables.count][name] = entity
      return
    }
    let i = Int(name.number)
    if i >= tables[module].count {
      tables[module].append(
        contentsOf: repeatElement(
          0, count: max(i + 1, 2 * tables[module].count) - tables[module].count))
    }
    tables[module][i] = UInt32(truncatingIfNeeded: Int(entity.index) + 1)
  }

  /// Takes a name out of a module.
  mutating func forget(_ name: Symbol, in module: Int) {
    if module < tables.count {
      tables[module][Int(name.number)] = 0
    } else {
      imported[module - tables.count][name] = nil
    }
  }

  /// Gives all entities from one on other numbers, that many higher.
  mutating func shift(from first: Int, by count: Int) {
    guard count != 0 else { return }
    for module in tables.indices {
      for index in tables[module].indices where Int(tables[module][index]) > first {
        tables[module][index] = UInt32(truncatingIfNeeded: Int(tables[module][index]) + count)
      }
    }
    for module in imported.indices {
      imported[module] = imported[module].mapValues {
        Int($0.index) < first ? $0 : EntityID(Int($0.index) + count)
      }
    }
  }

  /// What an unqualified name stands for in a module: its own first, then what it brings in.
  public func resolve(_ name: Symbol, in module: Int) -> Resolution {
    if let own = own(name, in: module) { return .found(own) }
    var first: EntityID?
    for other in open[module] {
      guard let id = own(name, in: other) else { continue }
      guard first == nil else { return .ambiguous(open[module].compactMap { own(name, in: $0) }) }
      first = id
    }
    if let first { return .found(first) }
    return lacks[module] ? .missing : .notFound
  }

  /// What `qualifier.name` stands for in a module.
  public func resolve(_ qualifier: Symbol, _ name: Symbol, in module: Int) -> Resolution {
    if missing[module].contains(qualifier) { return .missing }
    guard let other = qualified[module][qualifier], let id = own(name, in: other) else {
      return .notFound
    }
    return .found(id)
  }

  /// The name before the dot without which the names of a module do not stand in another one.
  public func alias(of module: Int, in reader: Int) -> Symbol? {
    guard !open[reader].contains(module) else { return nil }
    return qualified[reader].filter { $0.value == module }.map(\.key).min { $0.number < $1.number }
  }

  /// Whether a name stands before a dot in a module.
  func isQualifier(_ name: Symbol, in module: Int) -> Bool { qualified[module][name] != nil }

  /// All names that stand behind a dot in a module: the one before it, the name, what it stands for.
  public func visibleQualified(in module: Int) -> [(Symbol, Symbol, EntityID)] {
    qualified[module].map { ($0.key, $0.value, names(of: $0.value)) }
      .sorted { ($0.1, $0.0.number) < ($1.1, $1.0.number) }
      .flatMap { qualifier, _, names in names.map { (qualifier, $0.0, $0.1) } }
  }

  /// All names that stand by themselves in a module, with what they stand for.
  public func visible(in module: Int) -> [(Symbol, EntityID)] {
    ([module] + open[module]).flatMap { names(of: $0) }
  }

  /// The names of a module, in the order in which what they stand for is declared: that of the numbers of names
  /// depends on what was edited before.
  private func names(of module: Int) -> [(Symbol, EntityID)] {
    let names: [(Symbol, EntityID)]
    if module < tables.count {
      names = tables[module].enumerated().compactMap { symbol, entity in
        entity == 0
          ? nil
          : (Symbol(UInt32(truncatingIfNeeded: symbol)), EntityID(Int(entity) - 1))
      }
    } else {
      names = imported[module - tables.count].map { ($0.key, $0.value) }
    }
    return names.sorted { $0.1 < $1.1 }
  }
}
