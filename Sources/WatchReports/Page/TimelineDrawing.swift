// SPDX-License-Identifier: Apache-2.0
//
// Marks have a shape, a place and a color of their own, so that color alone says nothing. Marks that would lie on one
// another are drawn as one, with their number; the caption says so.

import CloudTrail
import Watch

/// A picture of a window or a session, as SVG.
struct TimelineDrawing {
    private let timeline: Timeline
    private let audit: Audit
    private let id: String

    /// Marks that begin closer than this share one.
    private static let markWidth = 26
    private static let tickWidth = 3

    /// - Parameter id: for the names of its elements; no other picture of the page may have it.
    init(_ timeline: Timeline, _ audit: Audit, id: String) {
        self.timeline = timeline
        self.audit = audit
        self.id = id
    }

    /// How many events are drawn, by how many marks.
    var counts: (events: Int, marks: Int) {
        let rows = timeline.rows.map { row in
            Timeline.Mark.allCases.map { clusters(row.marks, $0).count }.reduce(0, +)
        }
        return (
            timeline.tries.count + timeline.rows.map(\.marks.count).reduce(0, +),
            clusters(timeline.tries, .failed).count + rows.reduce(0, +)
        )
    }

    /// The seconds within which events share a mark.
    var resolution: Int64 { timeline.scale.seconds(of: Self.markWidth) }

    var markup: Markup {
        var pieces: [Markup] = []
        var y = 46
        if !timeline.tries.isEmpty {
            let name = Counted.text(timeline.tries.count, "failed sign-in")
            pieces.append("<text class=\"name\" x=\"16\" y=\"\(y + 14)\">\(name)</text>")
            pieces += clusters(timeline.tries, .failed).map { draw($0, .failed, at: y + 22) }
            y += 44
        }
        for row in timeline.rows {
            let drawn = draw(row, at: y)
            pieces += drawn.pieces
            y += drawn.height
        }
        if timeline.rows.isEmpty {
            pieces.append("<text class=\"name\" x=\"16\" y=\"\(y + 14)\">No session in the log.</text>")
            y += 30
        }
        let height = y + 8
        return """
            <svg role="img" aria-labelledby="\(id)-title \(id)-text" viewBox="0 0 \(TimelineScale.width) \(height)">
            <title id="\(id)-title">\(title)</title>
            <desc id="\(id)-text">\(description)</desc>
            \(window(height))
            \(axis(height))
            \(pieces)
            </svg>
            """
    }

    /// What the picture is about.
    var title: String {
        guard let opening = timeline.opening else {
            return "A session that no opening covers"
        }
        let until = opening.until.map { " to \(Moment.text($0))" } ?? ", and not ended"
        return "Opening \(opening.index), \(opening.kind.rawValue), \(Moment.text(opening.from))\(until)"
    }

    private var description: String {
        let sessions = timeline.rows.map { row in
            let session = audit.grouping.sessions[row.session]
            let counted = Timeline.Mark.allCases.compactMap { mark -> String? in
                let count = row.marks.count { $0.mark == mark }
                return count == 0 ? nil : "\(count) \(mark.word)"
            }
            return "\(audit.lineage.nodes[session.node].name) from \(Moment.text(session.began)) to "
                + "\(Moment.text(session.ended)): \(counted.joined(separator: ", "))."
        }
        let tries = timeline.tries.isEmpty ? [] : ["\(Counted.text(timeline.tries.count, "failed sign-in"))."]
        return (tries + (sessions.isEmpty ? ["No session."] : sessions)).joined(separator: " ")
    }

    private func window(_ height: Int) -> Markup {
        guard let opening = timeline.opening else { return "" }
        let from = timeline.scale.place(opening.from)
        let until = opening.until.map { timeline.scale.place($0) } ?? TimelineScale.width
        let end: Markup =
            opening.until == nil
            ? "" : "<line class=\"edge\" x1=\"\(until)\" y1=\"20\" x2=\"\(until)\" y2=\"\(height)\"/>"
        let words = "window of opening \(opening.index)" + (opening.until == nil ? ", not ended" : "")
        // Beside a narrow band the words would run out of the picture.
        let isAtEnd = from > TimelineScale.width - 220
        return """
            <rect class="window" x="\(from)" y="20" width="\(max(2, until - from))" height="\(height - 20)"/>
            <line class="edge" x1="\(from)" y1="20" x2="\(from)" y2="\(height)"/>
            \(end)
            <text class="band" x="\(isAtEnd ? from - 5 : from + 5)" y="33" \
            text-anchor="\(isAtEnd ? "end" : "start")">\(words)</text>
            """
    }

