// SPDX-License-Identifier: Apache-2.0
//
// The opening that the page leads, from the statement to the end. As in the program, no sheet is read before the
// statement is in the journal, and nothing is shown before the shares' consent is.

import MerkleLog
import Recovery
import Reports
import SecretMemory
import SecretSharing
import ShareEnvelope

/// What the worker can ask for.
enum Operation: Int32 {
    case state = 1
    case code = 2
    case end = 3
    case text = 4
    case type = 5
    case untype = 6
    case words = 7
    case unlock = 8
    case leave = 9
    case drop = 10
    case choose = 11
    case progress = 12
    case open = 13
    case glyphs = 14
    case value = 15
    case oneTimeCode = 16
    case close = 17
    case journal = 18
    case next = 19
}

/// The only opening of this module, which has one thread.
final class Page: @unchecked Sendable {
    static let shared = Page()

    private var opening: Opening?

    /// Answers a request into the exchange.
    ///
    /// - Returns: 0, or 1 for a refusal.
    func answer(_ operation: Operation, _ arguments: consuming Arguments, at milliseconds: UInt64) -> Int32 {
        var json = JSON()
        do throws(Refusal) {
            json.begin()
            try answer(operation, &arguments, at: milliseconds / 1000, &json)
            json.end()
            Exchange.shared.reply = json.bytes
            return 0
        } catch {
            var json = JSON()
            json.object { json in
                json.member("message", error.words)
                json.member("hint", error.hint)
                json.member("field", error.field)
            }
            Exchange.shared.reply = json.bytes
            return 1
        }
    }

    private func answer(
        _ operation: Operation, _ arguments: inout Arguments, at time: UInt64, _ json: inout JSON
    ) throws(Refusal) {
        switch operation {
        case .state: try state(&arguments, at: time, &json)
        case .words: WordLook(arguments.next()).write(to: &json)
        default:
            guard opening != nil else {
                throw Refusal("nothing is stated yet", hint: "say first what is to be opened, and why")
            }
            try opening?.answer(operation, &arguments, at: time, &json)
        }
    }

    private func state(_ arguments: inout Arguments, at time: UInt64, _ json: inout JSON) throws(Refusal) {
        guard opening == nil else { throw Refusal("this opening is stated already", hint: "forget it first") }
        let program = arguments.text()
        let stated = try Stated(&arguments)
        opening = Opening(stated, program: program, at: time)
        json.member("practice", stated.isPractice)
        stated.write(to: &json)
        json.member("offersOther", opening?.offersOther == true)
        opening?.write(to: &json)
    }
}
