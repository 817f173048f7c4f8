// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import NetworkRanges
import Watch

/// The events behind a finding as the schema writes them, and what they were about.
struct DetectionEvidence {
    /// At most ``limit``, in order of time.
    let evidences: [JSONValue]
    /// How many events are not among them.
    let left: Int
    /// The objects that were changed, or else the identities.
    let resources: [JSONValue]
    /// Where it happened.
    let cloud: JSONValue

    /// A SIEM cuts long events off.
    private static let limit = 100

    init(_ audit: Audit, _ places: [Int]) {
        let shown = places.prefix(Self.limit)
        evidences = shown.map { Self.evidence(audit.events[$0]) }
        left = places.count - shown.count
        let about = Set(places)
        let objects = (audit.changes + audit.onward).filter { about.contains($0.event) }.flatMap(\.objects)
        let identities = audit.expectations.flatMap(\.identities)
        let things =
            objects.isEmpty ? identities.map { Self.resource(identity: $0) } : objects.map { Self.resource($0) }
        resources = Array(things.uniqued.prefix(Self.limit))
        let first = places.first.map { audit.events[$0] }
        let account = first?.account ?? audit.expectations.lazy.compactMap(\.accounts.first).first
        cloud = .members([
            ("provider", .string("AWS")), ("account", account.map { Self.account($0) }),
            ("region", first?.region.map { .string($0) }),
        ])
    }

    private static func evidence(_ event: LogEvent) -> JSONValue {
        let error = event.errorCode.map { code -> JSONValue in .members([("error", .string(code))]) }
        let identity = event.identity
        let uid = identity.arn ?? identity.principalID
        let user: JSONValue = .members([
            ("uid", uid.map { .string($0) }),
            ("name", (identity.userName ?? (uid == nil ? identity.type ?? "unknown" : nil)).map { .string($0) }),
            ("credential_uid", identity.accessKeyID.map { .string($0) }),
            ("account", identity.accountID.map { account($0) }),
        ])
        return .members([
            ("uid", event.id.map { .string($0) }),
            (
                "api",
                .members([
                    ("operation", .string(event.name)), ("service", .members([("name", .string(event.service))])),
                    ("response", error),
                ])
            ), ("actor", .members([("user", user), ("app_name", event.agent.map { .string($0) })])),
            ("src_endpoint", event.address.map { endpoint($0) }),
            // The schema has no other place for when and where a piece of evidence was recorded.
            (
                "data",
                .members([
                    ("time", event.time?.milliseconds), ("region", event.region.map { .string($0) }),
                    ("account", event.account.map { .string($0) }), ("file", .string(event.place.file)),
                    ("offset", .number(String(event.place.offset))),
                ])
            ),
        ])
    }

    /// An address, or the name of a service that stands in its place.
    private static func endpoint(_ address: String) -> JSONValue {
        .members([(NetworkAddress(address) == nil ? "name" : "ip", .string(address))])
    }

    private static func account(_ id: String) -> JSONValue {
        .members([("uid", .string(id)), ("type_id", .number("10")), ("type", .string("AWS Account"))])
    }

    private static func resource(_ object: ObjectKey) -> JSONValue {
        let owner = object.scope.first { !$0.isEmpty }
        return .members([
            ("name", .string(object.name.isEmpty ? object.kind : object.name)), ("type", .string(object.kind)),
            ("region", object.region.isEmpty ? nil : .string(object.region)),
            ("owner", owner.map { .members([("name", .string($0))]) }),
        ])
    }

    private static func resource(identity: String) -> JSONValue {
        .members([("uid", .string(identity)), ("name", .string(identity)), ("type", .string("emergency identity"))])
    }
}

extension JSONValue {
    /// An object without the members that have no value.
    static func members(_ members: [(key: String, value: JSONValue?)]) -> JSONValue {
        .object(members.compactMap { member in member.value.map { .init(key: member.key, value: $0) } })
    }
}
