// SPDX-License-Identifier: Apache-2.0

import Reports
import ShareEnvelope
import TerminalDialogue

extension CommandError {
    /// The message for an envelope error.
    init(_ error: EnvelopeError, in place: String? = nil) {
        let code: ExitCode =
            switch error {
            case .quorumNotMet: .quorumNotMet
            case .noMemoryToStretch: .fault
            case .malformed, .otherSet, .noSuchShare, .forged, .wrongPassphrase, .notCommitted, .wrongCiphertext,
                .unopenableCiphertext, .emptyCredential, .credentialTooLarge, .tooManyShares, .tooManyGroups, .sharing:
                .badInput
            }
        self.init(code, (place.map { "\($0): " } ?? "") + error.words, hint: error.hint)
    }
}
