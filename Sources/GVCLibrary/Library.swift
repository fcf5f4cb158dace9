import CEmbedded

/// The `.gvc` texts that come with the compiler, under their names, as in `use NAME`.
public enum Library {
  /// The vocabulary that every project starts from.
  public static var prelude: EmbeddedFile { EmbeddedFile(c_embedded_prelude()) }

  /// The built-in theory packs, by name.
  public static var packs: [EmbeddedFile] { EmbeddedFile.all(c_embedded_packs()) }
}
