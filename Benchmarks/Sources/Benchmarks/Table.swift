// SPDX-License-Identifier: Apache-2.0

/// One comparison: our time and a peer's time for the same work, in seconds.
struct Row {
    let work: String
    let ours: Double
    let peer: String
    let theirs: Double
    /// The number of bytes processed, if the figures are better shown as a rate.
    var bytes: Int?
    /// The design's target: how many times as fast as the peer.
    var target: Double?

    var ratio: Double { theirs / ours }
}

/// Rows under one heading, with the notes needed to read them fairly.
struct Group {
    let title: String
    let notes: [String]
    let rows: [Row]
}

extension Group {
    func print() {
        Swift.print("\n## \(title)\n")
        Swift.print("| work | Breakglass | peer | peer's figure | times as fast | target |")
        Swift.print("|---|---|---|---|---|---|")
        for row in rows {
            let target = row.target.map { "\(decimal($0))\(row.ratio >= $0 ? "" : " (missed)")" } ?? "–"
            Swift.print(
                "| \(row.work) | \(figure(row.ours, row.bytes)) | \(row.peer) | \(figure(row.theirs, row.bytes))"
                    + " | \(decimal(row.ratio)) | \(target) |")
        }
        if !notes.isEmpty { Swift.print() }
        for note in notes { Swift.print("- \(note)") }
    }

    private func figure(_ seconds: Double, _ bytes: Int?) -> String {
        if let bytes { return "\(decimal(Double(bytes) / seconds / 1e9)) GB/s" }
        switch seconds {
        case ..<1e-6: return "\(decimal(seconds * 1e9)) ns"
        case ..<1e-3: return "\(decimal(seconds * 1e6)) µs"
        case ..<1: return "\(decimal(seconds * 1e3)) ms"
        default: return "\(decimal(seconds)) s"
        }
    }

    private func decimal(_ value: Double) -> String {
        if value >= 100 { return String(Int(value.rounded())) }
        let hundredths = Int((value * 100).rounded())
        let fraction = String(hundredths % 100)
        return "\(hundredths / 100).\(fraction.count == 1 ? "0" : "")\(fraction)"
    }
}
