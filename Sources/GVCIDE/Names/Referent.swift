import GVCAnalysis
import GVCModel
import GVCSyntax

/// What a name in a text stands for.
public enum Referent: Hashable, Sendable {
  case entity(EntityID)
  case kind(KindID)
  /// The plural of a kind: its collection in rules.
  case collection(KindID)
  case attribute(AttributeID)
  case scale(ScaleID)
  /// A word of a scale or choice.
  case word(ScaleID, Int)
  case verdict(VerdictID)
  /// A value of a verdict.
  case answer(VerdictID, Int)
  /// A threshold, by its index in the model.
  case threshold(Int)
  /// A rule, by its index in the model.
  case rule(Int)
  case theory(TheoryID)
  /// The name that an import is given in a module.
  case alias(String, module: Int)
  /// A variable or the name of a `let` of a rule, by the place of its declaration.
  case variable(Location)
  /// What is next to a thing by its form: `l.buyer`.
  case relation(Relation)
  case function(BuiltIn)
  case aggregate(Aggregate)
  case modality(Modality)
  /// A code in `expect diagnostic`.
  case code(DiagnosticCode)
  /// A country by its code.
  case country(String)
  /// A word that an option of a declaration takes, or its name: `range`, `reported_by`.
  case option(String)
  /// A word of the grammar.
  case keyword(String)
  /// `yes`, `no` and `unknown`.
  case constant(String)
}

/// A name in a file and what it stands for.
public struct Occurrence: Hashable, Sendable {
  public enum Role: Sendable {
    /// It declares what it stands for.
    case declaration
    /// It gives it a value, or changes it in a layer.
    case write
    case read
  }

  public let range: TextRange
  public let referent: Referent
  public let role: Role
}
