// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target: Swift 6 mode, and no warning gets past the compiler.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

/// The fuzzer, which needs libFuzzer: only where `Tests/Fuzz/run` asks for it, with the sanitizers that it says.
let fuzzer: [Target] =
  Context.environment["GVC_FUZZ"] == nil
  ? []
  : [
    .executableTarget(
      name: "GVCFuzzer", dependencies: ["GVCFuzzing"], swiftSettings: settings,
      linkerSettings: [
        .unsafeFlags(["-sanitize=\(Context.environment["GVC_FUZZ_SANITIZERS"] ?? "fuzzer")"])
      ])
  ]

let package = Package(
  name: "gvc",
  products: [
    .library(name: "GVC", targets: ["GVCProject"]),
    .executable(name: "gvc", targets: ["gvc"]),
    .executable(name: "gvc-benchmark", targets: ["GVCBenchmark"]),
  ],
  targets: [
    // Text to tree: source text, lexer, lossless tree, parser, formatter.
    .target(name: "GVCSyntax", swiftSettings: settings),
    // Declarations to checked model: vocabulary, values, names, layers.
    .target(name: "GVCModel", dependencies: ["GVCSyntax"], swiftSettings: settings),
    // The bytes of all files that the program carries. Debugging information is of the version that Swift writes:
    // valgrind cannot read the next.
    .target(
      name: "CEmbedded",
      cSettings: [.treatAllWarnings(as: .error), .unsafeFlags(["-gdwarf-4"])]),
    // What those are: the prelude and the built-in packs, the grammar and the error index, the examples of theory.
    .target(
      name: "GVCLibrary", dependencies: ["CEmbedded"], exclude: ["Packs"], swiftSettings: settings),
    // The IR, snapshots and plans, and what is evaluated over it: findings and their reasons.
    .target(name: "GVCAnalysis", dependencies: ["GVCSyntax", "GVCModel"], swiftSettings: settings),
    // Files and imports to projects, and the starter project; reads through a value it is given.
    .target(
      name: "GVCWorkspace", dependencies: ["GVCSyntax", "GVCModel", "GVCLibrary", "GVCTable"],
      exclude: ["Starter"], swiftSettings: settings),
    // Renderers: diagnostics, findings and the IR to text and JSON.
    .target(
      name: "GVCReport", dependencies: ["GVCSyntax", "GVCModel", "GVCAnalysis", "GVCTable"],
      swiftSettings: settings),
    // Pictures of a case: what is drawn, the layout, SVG, and graphs for other tools.
    .target(
      name: "GVCPicture", dependencies: ["GVCSyntax", "GVCModel", "GVCAnalysis", "GVCReport"],
      swiftSettings: settings),
    // The case report: its content as plain data, and that as HTML and Markdown.
    .target(
      name: "GVCCaseReport",
      dependencies: [
        "GVCSyntax", "GVCModel", "GVCAnalysis", "GVCLibrary", "GVCReport", "GVCPicture",
      ],
      exclude: ["Assets"], swiftSettings: settings),
    // A compiled project as it is at one moment, the disk, and the front for programs that embed gvc.
    .target(
      name: "GVCProject",
      dependencies: ["GVCSyntax", "GVCModel", "GVCAnalysis", "GVCWorkspace", "GVCReport"],
      swiftSettings: settings),
    // Editor features as plain functions of a snapshot: offsets, labels and edits.
    .target(
      name: "GVCIDE",
      dependencies: [
        "GVCSyntax", "GVCModel", "GVCAnalysis", "GVCLibrary", "GVCWorkspace", "GVCReport",
        "GVCProject",
      ],
      swiftSettings: settings),
    // JSON-RPC, the protocol of editors, and the mapping of each request to an editor feature.
    .target(
      name: "GVCLanguageServer",
      dependencies: [
        "GVCSyntax", "GVCModel", "GVCAnalysis", "GVCLibrary", "GVCWorkspace", "GVCReport",
        "GVCProject", "GVCIDE",
      ],
      swiftSettings: settings),
    // What Swift's module of glibc leaves out.
    .systemLibrary(name: "CGlibc"),
    // Inflating and checksums, for workbooks: the zlib of the system, whose headers every toolchain on Linux asks for.
    .systemLibrary(name: "CZlib"),
    // Tables of other programs to cells and back: CSV, JSON lines, workbooks.
    .target(name: "GVCTable", dependencies: ["CZlib"], swiftSettings: settings),
    .executableTarget(
      name: "gvc",
      dependencies: [
        "CGlibc", "GVCTable", "GVCSyntax", "GVCModel", "GVCAnalysis", "GVCLibrary", "GVCWorkspace",
        "GVCReport",
        "GVCPicture", "GVCCaseReport", "GVCProject", "GVCIDE", "GVCLanguageServer",
      ],
      swiftSettings: settings),
    // Speed and memory over generated cases, and what the compiler makes of damaged files.
    .executableTarget(
      name: "GVCBenchmark",
      dependencies: [
        "GVCSyntax", "GVCModel", "GVCAnalysis", "GVCWorkspace", "GVCReport", "GVCPicture",
        "GVCCaseReport",
      ],
      swiftSettings: settings),
    // What must be true whatever the bytes are, for fuzzing and for the replay of what it found.
    .target(
      name: "GVCFuzzing",
      dependencies: [
        "GVCSyntax", "GVCModel", "GVCAnalysis", "GVCLibrary", "GVCWorkspace", "GVCReport",
        "GVCPicture", "GVCCaseReport", "GVCLanguageServer",
      ],
      swiftSettings: settings),
    .testTarget(name: "GVCFuzzingTests", dependencies: ["GVCFuzzing"], swiftSettings: settings),
    .testTarget(name: "GVCTableTests", dependencies: ["GVCTable"], swiftSettings: settings),
    .testTarget(name: "GVCSyntaxTests", dependencies: ["GVCSyntax"], swiftSettings: settings),
    .testTarget(
      name: "GVCLanguageTests",
      dependencies: [
        "GVCSyntax", "GVCModel", "GVCAnalysis", "GVCLibrary", "GVCWorkspace", "GVCReport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "GVCWorkspaceTests", dependencies: ["GVCSyntax", "GVCModel", "GVCWorkspace"],
      swiftSettings: settings),
    .testTarget(
      name: "GVCCommandTests",
      dependencies: [
        "GVCAnalysis", "GVCLibrary", "GVCWorkspace", "GVCReport", "GVCPicture", "GVCProject", "gvc",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "GVCCaseReportTests",
      dependencies: ["GVCSyntax", "GVCAnalysis", "GVCWorkspace", "GVCReport", "GVCCaseReport"],
      swiftSettings: settings),
    .testTarget(
      name: "GVCAnalysisTests",
      dependencies: ["GVCSyntax", "GVCModel", "GVCAnalysis", "GVCLibrary"],
      swiftSettings: settings),
    .testTarget(
      name: "GVCPictureTests", dependencies: ["GVCPicture"],
      swiftSettings: settings),
    .testTarget(
      name: "GVCIDETests",
      dependencies: [
        "GVCSyntax", "GVCModel", "GVCAnalysis", "GVCWorkspace", "GVCProject", "GVCIDE",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "GVCLanguageServerTests",
      dependencies: ["GVCSyntax", "GVCWorkspace", "GVCCaseReport", "GVCLanguageServer"],
      swiftSettings: settings),
    .testTarget(
      name: "GVCBenchmarkTests",
      dependencies: ["GVCSyntax", "GVCModel", "GVCAnalysis", "GVCBenchmark"],
      swiftSettings: settings),
  ] + fuzzer,
  // For `#embed`.
  cLanguageStandard: .gnu2x)
