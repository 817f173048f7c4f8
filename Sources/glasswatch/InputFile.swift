// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import FoundationEssentials
import Glibc
import Watch

/// The small files that a command is given beside the logs.
enum InputFile {
    /// What is expected of accounts in the cloud: a JSON list of accounts as docs/OPENINGS.md describes them.
    static func expectations(_ path: String) throws(CommandFailure) -> [Expectation] {
        let expectations: [Expectation] = try read(path, "a list of accounts")
        try check(expectations, path)
        return expectations
    }

    /// The ledger's openings and accounts, as `breakglass ledger verify --openings` prints them.
    static func openings(_ path: String) throws(CommandFailure) -> OpeningsFile {
        let file: OpeningsFile = try read(path, "the output of `breakglass ledger verify --openings`")
        guard file.isKnown else {
            throw CommandFailure(
                .badInput, "\(path) is of a form or version that this program does not know",
                hint: "docs/OPENINGS.md describes version 1")
        }
        try check(file.accounts, path)
        return file
    }

    private static func check(_ expectations: [Expectation], _ path: String) throws(CommandFailure) {
        for arn in expectations.flatMap(\.identities) where DeclaredIdentity(arn) == nil {
            throw CommandFailure(
                .badInput, "\(path): \(arn) is no ARN of a root, user, role, role session or federated user",
                hint: "for example arn:aws:iam::111122223333:root")
        }
    }

    private static func read<Content: Decodable>(_ path: String, _ what: String) throws(CommandFailure) -> Content {
        guard unsafe access(path, R_OK) == 0 else {
            throw CommandFailure(.notFound, "\(path) cannot be read: \(unsafe String(cString: strerror(errno)))")
        }
        do {
            return try JSONDecoder().decode(Content.self, from: Data(contentsOf: URL(filePath: path)))
        } catch let error as DecodingError {
            throw CommandFailure(
                .badInput, "\(path) is not \(what): \(reason(error))", hint: "docs/OPENINGS.md describes the file")
        } catch {
            throw CommandFailure(
                .badInput, "\(path) is not \(what): \(error)", hint: "docs/OPENINGS.md describes the file")
        }
    }

    /// Where a file is wrong, and how.
    private static func reason(_ error: DecodingError) -> String {
        let context =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context): context
            case .keyNotFound(let key, let context):
                DecodingError.Context(
                    codingPath: context.codingPath, debugDescription: "there is no member \(key.stringValue)")
            @unknown default: DecodingError.Context(codingPath: [], debugDescription: "\(error)")
            }
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        return path.isEmpty ? context.debugDescription : "\(context.debugDescription), at \(path)"
    }
}
