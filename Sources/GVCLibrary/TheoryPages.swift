import CEmbedded

/// The documents of `Tests/Theory`: what each rule says by examples that the tests run, and which passages
/// no rule states.
public enum TheoryPages {
  /// What no rule of the main theory states, and why, in Markdown.
  public static var coverage: String { EmbeddedFile(c_embedded_theory_coverage()).text }

  /// The documents whose examples show when a rule holds and when it does not, in Markdown.
  public static var examples: [String] {
    (EmbeddedFile.all(c_embedded_theory_examples()) + EmbeddedFile.all(c_embedded_pack_pages()))
      .map(\.text)
  }
}
