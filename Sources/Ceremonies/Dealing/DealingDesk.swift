// SPDX-License-Identifier: Apache-2.0
//
// What a dealing needs from the people at the machine. A terminal is one; a test is another.

package import Ledger
package import SecretMemory
package import SecretSharing
package import ShareEnvelope

/// Why a dealing does not go on, as the desk says it.
package protocol DealingFailure: Error {
    /// Says what went wrong in the ceremony.
    init(_ error: CeremonyError)

    /// It in a sentence, which the ledger keeps as the reason why a set was abandoned.
    var message: String { get }

    /// The same failure, and what follows from it.
    func adding(_ words: String, hint: String) -> Self
}

/// The people at the machine, and what they have there.
package protocol DealingDesk<Failure> {
    associatedtype Failure: DealingFailure

    /// Agrees with a custodian on the passphrase of a share.
    func passphrase(
        of custodian: PublicText, _ number: ShareNumber, in manifest: Manifest
    ) throws(Failure) -> SecretBytes

    /// Brings the sheets to a folder or a printer.
    func deliver(_ sheets: OutgoingSheets) async throws(Failure)

    /// Has the printed sheets scanned until each of them is whole.
    func readBack(_ printed: PrintedSheets) async throws(Failure)

    /// Shows a generated password until it is typed back as it is.
    func show(_ password: GeneratedPassword) throws(Failure)

    /// Asks whether a generated password is set at the account.
    func isSet(_ password: GeneratedPassword) throws(Failure) -> Bool

    /// Says what was done.
    func tell(_ event: DealingEvent)

    /// Has something undone if the program is ended from outside.
    ///
    /// - Returns: what takes that back, once there is nothing to undo.
    func onInterruption(_ undo: @escaping @Sendable () throws(BinderError) -> Void) -> () -> Void
}

/// What a dealing does, step by step.
package enum DealingEvent {
    /// The set is dealt.
    case dealt(DealtCredential)
    /// The passphrase of a custodian is stretched, which takes a while.
    case sealing(PublicText)
    /// That is done.
    case sealed
    /// So many sheets are drawn and read back; the last one was of a share, or the vault sheet.
    case drawn(Int, of: Int, ShareNumber?)
    /// The quorums of the drawn sheets recover the credential.
    case tried(Int, of: Int)
    /// The sheets are out.
    case delivered(OutgoingSheets)
    /// A set that the new one replaces ended.
    case ended(ReleasedSet.Ending, by: ReleasedSet)
    /// The printed sheets are whole.
    case readBack
    /// Nobody reads the printed sheets back now.
    case notReadBack(ReleasedSet)
    /// The entry that abandons the set cannot be written.
    case unwritten(BinderError)
}
