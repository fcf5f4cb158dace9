import GVCAnalysis
import GVCLibrary
import GVCModel
import GVCSyntax
import Testing

/// A snapshot is what the layers, oldest first, leave standing.
@Suite struct SnapshotTests {
  private let model = ModelBuilder.build(
    prelude: SourceText(file: FileID(0), name: "prelude", bytes: Library.prelude.bytes), packs: [:],
    project: [
      Parser.parse(
        SourceText(
          file: FileID(1), name: "case",
          """
          source s {}
          period one { years: 1970..1979 }
          period two { years: 1980..1989 }
          scenario what_if { base: one }
          capability cold {}
          capability hygiene {}
          firm a { size: small capabilities { cold: no hygiene: yes } }
          buyer b {}
          link sale: a -> b {
            dependence: high from s "p. 1" (reported_by: supplier)
            dependence: low from s "p. 2" (reported_by: buyer)
          }
          in one { set a { size: medium } }
          in two {
            set a { size: large capabilities { cold: yes } }
            add firm c {}
            add link c -> b {}
            remove sale
          }
          """))
    ])

  private func entity(_ name: String) -> EntityID {
    let symbol = model.names.find(name)
    return EntityID(model.entities.firstIndex { $0.name == symbol } ?? 0)
  }

  private func snapshot(_ layer: String?) -> Snapshot {
    Snapshot(model, layer: layer.map { entity($0) })
  }

  private func size(_ word: Int) -> Value {
    let scale = model.names.find("size").flatMap { model.vocabulary.scale(named: $0) }
    return scale.map { .words(WordSet(word: word), $0) } ?? .unknown
  }

  /// The values of an attribute as written in the source.
  private func values(_ attribute: String, of name: String, in layer: String?) -> [Value] {
    guard let symbol = model.names.find(attribute),
      let id = model.vocabulary.attribute(symbol, of: model[entity(name)].kind)
    else { return [] }
    return snapshot(layer).facts(id, of: entity(name), model).map { model.facts[$0].value }
  }

  @Test func theCaseIsClean() { #expect(model.diagnostics.map(\.message) == []) }

  @Test func aLayerChangesTheOneBeforeIt() {
    #expect(values("size", of: "a", in: nil) == [size(1)])
    #expect(values("size", of: "a", in: "one") == [size(2)])
    #expect(values("size", of: "a", in: "two") == [size(3)])
    #expect(values("size", of: "a", in: "what_if") == [size(2)])
  }

  @Test func bothVoicesStand() {
    #expect(values("dependence", of: "sale", in: nil).count == 2)
  }

  @Test func aKeyIsChangedAndTheOthersStand() {
    #expect(
      values("capabilities", of: "a", in: "two") == [
        .truth(true), .truth(true),
      ])
    #expect(
      values("capabilities", of: "a", in: "one") == [
        .truth(false), .truth(true),
      ])
  }

  @Test func entitiesComeAndGo() {
    #expect(snapshot("one").contains(entity("sale")))
    #expect(!snapshot("one").contains(entity("c")))
    #expect(!snapshot("two").contains(entity("sale")))
    #expect(snapshot("two").contains(entity("c")))
    #expect(snapshot("one").purchases[entity("b")].count == 1)
    #expect(snapshot("two").sales[entity("a")].isEmpty)
    #expect(snapshot("two").sales[entity("c")].count == 1)
  }
}
