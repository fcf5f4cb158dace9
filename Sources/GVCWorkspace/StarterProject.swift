import GVCLibrary

/// A first case to begin from: invented, with comments that teach.
public enum StarterProject {
  /// The text of the case file of a project called `name`.
  public static func text(name: String) -> [UInt8] {
    Array("// \(name): a first case.\n".utf8) + EmbeddedFile.starterCase.bytes
  }

  /// The files of a theory called `name`: the theory, and the cases that test it.
  public static func theory(name: String) -> [(file: String, text: [UInt8])] {
    func filled(_ file: EmbeddedFile) -> [UInt8] {
      Array(file.text.replacing("NAME", with: name).utf8)
    }
    return [
      (
        file: name == "test" ? "theory.gvc" : "\(name).gvc",
        text: filled(.starterTheory)
      ),
      (file: "test.gvc", text: filled(.starterTest)),
    ]
  }

  /// Whether a word can name a theory: a letter, then letters, digits and `_`.
  public static func isTheoryName(_ word: String) -> Bool {
    guard let first = word.unicodeScalars.first, first.properties.isXIDStart,
      word.utf8.count <= 100
    else { return false }
    return word.unicodeScalars.allSatisfy { $0.properties.isXIDContinue }
  }

  /// Whether a word can name a project, and so its file: letters, digits, `_` and `-`, of which the
  /// first is no `-`.
  public static func isName(_ word: String) -> Bool {
    guard let first = word.unicodeScalars.first, first != "-", word.utf8.count <= 100 else {
      return false
    }
    return word.unicodeScalars.allSatisfy {
      $0 == "_" || $0 == "-" || $0.properties.isAlphabetic || ("0"..."9").contains($0)
    }
  }
}
