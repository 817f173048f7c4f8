// SPDX-License-Identifier: Apache-2.0

/// Line ends of a file whose lines end in line feeds.
public enum LineEnds {
    /// Whether a copy of a ledger or record had its line ends converted to CRLF: its first line ends so.
    ///
    /// No entry holds a carriage return, so that only a conversion puts one there.
    public static func areConverted(in lines: [UInt8]) -> Bool {
        guard let end = lines.firstIndex(of: 0x0A), end > 0 else { return false }
        return lines[end - 1] == 0x0D
    }
}
