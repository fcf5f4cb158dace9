import GVCReport
import GVCWorkspace

extension CommandOption {
  /// `--baseline`, of a command that can be held against an earlier run of itself.
  static func baseline(_ command: String) -> CommandOption {
    .word(
      "--baseline", "FILE", from: .files,
      "say what is new, changed and fixed since this output of `gvc \(command) --format json`; the exit "
        + "status then counts what is new or worse")
  }

  static let watch = flag(
    "--watch", "do it again whenever a file that was read changes, until Ctrl-C")
}

/// The output of an earlier run, from a file.
enum Baseline {
  /// Reads a file through a session, so that it is watched too; fails with a sentence about the file.
  static func read<Made, Report>(
    _ path: String, _ session: ProjectSession<Made>,
    as decode: ([UInt8]) throws(BaselineFile.Failure) -> Report
  ) throws -> Report {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try session.bytes(of: path)
    } catch {
      throw UsageError("the baseline: " + ProjectError(error, at: path).message)
    }
    do throws(BaselineFile.Failure) {
      return try decode(bytes)
    } catch {
      throw UsageError("the baseline `\(path)` \(error.message)")
    }
  }
}
