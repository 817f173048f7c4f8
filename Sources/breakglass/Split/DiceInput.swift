// SPDX-License-Identifier: Apache-2.0

import Glibc
import SecretMemory

/// Asks for dice: entropy of the dealer's own, so that a bad random source alone hurts nothing.
enum DiceInput {
    /// Rolls of a six-sided die that are worth as much as the key: 128 bits.
    private static let enough = 50

    /// What was rolled, without blanks; empty when there are no dice.
    static func read(isWanted: Bool) throws(Complaint) -> SecretBytes {
        guard isWanted else { return SecretBytes(zeroCount: 0) }
        guard Terminal.isInteractive else {
            throw Complaint(.usage, "there is no terminal to type dice at", hint: "leave --dice out")
        }
        Talk.say("Roll a die at least \(enough) times, better 100 times, and type the numbers; blanks do not count.")
        let typed = try Terminal.withKeys { () throws(Complaint) in
            var input = LineInput()
            switch input.ask("Dice (not shown): ", echo: .hidden) {
            case .line(let line): return line
            case .end: throw Complaint(.interrupted, "no dice were typed; nothing was made")
            }
        }
        var rolls = SecretWriter(capacity: typed.count)
        for index in typed.span.indices {
            let roll = typed.span[index]
            if roll == 0x20 || roll == 0x09 { continue }
            guard (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(roll) else {
                throw Complaint(
                    .badInput, "a die shows 1 to 6, and character \(index + 1) is none of them",
                    hint: "type what each roll shows, with or without blanks")
            }
            rolls.append(roll)
        }
        if rolls.count < enough {
            Talk.warn("\(rolls.count) rolls add less than 128 bits to the machine's own randomness; \(enough) would")
        }
        return rolls.finish()
    }
}
