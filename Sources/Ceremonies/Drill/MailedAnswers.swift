// SPDX-License-Identifier: Apache-2.0

import Custody
package import Ledger
import SecretSharing
package import ShareEnvelope

/// Answers that come back by mail: each is checked, written to the ledger, and counted.
package struct MailedAnswers: Sendable {
    private var binder: OpenBinder

    /// Begins with the binder.
    package init(in binder: OpenBinder) { self.binder = binder }

    /// Checks an answer, and writes it to the ledger.
    ///
    /// - Parameter name: what people call where it was read.
    /// - Throws: `DrillError`; then it is not written.
    package mutating func record(_ answer: AnswerCode, from name: String) throws(DrillError) -> RecordedAnswer {
        // Read again: the answer before this one is an entry by now.
        binder = try reread()
        let event: Cosigned
        do throws(AnswerError) {
            event = try answer.taken(into: binder.log, binder.state, logSignature: binder.store.signature)
        } catch {
            let asked = binder.state.drills.first { $0.place.inJournal == nil && $0.place.index + 1 == answer.size }
            let naming = asked.map { binder.state.naming(of: $0.opened.set, under: binder.policy) } ?? ""
            let rule = AnswerRule(name, isRefused: error.words, remedy: error.hint(naming: naming))
            do throws(GateError) { try binder.gate(.drillMail).pass(rule.breaches, override: nil) } catch {
                throw .gate(error)
            }
            preconditionFailure("a refused answer does not pass")
        }
        let appended = try DrillError.inBinder { () throws(BinderError) in try binder.append(.cosigned(event)) }
        binder = try reread()
        guard let drill = binder.state.drills.first(where: { $0.place == EntryPlace(answer.size - 1) }),
            let set = binder.state.set(drill.opened.set)
        else { throw .gone(answer.size - 1) }
        return RecordedAnswer(
            share: answer.share, index: appended.index, drill: drill, set: set, binder: binder)
    }

    private func reread() throws(DrillError) -> OpenBinder {
        let binder = try DrillError.inBinder { () throws(BinderError) in try self.binder.again() }
        guard let fault = binder.log.faults.first else { return binder }
        throw .contradicted(fault)
    }
}

/// An answer that is in the ledger.
package struct RecordedAnswer: Sendable {
    fileprivate let share: ShareNumber
    fileprivate let index: UInt64
    /// The drill, with this answer.
    package let drill: DrillHistory
    fileprivate let set: SetHistory
    fileprivate let binder: OpenBinder

    /// Whether it counts. A late one is kept, and proves nothing.
    package var counts: Bool { drill.proven.contains(share) }

    /// What it is, in words.
    package var words: String {
        let custodian = set.custodian(of: share)
        return counts
            ? "WHOLE: \(custodian), share \(share), set \(set.identity.code); entry \(index)."
            : "LATE: \(custodian), share \(share): the answer is kept as entry \(index) but does not count."
    }

    /// What the ledger says against the sheet: that it was destroyed.
    package var warning: String? { ReturnedSheet(share, of: set)?.words }

    /// Who is still to come; `nil` once everybody has answered, so that the drill ends.
    package var stillToCome: String? {
        drill.isComplete ? nil : "Still to come: " + drill.waiting.map(\.description).joined(separator: ", ")
    }

    /// The end of the drill.
    package func end(led leader: PublicText?) -> DrillEnd { DrillEnd(drill, led: leader, in: binder) }
}
