// SPDX-License-Identifier: Apache-2.0
//
// The first pass over the bytes of a log. Nine of ten events of a log only read, and most of them are made by somebody
// who has made others: for those, a look at a few fields is enough, and nothing is copied.

import CloudTrail

/// Takes the walk through files for surveys.
struct SurveyVisitor: LogVisitor {
    /// What was found in some of the files.
    struct Part: Sendable {
        var survey: Survey
        /// What could not be read.
        var problems: [ReadingProblem] = []
    }

    private var part: Part
    private var file: String?
    /// How many files have begun.
    private var fileCount = 0
    private let catalogue: Catalogue
    private let seed = ScannedEvent.seed
    private var glance: RecordGlance
    /// Actors that were seen, by the hash of what tells who they are.
    private var known = HashTable()
    private var actors: [Actor] = []
    /// Roles that were assumed, by the hash of the session's ARN; `nil` for what is no session of a role.
    private var knownRoles = HashTable()
    private var roles: [Role?] = []
    /// The traces that a call comes from and leads to, while it is added.
    private var from: [UInt64] = []
    private var to: [UInt64] = []

    /// A session of a role that a call gave, as far as its ARN tells.
    private final class Role: Sendable {
        let account: String
        let name: String
        let session: UInt64
        let role: UInt64
        /// Of anyone whom the role lets in.
        let anyone: UInt64
        /// Of the instance that the session bears the id of.
        let instance: UInt64?

        init?(_ arn: String) {
            guard case .roleSession(let account, let name, let session, _)? = DeclaredIdentity(arn) else { return nil }
            self.account = account
            self.name = name
            self.session = Trace.identity(arn).stableHash
            role = Trace.roleName(account, name).stableHash
            anyone = Trace.trusted(account, name, "*").stableHash
            instance = LogEvent.isInstanceID(session) ? Trace.instance(session).stableHash : nil
        }
    }

    private struct Actor {
        /// The trace that stands for all of the actor's.
        let trace: UInt64
        /// The last file that has it.
        var file: Int
    }

    /// How many actors are remembered; beyond that they are found again, so that memory does not grow.
    private static let mostKnown = 100_000

    /// A visitor that has seen nothing.
    init(_ glance: RecordGlance, _ catalogue: Catalogue) {
        self.glance = glance
        self.catalogue = catalogue
        part = Part(survey: Survey(catalogue))
    }

    /// A file begins.
    mutating func begin(file: String) -> Bool {
        endFile()
        self.file = file
        fileCount += 1
        return true
    }

    /// What was found in the files that have ended, which is no longer kept here.
    mutating func take() -> Part {
        endFile()
        part.survey.freeRoom()
        defer { part = Part(survey: Survey(catalogue)) }
        return part
    }

    private mutating func endFile() {
        if let file { part.survey.end(file: file) }
        file = nil
    }

    /// Keeps what could not be read.
    mutating func report(_ problem: ReadingProblem) { part.problems.append(problem) }

    /// Looks at an event.
    mutating func visit(_ event: borrowing ScannedEvent) {
        // Each call of an actor that is known has another one.
        if let shared = Trace.stableHash(.shared, event, .sharedID) { part.survey.add(shared) }
        switch glance.interest(event) {
        case .whole: addWhole(event)
        case .objects where event.has(.errorCode): addActor(event)
        case .objects(let call): addObjects(event, of: call)
        case .roleCall where event.has(.errorCode): addActor(event)
        case .roleCall: addRoleCall(event)
        case .actor: addActor(event)
        }
    }

    private mutating func addWhole(_ event: borrowing ScannedEvent) {
        let (whole, problems) = event.event()
        part.problems += problems
        if let whole { part.survey.add(whole) }
    }

    private mutating func addActor(_ event: borrowing ScannedEvent) {
        if actor(event) == nil { addWhole(event) }
    }

    /// A call that leads to nobody, of which only the actor and the objects matter.
    private mutating func addObjects(_ event: borrowing ScannedEvent, of call: RecordGlance.Call) {
        guard actor(event) != nil, let parts = event.call(call.name, parts: call.parts) else {
            return addWhole(event)
        }
        for trace in parts.objectTraces(of: call) { part.survey.add(trace.stableHash) }
    }

    /// The trace of who acts, added to the file; `nil` if the record does not tell without doubt.
    private mutating func actor(_ event: borrowing ScannedEvent) -> UInt64? {
        let who = glance.actor(event)
        let own = glance.onwardTraces(event)
        if let key = own.key { part.survey.add(key) }
        if let session = own.session { part.survey.add(session) }
        if let place = known[who] {
            if actors[place].file != fileCount {
                part.survey.add(actors[place].trace)
                actors[place].file = fileCount
            }
            return actors[place].trace
        }
        guard let caller = event.caller() else { return nil }
        if actors.count >= Self.mostKnown {
            known.removeAll()
            actors.removeAll(keepingCapacity: true)
        }
        known.add(who, actors.count)
        actors.append(Actor(trace: part.survey.add(actor: caller), file: fileCount))
        return actors[actors.count - 1].trace
    }

    /// `sts:AssumeRole`, of which a log has many: its fields tell all that matters, as `LogEvent.offspring` and
    /// `LogEvent.actorTraces` would of the whole event.
    private mutating func addRoleCall(_ event: borrowing ScannedEvent) {
        guard let role = role(event), let time = event.time,
            let session = Trace.stableHash(.session, event, .assumedRoleID),
            let key = Trace.stableHash(.key, event, .issuedKeyID)
        else { return addWhole(event) }
        from.removeAll(keepingCapacity: true)
        to.removeAll(keepingCapacity: true)
        let isService = event.has(.identityType, "AWSService")
        if isService {
            from.append(role.session)
            from.append(role.anyone)
            if let instance = role.instance { from.append(instance) }
            part.survey.add(from)
        } else {
            guard let actor = actor(event) else { return addWhole(event) }
            from.append(role.anyone)
            for field in [EventField.arn, .issuerARN, .accountID] {
                if let caller = event.text(field) {
                    from.append(Trace.trusted(role.account, role.name, caller).stableHash)
                }
            }
            part.survey.add(from)
            from.append(actor)
        }
        part.survey.add(role.session)
        part.survey.add(role.role)
        to.append(Trace.stableHash(session, since: time))
        to.append(Trace.stableHash(session, since: time.next))
        to.append(key)
        if !isService {
            if let console = Trace.stableHash(.consolePrincipal, event, .assumedRoleID) { to.append(console) }
            if let onward = Trace.stableHash(.onward, event, .assumedRoleID) { to.append(onward) }
        }
        let shared = Trace.stableHash(.shared, event, .sharedID)
        if let shared { from.append(shared) }
        part.survey.lead(from, to, shared)
    }

    /// The role of which the call gave a session.
    private mutating func role(_ event: borrowing ScannedEvent) -> Role? {
        guard let hash = event.hash(.assumedRoleARN, seed: seed) else { return nil }
        if let place = knownRoles[hash] { return roles[place] }
        if roles.count >= Self.mostKnown {
            knownRoles.removeAll()
            roles.removeAll()
        }
        knownRoles.add(hash, roles.count)
        roles.append(event.text(.assumedRoleARN).flatMap { Role($0) })
        return roles[roles.count - 1]
    }
}
