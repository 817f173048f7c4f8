// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// A second in UTC as ledger lines write it: `2026-11-24T02:17:02Z`.
public struct LedgerTime: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// Seconds since 1970 (POSIX), 0 to 9999-12-31T23:59:59Z.
    public let posixSeconds: UInt64

    /// The last second that a four-digit year can write.
    private static let last: UInt64 = 253_402_300_799

    /// Takes seconds since 1970.
    ///
    /// - Returns: nothing beyond the year 9999.
    public init?(posixSeconds: UInt64) {
        guard posixSeconds <= Self.last else { return nil }
        self.posixSeconds = posixSeconds
    }

    /// The second that a clock shows; a clock outside 1970…9999 counts as its nearest end.
    public init(_ date: Date) {
        posixSeconds = UInt64(min(max(date.timeIntervalSince1970, 0), Double(Self.last)))
    }

    /// Reads the one form of a time.
    ///
    /// - Returns: nothing for any other text, and for days that no calendar has.
    public init?(_ text: String) {
        guard text.utf8.count == 20, let date = try? Date(text, strategy: .iso8601) else { return nil }
        self.init(date)
        guard description == text else { return nil }
    }

    /// So many seconds later.
    public func adding(seconds: UInt64) -> LedgerTime {
        LedgerTime(unchecked: min(posixSeconds + min(seconds, Self.last), Self.last))
    }

    private init(unchecked seconds: UInt64) { posixSeconds = seconds }

    /// The time as the ledger writes it.
    public var description: String { date.formatted(.iso8601) }

    /// The same for Foundation.
    public var date: Date { Date(timeIntervalSince1970: TimeInterval(posixSeconds)) }

    /// Orders by time.
    public static func < (left: Self, right: Self) -> Bool { left.posixSeconds < right.posixSeconds }

    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let time = LedgerTime(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a time like 2026-11-24T02:17:02Z"))
        }
        self = time
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
