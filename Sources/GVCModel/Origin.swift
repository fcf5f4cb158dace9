import GVCSyntax

/// Where a fact, its evidence or a thing stands. A further way in is a further case.
public enum Origin: Hashable, Sendable {
  /// In a text that somebody wrote.
  case text(Location)
  /// In a cell of a table.
  case cell(TableName, Cell)
}

extension Model {
  /// Where a fact stands.
  public func origin(of fact: Fact) -> Origin { origin(at: fact.location) }

  /// Where the evidence of a fact stands.
  public func origin(of evidence: Evidence) -> Origin { origin(at: evidence.location) }

  /// Where a thing is declared.
  public func origin(of id: EntityID) -> Origin { origin(at: self[id].location) }

  /// What a place stands for: itself, or the cell from which the text comes there.
  public func origin(at location: Location) -> Origin {
    guard let cells = source(location.file)?.cells,
      let cell = cells.cell(at: location.range.start)
    else { return .text(location) }
    return .cell(cells.table, cell)
  }
}
