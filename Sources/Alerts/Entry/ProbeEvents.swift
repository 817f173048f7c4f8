// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Makes the events of a way of entry, in EventBridge's envelope, as CloudTrail's documents show them.
struct ProbeEvents {
    var identity: EntryIdentity
    var region: String
    /// Declared users, who may switch to a declared role.
    var users: [EntryIdentity]

    private static let time = "2026-03-01T02:00:00Z"
    private static let otherAccount = "999988887777"
    private static let agent = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"

    func cases(of way: EntryWay) -> [EntryProbe.Case] {
        switch way {
        case .rootConsole, .userConsole: factorCases { signIn(self.caller, usedFactor: $0) }
        case .rootKey, .userKey:
            [
                .init(title: "a call that writes", events: [call("ec2", "StartInstances", caller(key: "AKIA"))]),
                .init(title: "a session token", events: [call("sts", "GetSessionToken", caller(key: "AKIA"))]),
            ]
        case .federationToken:
            [
                .init(
                    title: "then the console",
                    events: [
                        call(
                            "sts", "GetFederationToken", caller(key: "AKIA"),
                            parameters: object(("name", .string("probe")))),
                        signIn(federatedUser, usedFactor: false),
                    ])
            ]
        case .assumeRoot:
            [
                .init(
                    title: "from the management account",
                    events: [
                        call(
                            "sts", "AssumeRoot", stranger,
                            parameters: object(
                                ("targetPrincipal", .string(identity.account)),
                                (
                                    "taskPolicyArn",
                                    object(
                                        (
                                            "arn",
                                            .string("arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials")
                                        ))
                                )))
                    ])
            ]
        case .assumeRole:
            [
                .init(title: "by a user of the account", events: [assumeRole(by: neighbor)]),
                .init(title: "from another account", events: [assumeRole(by: stranger)]),
            ]
        case .switchRole:
            (users.map { ("by \($0.name)", $0.arn) } + [
                ("by anybody", "arn:aws:iam::\(Self.otherAccount):user/anybody")
            ])
            .map { title, arn in
                .init(title: title, events: [switchRole(from: arn), assumeRole(by: stranger)])
            }
        case .saml:
            [
                .init(
                    title: "then the console",
                    events: [
                        call("sts", "AssumeRoleWithSAML", samlUser, parameters: roleParameters),
                        signIn(roleSession, usedFactor: false),
                    ])
            ]
        case .webIdentity:
            [
                .init(
                    title: "with a token",
                    events: [call("sts", "AssumeRoleWithWebIdentity", webUser, parameters: roleParameters)])
            ]
        }
    }

    private func factorCases(_ event: (Bool) -> JSONValue) -> [EntryProbe.Case] {
        [
            .init(title: "with a second factor", events: [event(true)]),
            .init(title: "without a second factor", events: [event(false)]),
        ]
    }

    // MARK: Callers

    private var caller: JSONValue { caller(key: nil) }

    private func caller(key: String?) -> JSONValue {
        let isRoot = identity.kind == .root
        var members: [(String, JSONValue)] = [
            ("type", .string(isRoot ? "Root" : "IAMUser")),
            ("principalId", .string(isRoot ? identity.account : "AIDAPROBEPROBEPROBE00")),
            ("arn", .string(identity.arn)), ("accountId", .string(identity.account)),
        ]
        if !isRoot { members.append(("userName", .string(identity.name))) }
        if let key { members.append(("accessKeyId", .string(key + "PROBEPROBEPROBE0"))) }
        return object(members)
    }

    private var neighbor: JSONValue {
        object(
            ("type", .string("IAMUser")), ("principalId", .string("AIDAPROBEPROBEPROBE01")),
            ("arn", .string("arn:\(identity.partition):iam::\(identity.account):user/anybody")),
            ("accountId", .string(identity.account)), ("accessKeyId", .string("AKIAPROBEPROBEPROBE1")),
            ("userName", .string("anybody")))
    }

    /// What the log of the role's account has of a caller of another account.
    private var stranger: JSONValue {
        object(
            ("type", .string("AWSAccount")), ("principalId", .string("AIDAPROBEPROBEPROBE02")),
            ("accountId", .string(Self.otherAccount)))
    }

    private var roleSession: JSONValue {
        object(
            ("type", .string("AssumedRole")), ("principalId", .string("AROAPROBEPROBEPROBE00:probe")),
            ("arn", .string("arn:\(identity.partition):sts::\(identity.account):assumed-role/\(identity.name)/probe")),
            ("accountId", .string(identity.account)),
            (
                "sessionContext",
                object(
                    (
                        "sessionIssuer",
                        object(
                            ("type", .string("Role")), ("principalId", .string("AROAPROBEPROBEPROBE00")),
                            ("arn", .string(identity.arn)), ("accountId", .string(identity.account)),
                            ("userName", .string(identity.name)))
                    ),
                    (
                        "attributes",
                        object(("creationDate", .string(Self.time)), ("mfaAuthenticated", .string("false")))
                    ))
            ))
    }

