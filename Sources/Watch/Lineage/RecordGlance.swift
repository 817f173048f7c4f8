// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// What a look at a few fields of a record tells: whether the rest matters, and who acted.
struct RecordGlance: Sendable {
    /// What of a call matters.
    enum Interest: Sendable {
        /// Only who made it.
        case actor
        /// `sts:AssumeRole`, whose fields tell all that matters.
        case roleCall
        case whole
    }

    private let catalogue: Catalogue
    /// Services whose secrets the policy declares.
    private let secretServices: Set<String>
    /// By the hash of service and name.
    private var interests: [UInt64: Interest] = [:]

    /// Hashes serve only to find the same text again within a run. Nobody can write two texts with one hash who does
    /// not know the seed.
    static let seed = UInt64.random(in: 0 ... .max)

    init(_ expectations: [Expectation], _ catalogue: Catalogue) {
        self.catalogue = catalogue
        // `arn:aws:secretsmanager:…`
        secretServices = Set(
            expectations.flatMap(\.secrets).compactMap { $0.split(separator: ":").dropFirst(2).first.map(String.init) })
    }

    /// What of the record matters.
    mutating func interest(_ event: borrowing ScannedEvent) -> Interest {
        // Who stands behind a user of the Identity Center is in none of the fields that are looked at.
        if event.has(.identityType, "IdentityCenterUser") { return .whole }
        let call = (event.hash(.source, seed: Self.seed) ?? 0) &* 31 &+ (event.hash(.name, seed: Self.seed) ?? 0)
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
    func actor(_ event: borrowing ScannedEvent) -> UInt64 {
        var hash: UInt64 = event.has(.invokedBy) ? 1 : 2
        func add(_ field: EventField, _ event: borrowing ScannedEvent) {
            hash = (hash ^ (event.hash(field, seed: Self.seed) ?? 0)) &* 0x9e37_79b9_7f4a_7c15
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
