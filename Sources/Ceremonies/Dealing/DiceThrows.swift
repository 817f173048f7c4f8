// SPDX-License-Identifier: Apache-2.0

package import SecretMemory

/// Throws of a six-sided die, as the dealer types them line by line.
package struct DiceThrows: ~Copyable {
    /// As many throws as have the entropy of the key: 128 bits.
    package static let enough = 50

    /// What a typed line is.
    package enum Line: Hashable, Sendable {
        /// Throws, all of which count.
        case taken
        /// The end, with enough throws before it.
        case end
        /// The end, with so many throws missing.
        case tooFew(missing: Int)
        /// No throws: the character at this place, from 1, is something else, so that none of the line counts.
        case refused(position: Int)
    }

    private var throwsSoFar = SecretWriter(capacity: 4 * enough)

    /// Begins without throws.
    package init() {}

    /// How many throws there are.
    package var count: Int { throwsSoFar.count }

    /// How many are missing.
    package var missing: Int { max(0, Self.enough - count) }

    /// Takes a line of throws. Blanks do not count; an empty line or the word `done` is the end.
    package mutating func take(_ line: borrowing SecretBytes) -> Line {
        guard !Self.isEnd(line) else { return missing == 0 ? .end : .tooFew(missing: missing) }
        for index in line.span.indices where !Self.isBlank(line.span[index]) && !Self.isThrow(line.span[index]) {
            return .refused(position: index + 1)
        }
        for index in line.span.indices where Self.isThrow(line.span[index]) { throwsSoFar.append(line.span[index]) }
        return .taken
    }

    /// The throws without blanks.
    package consuming func finish() -> SecretBytes { throwsSoFar.finish() }

    private static func isEnd(_ line: borrowing SecretBytes) -> Bool {
        let rest = line.span.indices.filter { !isBlank(line.span[$0]) }
        return rest.isEmpty || rest.count == 4 && zip(rest, "done".utf8).allSatisfy { line.span[$0] | 0x20 == $1 }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func isThrow(_ byte: UInt8) -> Bool { (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(byte) }
}
