// SPDX-License-Identifier: Apache-2.0

package import Custody
package import Ledger
package import SecretSharing
package import ShareEnvelope
package import SheetPrinting

/// Why a drill cannot continue. No case carries a secret byte.
package enum DrillError: Error, Equatable, Sendable {
    /// The gate stopped it.
    case gate(GateError)
    /// The ledger cannot be read or written, or a share does not sign.
    case binder(BinderError)
    /// The ledger contradicts itself by now.
    case contradicted(AuditFinding)
    /// The ledger no longer has the drill of this entry.
    case gone(UInt64)
    /// Some of the quorums that were tried do not open the credential; one of them is named.
    case quorumsFailed(Int, of: Int, such: [ShareNumber])
    /// A letter about the challenge cannot be made.
    case letter(LetterError)
    /// A page cannot be drawn.
    case page(PrintingError)
    /// The paper that a further letter is to continue is newer than the challenge, whose drill a command ends.
    case newerPaper(size: UInt64, challenge: EntryPlace, closing: String)
    /// No paper of this ledger shows so many entries.
    case noSuchPaper(size: UInt64, entries: UInt64)
}

extension DrillError {
    /// Runs a step of a drill that reads or writes the binder.
    static func inBinder<Value>(_ step: () throws(BinderError) -> Value) throws(DrillError) -> Value {
        do throws(BinderError) { return try step() } catch { throw .binder(error) }
    }
}

/// Why a custodian's share does not answer a letter. Nothing was signed.
package enum AnsweringError: Error, Equatable, Sendable {
    /// No letter was read whole; with its missing parts, if some of it was.
    case noLetter(missing: [Int], count: Int)
    /// Several letters were read.
    case severalLetters
    /// The letter is not what it claims.
    case falseLetter(LetterError)
    /// No share is whole.
    case noShare
    /// Several custodians' shares were read.
    case severalShares([ShareNumber])
    /// The letter is about another set than the sheet.
    case otherSet(letter: SetIdentity, sheet: SetIdentity)
    /// The code of a paper of the custodian's was misread; with the names of what was read.
    case misreadPaper([String])
    /// The custodian's paper shows no checkpoint.
    case noPaper
    /// The letter does not continue the custodian's paper.
    case otherLedger(LetterError)
    /// The challenge is not open by this machine's clock.
    case untimely(UntimelyAnswer)
    /// The share does not sign.
    case noConsent(ConsentError)
}
