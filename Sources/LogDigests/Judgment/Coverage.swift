// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// A time that digests do not prove, and why.
package struct UncoveredTime: Hashable, Sendable {
    /// The chain of digests; `nil` where there is none.
    package let chain: ChainName?
    package let time: TimeSpan
    package let reasons: [String]
}

/// Whether all that was logged in a time is proven to be there and unaltered.
package enum CoverageAnswer: Hashable, Sendable {
    case covered
    case unverified([UncoveredTime])
}

/// The times that digests prove, by the time when log files were delivered.
package struct Coverage: Sendable {
    /// A chain of digests, and what it proves.
    package struct Chain: Sendable {
        package let name: ChainName
        /// The times that are proven, sorted, apart from one another.
        package let covered: [TimeSpan]
        /// Why other times are not.
        let doubts: [Doubt]
    }

    /// Why a time is not proven.
    struct Doubt: Hashable, Sendable {
        let time: TimeSpan
        let reason: String
    }

    /// An event is delivered some minutes after it happened, within an hour as a rule: 3600 seconds.
    package static let deliveryDelay: Int64 = 3_600

    package let chains: [Chain]

    /// Whether every chain of digests proves what was delivered from `from` on until an hour after `until`.
    ///
    /// An account or a region limits it to the chains of that account or region.
    package func covers(
        from: EventTime, until: EventTime, account: String? = nil, region: String? = nil
    ) -> CoverageAnswer {
        let asked = TimeSpan(from: from, until: EventTime(seconds: until.seconds + Self.deliveryDelay))
        let concerned = chains.filter {
            (account == nil || $0.name.account == account) && (region == nil || $0.name.region == region)
        }
        guard !concerned.isEmpty else {
            return .unverified([UncoveredTime(chain: nil, time: asked, reasons: ["there is no digest for it"])])
        }
        let uncovered = concerned.flatMap { chain in
            asked.without(chain.covered).map {
                UncoveredTime(chain: chain.name, time: $0, reasons: chain.reasons($0))
            }
        }
        return uncovered.isEmpty ? .covered : .unverified(uncovered)
    }
}

extension Coverage.Chain {
    /// Makes a chain of what its digests prove, less what is doubtful anyway.
    init(_ name: ChainName, proven: [TimeSpan], doubts: [Coverage.Doubt]) {
        self.name = name
        self.doubts = doubts
        covered = TimeSpan.joined(proven.flatMap { $0.without(doubts.map { $0.time }) })
    }

    fileprivate func reasons(_ time: TimeSpan) -> [String] {
        var reasons: [String] = []
        for doubt in doubts where !doubt.time.common(time).isEmpty && !reasons.contains(doubt.reason) {
            reasons.append(doubt.reason)
        }
        let known = covered + doubts.map { $0.time }
        let (first, last) = (known.map { $0.from }.min(), known.map { $0.until }.max())
        if let first, time.from < first { reasons.append("the folder's digests begin at \(first)") }
        if let last, last < time.until { reasons.append("the folder's digests end at \(last)") }
        return reasons
    }
}

extension TimeSpan {
    /// The parts of the time that none of the others has.
    func without(_ others: [TimeSpan]) -> [TimeSpan] {
        var rest: [TimeSpan] = []
        var start = from
        for other in others.sorted() where !other.common(self).isEmpty {
            if start < other.from { rest.append(TimeSpan(from: start, until: other.from)) }
            start = max(start, other.until)
        }
        if start < until { rest.append(TimeSpan(from: start, until: until)) }
        return rest
    }

    /// The times as few that stand apart.
    static func joined(_ spans: [TimeSpan]) -> [TimeSpan] {
        var joined: [TimeSpan] = []
        for span in spans.sorted() where !span.isEmpty {
            if let last = joined.last, span.from <= last.until {
                joined[joined.count - 1] = TimeSpan(from: last.from, until: max(last.until, span.until))
            } else {
                joined.append(span)
            }
        }
        return joined
    }
}
