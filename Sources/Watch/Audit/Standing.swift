// SPDX-License-Identifier: Apache-2.0

/// Something that weakens protection and is still there at the end of the log.
package struct Standing: Sendable {
    package var change: Change
    /// Shell commands that close it, one for each object; empty if a person must find out how.
    package var commands: [String]
    /// Whether a service made it onward with the identity.
    package var isOnward: Bool
}

extension Audit {
    /// What still stands, the most severe first, then in order of time.
    package var standing: [Standing] {
        let own = changes.filter { $0.after == .stands || $0.isAlive }.map { ($0, false) }
        let byServices = onward.filter { $0.after == .stands || $0.isAlive }.map { ($0, true) }
        return (own + byServices).map { change, isOnward in
            Standing(
                change: change, commands: ClosingCommand.commands(for: change, events[change.event]), isOnward: isOnward
            )
        }.sorted { one, other in
            (Self.rank(one.change), one.change.event) < (Self.rank(other.change), other.change.event)
        }
    }

    private static func rank(_ change: Change) -> Int {
        ["critical", "high", "medium", "low"].firstIndex(of: change.rule?.severity ?? "") ?? 4
    }
}
