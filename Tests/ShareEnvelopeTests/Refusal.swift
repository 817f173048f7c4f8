// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ShareEnvelope

/// The reason for which something is refused; nothing when it is accepted.
func refusal(_ body: () throws(EnvelopeError) -> Void) -> EnvelopeError? {
    do { try body() } catch { return error }
    return nil
}

extension [UInt8] {
    /// The same bytes with another one at a place.
    func with(_ byte: UInt8, at place: Int) -> [UInt8] {
        var changed = self
        changed[place] = byte
        return changed
    }
}

extension EnvelopeError {
    /// Whether the bytes of such a thing are refused, whatever the defect.
    func isMalformed(_ object: EnvelopeObject) -> Bool {
        if case .malformed(object, _) = self { return true }
        return false
    }
}
