// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// The events that matter: those of the lineage first, then those of others on the objects that the lineage changed.
package struct SecondPass: Sendable {
    /// What was kept, in the order of reading.
    package private(set) var events: [LogEvent] = []
    private let catalogue: Catalogue
    private var wanted: Set<UInt64>
    /// The content of what was kept: another trail's copy that says the same is not kept again.
    private var contents = EventContents()

    /// Keeps events of these traces, as a survey found them, and reads of the declared secrets.
    package init(following followed: Set<UInt64>, _ expectations: [Expectation], _ catalogue: Catalogue) {
        self.catalogue = catalogue
        wanted = followed
        for secret in expectations.flatMap(\.secrets) {
            for service in ["secretsmanager", "ssm", "kms"] {
                wanted.insert(Trace.object("", CustodySecrets.name(of: secret, service)).stableHash)
            }
        }
    }

    /// The hashes by which a survey names the files to read now.
    package var hashes: Set<UInt64> { wanted }

    /// Whether a trace is looked for.
    func isWanted(_ trace: Trace) -> Bool { wanted.contains(trace.stableHash) }

    /// Whether a trace is looked for, by its hash.
    func isWanted(hash: UInt64) -> Bool { wanted.contains(hash) }

    /// Whether an event is among those that are looked for.
    func wants(_ event: LogEvent) -> Bool { event.allTraces(catalogue).contains(where: isWanted) }

    /// Keeps an event if it is among those that are looked for.
    package mutating func add(_ event: LogEvent) {
        if wants(event) { keep(event) }
    }

    private mutating func keep(_ event: LogEvent) {
        if contents.insert(event) { events.append(event) }
    }

    /// A pass that looks for the same and has kept nothing.
    var empty: SecondPass {
        var empty = self
        empty.events = []
        empty.contents = EventContents()
        return empty
    }

    /// Keeps what another pass over later files has kept.
    mutating func append(_ other: SecondPass) {
        for event in other.events { keep(event) }
    }

    /// Turns to the events of others on the objects that the kept events changed, and to other accounts' copies. Files
    /// are then read again, for the value before a change may stand in any of them.
    package mutating func turnToObjects() {
        let objects = events.flatMap { $0.errorCode == nil ? $0.objectTraces(catalogue) : [] }
        let copies = events.compactMap { $0.sharedID.map { Trace.shared($0) } }
        wanted = Set((objects + copies).map(\.stableHash))
    }
}
