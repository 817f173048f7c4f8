// SPDX-License-Identifier: Apache-2.0

import Binder

/// How many of a credential's sheets were proven within the interval, month by month.
struct CoverageChart {
    /// A month's end, or now.
    struct Point {
        let time: LedgerTime
        let proven: Int
        let total: Int
        let isQuorum: Bool
    }

    /// The most points; of a longer history the newest are shown.
    private static let limit = 60
    private static let month: UInt64 = 30 * 86_400

    /// The drawing's width.
    let width: Int
    /// A bar for each point: the part of the sheets that is proven.
    let bars: [Bar]
    /// The chart in words, for whoever does not see it.
    let words: String

    private init(_ points: [Point]) {
        width = max(points.count, 12) * Self.step
        bars = points.enumerated().map { index, point in
            let height = point.total == 0 ? 0 : point.proven * Self.height / point.total
            return Bar(
                x: index * Self.step, y: Self.height - max(height, 1), height: max(height, 1),
                color: point.isQuorum ? "quorum" : "few")
        }
        words = Self.words(points)
    }

    /// The charts of all credentials: the ledger is gone through once, and looked at every 30 days.
    static func charts(of log: LogAudit, under policy: Policy?, until now: LedgerTime) -> [CredentialName:
        CoverageChart]
    {
        guard let first = log.entries.compactMap({ $0 }).first?.time else { return [:] }
        let span = now.posixSeconds - min(now.posixSeconds, first.posixSeconds)
        let count = min(Int(span / month), limit - 1)
        var times = (0..<count).reversed().compactMap {
            LedgerTime(posixSeconds: now.posixSeconds - UInt64($0 + 1) * month)
        }
        times.append(now)
        var points: [CredentialName: [Point]] = [:]
        var state = BinderState()
        var next = 0
        for time in times {
            while next < log.entries.count, (log.entries[next]?.time ?? first) <= time {
                if let entry = log.entries[next] { state.apply(entry, at: UInt64(next)) }
                next += 1
            }
            for life in state.lives(under: policy) {
                let coverage = Coverage(of: life, at: time)
                points[life.name, default: []].append(
                    Point(
                        time: time, proven: coverage?.provenCount ?? 0, total: coverage?.sheets.count ?? 0,
                        isQuorum: coverage?.isQuorumProven ?? false))
            }
        }
        // A single bar shows nothing that the words above it do not say.
        return points.filter { $0.value.count > 1 }.mapValues { CoverageChart($0) }
    }

    /// A bar of a month, in units of the drawing.
    struct Bar {
        let x: Int
        let y: Int
        let height: Int
        let color: String
    }

    private static let height = 80
    private static let step = 10

    private static func words(_ points: [Point]) -> String {
        guard let first = points.first, let last = points.last else { return "no history" }
        let without = points.count { !$0.isQuorum }
        return
            "\(points.count) points, 30 days apart, from \("\(first.time)".prefix(10)) to \("\(last.time)".prefix(10)): now \(last.proven) of "
            + "\(last.total) sheets proven; at \(without) of the points the proven sheets were no quorum"
    }
}
