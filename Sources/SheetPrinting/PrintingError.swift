// SPDX-License-Identifier: Apache-2.0

/// Why a sheet could not be drawn.
public enum PrintingError: Error, Equatable, Sendable {
    /// A custodian's sheet would carry more codes than a person can be asked to scan: keep the ciphertext apart on a
    /// vault sheet, or encrypt a file and split its key.
    case tooManyCodes(count: Int, limit: Int)
    /// A code holds a character outside the QR alphanumeric set, or is empty.
    case notAlphanumeric(code: String)
    /// A code is longer than the largest symbol that the layout has room for: split it into parts.
    case codeTooLarge(code: String)
    /// The word core has neither 64 nor 96 bytes.
    case wrongWordCount(Int)
    /// The word list is not 256 words of four letters.
    case wrongWordList(byteCount: Int)
    /// The drawing library refused, for the reason that it gives.
    case drawingFailed(String)
}
