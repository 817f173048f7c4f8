// SPDX-License-Identifier: Apache-2.0

import Glibc
import SecretMemory

/// Asks for dice: entropy of the dealer's own, so that a bad random source alone hurts nothing.
enum DiceInput {
    /// Throws of a six-sided die that are worth as much as the key: 128 bits.
    private static let enough = 50

    /// What was thrown, without blanks, at least ``enough`` throws; empty when there are no dice.
    static func read(isWanted: Bool) throws(CommandError) -> SecretBytes {
        guard isWanted else { return SecretBytes(zeroCount: 0) }
        guard Terminal.isInteractive else {
            throw CommandError(.usage, "there is no terminal to type dice at", hint: "leave --dice out")
        }
        Console.say(
            "Throw a die at least \(enough) times, better 100 times, and type the numbers, on one line or several; "
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
                        .interrupted, "fewer than \(enough) throws were typed; nothing was made",
                        hint: "leave --dice out to take the machine's randomness alone")
                }
            }
        }
        Console.say("\(throwsSoFar.count) throws are taken.")
        return throwsSoFar.finish()
    }

    /// Adds a line's throws, or none of them when it holds something else.
    private static func add(_ line: borrowing SecretBytes, to throwsSoFar: inout SecretWriter) {
        for index in line.span.indices where !isBlank(line.span[index]) && !isThrow(line.span[index]) {
            return Console.say(
                "A die shows 1 to 6, and character \(index + 1) is none of them: the line does not count. Type it again."
            )
        }
        for index in line.span.indices where isThrow(line.span[index]) { throwsSoFar.append(line.span[index]) }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func isThrow(_ byte: UInt8) -> Bool { (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(byte) }
}
