// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .enableExperimentalFeature("Lifetimes"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .swiftLanguageMode(.v6),
]

let testing: [SwiftSetting] = [.enableExperimentalFeature("Lifetimes"), .swiftLanguageMode(.v6)]

func system(_ name: String, _ pkgConfig: String, _ package: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

let decoder = "\(Context.packageDirectory)/.build/zxing"

let package = Package(
    name: "breakglass",
    products: [
        .executable(name: "breakglass", targets: ["breakglass"]),
        .executable(name: "glasswatch", targets: ["glasswatch"]),
        .library(name: "CGF256", targets: ["CGF256"]),
        .library(name: "CZXing", targets: ["CZXing"]),
        .library(name: "ShareEnvelope", targets: ["PublicTexts", "SecretMemory", "SecretSharing", "ShareEnvelope"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    ],
    targets: [
        // Floor 0: the system.
        system("CSodium", "libsodium", "libsodium-dev"),
        system("CQREncode", "libqrencode", "libqrencode-dev"),
        system("CPangoCairo", "pangocairo", "libpango1.0-dev"),
        system("CPoppler", "poppler-glib", "libpoppler-glib-dev"),
        system("CGdkPixbuf", "gdk-pixbuf-2.0", "libgdk-pixbuf-2.0-dev"),
        system("COATH", "liboath", "liboath-dev"),
        system("CSeccomp", "libseccomp", "libseccomp-dev"),
        system("CZip", "libzip", "libzip-dev"),
        system("CDeflate", "libdeflate", "libdeflate-dev"),
        system("CArchive", "libarchive", "libarchive-dev"),
        system("CZlib", "zlib", "zlib1g-dev"),
        system("CCrypto", "libcrypto", "libssl-dev"),
        // Built by scripts/build-zxing, which scripts/install-packages runs; by its path, so that no other is taken.
        .target(
            name: "CZXing", cxxSettings: [.unsafeFlags(["-I\(decoder)/include"])],
            linkerSettings: [.unsafeFlags(["\(decoder)/lib/libZXing.a"])]),
        .target(name: "CGreyscale", cSettings: [.unsafeFlags(["-O3"])]),
        // Debian's libsimdjson-dev has no file for pkg-config.
        .target(
            name: "CTrailJSON", cxxSettings: [.unsafeFlags(["-O3"]), .define("NDEBUG")],
            linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CProcess"),
        .target(name: "CGF256", cSettings: [.unsafeFlags(["-O3"])]),
        // Embeds Rules/catalogue.json.
        .target(name: "CCatalogue", cSettings: [.unsafeFlags(["-I\(Context.packageDirectory)/Rules"])]),
        // Embeds Page/recovery.html.
        .target(name: "CRecoveryPage", cSettings: [.unsafeFlags(["-I\(Context.packageDirectory)/Page"])]),

        // Floors 1 to 3: the portable core.
        .target(name: "SecretMemory", dependencies: ["CSodium"], swiftSettings: strict),
        .target(name: "SecretSharing", dependencies: ["SecretMemory", "CGF256"], swiftSettings: strict),
        .target(name: "PublicTexts", swiftSettings: strict),
        .target(name: "PublicHashes", dependencies: ["CSodium"], swiftSettings: strict),
        .target(
            name: "ShareEnvelope", dependencies: ["PublicTexts", "SecretMemory", "SecretSharing", "CSodium"],
            swiftSettings: strict),

        // Floor 4: from codes, words and lines to proven shares; portable too.
        .target(
            name: "Recovery", dependencies: ["ShareEnvelope", "SecretSharing", "SecretMemory"], swiftSettings: strict),

        // Floor 3: the log.
        .target(
            name: "MerkleLog", dependencies: ["PublicHashes", "SecretMemory", "CSodium"], swiftSettings: strict),

        // Floor 4: the page for a browser.
        .target(name: "RecoveryPage", dependencies: ["MerkleLog", "CRecoveryPage"], swiftSettings: strict),

        // Floor 2: processes.
        .target(
            name: "Isolation",
            dependencies: [
                "SecretMemory", "CSeccomp", "CProcess",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),

        // Floor 1: days and times.
        .target(name: "LedgerTimes", swiftSettings: strict),

        // Floor 1: text for terminals.
        .target(name: "PlainTexts", swiftSettings: strict),

        // Floor 1: addresses and ranges of them.
        .target(name: "NetworkRanges", swiftSettings: strict),

        // Floor 1: the cloud's audit log.
        .target(
            name: "CloudTrail", dependencies: ["CTrailJSON", "CDeflate", "CArchive", "CZlib", "CSodium"],
            swiftSettings: strict),

        // Floor 2: rules of alerts, and the alerts that came.
        .target(
            name: "Alerts", dependencies: ["CloudTrail", "NetworkRanges", "PlainTexts", "Yams"], swiftSettings: strict),

        // Floor 2: whether the log is whole.
        .target(name: "LogDigests", dependencies: ["CloudTrail", "CCrypto", "CDeflate"], swiftSettings: strict),

        // Floor 4: the policy.
        .target(
            name: "CustodyPolicy",
            dependencies: ["LedgerTimes", "NetworkRanges", "SecretSharing", "ShareEnvelope", "Yams"],
            swiftSettings: strict),

        // Floor 5: what guards the emergency path in the cloud.
        .target(
            name: "Posture",
            dependencies: [
                "CloudTrail", "PlainTexts", .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: strict),

        // Floor 4: what an audit of a cloud's log found.
        .target(
            name: "AuditResult", dependencies: ["PublicTexts", "LedgerTimes", "PublicHashes"], swiftSettings: strict),

        // Floor 4: paper.
        .target(
            name: "SheetPrinting", dependencies: ["SecretMemory", "CPangoCairo", "CQREncode"], swiftSettings: strict),
        .target(
            name: "PageReading", dependencies: ["SecretMemory", "ShareEnvelope", "CZXing", "CGreyscale"],
            swiftSettings: strict),

        // Floor 5: the ledger, and what follows from it.
        .target(
            name: "Ledger",
            dependencies: ["SecretMemory", "SecretSharing", "ShareEnvelope", "MerkleLog", "CustodyPolicy"],
            swiftSettings: strict),

        // Floor 5: files of pages.
        .target(
            name: "SheetScanning",
            dependencies: [
                "SecretMemory", "ShareEnvelope", "PageReading", "Isolation", "CGreyscale", "CPoppler", "CGdkPixbuf",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),

        // Floor 6: who holds what, and what is due.
        .target(
            name: "Custody", dependencies: ["SecretSharing", "ShareEnvelope", "MerkleLog", "CustodyPolicy", "Ledger"],
            swiftSettings: strict),

        // Floor 7: what a program says about a binder.
        .target(
            name: "Reports",
            dependencies: [
                "SecretSharing", "ShareEnvelope", "MerkleLog", "RecoveryPage", "CustodyPolicy", "Ledger", "Custody",
                "Recovery", "SheetPrinting", "CZip", .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: ["FORMAT.md", "LEDGER.md", "recover.py", "verify_ledger.py"].map {
                .embedInCode("Instructions/\($0)")
            },
            swiftSettings: strict),

        // Floor 8: ceremonies.
        .target(
            name: "Ceremonies",
            dependencies: [
                "SecretMemory", "SecretSharing", "ShareEnvelope", "MerkleLog", "RecoveryPage", "CustodyPolicy",
                "AuditResult", "Ledger", "Custody", "Isolation", "Recovery", "Reports",
                "SheetPrinting", "SheetScanning", "COATH", "CProcess", "Yams",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),

        // Floor 9: a person's screen and keyboard.
        .target(
            name: "TerminalDialogue",
            dependencies: ["SecretMemory", "ShareEnvelope", "Isolation", "Custody", "Ceremonies"],
            swiftSettings: strict),

        // Floor 10: the command line.
        .executableTarget(
            name: "breakglass",
            dependencies: [
                "SecretMemory", "SecretSharing", "ShareEnvelope", "MerkleLog", "RecoveryPage", "CustodyPolicy",
                "AuditResult", "Ledger", "Custody", "Isolation", "Recovery", "SheetPrinting", "SheetScanning",
                "Reports", "Ceremonies", "TerminalDialogue",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),

        // Floor 5: the log compared with the ledger.
        .target(
            name: "Watch",
            dependencies: [
                "CloudTrail", "NetworkRanges", "PlainTexts", "PublicTexts", "LedgerTimes", "AuditResult",
            ],
            swiftSettings: strict),

        // Floor 6: the same for other engines.
        .target(name: "WatchExports", dependencies: ["CloudTrail", "Watch"], swiftSettings: strict),

        // Floor 6: an audit for a browser and for a SIEM.
        .target(name: "WatchReports", dependencies: ["CloudTrail", "NetworkRanges", "Watch"], swiftSettings: strict),

        // Floor 7: its command line.
        .executableTarget(
            name: "glasswatch",
            dependencies: [
                "CloudTrail", "PublicHashes", "AuditResult", "Watch", "WatchExports", "WatchReports", "LogDigests",
                "Alerts", "Posture", "CCatalogue",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        // The probe of scripts/check-constant-time.
        .target(name: "CMemcheck", path: "Tests/ConstantTime/CMemcheck"),
        .executableTarget(
            name: "ConstantTimeProbe", dependencies: ["SecretMemory", "SecretSharing", "CMemcheck"],
            path: "Tests/ConstantTime/Probe", swiftSettings: testing),

        // Tests, grouped as the sources are.
        .target(name: "CAttempts", path: "Tests/Support/CAttempts", publicHeadersPath: "include"),
        .executableTarget(
            name: "WorkerProbe",
            dependencies: ["SecretMemory", "Isolation", "SheetScanning", "CProcess", "CAttempts"],
            path: "Tests/Support/WorkerProbe", swiftSettings: strict),
        .testTarget(name: "SecretMemoryTests", dependencies: ["SecretMemory"], swiftSettings: testing),
        .testTarget(name: "SecretSharingTests", dependencies: ["SecretSharing", "CSodium"], swiftSettings: testing),
        .testTarget(name: "PublicTextsTests", dependencies: ["PublicTexts"], swiftSettings: testing),
        .testTarget(name: "ShareEnvelopeTests", dependencies: ["ShareEnvelope"], swiftSettings: testing),
        .testTarget(
            name: "RecoveryTests", dependencies: ["Recovery", "ShareEnvelope"], swiftSettings: testing),
        .testTarget(
            name: "MerkleLogTests",
            dependencies: ["MerkleLog", "SecretMemory", .product(name: "Subprocess", package: "swift-subprocess")],
            exclude: ["Reference"], swiftSettings: testing),
        .testTarget(name: "RecoveryPageTests", dependencies: ["RecoveryPage"], swiftSettings: testing),
        .testTarget(
            name: "IsolationTests",
            dependencies: [
                "Isolation", "WorkerProbe", .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: testing),
        .testTarget(
            name: "SheetPrintingTests",
            dependencies: ["SheetPrinting", .product(name: "Subprocess", package: "swift-subprocess")],
            swiftSettings: testing),
        .testTarget(
            name: "SheetScanningTests",
            dependencies: [
                "SheetScanning", "SheetPrinting", "WorkerProbe",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: testing),
        .executableTarget(
            name: "LedgerProbe",
            dependencies: ["SecretMemory", "ShareEnvelope", "MerkleLog", "CustodyPolicy", "Ledger"],
            path: "Tests/Support/LedgerProbe", swiftSettings: strict),
        .executableTarget(
            name: "LogProbe", dependencies: ["CloudTrail", "Watch", "CCatalogue"], path: "Tests/Support/LogProbe",
            swiftSettings: strict),
        .target(
            name: "LedgerFixtures",
            dependencies: [
                "SecretMemory", "SecretSharing", "ShareEnvelope", "MerkleLog", "CustodyPolicy", "Ledger", "Custody",
            ],
            path: "Tests/Support/LedgerFixtures", swiftSettings: strict),
        .target(name: "DocumentSchemas", path: "Tests/Support/DocumentSchemas", swiftSettings: strict),
        .testTarget(
            name: "CustodyPolicyTests", dependencies: ["CustodyPolicy", "ShareEnvelope", "LedgerFixtures"],
            swiftSettings: testing),
        .testTarget(
            name: "LedgerTests",
            dependencies: [
                "CustodyPolicy", "Ledger", "Custody", "LedgerFixtures", "LedgerProbe", "ShareEnvelope",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: testing),
        .testTarget(name: "LedgerTimesTests", dependencies: ["LedgerTimes"], swiftSettings: testing),
        .testTarget(name: "PlainTextsTests", dependencies: ["PlainTexts"], swiftSettings: testing),
        .testTarget(name: "NetworkRangesTests", dependencies: ["NetworkRanges"], swiftSettings: testing),
        .testTarget(
            name: "AlertsTests", dependencies: ["Alerts", "CloudTrail", "DocumentSchemas"], swiftSettings: testing),
        .testTarget(
            name: "CloudTrailTests", dependencies: ["CloudTrail", "CDeflate"], swiftSettings: testing),
        .testTarget(
            name: "PostureTests", dependencies: ["Posture", "CloudTrail", "DocumentSchemas"], swiftSettings: testing),
        .testTarget(
            name: "AuditResultTests",
            dependencies: ["AuditResult", "ShareEnvelope", "PublicHashes", "CustodyPolicy", "DocumentSchemas"],
            swiftSettings: testing),
        .testTarget(name: "ReportsTests", dependencies: ["Reports", "DocumentSchemas"], swiftSettings: testing),
        .testTarget(
            name: "LogDigestsTests", dependencies: ["CloudTrail", "LogDigests", "DocumentSchemas"],
            swiftSettings: testing),
        .testTarget(
            name: "CustodyTests",
            dependencies: ["CustodyPolicy", "Ledger", "Custody", "LedgerFixtures", "ShareEnvelope"],
            swiftSettings: testing),
        .testTarget(
            name: "CeremoniesTests",
            dependencies: [
                "AuditResult", "Ceremonies", "LedgerFixtures", "RecoveryPage", "breakglass",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: testing),
        .testTarget(
            name: "TerminalDialogueTests", dependencies: ["TerminalDialogue"], swiftSettings: testing),
        .testTarget(
            name: "WatchTests",
            dependencies: [
                "AuditResult", "CloudTrail", "LogDigests", "PublicHashes", "Watch", "WatchReports", "CCatalogue",
                "DocumentSchemas",
            ],
            swiftSettings: testing),
        .testTarget(
            name: "WatchExportsTests", dependencies: ["CloudTrail", "Watch", "WatchExports", "CCatalogue"],
            exclude: ["requirements.txt"], swiftSettings: testing),
        .testTarget(
            name: "BreakglassTests",
            dependencies: [
                "AuditResult", "breakglass", "glasswatch", "Custody", "CustodyPolicy", "RecoveryPage", "Reports",
                "Ceremonies", "ShareEnvelope", "TerminalDialogue",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            exclude: ["Life/one-credential.life", "Report/browser.py", "Report/requirements.txt"],
            swiftSettings: testing),
    ],
    cxxLanguageStandard: .cxx20
)
