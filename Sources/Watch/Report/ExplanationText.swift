// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension Audit {
    /// The chain from the declared identity to an event, a step a line.
    package func text(of explanation: Explanation) -> String {
        var lines: [String] = []
        for step in explanation.steps {
            let what = step.node.isDeclared ? "the policy declares" : "which made the \(step.node.kind)"
            let likely = step.node.isCertain ? "" : " (likely; the log does not prove it)"
            lines += PlainText.wrapped("\(what) \(step.node.name)\(likely)", indent: step.node.isDeclared ? 0 : 2)
            if let event = step.event { lines += PlainText.wrapped("by \(line(event))", indent: 4, hanging: 6) }
        }
        if explanation.steps.isEmpty {
            lines = PlainText.wrapped(
                "This event came from none of the declared identities, as far as these files tell.")
        }
        return (lines + PlainText.wrapped("\(explanation.steps.isEmpty ? "" : "which made the call ")\(line(explanation.event))", indent: 2, hanging: 4))
            .joined(separator: "\n") + "\n"
    }

    private func line(_ place: Int) -> String {
        let event = events[place]
        return "\(event.time?.description ?? "no time") \(event.service):\(event.name) \(event.id ?? "without an id"), "
            + "\(event.place.file) at byte \(event.place.offset)"
    }
}
