// SPDX-License-Identifier: Apache-2.0
//
// The first pass over the bytes of a log. Nine of ten events of a log only read, and most of them are made by somebody
// who has made others: for those, a look at a few fields is enough, and nothing is copied.

import CloudTrail

/// Takes the walk through all files for a survey.
struct SurveyVisitor: LogVisitor {
    /// What the walk has found; complete after `end`.
    private(set) var survey: Survey
    /// What could not be read.
    private(set) var problems: [ReadingProblem] = []

    private var file: String?
    private var glance: RecordGlance
    /// Actors that were seen, by the hash of what tells who they are.
    private var known: [UInt64: Int] = [:]
    private var actors: [Actor] = []

    private struct Actor {
        /// Of the actor's traces.
        var hashes: [UInt64]
        /// The last file that they were added to.
        var file: Int
    }

    /// How many actors are remembered between files; beyond that they are found again, so that memory does not grow.
    private static let mostKnown = 100_000

    /// A visitor that has seen nothing.
    init(_ glance: RecordGlance, _ catalogue: Catalogue) {
        self.glance = glance
        survey = Survey(catalogue)
    }

    /// A file begins.
    mutating func begin(file: String) -> Bool {
        end()
        self.file = file
        return true
    }

    /// The last file has ended.
    mutating func end() {
        if let file { survey.end(file: file) }
        file = nil
    }

    /// Keeps what could not be read.
    mutating func report(_ problem: ReadingProblem) { problems.append(problem) }

    /// Looks at an event.
    mutating func visit(_ event: borrowing ScannedEvent) {
        // Each call of an actor that is known has another one.
        if let shared = event.text(.sharedID) { survey.add([Trace.shared(shared).stableHash]) }
        switch glance.interest(event) {
        case .whole: addWhole(event)
        case .roleCall where event.has(.errorCode): addActor(event)
        case .roleCall: addRoleCall(event)
        case .actor: addActor(event)
        }
    }

    private mutating func addWhole(_ event: borrowing ScannedEvent) {
        if let whole = whole(event) { survey.add(whole) }
    }

    private mutating func addActor(_ event: borrowing ScannedEvent) { _ = actor(event) }

    /// The traces of who acts, added to the file; `nil` if the record cannot be read.
    private mutating func actor(_ event: borrowing ScannedEvent) -> [UInt64]? {
        let who = glance.actor(event)
        if let place = known[who] {
            if actors[place].file != survey.fileCount {
                survey.add(actors[place].hashes)
                actors[place].file = survey.fileCount
            }
            return actors[place].hashes
        }
        guard let whole = whole(event) else { return nil }
        survey.add(whole)
        if actors.count >= Self.mostKnown {
            known.removeAll(keepingCapacity: true)
            actors.removeAll(keepingCapacity: true)
        }
        known[who] = actors.count
        actors.append(Actor(hashes: whole.actorTraces.map(\.stableHash), file: survey.fileCount))
        return actors[actors.count - 1].hashes
    }

    /// `sts:AssumeRole`, of which a log has many: its fields tell all that matters, as `LogEvent.offspring` and
    /// `LogEvent.actorTraces` would of the whole event.
    private mutating func addRoleCall(_ event: borrowing ScannedEvent) {
        guard let arn = event.text(.assumedRoleARN), let principal = event.text(.assumedRoleID), let time = event.time,
            case .roleSession(let account, let role, let session, _)? = DeclaredIdentity(arn)
        else { return addWhole(event) }
        let isService = event.has(.identityType, "AWSService")
        var from: [UInt64]
        if isService {
            from = [Trace.identity(arn).stableHash]
            if LogEvent.isInstanceID(session) { from.append(Trace.instance(session).stableHash) }
            survey.add(from)
        } else {
            guard let actor = actor(event) else { return }
            let callers = [event.text(.arn), event.text(.issuerARN), event.text(.accountID), "*"].compactMap(\.self)
            from = actor + callers.map { Trace.trusted(account, role, $0).stableHash }
            survey.add(from)
        }
        var to = [Trace.session(principal: principal, since: time), .session(principal: principal, since: time.next)]
        if let key = event.text(.issuedKeyID) { to.append(.key(key)) }
        if !isService { to += [.consolePrincipal(principal), .onward(principal)] }
        survey.add([Trace.identity(arn).stableHash, Trace.roleName(account, role).stableHash])
        survey.lead(from, to.map(\.stableHash), event.text(.sharedID))
    }

    private mutating func whole(_ event: borrowing ScannedEvent) -> LogEvent? {
        let (whole, problems) = event.event()
        self.problems += problems
        return whole
    }
}
