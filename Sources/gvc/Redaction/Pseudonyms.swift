import GVCModel
import GVCReport

/// Gives what identifies somebody another name: under one key always the same, and without the key none that
/// says anything of the original.
struct Pseudonyms {
  /// What was replaced by what, in the order in which it was first met.
  struct Row: Hashable {
    /// `firm`, `text`, `country`, `file`.
    let sort: String
    let original: String
    let pseudonym: String
  }

  /// What a person may choose to keep besides kinds: countries as they are, and the pages and passages of evidence.
  static let keptParts = ["countries", "passages"]

  private let key: [UInt8]
  /// What cannot be a pseudonym, because the case calls something by it that keeps its name.
  private let taken: (String) -> Bool
  private(set) var rows: [Row] = []
  private var known: [String: String] = [:]
  private var originals: [String: String] = [:]
  private let countries: [String: String]

  init(key: [UInt8], taken: @escaping (String) -> Bool) {
    self.key = key
    self.taken = taken
    let codes = Countries.codes
    let mixed = codes.map { (SHA256(of: Array("country\u{0}\($0)".utf8), key: key).bytes, $0) }
      .sorted { $0.0.lexicographicallyPrecedes($1.0) }.map(\.1)
    countries = Dictionary(zip(codes, mixed), uniquingKeysWith: { a, _ in a })
  }

  /// The pseudonym of the name of a thing of a kind: `firm_k3m9q2xw`.
  mutating func name(_ name: String, kind: String) -> String {
    pseudonym(of: name, kind, as: "name") { "\(kind)_\($0)" }
  }

  /// What stands in the place of a title: that of the thing with the pseudonym `name`.
  static func title(of name: String) -> String {
    let words = name.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// What stands in the place of a text; the same text gives the same.
  mutating func text(_ text: String) -> String {
    text.isEmpty ? "" : pseudonym(of: text, "text", as: "text") { "Text \($0)" }
  }

  /// Another country, under a key always the same, and no other's.
  mutating func country(_ code: String) -> String {
    guard let other = countries[code] else { return code }
    note(Row(sort: "country", original: code, pseudonym: other))
    return other
  }

  /// A path with its parts under other names; `.` and `..` stay.
  mutating func path(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { part in
      if part.isEmpty || part == "." || part == ".." { return String(part) }
      guard part.hasSuffix(".gvc") else {
        return pseudonym(of: String(part), "directory", as: "path") { "directory_\($0)" }
      }
      return pseudonym(of: String(part), "file", as: "path") { "case_\($0).gvc" }
    }.joined(separator: "/")
  }

  private mutating func note(_ row: Row) {
    guard known["row\u{0}\(row.sort)\u{0}\(row.original)"] == nil else { return }
    known["row\u{0}\(row.sort)\u{0}\(row.original)"] = row.pseudonym
    rows.append(row)
  }

  /// - Parameter space: What must not get the same pseudonym, and by itself decides it.
  private mutating func pseudonym(
    of original: String, _ sort: String, as space: String, _ make: (String) -> String
  ) -> String {
    let place = "\(space)\u{0}\(sort)\u{0}\(original)"
    if let found = known[place] { return found }
    let digits = Self.digits(of: SHA256(of: Array("\(space)\u{0}\(original)".utf8), key: key).bytes)
    // Eight letters are different enough; where two things do get the same, the second gets more.
    var length = 8
    var made = make(String(digits.prefix(length)))
    while length < digits.count, taken(made) || originals[made].map({ $0 != place }) == true {
      length += 4
      made = make(String(digits.prefix(length)))
    }
    originals[made] = place
    known[place] = made
    rows.append(Row(sort: sort, original: original, pseudonym: made))
    return made
  }

  /// Bytes in letters and digits that make no words.
  private static func digits(of bytes: [UInt8]) -> String {
    let alphabet = Array("bcdfghjkmnpqrstvwxz23456789")
    var number = bytes
    var out = ""
    for _ in 0..<32 {
      // Divides the number by the length of the alphabet; the remainder is the next letter.
      var rest = 0
      for index in number.indices {
        let value = rest << 8 | Int(number[index])
        number[index] = UInt8(truncatingIfNeeded: value / alphabet.count)
        rest = value % alphabet.count
      }
      out.append(alphabet[rest])
    }
    return out
  }
}
