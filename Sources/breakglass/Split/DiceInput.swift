// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import SecretMemory
import TerminalDialogue

/// Asks for dice throws. They are the dealer's own entropy, so that a bad random source alone does no harm.
enum DiceInput {
    /// Returns the throws without blanks, enough of them; empty when no dice are used.
    static func read(isWanted: Bool) throws(CommandError) -> SecretBytes {
        guard isWanted else { return SecretBytes(zeroCount: 0) }
        guard Terminal.isInteractive else {
            throw CommandError(.usage, "--dice needs a terminal to type on", hint: "leave --dice out")
        }
        Console.say(
            "Throw a die at least \(DiceThrows.enough) times, better 100 times. Type the numbers on one line or several; "
                + "blanks do not count. Enter on an empty line ends.")
        var dice = DiceThrows()
        try Terminal.withKeys { () throws(CommandError) in
            var input = LineInput()
            try ask(&input, &dice)
            // The rest of a paste must not answer the next question.
            input.keyboard.settle()
        }
        Console.say("\(dice.count) throws are accepted.")
        return dice.finish()
    }

    private static func ask(_ input: inout LineInput, _ dice: inout DiceThrows) throws(CommandError) {
        while true {
            switch input.ask(prompt(dice.count), echo: .hidden) {
            case .line(let line):
                switch dice.take(line) {
                case .taken: continue
                case .end: return
                case .tooFew(let missing):
                    Console.say(
                        "\(DiceThrows.enough) throws are needed, and \(dice.count) are here: throw \(missing) more.")
                case .refused(let position):
                    Console.say(
                        "A die shows 1 to 6; character \(position) is something else. The line does not count. "
                            + "Type it again.")
                }
            case .end where dice.missing == 0: return
            case .end:
                throw CommandError(
                    .interrupted, "fewer than \(DiceThrows.enough) throws were typed; nothing was created",
                    hint: "leave --dice out to use only the machine's randomness")
            }
        }
    }

    private static func prompt(_ count: Int) -> String {
        if count == 0 { return "Dice (not shown): " }
        return count < DiceThrows.enough
            ? "Dice (not shown, \(count) of \(DiceThrows.enough) so far): "
            : "Dice (not shown, \(count) so far, enough; Enter alone ends): "
    }
}
