/// The `.gvc` texts that come with the compiler.
public enum Library {
  /// One text: its name, as in `use NAME`, and its bytes.
  public struct Pack: Sendable {
    public let name: String
    public let bytes: [UInt8]
  }

  /// The vocabulary that every project starts from.
  public static var prelude: Pack {
    Pack(name: "prelude", bytes: PackageResources.prelude_gvc)
  }

  /// The built-in theory packs, by name.
  public static var packs: [Pack] {
    [
      Pack(name: "caspari2003", bytes: PackageResources.caspari2003_gvc),
      Pack(name: "terms", bytes: PackageResources.terms_gvc),
    ]
  }
}
