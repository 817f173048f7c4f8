// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// One session of a declared identity or of something that came from it. Events are places in the list of events.
package struct Session: Sendable {
    /// Who acted, as a node of the lineage.
    package var node: Int
    /// The entry and the events of the session itself in order of time, without onward calls and heartbeats.
    package var events: [Int]
    /// The events that the node itself made.
    package var own: Set<Int>
    /// The call that began it; `nil` if it is not in the log.
    package var entry: Int?
    /// A long-term key signs each call and needs no entry.
    package var isLongTerm: Bool
    package var secondFactor: SecondFactor
    package var network: Network
    /// The events from a network that the policy does not declare.
    package var strayEvents: [Int]
    package var addresses: [String]
    package var agents: [String]
    /// Who the log says was behind it.
    package var people: [String]
    package var began: EventTime?
    package var ended: EventTime?
    /// By `sts:AssumeRoot`.
    package var isAssumedRoot: Bool
    /// How many calls services made onward with its identity.
    package var onwardCalls: Int
    /// How many calls the agent of a machine made by itself.
    package var heartbeats: Int
}
