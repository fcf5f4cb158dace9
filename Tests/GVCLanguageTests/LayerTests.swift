import GVCLibrary
import GVCModel
import GVCSyntax
import Testing

/// A period changes the period before it, whatever the order of declaration.
@Suite struct LayerTests {
  private func chain(of layer: String, in text: String) -> [String] {
    let prelude = SourceText(file: FileID(0), name: "prelude", bytes: Library.prelude.bytes)
    let tree = Parser.parse(SourceText(file: FileID(1), name: "case", text))
    let model = ModelBuilder.build(prelude: prelude, packs: [:], project: [tree])
    func name(_ id: EntityID) -> String { model[id].name.map { model.names[$0] } ?? "?" }
    guard let start = model.layerOrder.layers.first(where: { name($0) == layer }) else { return [] }
    return model.layerOrder.chain(from: start).map(name)
  }

  @Test func yearsOrderPeriods() {
    let text = """
      period c { years: 1995..2000 }
      period a { years: 1970..1979 }
      period b { years: 1980..1989 }
      scenario s { base: b }
      """
    #expect(chain(of: "c", in: text) == ["c", "b", "a"])
    #expect(chain(of: "s", in: text) == ["s", "b", "a"])
  }

  @Test func followsOrdersPeriodsWithoutYears() {
    #expect(chain(of: "x", in: "period x { follows: y }\nperiod y {}") == ["x", "y"])
  }

  @Test func whatALayerAddsIsThereOnlyFromThen() {
    let prelude = SourceText(file: FileID(0), name: "prelude", bytes: Library.prelude.bytes)
    let text = """
      period p {}
      firm a {}
      in p {
        add firm b { size: small }
        remove a
      }
      """
    let tree = Parser.parse(SourceText(file: FileID(1), name: "case", text))
    let model = ModelBuilder.build(prelude: prelude, packs: [:], project: [tree])
    let names = model.entities.map { $0.name.map { model.names[$0] } }
    let p = names.firstIndex(of: "p").map { EntityID($0) }
    #expect(p != nil)
    #expect(model.entities.filter { $0.addedIn == p }.map(\.name) == [model.names.find("b")])
    #expect(model.facts.filter { $0.layer == p }.count == 1)
    #expect(model.removals.map(\.layer) == [p])
    #expect(model.removals.first.map { model[$0.entity].name } == model.names.find("a"))
  }

  @Test func aCircleIsCut() {
    let text = "period one { follows: two }\nperiod two { follows: one }"
    #expect(chain(of: "two", in: text) == ["two", "one"])
  }
}
