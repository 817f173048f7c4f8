// SPDX-License-Identifier: Apache-2.0

@testable import ShareEnvelope

/// Returns the canonical form of a code, a line or a base32 text: capitals, without blanks, line ends and hyphens.
func canonical(_ text: [UInt8]) -> [UInt8] {
    text.filter { !Base32.isFiller($0) }.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
}
