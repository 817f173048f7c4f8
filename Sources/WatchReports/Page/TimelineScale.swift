// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// From times to places on a picture.
struct TimelineScale {
    /// How wide a picture is, in its own units, and where times begin and end on it.
    static let width = 960
    private static let left = 12
    private static let right = 948

    /// The first and the last time shown, in seconds.
    private let from: Int64
    private let until: Int64

    /// A scale that holds all these times, with some room at both ends.
    init(_ times: [EventTime]) {
        let first = times.map(\.seconds).min() ?? 0
        let last = times.map(\.seconds).max() ?? 0
        let room = max(30, (last - first) / 40)
        from = first - room
        until = last + room
    }

    /// How many seconds the picture shows.
    var duration: Int64 { until - from }

    /// The place of a time, inside the picture whatever the time.
    func place(_ time: EventTime) -> Int {
        let part = Double(time.seconds - from) / Double(until - from)
        return Self.left + Int((min(max(part, 0), 1) * Double(Self.right - Self.left)).rounded())
    }

    /// How many seconds a width stands for, rounded up.
    func seconds(of width: Int) -> Int64 {
        (duration * Int64(width) + Int64(Self.right - Self.left) - 1) / Int64(Self.right - Self.left)
    }

    /// The times at which the axis has a mark, at most nine, with what is written there.
    var ticks: [(time: EventTime, label: String)] {
        let step = Self.steps.first { duration / $0 <= 8 } ?? (duration / 8 / 86_400 + 1) * 86_400
        var ticks: [(time: EventTime, label: String)] = []
        var day: Substring = ""
        var second = (from / step + 1) * step
        while second <= until {
            let time = EventTime(seconds: second)
            let text = time.description
            let clock = text.dropFirst(11).prefix(step < 60 ? 8 : 5)
            let isNewDay = text.prefix(10) != day
            day = text.prefix(10)
            ticks.append((time, step >= 86_400 ? String(day) : isNewDay ? "\(day) \(clock)" : String(clock)))
            second += step
        }
        return ticks
    }

    private static let steps: [Int64] = [
        5, 10, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
        1_209_600, 2_592_000,
    ]
}
