// SPDX-License-Identifier: Apache-2.0

import CProcess
import Glibc

/// What the main program does for its secrets before it asks for any, and what it could not do.
public struct ProcessHardening: Sendable, Equatable {
    /// A protection that the system did not grant.
    public enum Shortcoming: Sendable, Hashable {
        /// A crash could write the memory into a core file.
        case coreDumpsAreOn
        /// Other processes of the same user could read the memory.
        case isReadableByOthers
        /// Memory could be written to a swap area.
        case swapIsOn
        /// Whether a swap area is in use could not be found out.
        case swapIsUnknown
    }

    /// What is to be told to the person; empty when all is well.
    public let shortcomings: Set<Shortcoming>

    /// Forbids core dumps and reading by others, and looks for swap; to be called before any secret is read.
    ///
    /// Memory is never locked as a whole: `SecretBytes` locks its own (`mlockall` would take the room that
    /// deriving a key from a passphrase needs).
    public static func enter() -> ProcessHardening {
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
    /// Whether any area is listed, or nil when the list cannot be read (proc(5): a heading, then a line an area).
    static func areInUse(listing path: String) -> Bool? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        // The heading and one area fit; more need not be seen.
        var text = [UInt8](repeating: 0, count: 4096)
        let count = unsafe read(file, &text, text.count)
        guard count >= 0 else { return nil }
        let lines = text[0..<count].split(separator: UInt8(ascii: "\n"))
        return lines.count > 1
    }
}
