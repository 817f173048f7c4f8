// SPDX-License-Identifier: Apache-2.0

package import ShareEnvelope

/// Why a recovery cannot continue.
package enum RecoveryError: Error, Equatable, Sendable {
    /// No manifest is whole; this many shares are readable, but not proven.
    case noManifest(unproven: Int)
    /// The locked credential is missing; it may be on a vault sheet.
    case noCiphertext(keptApart: Bool)
    /// Sheets of several sets are here, and nothing says which set is meant.
    case severalSets([SetIdentity])
    /// The envelope refuses to open.
    case envelope(EnvelopeError)
}
