// SPDX-License-Identifier: Apache-2.0

import CloudTrail
// A target that prints a report prints its own lines in the same way.
@_exported import PlainTexts

extension Audit {
    /// The chain from the declared identity to an event, a step a line.
    package func text(of explanation: Explanation) -> String {
        guard !explanation.steps.isEmpty else {
            let nobody = "This event came from none of the declared identities, as far as these files tell."
            return (PlainText.wrapped(nobody) + PlainText.wrapped(line(explanation.event), indent: 2, hanging: 4))
                .joined(separator: "\n") + "\n"
        }
        var lines: [String] = []
        for step in explanation.steps {
            guard let event = step.event else {
                lines += PlainText.wrapped("\(step.node.name), which the policy declares,")
                continue
            }
            let likely = step.node.isCertain ? "" : " (likely: the log does not prove it)"
            lines += PlainText.wrapped("made the \(step.node.kind) \(step.node.name)\(likely)", indent: 2, hanging: 4)
            lines += PlainText.wrapped("by \(line(event)),", indent: 4, hanging: 6)
        }
        return (lines + PlainText.wrapped("which made the call \(line(explanation.event))", indent: 2, hanging: 4))
            .joined(separator: "\n") + "\n"
    }

    private func line(_ place: Int) -> String {
        let event = events[place]
        return "\(event.time?.description ?? "no time") \(event.service):\(event.name) \(event.id ?? "without an id"), "
            + "\(event.place.file) at byte \(event.place.offset)"
    }
}
