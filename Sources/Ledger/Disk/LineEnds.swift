// SPDX-License-Identifier: Apache-2.0

/// Finds converted line ends in files whose lines end in line feeds.
package enum LineEnds {
    /// Whether line ends of a ledger, a journal or a checkpoint were converted to CRLF: all of them, or some that an
    /// editor or git rewrote.
    ///
    /// No line of these files holds a carriage return, so only a conversion puts one there.
    package static func areConverted(in lines: [UInt8]) -> Bool {
        var start = 0
        while let end = ByteSearch.first(0x0D, in: lines, from: start) {
            if end + 1 < lines.count, lines[end + 1] == 0x0A { return true }
            start = end + 1
        }
        return false
    }
}
