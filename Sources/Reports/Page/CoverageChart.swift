// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import Ledger

/// How many of a credential's sheets were proven within the interval, at points 30 days apart.
struct CoverageChart {
    /// A point in time: 30 days before the next point, or now.
    struct Point {
        let time: LedgerTime
        let proven: Int
        let total: Int
        let isQuorum: Bool
    }

    /// A point's bar, in units of the SVG drawing.
    struct Bar {
        let x: Int
        let y: Int
        let width: Int
        let height: Int
        let color: String
    }

    /// A line of the scale.
    struct Mark {
        let y: Int
        let label: String
    }

    /// A point as a row of a table.
    struct Row {
        let day: String
        let proven: String
        let quorum: String
        let isQuorum: Bool
    }

    /// The most points; a longer history shows the newest.
    private static let limit = 60
    private static let month: UInt64 = 30 * 86_400
    private static let height = 80
    /// The width of all bars together.
    private static let breadth = 600
    private static let margin = 30

    /// The right end of the bars, and the drawing's width including the scale beside them.
    let end: Int
    let width: Int
    /// A bar for each point: the proportion of sheets that is proven.
    let bars: [Bar]
    /// The marks of the scale: none and all sheets.
    let marks: [Mark]
    /// The first day and the last.
    let first: String
    let last: String
    /// The points as a table.
    let rows: [Row]
    /// The chart in words, for people who cannot see it.
    let words: String

    private init(_ points: [Point]) {
        let step = min(max(Self.breadth / max(points.count, 1), 10), 30)
        end = points.count * step
        width = end + 2 * Self.margin
        bars = points.enumerated().map { index, point in
            let height = point.total == 0 ? 0 : point.proven * Self.height / point.total
            return Bar(
                x: index * step, y: Self.height - max(height, 1), width: step * 7 / 10, height: max(height, 1),
                color: point.isQuorum ? "quorum" : "few")
        }
        marks = [Mark(y: 0, label: "all"), Mark(y: Self.height, label: "0")]
        first = points.first.map { Moment($0.time).day } ?? ""
        last = points.last.map { Moment($0.time).day } ?? ""
        rows = points.reversed().map { point in
            Row(
                day: Moment(point.time).day,
                proven: point.total == 0 ? "no sheets in force" : "\(point.proven) of \(point.total)",
                quorum: point.isQuorum ? "yes" : "NO", isQuorum: point.isQuorum)
        }
        words = Self.words(points)
    }

    /// The charts of all credentials, from one pass over the ledger that samples its state every 30 days.
    static func charts(of log: LogAudit, under policy: Policy?, until now: LedgerTime) -> [CredentialName:
        CoverageChart]
    {
        let facts = Array(log.facts)
        guard let first = facts.first?.time else { return [:] }
        let span = now.posixSeconds - min(now.posixSeconds, first.posixSeconds)
        let count = min(Int(span / month), limit - 1)
        var times = (0..<count).reversed().compactMap {
            LedgerTime(posixSeconds: now.posixSeconds - UInt64($0 + 1) * month)
        }
        times.append(now)
        var points: [CredentialName: [Point]] = [:]
        var state = BinderState(before: log)
        var next = 0
        for time in times {
            while next < facts.count, facts[next].effective <= time {
                state.apply(facts[next])
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
        // A single bar adds nothing to the words above it.
        return points.filter { $0.value.count > 1 }.mapValues { CoverageChart($0) }
    }

    private static func words(_ points: [Point]) -> String {
        guard let first = points.first, let last = points.last else { return "no history" }
        let without = points.count { !$0.isQuorum }
        let gaps =
            without == 0
            ? "at each of them the proven sheets were a quorum"
            : "at \(without) of the points the proven sheets were not a quorum"
        return
            "\(points.count) points, 30 days apart, from \(Moment(first.time).day) to \(Moment(last.time).day): now "
            + "\(last.proven) of \(last.total) sheets proven; \(gaps)"
    }
}
