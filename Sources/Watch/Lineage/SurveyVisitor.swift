// SPDX-License-Identifier: Apache-2.0
//
// The first pass over the bytes of a log. Nine of ten events of a log only read, and most of them are made by somebody
// who has made others: for those, a look at a few fields is enough, and nothing is copied.

package import CloudTrail

/// Takes the walk through all files for a survey.
package struct SurveyVisitor: LogVisitor {
    /// What the walk has found; complete after `end`.
    package private(set) var survey: Survey
    /// What could not be read.
    package private(set) var problems: [ReadingProblem] = []

    private let catalogue: Catalogue
    private let seed: UInt64
    private var file: String?
    /// Services whose secrets the policy declares.
    private let secretServices: Set<String>
    /// What of a call matters, by the hash of its service and name.
    private var interests: [UInt64: Interest] = [:]
    /// Actors that were seen, by the hash of what tells who they are.
    private var known: [UInt64: Int] = [:]
    private var actors: [Actor] = []

    private struct Actor {
        /// Of the actor's traces.
        var hashes: [UInt64]
        /// The last file that they were added to.
        var file: Int
    }

    private enum Interest {
        /// Only who made it.
        case actor
        case roleCall
        case whole
    }

    /// How many actors are remembered between files; beyond that they are found again, so that memory does not grow.
    private static let mostKnown = 100_000

    /// A visitor that has seen nothing.
    package init(_ expectations: [Expectation], _ catalogue: Catalogue) {
        // `arn:aws:secretsmanager:…`
        secretServices = Set(
            expectations.flatMap(\.secrets).compactMap { $0.split(separator: ":").dropFirst(2).first.map(String.init) })
        self.catalogue = catalogue
        survey = Survey(catalogue)
        seed = 0x676c_6173_7377_6174
    }

    /// A file begins.
    package mutating func begin(file: String) -> Bool {
        end()
        self.file = file
        return true
    }

    /// The last file has ended.
    package mutating func end() {
        if let file { survey.end(file: file) }
        file = nil
    }

    /// Keeps what could not be read.
    package mutating func report(_ problem: ReadingProblem) { problems.append(problem) }

    /// Looks at an event.
    package mutating func visit(_ event: borrowing ScannedEvent) {
        switch interest(event) {
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
        let who = identity(event)
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

    private mutating func interest(_ event: borrowing ScannedEvent) -> Interest {
        // Who stands behind a user of the Identity Center is in none of the fields that are looked at.
        if event.has(.identityType, "IdentityCenterUser") { return .whole }
        let call = (event.hash(.source, seed: seed) ?? 0) &* 31 &+ (event.hash(.name, seed: seed) ?? 0)
        if let known = interests[call] { return known }
        let service = LogEvent.service(of: event.text(.source) ?? "")
        let name = event.text(.name) ?? ""
        let found: Interest =
            if service == "sts", name == "AssumeRole" {
                .roleCall
            } else if catalogue.mayLead(service: service, stem: LogEvent.stem(of: name))
                || secretServices.contains(service) && CustodySecrets.mayRead(service: service, name: name)
            {
                .whole
            } else {
                .actor
            }
        interests[call] = found
        return found
    }

    /// A hash of all fields that tell who acted. Services give each onward call a key and a creation time of its own,
    /// which lead nowhere.
    private func identity(_ event: borrowing ScannedEvent) -> UInt64 {
        var hash: UInt64 = event.has(.invokedBy) ? 1 : 2
        func add(_ field: EventField, _ event: borrowing ScannedEvent) {
            hash = (hash ^ (event.hash(field, seed: seed) ?? 0)) &* 0x9e37_79b9_7f4a_7c15
            hash ^= hash >> 29
        }
        add(.identityType, event)
        add(.principalID, event)
        add(.arn, event)
        add(.accountID, event)
        add(.userName, event)
        add(.issuerARN, event)
        add(.issuerPrincipalID, event)
        add(.signInSessionARN, event)
        add(.type, event)
        if !event.has(.invokedBy) {
            add(.accessKeyID, event)
            add(.creationDate, event)
        }
        return hash
    }
}
