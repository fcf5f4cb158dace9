// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target: Swift 6 mode, and no warning gets past the compiler.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "gvc",
  products: [
    .executable(name: "gvc", targets: ["gvc"])
  ],
  targets: [
    // Text to tree: source text, lexer, lossless tree, parser, formatter.
    .target(name: "GVCSyntax", swiftSettings: settings),
    .executableTarget(name: "gvc", dependencies: ["GVCSyntax"], swiftSettings: settings),
    .testTarget(name: "GVCSyntaxTests", dependencies: ["GVCSyntax"], swiftSettings: settings),
  ])
