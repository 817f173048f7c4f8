// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Glibc
import Watch

/// The small files that a command is given beside the logs.
enum InputFile {
    /// What is expected of accounts in the cloud: a JSON list of accounts as docs/OPENINGS.md describes them.
    static func expectations(_ path: String) throws(CommandFailure) -> [Expectation] {
        let expectations = try read(path, "a list of accounts", Expectation.list)
        try check(expectations, path)
        return expectations
    }

    /// The ledger's openings and accounts, as `breakglass ledger verify --openings` prints them.
    static func openings(_ path: String) throws(CommandFailure) -> OpeningsFile {
        let file = try read(path, "the output of `breakglass ledger verify --openings`", OpeningsFile.init)
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

    private static func read<Content>(
        _ path: String, _ what: String, _ content: ([UInt8]) throws(OpeningsFault) -> Content
    ) throws(CommandFailure) -> Content {
        let document = try bytes(of: path, limit: OpeningsFile.byteLimit)
        do throws(OpeningsFault) { return try content(document) } catch {
            throw CommandFailure(
                .badInput, "\(path) is not \(what): at \(error.place): \(error.message)",
                hint: "docs/OPENINGS.md describes the file")
        }
    }

    /// All of a file. One that never ends, such as a device, is refused like one that is too large.
    static func bytes(of path: String, limit: Int) throws(CommandFailure) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw CommandFailure(.notFound, "\(path) cannot be read: \(reason)") }
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe Glibc.read(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw CommandFailure(.notFound, "\(path) cannot be read: \(reason)") }
            guard count > 0 else { return bytes }
            bytes += piece[..<count]
            guard bytes.count <= limit else {
                throw CommandFailure(.badInput, "\(path) is larger than \(limit >> 20) MB")
            }
        }
    }

    private static var reason: String { unsafe String(cString: strerror(errno)) }
}
