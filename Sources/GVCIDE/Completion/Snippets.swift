import GVCModel

/// Forms with places to fill in.
enum Snippets {
  /// The items that are no declarations of a case, by their first words.
  static let items: [(word: String, form: String)] = [
    ("use", "use ${1:caspari2003}"),
    ("import", "import \"$1\""),
    ("in", "in ${1:layer} {\n  $0\n}"),
    ("expect", "expect ${1|finding,no finding,verdict,unknown,contested,diagnostic|} $0"),
    ("accept", "accept finding ${1:rule} on ${2:thing} \"${3:Why.}\""),
    ("theory", "theory ${1:name} \"${2:Title}\" {\n  $0\n}"),
    (
      "rule",
      """
      rule ${1:name} "${2:Title}" {
        for ${3:l} in ${4:links}
        when ${5:$3.dependence == high}
        find ${6:$3.supplier} ${7|observed,likely,possible,necessary,definition,danger,advice|}
        message "${8:{$6\\} …}"
        cite ${9:source} "${10:p. 1}"
      }
      """
    ),
    ("attribute", "attribute ${1:firm}.${2:name}: ${3:level} \"${4:What it is.}\""),
    (
      "threshold",
      "threshold ${1:name}: ${2:50%} \"${3:What it is.}\" {\n  range: ${4:0%..100%}\n  basis: \"${5:own}\"\n}"
    ),
    ("derive", "derive ${1:firm}.${2:name}: ${3:truth} = ${4:condition} \"${5:What it is.}\""),
    ("kind", "kind ${1:name} \"${2:Title}\" { plural: ${3:names} }"),
    ("scale", "scale ${1:name} \"${2:Title}\" {\n  value ${3:low} \"${4:Low}\"\n  $0\n}"),
    ("choice", "choice ${1:name} \"${2:Title}\" {\n  value ${3:one} \"${4:One}\"\n  $0\n}"),
    (
      "verdict",
      "verdict ${1:name} \"${2:Title}\" {\n  of: ${3:actor}\n  value ${4:name} \"${5:Title}\"\n  $0\n}"
    ),
  ]

  static let layerItems: [(word: String, form: String)] = [
    ("set", "set ${1:thing} { $0 }"), ("add", "add ${1:link} $0"), ("remove", "remove ${1:thing}"),
  ]

  /// The declaration of a thing of a kind.
  static func declaration(_ word: String, _ kind: Kind, _ model: Model) -> String {
    switch kind.ends {
    case .supply: "\(word) ${1:supplier} -> ${2:buyer} {\n  $0\n}"
    case .peers: "\(word) ${1:one} -- ${2:other}"
    case .none: "\(word) ${1:name} \"${2:Title}\" {\n  $0\n}"
    }
  }

  /// Several declarations at once.
  static func wholes(_ model: Model) -> [(label: String, detail: String, form: String)] {
    [
      (
        "case", "a whole case: sources, a chain, actors, a link",
        """
        use ${1:caspari2003}

        source ${2:survey} { author: "${3:Author}" title: "${4:Title}" year: ${5:2001} }

        chain ${6:chain} "${7:Title}" {
          tier 0 "Buyers"
          tier 1 "Suppliers"
        }

        buyer ${8:buyer} "${9:Title}" { core: [design, ..] }
        firm ${10:maker} "${11:Title}" { performs: [production] from $2 "${12:p. 1}" }

        link $10 -> $8 {
          chain: $6
          governance: ${13|quasi_hierarchical,arms_length,network,hierarchical|} from $2 "${14:p. 1}"
        }
        """
      ),
      (
        "link with evidence", "a link with its governance and where that stands",
        """
        link ${1:supplier} -> ${2:buyer} {
          governance: ${3|quasi_hierarchical,arms_length,network,hierarchical|} from ${4:source} "${5:p. 1}"
          dependence: ${6|low,medium,high|} from $4 "${7:p. 1}" (reported_by: ${8|supplier,buyer|})
        }
        """
      ),
    ]
  }

  /// The form of a value of a type; nil where a word stands alone.
  static func value(of type: AttributeType) -> String? {
    switch type {
    case .text: "\"$1\""
    case .list: "[$1]"
    case .share, .percent: "${1:50}%"
    case .duration: "${1:48} h"
    case .money: "${1:12} ${2:USD}/${3:unit}"
    case .quantity: "${1:12} ${2:unit}"
    case .years: "${1:1990}..${2:2000}"
    default: nil
    }
  }

  /// An entry of a block up to its value, and the form of one; nil where there is none.
  static func entry(_ name: String, _ type: AttributeType) -> (plain: String, form: String?) {
    if case .map = type { return ("\(name) { }", "\(name) {\n  $0\n}") }
    return ("\(name): ", value(of: type).map { "\(name): \($0)" })
  }

  /// A form with the places filled by what they propose.
  static func plain(_ form: String) -> String {
    var out = ""
    var values: [String: String] = [:]
    var rest = Substring(form)
    while let first = rest.first {
      rest.removeFirst()
      if first == "\\", let next = rest.first {
        out.append(next)
        rest.removeFirst()
        continue
      }
      guard first == "$" else {
        out.append(first)
        continue
      }
      let isBraced = rest.first == "{"
      if isBraced { rest.removeFirst() }
      let number = String(rest.prefix(while: \.isNumber))
      rest = rest.dropFirst(number.count)
      guard isBraced else {
        out += values[number] ?? ""
        continue
      }
      var body = ""
      var escaped = false
      while let next = rest.first {
        rest.removeFirst()
        if escaped {
          body.append(next)
          escaped = false
        } else if next == "\\" {
          escaped = true
        } else if next == "}" {
          break
        } else {
          body.append(next)
        }
      }
      if body.hasPrefix(":") {
        body.removeFirst()
        for (other, value) in values { body = body.replacing("$\(other)", with: value) }
        values[number] = body
        out += body
      } else if body.hasPrefix("|") {
        let value = String(body.dropFirst().prefix { $0 != "," && $0 != "|" })
        values[number] = value
        out += value
      }
    }
    return out
  }
}
