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
      Pack(name: "barrientos2011", bytes: PackageResources.barrientos2011_gvc),
      Pack(name: "caspari2003", bytes: PackageResources.caspari2003_gvc),
      Pack(name: "dallas2019", bytes: PackageResources.dallas2019_gvc),
      Pack(name: "ghs2005", bytes: PackageResources.ghs2005_gvc),
      Pack(name: "humphrey_schmitz2002", bytes: PackageResources.humphrey_schmitz2002_gvc),
      Pack(name: "kaplinsky_morris2001", bytes: PackageResources.kaplinsky_morris2001_gvc),
      Pack(name: "navas_aleman2011", bytes: PackageResources.navas_aleman2011_gvc),
      Pack(name: "pipkin_fuentes2017", bytes: PackageResources.pipkin_fuentes2017_gvc),
      Pack(name: "terms", bytes: PackageResources.terms_gvc),
    ]
  }
}
