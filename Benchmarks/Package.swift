// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "breakglass", path: "..")],
    targets: [
        .systemLibrary(name: "CISAL", providers: [.apt(["libisal-dev"])]),
        .systemLibrary(name: "CGFShare", providers: [.apt(["libgfshare-dev"])]),
        .systemLibrary(name: "CSodiumStream", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CPixbuf", pkgConfig: "gdk-pixbuf-2.0", providers: [.apt(["libgdk-pixbuf-2.0-dev"])]),
        // Debian's libsimdjson-dev has no file for pkg-config.
        .target(
            name: "CBareLoop", cxxSettings: [.unsafeFlags(["-O3"]), .define("NDEBUG")],
            linkerSettings: [.linkedLibrary("simdjson"), .linkedLibrary("deflate")]),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "CISAL", "CGFShare", "CSodiumStream", "CPixbuf", "CBareLoop",
                .product(name: "CGF256", package: "breakglass"),
                .product(name: "CZXing", package: "breakglass"),
                .product(name: "ShareEnvelope", package: "breakglass"),
            ],
            swiftSettings: [.enableExperimentalFeature("Lifetimes"), .swiftLanguageMode(.v5)]),
    ],
    cxxLanguageStandard: .cxx17
)
