// SPDX-License-Identifier: Apache-2.0

import Glibc
package import SecretMemory

/// Reads secrets with read(2) directly into secret memory, without any library's buffer.
package enum SecretInput {
    /// Why reading failed.
    package enum Failure: Error, Equatable, Sendable {
        /// The input is longer than the limit, in bytes.
        case tooLong(limit: Int)
        /// The system refused, with its error number.
        case system(errno: Int32)
    }

    /// Reads from an open descriptor to its end.
    ///
    /// - Parameters:
    ///   - descriptor: an open file, pipe or terminal; it stays open.
    ///   - limit: the longest input that is accepted, in bytes.
    package static func read(from descriptor: Int32, limit: Int) throws(Failure) -> SecretBytes {
        var collected = SecretWriter(capacity: 4096)
        var piece = SecretBytes(zeroCount: 65_536)
        while true {
            let count = try readOnce(from: descriptor, into: &piece)
            guard count > 0 else { return collected.finish() }
            guard collected.count + count <= limit else { throw .tooLong(limit: limit) }
            collected.append(piece.span.extracting(0..<count))
        }
    }

    /// Calls read(2) once, into the start of `room`; returns 0 at the end of the input.
    package static func readOnce(from descriptor: Int32, into room: inout SecretBytes) throws(Failure) -> Int {
        while true {
            var span = room.mutableSpan
            let count = unsafe span.withUnsafeMutableBufferPointer { bytes in
                unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count)
            }
            if count >= 0 { return count }
            if errno != EINTR { throw .system(errno: errno) }
        }
    }
}
