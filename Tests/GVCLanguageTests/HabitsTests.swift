import FoundationEssentials
import GVCSyntax
import GVCWorkspace
import Testing

/// What people used to Word, Excel and the number forms of other countries write.
///
/// `Tests/Documents/habits.tsv` has one a row: where it stands, what is typed, all that is said of it, with the help
/// in parentheses, what the line is after each fix, and how well that serves, from 0 to 3.
@Suite struct HabitsTests {
  struct Habit: Sendable, CustomTestStringConvertible {
    let place: String
    let typed: String
    let said: String
    let fixed: [String]
    let rating: Int

    var testDescription: String { "\(place): \(typed)" }
  }

  /// The text around what is typed, which stands in the place of `@`.
  private static let places = [
    "firm": """
    firm maker {
      @
    }
    buyer house {}
    link maker -> house {}
    activity design {}
    activity assembly {}
    firm other { performs: [design, assembly] }
    source survey "S" {}
    firm third { size: small from survey }

    """,
    "link": "firm maker {}\nbuyer house {}\nlink maker -> house {\n  @\n}\n",
    "event": "event shock {\n  @\n}\n",
    "file": "@\n",
    "with link": "@\nbuyer house {}\nlink maker -> house {}\n",
    "with ends": "firm maker {}\nbuyer house {}\n@\n",
    "with peers": "firm maker {}\nfirm other {}\n@\n",
    "with case": "firm maker {}\nbuyer house {}\nlink trade: maker -> house {}\n@\n",
    "claim":
      "firm maker {}\nbuyer house {}\nlink trade: maker -> house {}\nclaim success {\n  @\n}\n",
    "period":
      "period late { years: 2001..2010 }\n@\nfirm maker {}\nin late { set maker { size: small } }\n",
  ]

  static func habits() throws -> [Habit] {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Documents/habits.tsv")
    let text = try String(decoding: Data(contentsOf: path), as: UTF8.self)
    return text.split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Habit(
        place: cells[0], typed: plain(cells[1]), said: cells[2],
        fixed: cells[3].isEmpty ? [] : cells[3].split(separator: "  ∥  ").map(String.init),
        rating: Int(cells[4]) ?? 0)
    }
  }

  private static func plain(_ cell: String) -> String {
    cell.replacing("\\n", with: "\n").replacing("\\u{a0}", with: "\u{a0}")
      .replacing("\\u{200b}", with: "\u{200b}")
  }

  @Test(arguments: try habits()) func `What is said of a habit`(habit: Habit) throws {
    let around = try #require(Self.places[habit.place]?.split(separator: "@", maxSplits: 1))
    let (before, behind) =
      habit.place == "file" || habit.place == "with link"
      ? ("", String(around[around.count - 1])) : (String(around[0]), String(around[1]))
    let text = before + habit.typed + behind
    let found = try Self.diagnostics(text)
    let said = found.map { $0.message + ($0.help.map { " (\($0))" } ?? "") }
    #expect(said.joined(separator: " && ").replacing("\n", with: " ") == habit.said)
    let ways = found.flatMap(\.fixes)
    #expect(ways.count == habit.fixed.count)
    for (way, fixed) in zip(ways, habit.fixed) {
      let mended = Self.apply(way, to: text)
      if fixed != "(first line)" {
        #expect(mended == before + Self.plain(fixed) + behind)
      }
      // What serves best leaves nothing to be said.
      if habit.rating == 3 {
        let left = try Self.diagnostics(mended).filter { $0.severity > .note }
        #expect(left.map(\.message) == [] || ways.count > 1)
      }
    }
    if habit.rating == 3 {
      #expect(found.count == 1)
      #expect(!ways.isEmpty || found.contains { $0.help != nil || $0.message.contains("`") })
    }
  }

  /// No fix leaves digits that make another number: those of a reading are those that were typed.
  @Test func `Fixes keep the digits`() throws {
    for habit in try Self.habits() where habit.rating == 3 && habit.place != "event" {
      let digits = habit.typed.filter(\.isNumber)
      // Words for large numbers stand for zeros, fractions of one for hundredths, a range shares its unit.
      let isWritten = ["milli", "milion", "Mio", ": 0.", "years", "caspari"].contains {
        habit.typed.contains($0)
      }
      for fixed in habit.fixed where !isWritten && fixed != "(first line)" {
        let mended = fixed.filter(\.isNumber)
        #expect(mended == digits || digits.hasPrefix(mended), "\(habit.typed) → \(fixed)")
      }
    }
  }

  @Test func `The mean rating is at least 2.7`() throws {
    let habits = try Self.habits()
    #expect(habits.count > 170)
    #expect(habits.reduce(0) { $0 + $1.rating } * 10 >= habits.count * 27)
  }

  private static func diagnostics(_ text: String) throws -> [Diagnostic] {
    let files = MemoryFiles(["/case/case.gvc": text])
    let project = try ProjectLoader(files: files.fileSystem).project(at: "/case")
    return ProjectDocument.Project.diagnostics(project)
  }

  private static func apply(_ fix: Fix, to text: String) -> String {
    var bytes = Array(text.utf8)
    for edit in fix.edits.sorted(by: { $0.location.range.start > $1.location.range.start }) {
      let range = Int(edit.location.range.start)..<Int(edit.location.range.end)
      bytes.replaceSubrange(range, with: edit.replacement.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
