import GVCSyntax

/// What a project is read through: the disk, an editor's open files, or a table in memory.
///
/// Paths are those that the loader is given, and those it makes from them with `/`.
public struct FileSystem: Sendable {
  /// What stands at a path, symbolic links followed.
  public enum Kind: Sendable {
    case file
    case directory
    /// A pipe, a device: something that can be read when a person names it, and never by an import.
    case other
  }

  /// Returns the kind of what stands at a path.
  public let kind: @Sendable (String) throws(FileError) -> Kind
  /// Returns the bytes of a file; one of more than `SourceText.maximumLength` is `tooLong`.
  public let read: @Sendable (String) throws(FileError) -> [UInt8]
  /// Returns the names in a directory, in any order, without `.` and `..`.
  public let list: @Sendable (String) throws(FileError) -> [String]
  /// Returns the one absolute path of what stands at a path, symbolic links resolved.
  public let canonical: @Sendable (String) throws(FileError) -> String

  public init(
    kind: @escaping @Sendable (String) throws(FileError) -> Kind,
    read: @escaping @Sendable (String) throws(FileError) -> [UInt8],
    list: @escaping @Sendable (String) throws(FileError) -> [String],
    canonical: @escaping @Sendable (String) throws(FileError) -> String
  ) {
    self.kind = kind
    self.read = read
    self.list = list
    self.canonical = canonical
  }
}

/// Why something at a path cannot be had.
public enum FileError: Error, Sendable, Hashable {
  /// Nothing is there.
  case notFound
  /// The file has more than `SourceText.maximumLength` bytes.
  case tooLong
  /// The reason, in the words of the system: “Permission denied”.
  case unreadable(String)
}