    private var federatedUser: JSONValue {
        object(
            ("type", .string("FederatedUser")), ("principalId", .string("\(identity.account):probe")),
            ("arn", .string("arn:\(identity.partition):sts::\(identity.account):federated-user/probe")),
            ("accountId", .string(identity.account)),
            (
                "sessionContext",
                object(
                    (
                        "sessionIssuer",
                        object(
                            ("type", .string("IAMUser")), ("principalId", .string("AIDAPROBEPROBEPROBE00")),
                            ("arn", .string(identity.arn)), ("accountId", .string(identity.account)),
                            ("userName", .string(identity.name)))
                    ))
            ))
    }

    private var samlUser: JSONValue {
        object(
            ("type", .string("SAMLUser")), ("principalId", .string("probe:probe@example.com")),
            ("userName", .string("probe@example.com")), ("identityProvider", .string("probe")))
    }

    private var webUser: JSONValue {
        object(
            ("type", .string("WebIdentityUser")), ("principalId", .string("probe:probe:probe")),
            ("userName", .string("probe")), ("identityProvider", .string("idp.example.com")))
    }

    // MARK: Events

    private var roleParameters: JSONValue {
        object(
            ("roleArn", .string(identity.arn)), ("roleSessionName", .string("probe")),
            ("durationSeconds", .number("3600")))
    }

    private func assumeRole(by caller: JSONValue) -> JSONValue {
        call("sts", "AssumeRole", caller, parameters: roleParameters)
    }

    private func signIn(_ caller: JSONValue, usedFactor: Bool) -> JSONValue {
        event(
            "signin", "ConsoleLogin", caller,
            [
                ("requestParameters", .null),
                ("responseElements", object(("ConsoleLogin", .string("Success")))),
                (
                    "additionalEventData",
                    object(
                        ("LoginTo", .string("https://console.aws.amazon.com/console/home")),
                        ("MobileVersion", .string("No")), ("MFAUsed", .string(usedFactor ? "Yes" : "No")))
                ),
                ("eventType", .string("AwsConsoleSignIn")),
            ])
    }

    /// The record has the session of the target role as its identity; the person stands only in `SwitchFrom`.
    private func switchRole(from person: String) -> JSONValue {
        event(
            "signin", "SwitchRole",
            object(
                ("type", .string("AssumedRole")), ("principalId", .string("AROAPROBEPROBEPROBE00:probe")),
                (
                    "arn",
                    .string("arn:\(identity.partition):sts::\(identity.account):assumed-role/\(identity.name)/probe")
                ),
                ("accountId", .string(identity.account))),
            [
                ("requestParameters", .null),
                ("responseElements", object(("SwitchRole", .string("Success")))),
                (
                    "additionalEventData",
                    object(
                        ("SwitchFrom", .string(person)),
                        ("RedirectTo", .string("https://console.aws.amazon.com/console/home")))
                ),
                ("eventType", .string("AwsConsoleSignIn")),
            ])
    }

    private func call(
        _ service: String, _ name: String, _ caller: JSONValue, parameters: JSONValue = .null
    ) -> JSONValue {
        event(
            service, name, caller,
            [
                ("requestParameters", parameters), ("responseElements", .null),
                ("eventType", .string("AwsApiCall")),
            ])
    }

    private func event(
        _ service: String, _ name: String, _ caller: JSONValue, _ rest: [(String, JSONValue)]
    ) -> JSONValue {
        let record: [(String, JSONValue)] =
            [
                ("eventVersion", .string("1.11")), ("userIdentity", caller), ("eventTime", .string(Self.time)),
                ("eventSource", .string("\(service).amazonaws.com")), ("eventName", .string(name)),
                ("awsRegion", .string(region)), ("sourceIPAddress", .string("203.0.113.10")),
                ("userAgent", .string(Self.agent)),
            ] + rest + [
                ("eventID", .string("00000000-0000-4000-8000-000000000000")), ("readOnly", .bool(false)),
                ("managementEvent", .bool(true)), ("recipientAccountId", .string(identity.account)),
                ("eventCategory", .string("Management")),
            ]
        return EventEnvelope.around(object(record), service: service, account: identity.account)
    }

    private func object(_ members: (String, JSONValue)...) -> JSONValue { object(members) }

    private func object(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(members.map { .init(key: $0.0, value: $0.1) })
    }
}