    private func axis(_ height: Int) -> Markup {
        Markup(
            timeline.scale.ticks.map { tick in
                let x = timeline.scale.place(tick.time)
                let anchor = x < 50 ? "start" : x > TimelineScale.width - 50 ? "end" : "middle"
                return """
                    <line class="tick" x1="\(x)" y1="16" x2="\(x)" y2="\(height)"/>\
                    <text x="\(x)" y="11" text-anchor="\(anchor)">\(tick.label)</text>
                    """
            })
    }

    private func draw(_ row: Timeline.Row, at y: Int) -> (pieces: [Markup], height: Int) {
        let session = audit.grouping.sessions[row.session]
        let times = row.marks.map(\.time)
        var pieces: [Markup] = ["<text class=\"name\" x=\"16\" y=\"\(y + 14)\">\(name(session))</text>"]
        var lane = y + 22
        if let first = times.min(), let last = times.max() {
            let from = timeline.scale.place(first)
            let width = max(4, timeline.scale.place(last) - from)
            pieces.append(
                "<rect class=\"session\" x=\"\(from)\" y=\"\(lane + 3)\" width=\"\(width)\" height=\"6\" rx=\"2\"/>")
        }
        for cluster in clusters(row.marks, .neutral) {
            let x = timeline.scale.place(cluster[0].time)
            pieces.append("<rect class=\"neutral\" x=\"\(x - 1)\" y=\"\(lane)\" width=\"2\" height=\"12\"/>")
        }
        lane += 18
        for mark in [Timeline.Mark.weakens, .failed, .strengthens] {
            let clusters = clusters(row.marks, mark)
            guard !clusters.isEmpty else { continue }
            pieces += clusters.map { draw($0, mark, at: lane) }
            lane += 16
        }
        return (pieces, lane - y + 6)
    }

    private func draw(_ cluster: [(event: Int, time: EventTime, mark: Timeline.Mark)], _ mark: Timeline.Mark, at y: Int)
        -> Markup
    {
        let x = timeline.scale.place(cluster[0].time)
        let count: Markup =
            cluster.count == 1 ? "" : "<text class=\"count\" x=\"\(x + 8)\" y=\"\(y + 10)\">\(cluster.count)</text>"
        let first = audit.events[cluster[0].event]
        let more = cluster.count == 1 ? "" : " and \(cluster.count - 1) more"
        return """
            <g><title>\(mark.word): \(Moment.text(cluster[0].time)) \(first.service):\(first.name)\(more)</title>\
            \(mark.shape(x, y))\(count)</g>
            """
    }

    /// The events of one kind, those that would share a place together.
    private func clusters(
        _ marks: [(event: Int, time: EventTime, mark: Timeline.Mark)], _ mark: Timeline.Mark
    ) -> [[(event: Int, time: EventTime, mark: Timeline.Mark)]] {
        let width = mark == .neutral ? Self.tickWidth : Self.markWidth
        var clusters: [[(event: Int, time: EventTime, mark: Timeline.Mark)]] = []
        var beginning = Int.min
        for event in marks where event.mark == mark {
            let place = timeline.scale.place(event.time)
            if !clusters.isEmpty, place - beginning < width {
                clusters[clusters.count - 1].append(event)
            } else {
                clusters.append([event])
                beginning = place
            }
        }
        return clusters
    }

    /// The identity, as far as the picture has room.
    private func name(_ session: Session) -> String {
        let name = audit.lineage.nodes[session.node].name
        let shown = name.count > 110 ? "\(name.prefix(109))…" : name
        return audit.lineage.nodes[session.node].isDeclared ? shown : "from it: \(shown)"
    }
}

extension Timeline.Mark {
    /// What it means.
    var word: String {
        switch self {
        case .weakens: "weakens"
        case .failed: "failed"
        case .strengthens: "strengthens"
        case .neutral: "neutral"
        }
    }

    /// Its shape, 10 units wide, from the upper left corner of its lane.
    func shape(_ x: Int, _ y: Int) -> Markup {
        switch self {
        case .weakens: "<path class=\"weakens\" d=\"M\(x - 5) \(y + 1)h10l-5 10z\"/>"
        case .failed: "<path class=\"failed\" d=\"M\(x - 4) \(y + 2)l8 8m0 -8l-8 8\"/>"
        case .strengthens: "<path class=\"strengthens\" d=\"M\(x - 5) \(y + 11)h10l-5 -10z\"/>"
        case .neutral: "<rect class=\"neutral\" x=\"\(x - 1)\" y=\"\(y)\" width=\"2\" height=\"12\"/>"
        }
    }
}
