// SPDX-License-Identifier: Apache-2.0
//
// What the system said, and what helps against it: an error keeps its cause on its way to the person.

import Binder
import Glibc

extension CommandError {
    /// Something that the system refused.
    ///
    /// - Parameters:
    ///   - message: what could not be done, without the cause.
    ///   - number: the system's number for the cause (errno(3)).
    init(_ code: ExitCode, _ message: String, because number: Int32) {
        self.init(
            code, "\(message): \(unsafe String(cString: strerror(number)))",
            hint: Self.advice(number) ?? "name a file in another folder, or on another disk")
    }

    /// What helps where the system refused something; nothing where the cause tells no more than itself.
    static func advice(_ number: Int32?) -> String? {
        switch number {
        case ENOSPC, EDQUOT: "make room on that disk, or name a file on one that has room"
        case EFBIG: "the disk or a limit of the shell takes no file of that size: name a file on another disk"
        case EROFS: "that disk cannot be written: name a file on another one"
        case EACCES, EPERM: "the rights of the folder, or the kind of its disk, do not allow it: name another folder"
        case ENOENT, ENOTDIR: "name a folder that is there"
        case EIO: "that disk fails: name a file on another one, and copy what is on this one"
        case ENAMETOOLONG: "choose a shorter name"
        case ELOOP, ENXIO, EISDIR: "something else has that name: name a plain file"
        default: nil
        }
    }
}
