/// A workbook in the form of Excel (ECMA-376), as its cells say it: values, no formulas and no looks.
///
/// Nothing in it is run and nothing that it names is opened.
public struct Workbook: Sendable {
  /// The sheets, in their order, with hidden ones.
  public let sheets: [Grid]
  /// What a reader should know of the whole: macros and other files, which are left alone.
  public let notes: [String]

  /// Reads all sheets. Fails on what is no workbook, is cut off, damaged, encrypted, or larger than the limits: 256 MiB
  /// a file in it, and no more than 200 times its packed size.
  public init(_ bytes: [UInt8]) throws(TableError) {
    var archive = try ZipArchive(bytes)
    let root = try Relationships(&archive, of: "")
    guard let path = root.target(ofType: "officeDocument") else {
      throw TableError("this is no workbook: the archive has none")
    }
    let outline = try Outline(archive.file(path))
    let related = try Relationships(&archive, of: path)
    var styles = WorkbookStyles()
    if let path = related.target(ofType: "styles"), archive.contains(path) {
      styles = try WorkbookStyles(archive.file(path))
    }
    var texts = SharedTexts()
    if let path = related.target(ofType: "sharedStrings"), archive.contains(path) {
      texts = try SharedTexts(archive.file(path))
    }
    var sheets: [Grid] = []
    for sheet in outline.sheets {
      // A sheet may be a chart, which has no cells.
      guard let target = related.targets[sheet.relationship], target.type == "worksheet" else {
        continue
      }
      var reader = WorksheetReader(
        name: sheet.name, isHidden: sheet.isHidden, texts, styles, from1904: outline.from1904)
      try reader.read(archive.file(target.path), target.path)
      sheets.append(reader.grid)
    }
    self.sheets = sheets
    var notes: [String] = []
    if archive.names.contains(where: { $0.hasSuffix("vbaProject.bin") }) {
      notes.append("the workbook has macros, which are not run")
    }
    if archive.names.contains(where: { $0.contains("externalLinks/") }) {
      notes.append("the workbook has links to other files, which are not opened")
    }
    let hidden = sheets.filter(\.isHidden).map { "`\($0.name)`" }
    if !hidden.isEmpty { notes.append("hidden sheets: \(hidden.joined(separator: ", "))") }
    self.notes = notes
  }
}

/// The list of sheets of a workbook.
private struct Outline {
  struct Sheet {
    let name: String
    let relationship: String
    let isHidden: Bool
  }

  private(set) var sheets: [Sheet] = []
  private(set) var from1904 = false

  init(_ bytes: [UInt8]) throws(TableError) {
    var scanner = try XMLScanner(bytes, "workbook.xml")
    while true {
      switch try scanner.next() {
      case .start where scanner.isNamed("workbookPr"): from1904 = scanner.isTrue("date1904")
      case .start where scanner.isNamed("sheet"):
        guard let name = try scanner.text(of: "name"), let id = try scanner.text(of: "id") else {
          throw TableError("a sheet of the workbook has no name")
        }
        let state = try scanner.text(of: "state") ?? "visible"
        sheets.append(Sheet(name: name, relationship: id, isHidden: state != "visible"))
      case .finish: return
      default: break
      }
    }
  }
}

/// What a part of a workbook refers to.
private struct Relationships {
  /// By identifier: the path in the archive, and the last word of the type.
  private(set) var targets: [String: (path: String, type: String)] = [:]
  private var order: [String] = []

  /// The relationships of a part; those of the whole where its path is empty.
  init(_ archive: inout ZipArchive, of part: String) throws(TableError) {
    let directory = part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
    let file = "\(directory)_rels/\(part.dropFirst(directory.count)).rels"
    guard archive.contains(file) else {
      if part.isEmpty { throw TableError("this is no workbook: the archive has none") }
      return
    }
    var scanner = try XMLScanner(archive.file(file), file)
    while true {
      switch try scanner.next() {
      case .start where scanner.isNamed("Relationship"):
        guard let id = try scanner.text(of: "Id"), let target = try scanner.text(of: "Target"),
          let type = try scanner.text(of: "Type"),
          try scanner.text(of: "TargetMode") != "External"
        else { continue }
        targets[id] = (
          Self.path(target, from: directory), String(type.split(separator: "/").last ?? "")
        )
        order.append(id)
      case .finish: return
      default: break
      }
    }
  }

  /// The first part of a type.
  func target(ofType type: String) -> String? {
    order.lazy.compactMap { targets[$0] }.first { $0.type == type }?.path
  }

  /// A path that begins at the top with `/`, else in a directory; `..` goes up.
  private static func path(_ target: String, from directory: String) -> String {
    guard !target.hasPrefix("/") else { return String(target.dropFirst()) }
    var parts = directory.split(separator: "/")
    for part in target.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
