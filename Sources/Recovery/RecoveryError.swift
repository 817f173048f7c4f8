// SPDX-License-Identifier: Apache-2.0

public import ShareEnvelope

/// Why a recovery cannot go on.
public enum RecoveryError: Error, Equatable, Sendable {
    /// No manifest is whole; so many shares are readable, but not proven.
    case noManifest(unproven: Int)
    /// The locked credential is missing; it may be kept on a vault sheet.
    case noCiphertext(keptApart: Bool)
    /// Sheets of several sets are here, and nothing says which of them is meant.
    case severalSets([SetIdentity])
    /// The envelope refuses.
    case envelope(EnvelopeError)
}
