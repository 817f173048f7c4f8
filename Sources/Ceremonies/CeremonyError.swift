// SPDX-License-Identifier: Apache-2.0

package import Isolation
package import Ledger
package import SecretSharing
package import ShareEnvelope

/// Why a ceremony cannot continue. No case carries a secret byte.
package enum CeremonyError: Error, Equatable, Sendable {
    /// The envelope refused.
    case envelope(EnvelopeError)
    /// The child process that draws sheets returned none.
    case drawing(WorkerError)
    /// The child process that reads pages returned nothing.
    case scanning(WorkerError)
    /// The child process that stretches passphrases returned no key.
    case stretching(WorkerError)
    /// A drawn sheet does not show what it should.
    case notReadBack(ShareNumber?, ReadBackDefect)
    /// The credential that came back from the drawn sheets is not the one that was dealt.
    case otherCredential
    /// Not every printed sheet was read back; those that are missing, by their names.
    case notEverySheetReadBack([String])
    /// A generated password was not set at its account.
    case notSetAtAccount(PublicText)
    /// An entry cannot be written.
    case unwritten(BinderError)
}

/// What is wrong with a sheet that was read back.
package enum ReadBackDefect: Error, Equatable, Sendable {
    /// The share's code was not found.
    case noShare
    /// A code shows a share of this number, but not the one that was dealt.
    case otherShare
    /// The sheet is of another set.
    case otherSet(SetPrefix)
    /// The manifest was not found whole, or is a different one.
    case noManifest
    /// The locked credential was not found whole.
    case noCiphertext
}
