// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target: Swift 6 mode, and no warning gets past the compiler.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

/// The documents of `Tests/Theory`.
let theoryPages = [
  "barrientos2011.md", "claims.md", "competitiveness.md", "cooperation.md", "cost_only.md",
  "coverage.md", "dallas2019.md", "dependence.md", "developmental.md", "downgrading.md",
  "external.md", "functional_ceiling.md", "ghs2005.md", "governance.md", "hub_and_spoke.md",
  "humphrey_schmitz2002.md", "kaplinsky_morris2001.md", "knowledge.md", "lock_in.md",
  "navas_aleman2011.md", "pipkin_fuentes2017.md", "policy.md", "rents.md", "requirements.md",
  "several_chains.md", "side_by_side.md", "sourcing.md", "stages.md", "three_valued.md",
  "tier_and_distance.md", "triangle.md", "upgrading.md", "viability.md", "whole_chain.md",
  "work.md",
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
    .executable(name: "gvc", targets: ["gvc"]),
    .executable(name: "gvc-benchmark", targets: ["GVCBenchmark"]),
  ],
  targets: [
    // Text to tree: source text, lexer, lossless tree, parser, formatter.
    .target(name: "GVCSyntax", swiftSettings: settings),
    // Declarations to checked model: vocabulary, values, names, layers.
    .target(name: "GVCModel", dependencies: ["GVCSyntax"], swiftSettings: settings),
    // The prelude and the built-in theory packs, as the bytes of their `.gvc` files.
    .target(
      name: "GVCLibrary",
      resources: [
        .embedInCode("Packs/prelude.gvc"),
        .embedInCode("Packs/barrientos2011.gvc"),
        .embedInCode("Packs/caspari2003.gvc"),
        .embedInCode("Packs/dallas2019.gvc"),
        .embedInCode("Packs/ghs2005.gvc"),
        .embedInCode("Packs/humphrey_schmitz2002.gvc"),
        .embedInCode("Packs/kaplinsky_morris2001.gvc"),
        .embedInCode("Packs/navas_aleman2011.gvc"),
        .embedInCode("Packs/pipkin_fuentes2017.gvc"),
        .embedInCode("Packs/terms.gvc"),
      ],
      swiftSettings: settings),
    // The IR, snapshots and plans, and what is evaluated over it: findings and their reasons.
    .target(name: "GVCAnalysis", dependencies: ["GVCModel"], swiftSettings: settings),
    // Files and imports to projects, and the starter project; reads through a value it is given.
    .target(
      name: "GVCWorkspace", dependencies: ["GVCModel", "GVCLibrary"],
      resources: [
        .embedInCode("Starter/starter.gvc"), .embedInCode("Starter/theory.gvc"),
        .embedInCode("Starter/test.gvc"),
      ], swiftSettings: settings),
    // Renderers: diagnostics, findings and the IR to text and JSON.
    .target(name: "GVCReport", dependencies: ["GVCAnalysis"], swiftSettings: settings),
    // Pictures of a case: what is drawn, the layout, SVG, and graphs for other tools.
    .target(
      name: "GVCPicture", dependencies: ["GVCAnalysis", "GVCReport"], swiftSettings: settings),
    // The case report: its content as plain data, and that as HTML and Markdown.
    .target(
      name: "GVCCaseReport", dependencies: ["GVCAnalysis", "GVCReport", "GVCPicture"],
      resources: [.embedInCode("Assets/report.css"), .embedInCode("Assets/report.js")],
      swiftSettings: settings),
    // Editor features as plain functions of a snapshot: offsets, labels and edits.
    .target(
      name: "GVCIDE",
      dependencies: [
        "GVCAnalysis", "GVCWorkspace", "GVCReport", "GVCPicture", "GVCCaseReport", "GVCGrammar",
      ],
      swiftSettings: settings),
    // JSON-RPC, the protocol of editors, and the mapping of each request to an editor feature.
    .target(
      name: "GVCLanguageServer",
      dependencies: ["GVCIDE", "GVCAnalysis", "GVCWorkspace", "GVCPicture", "GVCGrammar"],
      swiftSettings: settings),
    // The normative grammar and the error index, as bytes.
    .target(
      name: "GVCGrammar", path: "Grammar",
      exclude: [
        "diagnostics.schema.json", "analysis.schema.json", "ir.schema.json", "table.schema.json",
        "diff.schema.json", "plugin.schema.json", "reference.md",
      ],
      sources: ["GrammarPages.swift"],
      resources: [.embedInCode("errors.md"), .embedInCode("gvc.ebnf")], swiftSettings: settings),
    // What the rules say by tested examples, and the coverage of the paper, as bytes.
    .target(
      name: "GVCTheoryPages", path: "Tests/Theory", sources: ["TheoryPages.swift"],
      resources: theoryPages.map { .embedInCode($0) }, swiftSettings: settings),
    // The settings of the system's heap.
    .systemLibrary(name: "CMalloc"),
    .executableTarget(
      name: "gvc",
      dependencies: [
        "CMalloc", "GVCAnalysis", "GVCWorkspace", "GVCReport", "GVCPicture", "GVCCaseReport",
        "GVCGrammar",
        "GVCIDE", "GVCLanguageServer", "GVCTheoryPages",
      ],
      swiftSettings: settings),
    // Speed and memory over generated cases, and what the compiler makes of damaged files.
    .executableTarget(
      name: "GVCBenchmark", dependencies: ["GVCAnalysis", "GVCWorkspace"],
      swiftSettings: settings),
    // What must be true whatever the bytes are, for fuzzing and for the replay of what it found.
    .target(
      name: "GVCFuzzing",
      dependencies: [
        "GVCAnalysis", "GVCWorkspace", "GVCReport", "GVCPicture", "GVCLanguageServer",
      ],
      swiftSettings: settings),
    .testTarget(name: "GVCFuzzingTests", dependencies: ["GVCFuzzing"], swiftSettings: settings),
    .testTarget(name: "GVCSyntaxTests", dependencies: ["GVCSyntax"], swiftSettings: settings),
    .testTarget(
      name: "GVCLanguageTests",
      dependencies: ["GVCAnalysis", "GVCLibrary", "GVCWorkspace", "GVCGrammar"],
      swiftSettings: settings),
    .testTarget(
      name: "GVCWorkspaceTests", dependencies: ["GVCWorkspace"], swiftSettings: settings),
    .testTarget(
      name: "GVCCommandTests", dependencies: ["gvc", "GVCReport", "GVCPicture"],
      swiftSettings: settings),
    .testTarget(
      name: "GVCCaseReportTests", dependencies: ["GVCCaseReport", "GVCReport", "GVCWorkspace"],
      swiftSettings: settings),
    .testTarget(
      name: "GVCAnalysisTests", dependencies: ["GVCAnalysis", "GVCLibrary"],
      swiftSettings: settings),
    .testTarget(
      name: "GVCPictureTests", dependencies: ["GVCPicture", "GVCWorkspace"],
      swiftSettings: settings),
    .testTarget(name: "GVCIDETests", dependencies: ["GVCIDE"], swiftSettings: settings),
    .testTarget(
      name: "GVCLanguageServerTests", dependencies: ["GVCLanguageServer"],
      swiftSettings: settings),
    .testTarget(
      name: "GVCBenchmarkTests", dependencies: ["GVCBenchmark"], swiftSettings: settings),
  ] + fuzzer)
