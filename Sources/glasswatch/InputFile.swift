// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Watch

/// The small files that a command is given beside the logs.
enum InputFile {
    /// What the policy says of the emergency accounts in the cloud: a JSON list, as docs/WATCH.md describes it.
    static func expectations(_ path: String) throws(CommandFailure) -> [Expectation] {
        let expectations: [Expectation] = try read(path, "expectations")
        for expectation in expectations {
            for arn in expectation.identities where DeclaredIdentity(arn) == nil {
                throw CommandFailure(
                    .badInput, "\(path): \(arn) is no ARN of a root, user, role, role session or federated user",
                    hint: "for example arn:aws:iam::111122223333:root")
            }
        }
        return expectations
    }

    /// The ledger's openings: a JSON list, as docs/WATCH.md describes it.
    static func openings(_ path: String) throws(CommandFailure) -> [Opening] { try read(path, "openings") }

    private static func read<Content: Decodable>(_ path: String, _ what: String) throws(CommandFailure) -> Content {
        guard access(path, R_OK) == 0 else {
            throw CommandFailure(.notFound, "\(path) cannot be read: \(unsafe String(cString: strerror(errno)))")
        }
        do {
            return try JSONDecoder().decode(Content.self, from: Data(contentsOf: URL(filePath: path)))
        } catch {
            throw CommandFailure(
                .badInput, "\(path) is not a list of \(what): \(error)", hint: "docs/WATCH.md describes the file")
        }
    }
}
