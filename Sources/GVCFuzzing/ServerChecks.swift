import FoundationEssentials
import GVCCaseReport
import GVCLanguageServer
import GVCWorkspace
import Synchronization

/// What must be true of any bytes that a client of the server sends.
enum ServerChecks {
  /// The longest line of a header that is read whole however the bytes come.
  private static let lineLimit = 4096

  /// The frames are the same however the bytes are cut.
  static func framingDefect(_ bytes: [UInt8]) -> String? {
    let whole = frames(bytes, step: max(1, bytes.count))
    let isShort = bytes.split(separator: 0x0A).allSatisfy { $0.count < lineLimit }
    guard isShort else { return nil }
    for step in [1, 7] where frames(bytes, step: step) != whole {
      return "the frames are others when \(step) bytes come at once"
    }
    return nil
  }

  private static func frames(_ bytes: [UInt8], step: Int) -> [FrameReader.Frame] {
    var reader = FrameReader(limit: 1 << 16)
    var frames: [FrameReader.Frame] = []
    for start in stride(from: 0, to: bytes.count, by: step) {
      reader.append(bytes[start..<min(bytes.count, start + step)])
      while let frame = reader.next() { frames.append(frame) }
    }
    return frames
  }

  /// What a server wrote, and the pieces of input that it still gets.
  private final class Wire: Sendable {
    let output = Mutex<[UInt8]>([])
    let pieces: Mutex<[[UInt8]]>

    init(_ pieces: [[UInt8]]) { self.pieces = Mutex(pieces.reversed()) }
  }

  /// A session ends with its input, and writes nothing but framed JSON.
  ///
  /// Bytes that begin with a header go to the server as they are; of others each line is a message behind
  /// those that begin a session.
  static func sessionDefect(_ bytes: [UInt8], isThorough: Bool) -> String? {
    let wire = Wire(input(bytes))
    // Reading that pack takes longer than all the rest of a short session.
    let disk = MemoryFiles([
      "/case/a.gvc": "firm maker {}\n",
      "/case/b.gvc": isThorough ? "use caspari2003\n" : "use navas_aleman2011\n",
    ])
    let files = disk.fileSystem
    let environment = ServerEnvironment(
      version: "0", renderer: .standard, files: files,
      names: { path throws(FileError) in try files.list(path) },
      stamp: { path in
        (try? files.kind(path)).map { _ in FileStamp(identity: [], isSettled: true) }
      },
      isRunning: { _ in true },
      write: { bytes in
        wire.output.withLock { $0 += bytes }
        return true
      })
    let status = LanguageServer.run(environment) { wire.pieces.withLock { $0.popLast() } }
    guard status == 0 || status == 1 else { return "the server ends with \(status)" }
    return outputDefect(wire.output.withLock { $0 })
  }

  private static func input(_ bytes: [UInt8]) -> [[UInt8]] {
    if bytes.starts(with: Array("Content-".utf8)) {
      return stride(from: 0, to: bytes.count, by: 512).map {
        Array(bytes[$0..<min(bytes.count, $0 + 512)])
      }
    }
    let first = [
      #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{},"#
        + #""workspaceFolders":[{"uri":"file:///case","name":"case"}]}}"#,
      #"{"jsonrpc":"2.0","method":"initialized","params":{}}"#,
    ]
    return (first.map { Array($0.utf8)[...] } + bytes.split(separator: 0x0A)).map(frame)
  }

  private static func frame(_ content: ArraySlice<UInt8>) -> [UInt8] {
    Array("Content-Length: \(content.count)\r\n\r\n".utf8) + content
  }

  private static func outputDefect(_ output: [UInt8]) -> String? {
    var rest = output[...]
    let field = Array("Content-Length: ".utf8)
    while !rest.isEmpty {
      guard rest.starts(with: field) else { return "the server writes what is no header" }
      let digits = rest.dropFirst(field.count).prefix { (0x30...0x39).contains($0) }
      guard let count = Int(String(decoding: digits, as: UTF8.self)),
        rest[digits.endIndex...].starts(with: Array("\r\n\r\n".utf8)),
        rest.endIndex - digits.endIndex - 4 >= count
      else { return "the server writes a broken message" }
      let content = rest[(digits.endIndex + 4)...].prefix(count)
      guard (try? JSONDecoder().decode(Message.self, from: Data(content)))?.jsonrpc == "2.0" else {
        return "the server writes what is no message"
      }
      rest = rest[content.endIndex...]
    }
    return nil
  }

  private struct Message: Decodable {
    let jsonrpc: String
  }
}
