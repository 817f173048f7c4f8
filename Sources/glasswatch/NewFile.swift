// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A file that a command writes, and that must not be there before.
struct NewFile {
    private let path: String
    private let option: String

    /// - Parameter option: the option that names the file.
    /// - Throws: `CommandFailure` when it is there already.
    init(_ path: String, option: String) throws(CommandFailure) {
        guard unsafe access(path, F_OK) != 0 else { throw Self.isThere(path, option) }
        self.path = path
        self.option = option
    }

    /// Writes the file completely or not at all.
    ///
    /// - Throws: `CommandFailure` when it cannot be written, or is there by now.
    func write(_ text: String) throws(CommandFailure) {
        let draft = "\(path).\(getpid()).part"
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw cannot() }
        defer { unsafe unlink(draft) }
        let isWritten = Output.write(text, to: descriptor) && fsync(descriptor) == 0
        let reason = errno
        guard close(descriptor) == 0, isWritten else {
            errno = isWritten ? errno : reason
            throw cannot()
        }
        // The empty file takes the name, so that nothing but it is replaced.
        let claim = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard claim >= 0 else { throw errno == EEXIST ? Self.isThere(path, option) : cannot() }
        close(claim)
        guard unsafe rename(draft, path) == 0 else {
            let failure = cannot()
            unsafe unlink(path)
            throw failure
        }
    }

    private static func isThere(_ path: String, _ option: String) -> CommandFailure {
        CommandFailure(.cannotWrite, "\(path) is there already", hint: "name a new file after \(option)")
    }

    private func cannot() -> CommandFailure {
        CommandFailure(
            .cannotWrite, "\(path) cannot be written: \(unsafe String(cString: strerror(errno)))",
            hint: "name a new file in a folder that you can write to")
    }
}
