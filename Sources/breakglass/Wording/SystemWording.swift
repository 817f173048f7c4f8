// SPDX-License-Identifier: Apache-2.0
//
// Errors from the system: the message keeps the system's cause, and the hint says what helps.

import Glibc
import Ledger
import TerminalDialogue

extension CommandError {
    /// The message for something that the system refused.
    ///
    /// - Parameters:
    ///   - message: what could not be done, without the cause.
    ///   - number: the system's number for the cause (errno(3)).
    init(_ code: ExitCode, _ message: String, because number: Int32) {
        self.init(
            code, "\(message): \(unsafe String(cString: strerror(number)))",
            hint: Self.advice(number) ?? "name a file in another folder, or on another disk")
    }

    /// The fix for something that the system refused; `nil` if there is none to suggest.
    static func advice(_ number: Int32?) -> String? {
        switch number {
        case ENOSPC, EDQUOT: "make room on that disk, or name a file on one that has room"
        case EFBIG: "the disk or a limit of the shell does not allow a file of that size: name a file on another disk"
        case EROFS: "that disk is read-only: name a file on another one"
        case EACCES, EPERM: "the folder's permissions or its type of disk do not allow it: name another folder"
        case ENOENT, ENOTDIR: "name a folder that exists"
        case EIO: "that disk is failing: name a file on another one, and copy what is on this one"
        case ENAMETOOLONG: "choose a shorter name"
        case ELOOP, ENXIO, EISDIR: "something else has that name: name a plain file"
        default: nil
        }
    }
}
