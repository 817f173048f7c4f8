// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import NetworkRanges

/// One entry of a pattern's list: what a value of an event must be.
indirect enum ValueTest: Hashable, Sendable {
    case text(String)
    case number(String)
    /// true, false, or null.
    case literal(JSONValue)
    case prefix(String, ignoringCase: Bool)
    case suffix(String, ignoringCase: Bool)
    case equalsIgnoringCase(String)
    case wildcard(EventBridgeWildcard)
    case block(NetworkRange)
    case range(NumberRange)
    case exists(Bool)
    /// A value that none of the tests fits.
    case anythingBut([ValueTest])

    /// Whether a value that is no object and no array fits. `exists` with false is judged by the event, not here.
    func fits(_ value: JSONValue) -> Bool {
        switch self {
        case .literal(let literal): return value == literal
        case .exists(let isWanted): return isWanted
        case .anythingBut(let tests): return !tests.contains { $0.fits(value) }
        case .number(let digits):
            guard case .number(let text) = value else { return false }
            guard let one = PatternNumber(digits), let other = PatternNumber(text) else { return digits == text }
            return one == other
        case .range(let range):
            guard case .number(let text) = value, let number = PatternNumber(text) else { return false }
            return range.contains(number)
        case .text, .prefix, .suffix, .equalsIgnoringCase, .wildcard, .block:
            guard case .string(let text) = value else { return false }
            return fits(text)
        }
    }

    /// Texts are compared byte by byte: EventBridge normalizes nothing.
    private func fits(_ text: String) -> Bool {
        switch self {
        case .text(let wanted):
            if text.utf8.elementsEqual(wanted.utf8) { return true }
            guard let address = NetworkAddress(wanted) else { return false }
            return NetworkAddress(text) == address
        case .prefix(let start, let ignoringCase):
            return Self.folded(text, ignoringCase).starts(with: Self.folded(start, ignoringCase))
        case .suffix(let end, let ignoringCase):
            return Self.folded(text, ignoringCase).reversed().starts(with: Self.folded(end, ignoringCase).reversed())
        case .equalsIgnoringCase(let wanted): return Self.folded(text, true) == Self.folded(wanted, true)
        case .wildcard(let wildcard): return wildcard.matches(text)
        case .block(let block): return NetworkAddress(text).map(block.contains) ?? false
        case .number, .literal, .range, .exists, .anythingBut: return false
        }
    }

    private static func folded(_ text: String, _ ignoringCase: Bool) -> [UInt8] {
        Array((ignoringCase ? text.lowercased() : text).utf8)
    }
}
