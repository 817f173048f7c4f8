// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// What a look at a few fields of a record tells: whether the rest matters, and who acted.
struct RecordGlance: Sendable {
    /// What of a call matters.
    enum Interest: Sendable {
        /// Only who made it.
        case actor
        /// Who made it, and the objects that it changes.
        case objects
        /// `sts:AssumeRole`, whose fields tell all that matters.
        case roleCall
        case whole
    }

    /// A call by its name, as the catalogue understands it.
    final class Call: Sendable {
        let service: String
        let name: String
        let interest: Interest
        let rules: [Rule]

        init(service: String, name: String, interest: Interest, rules: [Rule]) {
            self.service = service
            self.name = name
            self.interest = interest
            self.rules = rules
        }
    }

    private let catalogue: Catalogue
    /// Services whose secrets the policy declares.
    private let secretServices: Set<String>
    private let seed = ScannedEvent.seed
    /// By the hash of service and name.
    private var calls: [UInt64: Call] = [:]

    init(_ expectations: [Expectation], _ catalogue: Catalogue) {
        self.catalogue = catalogue
        // `arn:aws:secretsmanager:…`
        secretServices = Set(
            expectations.flatMap(\.secrets).compactMap { $0.split(separator: ":").dropFirst(2).first.map(String.init) })
    }

    /// What of the record matters.
    mutating func interest(_ event: borrowing ScannedEvent) -> Interest {
        needsWhole(event) ? .whole : call(event).interest
    }

    /// Whether the fields that are looked at do not say enough: who stands behind a user of the Identity Center is in none
    /// of them, and what is there twice may be meant otherwise.
    func needsWhole(_ event: borrowing ScannedEvent) -> Bool {
        event.hasRepeats || event.has(.identityType, "IdentityCenterUser")
    }

    /// The call that the record is of.
    mutating func call(_ event: borrowing ScannedEvent) -> Call {
        let hash = (event.hash(.source, seed: seed) ?? 0) &* 31 &+ (event.hash(.name, seed: seed) ?? 0)
        if let known = calls[hash] { return known }
        let service = LogEvent.service(of: event.text(.source) ?? "")
        let name = event.text(.name) ?? ""
        let stem = LogEvent.stem(of: name)
        let interest: Interest =
            if service == "sts", name == "AssumeRole" {
                .roleCall
            } else if secretServices.contains(service) && CustodySecrets.mayRead(service: service, name: name) {
                .whole
            } else if catalogue.mayLead(service: service, stem: stem) {
                LogEvent.mayBeget(service: service, name: name, catalogue) ? .whole : .objects
            } else {
                .actor
            }
        let call = Call(
            service: service, name: name, interest: interest, rules: catalogue.rules(service: service, stem: stem))
        calls[hash] = call
        return call
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
