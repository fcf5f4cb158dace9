/// The kind of a node. The comment gives its children in order; `?` may be absent, `*` may repeat.
/// A keyword or punctuation is a token of the node, never a child.
public enum SyntaxKind: UInt8, Sendable, CaseIterable {
  /// The root: item*.
  case file

  // Items.
  /// `use a, b`: path*.
  case use
  /// `import "file" as name`: title, name?.
  case importItem
  /// `in layer { … }`: path, (setItem | addItem | removeItem)*.
  case layerBlock
  /// `set REF { … }`, in a layer or outside of all: (path | ends), block.
  case setItem
  /// `add KIND …`: declaration.
  case addItem
  /// `remove REF`: (path | ends).
  case removeItem
  /// `from ROW in TABLE { … }`: name, path, (setItem | layerBlock | declaration)*. What is declared in it may have a path
  /// in the place of its name.
  case rowTemplate
  /// `expect …`: one of the expect nodes below.
  case expectItem
  /// `accept finding … "reason"`: an `expectFinding`, title.
  case acceptItem
  /// `theory name "Title" { … }`: name, title?, item*.
  case theory
  /// `attribute owner.name: TYPE "doc" { … }`: name (owner), name, type, title?, block?.
  case attributeDeclaration
  /// `unit NAME of NAME = 60 kg "Title" { … }`: unit, quantity?, title?, block?.
  case unitDeclaration
  /// `threshold name: VALUE "doc" { … }`: name, value, title?, block?.
  case thresholdDeclaration
  /// `derive owner.name: TYPE = EXPR "doc"`: name (owner), name, type, expression, title?.
  case deriveDeclaration
  /// `rule name "Title" { … }`: name, title?, clause*.
  case ruleDeclaration
  /// `KIND name "Title" { … }`: first token the kind word; name?, ends?, title?, block?.
  case declaration

  // Parts of items.
  /// A declared name: one name token (a number token for `tier 0`).
  case name
  /// A reference: name tokens separated by `.`.
  case path
  /// One string token.
  case title
  /// `a -> b`, `a -- b -- c`, with ` in chain` in a reference: path, path+, chainReference?.
  case ends
  /// `in chain` behind ends: path.
  case chainReference
  /// `{ … }`: (attribute | mapEntry | member)*.
  case block
  /// `name: VALUE from …`: first token the name; value, evidence*.
  case attribute
  /// `name { … }`: first token the name; block.
  case mapEntry
  /// `word name "Title" { … }`: first token the word; name, title?, block?.
  case member
  /// `from source "p. 15" (reported_by: supplier)`: path, title?, qualifier*.
  case evidence
  /// `reported_by: supplier`: first token the name; value.
  case qualifier
  /// A type: its tokens are read by the checker (`list of activity`, `share of sales`).
  case type

  // Values.
  /// `12`, `12 USD/pair in 1998`, `48 h`, `50%`: number token, unit?.
  case quantity
  /// The tokens of a unit, `%` included, with the word for thousands or millions before it and `in YEAR` for prices.
  case unit
  /// `1999-01-15`: one date token.
  case dateValue
  /// One string token.
  case stringValue
  /// `a..b`: two values, each a quantity, a date or a path.
  case rangeValue
  /// `~40%`: quantity.
  case estimateValue
  /// `at most 48 h`, `at least high`: quantity or path.
  case boundValue
  /// `[a, b, ..]`: value*; a `..` token before `]` leaves the list open.
  case listValue

  // Clauses of a rule.
  /// `for a in X where C, b in Y`: binding*.
  case forClause
  /// `a in X where C`: name, expression, expression? (behind the `where` token).
  case binding
  /// `let name = EXPR`: name, expression.
  case letClause
  /// `scope EXPR`: expression.
  case scopeClause
  /// `when EXPR`: expression.
  case whenClause
  /// `find SUBJECT value qualifier into OBJECT modality`: expression, name*, intoPart?, name.
  case findClause
  /// `into EXPR` or `from EXPR` of a find clause: expression.
  case intoPart
  /// `on EXPR, …`: expression*.
  case onClause
  /// `message "…"`: title.
  case messageClause
  /// `help "…"`: title.
  case helpClause
  /// `cite source "s3", "Box 3.3"`: path, title*.
  case citeClause

  // Expectations. Each: tokens `no`/`unknown`/… read by position.
  /// `expect [no] finding NAME [into PATH] [on REF {, REF}] [in LAYER]`: path, expectObject?, {expectSubject}, expectLayer?.
  case expectFinding
  /// `expect unknown NAME [into PATH] [on REF {, REF}] [in LAYER] [needs PATH, …]`:
  /// path, expectObject?, {expectSubject}, expectLayer?, expectNeeds?.
  case expectUnknown
  /// `expect not asked NAME [into PATH] [on REF {, REF}] [in LAYER]`:
  /// path, expectObject?, {expectSubject}, expectLayer?.
  case expectNotAsked
  /// `expect [no] verdict VALUE [QUALIFIER] [into PATH] [on REF {, REF}] [in LAYER]`:
  /// name, name?, expectObject?, {expectSubject}, expectLayer?.
  case expectVerdict
  /// `expect [no] contested VERDICT [QUALIFIER] [into PATH] [on REF {, REF}] [in LAYER]`:
  /// name, name?, expectObject?, {expectSubject}, expectLayer?.
  case expectContested
  /// `expect [no] diagnostic CODE [on REF {, REF}]`: name, {expectSubject}.
  case expectDiagnostic
  /// `into PATH` / `from PATH`: path.
  case expectObject
  /// `on REF`: path | ends.
  case expectSubject
  /// `in LAYER`: path.
  case expectLayer
  /// `needs a.b, c.d`: (path | endsAttribute)*.
  case expectNeeds
  /// `(a -> b).attribute`: ends, name.
  case endsAttribute

  // Expressions.
  /// `a or b or c`: expression+.
  case orExpression
  /// `a and b and c`: expression+.
  case andExpression
  /// `not a`: expression.
  case notExpression
  /// `a OP b` with `== != < <= > >=`, `in` or `not in`: two expressions.
  case comparison
  /// `x is known`, `x is unknown`: expression.
  case knownExpression
  /// `a + b - c`: expression+.
  case sumExpression
  /// `a * b / c`: expression+.
  case productExpression
  /// `-a`: expression.
  case negation
  /// `a ^ b`: two expressions.
  case powerExpression
  /// `a.name`: expression, name.
  case memberExpression
  /// `a[b]`: two expressions.
  case indexExpression
  /// `a by supplier`: expression, name.
  case voiceExpression
  /// `f(a, b)`: name, expression*.
  case callExpression
  /// `sum(e for x in xs where c)`: name, expression, binding+.
  case aggregateExpression
  /// `if a then b else c`: three expressions.
  case ifExpression
  /// `[a, b]`: expression*.
  case listExpression
  /// `(a)`: expression.
  case parenthesized
  /// A name standing for a variable, attribute, threshold, entity or word of the vocabulary: one token.
  case nameExpression
  /// `yes`, `no`, `unknown` are name expressions; numbers are `quantity`, texts `stringValue`.

  // What stands in no file, but on a command line.
  /// `SET where C`, `VALUE for x in SET`, or any expression: expression, then the condition or
  /// binding+.
  case query
  /// `a, b`: expression+.
  case columns

  /// Tokens that recovery skipped; covered by one diagnostic.
  case skipped
  /// Nothing, where something was required; covered by one diagnostic.
  case missing
}
