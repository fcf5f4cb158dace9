/// Why a file cannot be read as tables, in one sentence, and where in it.
public struct TableError: Error, Sendable, Hashable {
  /// What is wrong, without a full stop: `the file is cut off`.
  public let message: String
  /// The row that it is about, from 1; nil where it is about the whole file.
  public let row: Int?

  public init(_ message: String, row: Int? = nil) {
    self.message = message
    self.row = row
  }
}
