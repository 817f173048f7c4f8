// SPDX-License-Identifier: Apache-2.0

import CProcess
import Glibc

/// How the main program protects its memory before it reads any secret, and which protections it could not get.
package struct ProcessHardening: Sendable, Equatable {
    /// A protection that the system did not grant.
    package enum Shortcoming: Sendable, Hashable {
        /// A crash could write the memory into a core file.
        case coreDumpsAreOn
        /// Other processes of the same user could read the memory.
        case isReadableByOthers
        /// Memory could be written to a swap area.
        case swapIsOn
        /// It could not be determined whether a swap area is in use.
        case swapIsUnknown
    }

    /// What to report to the person; empty when every protection was granted.
    package let shortcomings: Set<Shortcoming>

    /// Forbids core dumps and reading by others, and checks for swap; call it before reading any secret.
    ///
    /// It does not lock all memory: `SecretBytes` locks its own, and `mlockall` would take the memory that is needed to
    /// derive a key from a passphrase.
    package static func enter() -> ProcessHardening {
        var shortcomings: Set<Shortcoming> = []
        if cprocess_limit(Int32(CPROCESS_CORE), 0, 0) != 0 { shortcomings.insert(.coreDumpsAreOn) }
        if cprocess_forbid_dumps() != 0 { shortcomings.insert(.isReadableByOthers) }
        switch SwapAreas.areInUse(listing: "/proc/swaps") {
        case true?: shortcomings.insert(.swapIsOn)
        case false?: break
        case nil: shortcomings.insert(.swapIsUnknown)
        }
        return ProcessHardening(shortcomings: shortcomings)
    }
}

/// The system's list of swap areas.
enum SwapAreas {
    /// Returns whether any area is listed; `nil` when the list cannot be read.
    ///
    /// The list has a heading, then a line for each area (proc(5)).
    static func areInUse(listing path: String) -> Bool? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        // The heading and one area fit; there is no need to read more.
        var text = [UInt8](repeating: 0, count: 4096)
        let count = unsafe read(file, &text, text.count)
        guard count >= 0 else { return nil }
        let lines = text[0..<count].split(separator: UInt8(ascii: "\n"))
        return lines.count > 1
    }
}
