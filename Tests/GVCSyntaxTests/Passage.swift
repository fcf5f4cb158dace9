import Foundation
import Testing

/// A part of a `.gvc` file, from one item to another: short, so that each of its bytes can be tried.
struct Passage: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]

  var testDescription: String { name }

  /// The samples and packs of the project, each whole.
  static let files: [Passage] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return ["Samples", "Sources/GVCLibrary/Packs"].flatMap { folder in
      let paths = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
      return (paths?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".gvc") }.sorted()
        .compactMap { path in
          let file = root.appending(path: folder).appending(path: path)
          return (try? Data(contentsOf: file)).map {
            Passage(name: file.lastPathComponent, bytes: Array($0))
          }
        }
    }
  }()

  /// The files in parts.
  static let parts: [Passage] = files.flatMap(\.passages)

  /// The two samples of the tests, and the parts of the files.
  static let all: [Passage] =
    Sample.allCases.map { Passage(name: "\($0)", bytes: Array($0.text.utf8)) }
    + parts

  /// The places of the passage that are tried: every one of a short text, and evenly spread ones of
  /// a file's part, so that all files together take seconds. Every byte of the samples is tried on
  /// the whole compiler by the benchmark's `damage`.
  var places: [Int] {
    Array(stride(from: 0, through: bytes.count, by: isShort ? 1 : max(1, bytes.count / 12)))
  }

  /// It is one of the two samples of the tests.
  private var isShort: Bool { !name.contains(" from ") }

  /// The file in parts of at least 150 bytes, each of which ends before an empty line.
  private var passages: [Passage] {
    var passages: [Passage] = []
    var start = 0
    for index in bytes.indices.dropFirst(2) where index - start >= 150 {
      guard bytes[index - 1] == 0x0A, bytes[index - 2] == 0x0A else { continue }
      passages.append(Passage(name: "\(name) from \(start)", bytes: Array(bytes[start..<index])))
      start = index
    }
    return passages + [Passage(name: "\(name) from \(start)", bytes: Array(bytes[start...]))]
  }
}
