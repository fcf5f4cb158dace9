import GVCSyntax

/// Files whose names are one space: the files of a directory, an imported file, a pack, the prelude.
public struct SourceModule: Sendable {
  /// The name of a pack or of a directory, for messages.
  public let name: String
  public let trees: [SyntaxTree]
  public let imports: [ModuleImport]

  public init(name: String, trees: [SyntaxTree], imports: [ModuleImport] = []) {
    self.name = name
    self.trees = trees
    self.imports = imports
  }
}

/// A module that another one brings in.
public struct ModuleImport: Sendable {
  /// The name before the dot, `alias.maker`; nil when the names stand by themselves.
  public let alias: String?
  /// The index of the module among those of the project; nil for one that could not be loaded, so
  /// that names which it may declare are not diagnosed a second time.
  public let module: Int?

  public init(alias: String?, module: Int?) {
    self.alias = alias
    self.module = module
  }
}
