import Glibc

/// The command line of the benchmark.
@main
enum BenchmarkTool {
  private static let help = """
    gvc-benchmark [run] [--lines 1000,10000,100000,1000000] [--seed N] [--rounds N] [--stages lex,check,…]

      Makes cases of so many lines and measures each stage of the compiler over them: the least and
      the median processor time of the rounds, the speed, the ratio to a copy of the bytes in memory
      and to a read of the file, and the memory per byte of source (the peak of a process of its own).
      At the end the exponents with which time and memory grow.

    gvc-benchmark links [--links 1000,10000,100000] [--seed N] [--rules N]

      Runs the rules of the main theory over so many links of one state of a case: the time, and the
      exponent of its growth.

    gvc-benchmark conclusions [--links 500,2000,10000] [--seed N] [--text FILE]

      Analyses so many links in two periods, and writes what is concluded for people, as CSV and as
      JSON, as a report, and as the difference of the periods: the time of each, the sizes of CSV and
      JSON, and the exponents of growth. `--text` writes the case, the last one, to a file.

    gvc-benchmark pictures [--actors 15,30,60]

      Draws so many actors that all trade with each other: the time, and the exponent of its growth by
      links.

    gvc-benchmark text [--lines N] [--seed N]

      Writes such a case to standard output.

    gvc-benchmark questions [--links N] [--seed N] [--table FILE]

      Answers questions about a case of so many links, one a line of standard input, each with a number
      and the seconds that it took. `--table` writes the links for other programs. Tests/Speed/peers.py
      takes turns with it.

    gvc-benchmark damage PATH … [--step N] [--jobs 2]

      Cuts every file off at every N-th byte and puts other bytes there, and takes each variant through
      the whole compiler. Exit status 1 when one traps, hangs, or breaks a promise; it is kept in a file.

    """

  static func main() {
    do {
      exit(try run(Array(CommandLine.arguments.dropFirst())))
    } catch let error as UsageError {
      fail(error.message)
    } catch let error as SystemError {
      fail(error.message)
    } catch {
      fail("\(error)")
    }
  }

  private static func run(_ arguments: [String]) throws -> Int32 {
    let rest = Array(arguments.dropFirst())
    switch arguments.first {
    case "run": return try RunCommand.run(rest)
    case "links": return try LinksCommand.run(rest)
    case "conclusions": return try ConclusionsCommand.run(rest)
    case "pictures": return try PicturesCommand.run(rest)
    case "questions": return try QuestionsCommand.run(rest)
    case "text": return try TextCommand.run(rest)
    case "damage": return try DamageCommand.run(rest)
    case "damage-worker": return try DamageWorker.run(rest)
    case "memory": return try MemoryCommand.run(rest)
    case "help", "--help", "-h":
      Console.write(help)
      return 0
    default: return try RunCommand.run(arguments)
    }
  }

  private static func fail(_ message: String) -> Never {
    Console.write("gvc-benchmark: \(message)\n", to: STDERR_FILENO)
    exit(2)
  }
}

/// What people read, written at once.
enum Console {
  static func write(_ text: String, to descriptor: Int32 = STDOUT_FILENO) {
    var text = text
    text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let n = Glibc.write(
          descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
        guard n > 0 else { return }
        written += n
      }
    }
  }
}
