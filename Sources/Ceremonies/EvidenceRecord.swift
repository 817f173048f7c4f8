// SPDX-License-Identifier: Apache-2.0

public import Foundation
import Glibc
public import SecretSharing
public import ShareEnvelope

/// One line of evidence about a ceremony; nothing in it is secret.
public struct EvidenceLine: Codable, Hashable, Sendable {
    /// Which ceremony.
    public enum Ceremony: String, Codable, Sendable {
        case split
        case recover
    }

    /// How far it came.
    public enum Outcome: String, Codable, Sendable {
        /// A set is dealt and its sheets are about to be handed out.
        case dealt
        /// Every printed sheet was read back.
        case readBack = "read back"
        /// The quorum is met and the credential is about to be shown.
        case revealing
        /// The ceremony was refused or given up; nothing was shown.
        case failed
    }

    let time: String
    let ceremony: Ceremony
    let set: String?
    let shares: [String]
    let reason: String?
    let outcome: Outcome
    let detail: String?

    /// Makes a line.
    ///
    /// - Parameter time: written in UTC, to the second.
    public init(
        time: Date, ceremony: Ceremony, set: SetIdentity?, shares: [ShareNumber], reason: String?, outcome: Outcome,
        detail: String? = nil
    ) {
        self.time = time.formatted(.iso8601)
        self.ceremony = ceremony
        self.set = set?.hexadecimal
        self.shares = shares.map(\.description)
        self.reason = reason
        self.outcome = outcome
        self.detail = detail
    }
}

/// Why evidence could not be written. Nothing may be shown then.
public struct EvidenceError: Error, Equatable, Sendable {
    /// The file.
    public let path: String
    /// What the system said.
    public let reason: String
}

/// The file that keeps the evidence: one JSON object a line, only ever appended to.
public struct EvidenceRecord: Sendable {
    private let path: String

    /// Names the file; it is made when the first line is written.
    public init(path: String) {
        self.path = path
    }

    /// Writes a line and returns once it is on disk.
    ///
    /// A last line that an earlier crash left unfinished is closed with a line end, and kept.
    ///
    /// - Throws: `EvidenceError`; then the line may not be on disk.
    public func append(_ line: EvidenceLine) throws(EvidenceError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let json = try? encoder.encode(line) else { throw EvidenceError(path: path, reason: "cannot be encoded") }
        let file = unsafe open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure() }
        defer { close(file) }
        var kind = stat()
        guard unsafe fstat(file, &kind) == 0 else { throw failure() }
        guard kind.st_mode & S_IFMT == S_IFREG else { throw EvidenceError(path: path, reason: "is not a plain file") }
        while flock(file, LOCK_EX) != 0 {
            guard errno == EINTR else { throw failure() }
        }
        try write(Array(json) + [0x0A], afterCheckingEndOf: file)
        guard fsync(file) == 0 else { throw failure() }
        try syncFolder()
    }

    private func write(_ bytes: [UInt8], afterCheckingEndOf file: Int32) throws(EvidenceError) {
        let end = lseek(file, 0, SEEK_END)
        var last: UInt8 = 0x0A
        if end > 0 {
            guard unsafe pread(file, &last, 1, end - 1) == 1 else { throw failure() }
        }
        let line = (last == 0x0A ? [] : [0x0A]) + bytes
        // One call for the whole line: a full disk leaves a torn line, never a mixed one.
        let written = unsafe Glibc.write(file, line, line.count)
        guard written == line.count else {
            let reason = written < 0 ? failure() : EvidenceError(path: path, reason: "no space left for the line")
            if end >= 0 { ftruncate(file, end) }
            throw reason
        }
    }

    private func syncFolder() throws(EvidenceError) {
        let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        let handle = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw failure() }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw failure() }
    }

    private func failure() -> EvidenceError {
        EvidenceError(path: path, reason: unsafe String(cString: strerror(errno)))
    }
}
