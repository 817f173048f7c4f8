// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Takes the walk through the files that matter for a second pass, and reads whole only records that may matter.
struct SecondPassVisitor: LogVisitor {
    private(set) var pass: SecondPass
    /// What was found, as it is written, if it is kept for a later run instead of in the pass.
    private(set) var records: [KeptRecord] = []
    private(set) var problems: [ReadingProblem] = []

    private let names: Set<String>
    private let seeksActors: Bool
    private let keepsRecords: Bool
    private var glance: RecordGlance
    /// Whether an actor is looked for, by the hash of what tells who it is.
    private var actors: [UInt64: Bool] = [:]

    private static let mostActors = 1_000_000

    /// - Parameters:
    ///   - names: The files and members of archives to read.
    ///   - seeksActors: Whether traces of actors are looked for, or only those of objects.
    ///   - keepsRecords: Whether all copies of a record are kept, as they are written, and not in the pass.
    init(
        _ pass: SecondPass, _ names: Set<String>, _ glance: RecordGlance, seeksActors: Bool, keepsRecords: Bool = false
    ) {
        self.keepsRecords = keepsRecords
        self.pass = pass
        self.names = names
        self.glance = glance
        self.seeksActors = seeksActors
    }

    mutating func begin(file: String) -> Bool { names.contains(file) }

    mutating func report(_ problem: ReadingProblem) { problems.append(problem) }

    mutating func visit(_ event: borrowing ScannedEvent) {
        switch glance.interest(event) {
        case .whole: read(event)
        case .roleCall where seeksActors: read(event)
        case .actor where seeksActors && isWanted(event): read(event)
        case .roleCall, .actor:
            if let shared = Trace.stableHash(.shared, event, .sharedID), pass.isWanted(hash: shared) { read(event) }
        }
    }

    private mutating func read(_ event: borrowing ScannedEvent) {
        guard let whole = whole(event) else { return }
        if !keepsRecords {
            pass.add(whole)
        } else if pass.wants(whole) {
            records.append(KeptRecord(text: event.text, event: whole))
        }
    }

    private mutating func whole(_ event: borrowing ScannedEvent) -> LogEvent? {
        let (whole, problems) = event.event()
        self.problems += problems
        return whole
    }

    private mutating func isWanted(_ event: borrowing ScannedEvent) -> Bool {
        let who = glance.actor(event)
        if let known = actors[who] { return known }
        guard let whole = whole(event) else { return false }
        let found = whole.actorTraces.contains(where: pass.isWanted)
        if actors.count >= Self.mostActors { actors.removeAll(keepingCapacity: true) }
        actors[who] = found
        return found
    }
}
