// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import FoundationEssentials
import Glibc
import LogDigests
import Watch

/// The file of `--since`.
struct StateFile {
    private let path: String
    /// What the last run left; `nil` if there is no file yet.
    let state: AuditState?

    /// Reads a state, if there is one.
    ///
    /// - Parameter logs: the paths of the logs, in which a state would be read as a log.
    init(_ path: String, logs: [String]) throws(CommandFailure) {
        self.path = path
        guard let folder = Self.resolved(Self.folder(of: path)), unsafe access(folder, W_OK) == 0 else {
            throw CommandFailure(
                .cannotWrite, "\(path) cannot be written", hint: "name a file in a folder that you can write to")
        }
        for log in logs.compactMap(Self.resolved) where folder == log || folder.hasPrefix(log + "/") {
            throw CommandFailure(
                .usage, "\(path) lies among the logs and would be read as one", hint: "name a file outside of \(log)")
        }
        guard unsafe access(path, F_OK) == 0 else {
            state = nil
            return
        }
        let bytes: [UInt8]
        do throws(WholeFile.Fault) {
            // A state has no limit: it grows with the log. So a file that is none is left before it is read whole.
            let isBegun = try WholeFile.begins(path, with: AuditState.beginning)
            bytes = isBegun ? try WholeFile.bytes(of: path) : []
        } catch {
            throw CommandFailure(
                WatchExit(error), "\(path) \(error.words)", hint: "name a file that you can read, or a new one")
        }
        do throws(StateFault) {
            state = try AuditState(bytes, sha256: Checksums.sha256)
        } catch {
            let what =
                switch error {
                case .foreign: "is no state that an audit with --since left"
                case .version(let version): "is a state of version \(version), which this program does not know"
                case .damaged(let line, let message): "is damaged, line \(line): \(message)"
                }
            throw CommandFailure(
                .badInput, "\(path) \(what)", hint: "name a new file after --since; all files are then read again")
        }
    }

    /// Replaces the file, completely or not at all.
    func write(_ state: AuditState) throws(CommandFailure) {
        let draft = "\(path).\(getpid()).draft"
        guard write(state.bytes(sha256: Checksums.sha256), to: draft) else {
            let reason = unsafe String(cString: strerror(errno))
            unsafe unlink(draft)
            throw CommandFailure(
                .cannotWrite, "\(path) cannot be written: \(reason)",
                hint: "the report above is whole; the next run tells the same again")
        }
    }

    private func write(_ bytes: [UInt8], to draft: String) -> Bool {
        let file = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return false }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                close(file)
                return false
            }
            rest = rest.dropFirst(count)
        }
        guard fsync(file) == 0, close(file) == 0, unsafe rename(draft, path) == 0 else { return false }
        // The new name is on the disk only with its folder. What is there is whole either way.
        let folder = unsafe open(Self.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return false }
        defer { close(folder) }
        return fsync(folder) == 0
    }

    private static func folder(of path: String) -> String {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        return folder.isEmpty ? "." : folder
    }

    private static func resolved(_ path: String) -> String? {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}
