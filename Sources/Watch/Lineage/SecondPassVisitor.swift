// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Takes the walk through the files that matter for a second pass, and reads whole only records that may matter.
struct SecondPassVisitor: LogVisitor {
    /// What was found in some of the files.
    struct Part: Sendable {
        var pass: SecondPass
        /// What was found, as it is written, if it is kept for a later run instead of in the pass.
        var records: [KeptRecord] = []
        /// What could not be read.
        var problems: [ReadingProblem] = []
    }

    private var part: Part
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
        part = Part(pass: pass)
        self.names = names
        self.glance = glance
        self.seeksActors = seeksActors
    }

    /// What was found in the files that have ended, which is no longer kept here.
    mutating func take() -> Part {
        defer { part = Part(pass: part.pass.empty) }
        return part
    }

    mutating func begin(file: String) -> Bool { names.contains(file) }

    mutating func report(_ problem: ReadingProblem) { part.problems.append(problem) }

    mutating func visit(_ event: borrowing ScannedEvent) {
        switch glance.interest(event) {
        case .whole, .objects: read(event)
        case .roleCall where seeksActors: read(event)
        case .actor where seeksActors && isWanted(event): read(event)
        case .roleCall, .actor:
            if let shared = Trace.stableHash(.shared, event, .sharedID), part.pass.isWanted(hash: shared) {
                read(event)
            }
        }
    }

    private mutating func read(_ event: borrowing ScannedEvent) {
        guard let whole = whole(event) else { return }
        if !keepsRecords {
            part.pass.add(whole)
        } else if part.pass.wants(whole) {
            part.records.append(KeptRecord(text: event.text, event: whole))
        }
    }

    private mutating func whole(_ event: borrowing ScannedEvent) -> LogEvent? {
        let (whole, problems) = event.event()
        part.problems += problems
        return whole
    }

    private mutating func isWanted(_ event: borrowing ScannedEvent) -> Bool {
        let own = glance.onwardTraces(event)
        if own.key.map(part.pass.isWanted(hash:)) ?? false || own.session.map(part.pass.isWanted(hash:)) ?? false {
            return true
        }
        let who = glance.actor(event)
        if let known = actors[who] { return known }
        guard let caller = event.caller() else {
            return whole(event).map { $0.actorTraces.contains(where: part.pass.isWanted) } ?? false
        }
        let found = caller.actorTraces.contains(where: part.pass.isWanted)
        if actors.count >= Self.mostActors { actors.removeAll(keepingCapacity: true) }
        actors[who] = found
        return found
    }
}
