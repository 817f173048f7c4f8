// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Isolation
import Ledger
import SecretMemory
import TerminalDialogue

/// The file of a binder's private key: outside the binder, and only for its owner.
struct KeyFile {
    let path: String

    /// Whether a file of this name exists.
    var isThere: Bool { unsafe access(path, F_OK) == 0 }

    /// Reads the key.
    func read() throws(CommandError) -> BinderKey {
        // Opening a named pipe would wait for a writer.
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else {
            let number = errno
            let reason = number == ELOOP ? "it is a link, not a file" : unsafe String(cString: strerror(number))
            let hint =
                switch number {
                case ENOENT: "--binder-key FILE; without it a ceremony can still write a journal: --journal FILE"
                case ELOOP: "name the file itself: --binder-key FILE"
                default: "only its owner may read it"
                }
            throw CommandError(.notFound, "the binder's key \(path) cannot be read: \(reason)", hint: hint)
        }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw CommandError(.badInput, "the binder's key \(path) is not a file", hint: "name the key's own file")
        }
        // The owner of a file can read and change it, whatever its mode is.
        guard status.st_uid == geteuid() else {
            throw CommandError(
                .refused, "the binder's key \(path) belongs to another user, \(Self.name(of: status.st_uid))",
                hint: "run this as that user, or take the file over: chown \(Self.name(of: geteuid())) '\(path)'")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw CommandError(.refused, "others can read the binder's key \(path)", hint: "chmod 600 '\(path)'")
        }
        let bytes: SecretBytes
        do throws(SecretInput.Failure) { bytes = try SecretInput.read(from: file, limit: 4096) } catch {
            throw CommandError(.badInput, "\(path) is not a binder's key", hint: "name the key's own file")
        }
        guard let key = BinderKey(file: bytes) else {
            throw CommandError(.badInput, "\(path) is not a binder's key", hint: "name the key's own file")
        }
        return key
    }

    /// Writes a new key; creates its folder if it is missing.
    func write(_ key: BinderKey) throws(CommandError) {
        let parent = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        try? FileManager.default.createDirectory(
            atPath: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            throw CommandError(
                .cannotCreate, "the binder's key \(path) cannot be created: \(unsafe String(cString: strerror(errno)))",
                hint: "name another place with --binder-key FILE")
        }
        defer { close(file) }
        let undo = Interruption.undo { [path] in unsafe unlink(path) }
        defer { Interruption.forget(undo) }
        do throws(CommandError) { try fill(file, with: key) } catch {
            unsafe unlink(path)
            throw error
        }
    }

    private func fill(_ file: Int32, with key: BinderKey) throws(CommandError) {
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw CommandError(
                .cannotCreate, "the disk of \(path) keeps no file permissions, so others could read the binder's key",
                hint: "use --binder-key FILE on a disk that does, such as this machine's own")
        }
        do throws(SecretOutput.Failure) { try SecretOutput.write(key.file, to: file) } catch {
            switch error {
            case .readerIsGone:
                throw CommandError(
                    .cannotWrite, "the binder's key \(path) cannot be written", hint: "--binder-key FILE")
            case .system(let number):
                throw CommandError(.cannotWrite, "the binder's key \(path) cannot be written", because: number)
            }
        }
        guard fsync(file) == 0 else {
            throw CommandError(.cannotWrite, "the binder's key \(path) cannot be written", because: errno)
        }
    }

    /// The system's name for a user.
    private static func name(of user: uid_t) -> String {
        guard let entry = unsafe getpwuid(user), let name = unsafe entry.pointee.pw_name else { return "\(user)" }
        return unsafe String(cString: name)
    }

    /// Removes a key that is not needed.
    func remove() { unsafe unlink(path) }
}
