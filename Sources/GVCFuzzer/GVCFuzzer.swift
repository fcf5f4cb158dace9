import GVCFuzzing
import Glibc

/// Feeds a target of `GVCFuzzing` under libFuzzer, which is linked by `Tests/Fuzz/run` alone. The environment
/// variable `GVC_FUZZ` is the name of the target; with `GVC_FUZZ_THOROUGH` everything is tried on each input.
@main struct GVCFuzzer {
  typealias Test = @convention(c) (UnsafePointer<UInt8>, Int) -> CInt

  static let target = getenv("GVC_FUZZ").flatMap { FuzzTarget(rawValue: String(cString: $0)) }

  /// Whether everything is tried on each input, and not only on a sample of them.
  static let triesAll = getenv("GVC_FUZZ_THOROUGH") != nil

  static func main() {
    guard target != nil else {
      let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
      print("GVC_FUZZ must name one of: \(names)")
      exit(2)
    }
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(run(&count, &arguments) { testOneInput($0, $1) })
  }
}

@_silgen_name("LLVMFuzzerRunDriver") private func run(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: GVCFuzzer.Test
) -> CInt

@_silgen_name("LLVMFuzzerMutate") private func mutateBytes(
  _ data: UnsafeMutablePointer<UInt8>, _ count: Int, _ limit: Int
) -> Int

@_cdecl("LLVMFuzzerTestOneInput") public func testOneInput(
  _ data: UnsafePointer<UInt8>, _ count: Int
) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  // libFuzzer keeps an input when it ends the process; this program is never shipped.
  let isThorough = GVCFuzzer.triesAll || FuzzSample.isThorough(bytes)
  if let defect = GVCFuzzer.target?.defect(in: bytes, isThorough: isThorough) {
    fatalError(defect)
  }
  return 0
}

/// Three of four changes are of tokens and items, where the input is a text of the language.
@_cdecl("LLVMFuzzerCustomMutator") public func mutate(
  _ data: UnsafeMutablePointer<UInt8>, _ count: Int, _ limit: Int, _ seed: CUnsignedInt
) -> Int {
  guard GVCFuzzer.target?.takesText == true, seed % 4 != 0 else {
    return mutateBytes(data, count, limit)
  }
  var mutator = TokenMutator(seed: UInt64(seed))
  let bytes = mutator.mutated(
    Array(UnsafeBufferPointer(start: data, count: count)), limit: limit)
  for (index, byte) in bytes.enumerated() { data[index] = byte }
  return bytes.count
}
