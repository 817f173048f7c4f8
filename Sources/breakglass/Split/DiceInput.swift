// SPDX-License-Identifier: Apache-2.0

import Glibc
import SecretMemory
import TerminalDialogue

/// Asks for dice throws. They are the dealer's own entropy, so that a bad random source alone does no harm.
enum DiceInput {
    /// Throws of a six-sided die that have as much entropy as the key: 128 bits.
    private static let enough = 50

    /// Returns the throws without blanks, at least ``enough`` of them; empty when no dice are used.
    static func read(isWanted: Bool) throws(CommandError) -> SecretBytes {
        guard isWanted else { return SecretBytes(zeroCount: 0) }
        guard Terminal.isInteractive else {
            throw CommandError(.usage, "--dice needs a terminal to type on", hint: "leave --dice out")
        }
        Console.say(
            "Throw a die at least \(enough) times, better 100 times. Type the numbers on one line or several; "
                + "blanks do not count.")
        var throwsSoFar = SecretWriter(capacity: 2 * enough)
        try Terminal.withKeys { () throws(CommandError) in
            var input = LineInput()
            while throwsSoFar.count < enough {
                let prompt = throwsSoFar.count == 0 ? "" : ", \(throwsSoFar.count) of \(enough) so far"
                switch input.ask("Dice (not shown\(prompt)): ", echo: .hidden) {
                case .line(let line): add(line, to: &throwsSoFar)
                case .end:
                    throw CommandError(
                        .interrupted, "fewer than \(enough) throws were typed; nothing was created",
                        hint: "leave --dice out to use only the machine's randomness")
                }
            }
        }
        Console.say("\(throwsSoFar.count) throws are accepted.")
        return throwsSoFar.finish()
    }

    /// Adds the throws of a line, or none of them if the line has anything else.
    private static func add(_ line: borrowing SecretBytes, to throwsSoFar: inout SecretWriter) {
        for index in line.span.indices where !isBlank(line.span[index]) && !isThrow(line.span[index]) {
            return Console.say(
                "A die shows 1 to 6; character \(index + 1) is something else. The line does not count. Type it again."
            )
        }
        for index in line.span.indices where isThrow(line.span[index]) { throwsSoFar.append(line.span[index]) }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func isThrow(_ byte: UInt8) -> Bool { (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(byte) }
}
