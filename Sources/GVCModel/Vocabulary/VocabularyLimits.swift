/// The most of each thing that a project can declare beyond its case: far above any use, and low enough for
/// small numbers and tables.
enum VocabularyLimits {
  static let kinds = 1_000
  static let scales = 5_000
  static let attributes = 10_000
  static let verdicts = 1_000
  static let theories = 1_000
  static let thresholds = 5_000
  static let rules = 5_000
}
