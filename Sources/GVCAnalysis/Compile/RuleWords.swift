import GVCModel

/// The symbols of the words that mean something in an expression by themselves; nil for one that no text has.
struct RuleWords {
  let yes: Symbol?
  let no: Symbol?
  let unknown: Symbol?
  let supplier: Symbol?
  let buyer: Symbol?
  let members: Symbol?
  let number: Symbol?
  let sales: Symbol?
  let purchases: Symbol?
  let ties: Symbol?

  init(_ names: Interner) {
    yes = names.find("yes")
    no = names.find("no")
    unknown = names.find("unknown")
    supplier = names.find("supplier")
    buyer = names.find("buyer")
    members = names.find("members")
    number = names.find("number")
    sales = names.find("sales")
    purchases = names.find("purchases")
    ties = names.find("ties")
  }
}
