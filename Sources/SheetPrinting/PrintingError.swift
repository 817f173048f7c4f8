// SPDX-License-Identifier: Apache-2.0

/// Why a sheet could not be drawn.
package enum PrintingError: Error, Equatable, Sendable {
    /// A custodian's sheet would have more codes than a person can be asked to scan. The fix: keep the ciphertext on a
    /// vault sheet, or encrypt a file and split its key.
    case tooManyCodes(count: Int, limit: Int)
    /// A code holds a character outside the QR alphanumeric set, or is empty.
    case notAlphanumeric(code: String)
    /// A code is longer than the largest symbol that fits the layout. The fix: split it into parts.
    case codeTooLarge(code: String)
    /// The share has neither 64 nor 96 words.
    case wrongWordCount(Int)
    /// The word list is not 256 words of four letters.
    case wrongWordList(byteCount: Int)
    /// The drawing library failed, for the reason that it gives.
    case drawingFailed(String)
}
