// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// What a look at a few fields of a record tells: whether the rest matters, and who acted.
struct RecordGlance: Sendable {
    /// What of a record matters.
    enum Interest: Sendable {
        /// Only who made the call.
        case actor
        /// Who made it, and the objects that it changes.
        case objects(Call)
        /// `sts:AssumeRole`, whose fields tell all that matters.
        case roleCall
        case whole
    }

    /// A call by its name, as the catalogue understands it.
    final class Call: Sendable {
        let name: CallName
        let rules: [Rule]
        let readsSecrets: Bool
        /// The parts of the record in which the rules find the objects.
        let parts: [ScannedEvent.Part]

        init(_ name: CallName, _ rules: [Rule]) {
            self.name = name
            self.rules = rules
            readsSecrets = CustodySecrets.mayRead(service: name.service, name: name.name)
            let wanted = readsSecrets ? [.parameters, .resources] : Set(rules.flatMap(\.objectParts))
            parts = ScannedEvent.Part.allCases.filter(wanted.contains)
        }
    }

    private let catalogue: Catalogue
    /// Services whose secrets the policy declares.
    private let secretServices: Set<String>
    private let seed = ScannedEvent.seed
    /// By the hash of service and name.
    private var known = HashTable()
    private var interests: [Interest] = []
    /// How many names of calls are remembered; a log may hold any.
    private static let mostKnown = 100_000

    init(_ expectations: [Expectation], _ catalogue: Catalogue) {
        self.catalogue = catalogue
        // `arn:aws:secretsmanager:…`
        secretServices = Set(
            expectations.flatMap(\.secrets).compactMap { $0.split(separator: ":").dropFirst(2).first.map(String.init) })
    }

    /// What of the record matters. All of it does where the fields that are looked at do not say enough: who stands behind
    /// a user of the Identity Center is in none of them, and what is there twice may be meant otherwise.
    mutating func interest(_ event: borrowing ScannedEvent) -> Interest {
        if event.hasRepeats || event.has(.identityType, "IdentityCenterUser") { return .whole }
        let hash = (event.hash(.source, seed: seed) ?? 0) &* 31 &+ (event.hash(.name, seed: seed) ?? 0)
        if let place = known[hash] { return interests[place] }
        if interests.count >= Self.mostKnown {
            known.removeAll()
            interests.removeAll()
        }
        known.add(hash, interests.count)
        interests.append(interest(CallName(source: event.text(.source) ?? "", name: event.text(.name) ?? "")))
        return interests[interests.count - 1]
    }

    private func interest(_ call: CallName) -> Interest {
        if call.service == "sts", call.name == "AssumeRole" { return .roleCall }
        if secretServices.contains(call.service), CustodySecrets.mayRead(service: call.service, name: call.name) {
            return .whole
        }
        guard catalogue.mayLead(service: call.service, stem: call.stem) else { return .actor }
        if LogEvent.mayBeget(service: call.service, name: call.name, catalogue) { return .whole }
        return .objects(Call(call, catalogue.rules(service: call.service, stem: call.stem)))
    }

    /// A hash of what tells who acted. Services give each onward call a key and a creation time of its own; the traces of
    /// these are `onwardTraces`.
    func actor(_ event: borrowing ScannedEvent) -> UInt64 {
        var hash: UInt64 = event.has(.invokedBy) ? 1 : 2
        func add(_ part: UInt64?) {
            hash = (hash ^ (part ?? 0)) &* 0x9e37_79b9_7f4a_7c15
            hash ^= hash >> 29
        }
        add(event.hash(.type, seed: seed))
        // The account of an identity that does not name its own.
        add(event.hash(.recipientAccountID, seed: seed))
        add(event.hash(.outerAccountID, seed: seed))
        if !isFolded(event), let identity = event.identityHash {
            add(identity)
            return hash
        }
        for field in Self.lasting { add(event.hash(field, seed: seed)) }
        return hash
    }

    /// Whether an actor's hash leaves out what differs in each onward call.
    private func isFolded(_ event: borrowing ScannedEvent) -> Bool { event.has(.invokedBy) && !event.mayNamePerson }

    /// The traces of an onward call that the actor's hash leaves out: its key and its session.
    func onwardTraces(_ event: borrowing ScannedEvent) -> (key: UInt64?, session: UInt64?) {
        guard event.has(.invokedBy) else { return (nil, nil) }
        let session = event.creationDate.flatMap { since in
            Trace.stableHash(.session, event, .principalID).map { Trace.stableHash($0, since: since) }
        }
        return (Trace.stableHash(.key, event, .accessKeyID), session)
    }

    /// What an actor's onward calls have in common.
    private static let lasting: [EventField] = [
        .identityType, .principalID, .arn, .accountID, .userName, .issuerARN, .issuerPrincipalID, .signInSessionARN,
    ]
}
