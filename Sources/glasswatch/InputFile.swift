// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Watch

/// The small files that a command is given beside the logs.
enum InputFile {
    /// What is expected of accounts in the cloud: a JSON list of accounts as docs/OPENINGS.md describes them.
    static func expectations(_ path: String) throws(CommandFailure) -> [Expectation] {
        let expectations = try read(path, bytes(of: path, .accounts), "a list of accounts", Expectation.list)
        try check(expectations, path)
        return expectations
    }

    /// The ledger's openings and accounts, as `breakglass ledger verify --openings` prints them.
    static func openings(_ path: String) throws(CommandFailure) -> OpeningsFile {
        try openings(path, bytes(of: path, .openings))
    }

    /// The same of a document that was read already.
    static func openings(_ path: String, _ document: [UInt8]) throws(CommandFailure) -> OpeningsFile {
        let file = try read(
            path, document, "the output of `breakglass ledger verify --openings`", OpeningsFile.init)
        try check(file.accounts, path)
        return file
    }

    /// All of a file. A pipe is read until its writer ends, so that a shell can put a command's output there.
    static func bytes(of path: String, _ kind: InputKind) throws(CommandFailure) -> [UInt8] {
        do throws(WholeFile.Fault) {
            return try WholeFile.bytes(of: path, limit: kind.limit, takesPipe: true)
        } catch {
            throw CommandFailure(WatchExit(error), "\(path) \(error.words)", hint: kind.hint)
        }
    }

    /// All of a text file.
    static func text(of path: String, _ kind: InputKind) throws(CommandFailure) -> String {
        try text(path, bytes(of: path, kind), kind)
    }

    /// The text of a document that was read already.
    static func text(_ path: String, _ document: [UInt8], _ kind: InputKind) throws(CommandFailure) -> String {
        guard let text = String(validating: document, as: UTF8.self) else {
            throw CommandFailure(.badInput, "\(path) is not UTF-8", hint: kind.hint)
        }
        return text
    }

    private static func check(_ expectations: [Expectation], _ path: String) throws(CommandFailure) {
        for arn in expectations.flatMap(\.identities) where DeclaredIdentity(arn) == nil {
            throw CommandFailure(
                .badInput, "\(path): \(arn) is no ARN of a root, user, role, role session or federated user",
                hint: "for example arn:aws:iam::111122223333:root")
        }
    }

    private static func read<Content>(
        _ path: String, _ document: [UInt8], _ what: String, _ content: ([UInt8]) throws(OpeningsFault) -> Content
    ) throws(CommandFailure) -> Content {
        do throws(OpeningsFault) { return try content(document) } catch {
            throw CommandFailure(
                .badInput, "\(path) is not \(what): at \(error.place): \(error.message)",
                hint: "docs/OPENINGS.md describes the file")
        }
    }
}
