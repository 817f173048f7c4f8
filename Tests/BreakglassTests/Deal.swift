// SPDX-License-Identifier: Apache-2.0
//
// Sets that several tests share, dealt by the real program once and read by other people's tools.

import Foundation
import Glibc
import Testing

/// The sheets of one split.
struct Deal: Sendable {
    static let password = "correct horse battery staple"
    static let all = ["g1m1", "g1m2", "g1m3", "g2m1", "g2m2"]

    /// The flags for 2 of 3 in Security and 1 of 2 in Operations.
    static let custodians = [
        "--account", "AWS root, example.com", "--group", "Security:2", "--custodian", "Security:Ana Ruiz",
        "--custodian", "Security:Bo Chen", "--custodian", "Security:Chloé Martin", "--group", "Operations:1",
        "--custodian", "Operations:Dana Novak", "--custodian", "Operations:Emeka Obi",
    ]

    /// The flags for a password that is read without anybody at the terminal.
    static let passwordField: [String] = {
        let file = "\(SharedFolder.path)/password"
        try? Data(password.utf8).write(to: URL(filePath: file))
        return ["--field-from", "password=\(file)"]
    }()

    let folder: String

    func sheet(_ number: String, _ kind: String = "pdf") -> String { "\(folder)/sheet-\(number).\(kind)" }

    func sheets(_ numbers: [String]) -> [String] { numbers.map { sheet($0) } }

    var manifest: String { "\(folder)/manifest.bgm" }

    /// A plain set, and another one of the same account and people.
    static func plain() async throws -> Deal { try await plainTask.value }
    static func other() async throws -> Deal { try await otherTask.value }

    private static let plainTask = Task { try await deal("plain") }
    private static let otherTask = Task { try await deal("other") }

    private static func deal(_ name: String) async throws -> Deal {
        let ended = try await split(
            [], to: "\(SharedFolder.path)/\(name)", journal: "\(SharedFolder.path)/\(name).jsonl")
        guard ended.code == 0 else {
            throw ToolFailure(command: "breakglass split", code: ended.code, errors: ended.errors)
        }
        return Deal(folder: "\(SharedFolder.path)/\(name)")
    }

    /// Splits the password with these further flags.
    static func split(
        _ flags: [String], to folder: String, journal: String, password: String = password,
        environment: [String: String] = [:]
    ) async throws -> Ended {
        try await Program.run(
            ["split"] + custodians + ["--field-from", "password=-", "--output", folder, "--no-read-back"]
                + ["--journal", journal] + flags, input: Array(password.utf8), environment: environment)
    }

    /// Recovers the password from these files.
    static func recover(
        _ files: [String], journal: String, flags: [String] = [], input: String = ""
    ) async throws -> Ended {
        try await Program.run(
            ["recover", "--reason", "identity provider down, INC-1", "--journal", journal] + files
                + ["--field", "password", "--output", "-"] + flags, input: input)
    }

    // MARK: - What other people's tools read on a sheet

    /// The text of every code on a sheet, as zbar reads it.
    func codes(_ number: String) async throws -> [String] {
        let scratch = try Scratch()
        try await Program.tool("pdftoppm", "-r", "300", "-gray", sheet(number), scratch.file("page"))
        var codes: [String] = []
        for page in scratch.names {
            let text = try await Program.tool(
                "zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", scratch.file(page), mayFail: true)
            codes += text.split(separator: "\n").map(String.init)
        }
        return codes
    }

    /// The share's code on a sheet.
    func shareCode(_ number: String) async throws -> String {
        try #require(try await codes(number).first { $0.hasPrefix("BGS1") })
    }

    /// The 64 words on a sheet, eight a row.
    func words(_ number: String) async throws -> [[String]] {
        let text = try await Program.tool("pdftotext", "-layout", sheet(number), "-")
        var rows: [[String]] = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            let isRow =
                words.count >= 9 && words[0].count == 1
                && words[0].first == Character(UnicodeScalar(UInt8(0x41 + rows.count)))
                && words[1...8].allSatisfy { $0.count == 4 && $0.allSatisfy { $0.isLowercase && $0.isASCII } }
            if isRow { rows.append(Array(words[1...8])) }
        }
        try #require(rows.count == 8, "\(text)")
        return rows
    }
}

/// A folder in memory that lasts as long as the tests.
enum SharedFolder {
    static let path: String = {
        let path = "/dev/shm/breakglass-tests-\(getpid())"
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        Leftovers.atEnd { try? FileManager.default.removeItem(atPath: path) }
        return path
    }()
}
