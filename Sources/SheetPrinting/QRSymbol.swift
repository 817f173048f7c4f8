// SPDX-License-Identifier: Apache-2.0

import CQREncode
import Glibc
import SecretMemory

/// A QR code as a square of dark and light modules.
///
/// The encoder keeps copies of its input that cannot be wiped. This is why sheets are drawn in a process of their own.
/// The finished symbol is wiped here.
@safe
final class QRSymbol {
    enum Correction {
        case medium
        case quartile

        fileprivate var level: QRecLevel {
            switch self {
            case .medium: QR_ECLEVEL_M
            case .quartile: QR_ECLEVEL_Q
            }
        }
    }

    /// White modules on each side (ISO/IEC 18004 §5.3.8).
    static let quietZone = 4
    /// Version 15: the symbol of a full part at level M. The page has no room for a larger one.
    static let largestSize = 77

    /// Modules on each side, without the quiet zone.
    let size: Int
    private let code: UnsafeMutablePointer<QRcode>

    /// Encodes text in alphanumeric mode as the smallest symbol that holds it.
    ///
    /// - Throws: `PrintingError.notAlphanumeric` and `PrintingError.codeTooLarge`, which name the code by its title.
    init(_ text: borrowing Span<UInt8>, correction: Correction, title: String) throws(PrintingError) {
        guard let input = unsafe QRinput_new2(0, correction.level) else { throw .drawingFailed("no memory for a code") }
        defer { unsafe QRinput_free(input) }
        // The encoder copies the bytes before the span ends.
        let appended = unsafe text.withUnsafeBufferPointer { bytes in
            unsafe QRinput_append(input, QR_MODE_AN, Int32(bytes.count), bytes.baseAddress)
        }
        guard appended == 0, text.count > 0 else { throw .notAlphanumeric(code: title) }
        guard let code = unsafe QRcode_encodeInput(input) else { throw .codeTooLarge(code: title) }
        unsafe self.code = unsafe code
        size = Int(unsafe code.pointee.width)
        guard size <= Self.largestSize else { throw .codeTooLarge(code: title) }
    }

    deinit {
        unsafe explicit_bzero(code.pointee.data, size * size)
        unsafe QRcode_free(code)
    }

    /// Modules on each side with the quiet zone.
    var sizeWithQuietZone: Int { size + 2 * Self.quietZone }

    /// Whether the module of a column and a row is dark.
    func isDark(column: Int, row: Int) -> Bool {
        precondition(0..<size ~= column && 0..<size ~= row, "a module is within its symbol")
        // libqrencode keeps size × size bytes, with the color in the lowest bit.
        return unsafe code.pointee.data[row * size + column] & 1 == 1
    }
}
