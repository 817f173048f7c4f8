// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Watch

/// Patterns of EventBridge for each way into a declared identity.
enum EntryPatterns {
    typealias Named = (name: String, pattern: EventPattern)

    static func patterns(_ expectation: Expectation) -> [Named] {
        expectation.identities.compactMap { DeclaredIdentity($0) }.flatMap(patterns) + secrets(expectation.secrets)
    }

    private static func patterns(_ identity: DeclaredIdentity) -> [Named] {
        switch identity {
        case .root(let account): root(account)
        case .user(let account, let name, let arn): user(account, name, arn)
        case .role(let account, let name, let arn): role(account, name, arn)
        case .roleSession(_, let role, let session, let arn): Self.session(role, session, arn)
        case .federatedUser(_, let arn):
            sessions("federated", [EventPattern(stringLiteral: arn)]) + [
                ("federated-is-issued", .call(["responseElements": ["federatedUser": ["arn": EventPattern([arn])]]]))
            ]
        }
    }

    private static func root(_ account: String) -> [Named] {
        let identity: EventPattern = ["type": ["Root"], "accountId": EventPattern([account])]
        // A service that works for the root is no use of it.
        let caller: EventPattern = [
            "type": ["Root"], "accountId": EventPattern([account]), "invokedBy": [["exists": false]],
        ]
        let recoveries = ["PasswordRecoveryRequested", "PasswordRecoveryCompleted", "PasswordUpdated", "EmailUpdated"]
        let target = EventPattern([account, "arn:aws:iam::\(account):root"])
        return [
            ("root-\(account)-signs-in", .signIn("userIdentity", identity)),
            (
                "root-\(account)-recovers-password",
                [
                    "detail-type": ["AWS Console Sign In via CloudTrail", "AWS Service Event via CloudTrail"],
                    "detail": ["userIdentity": identity, "eventName": EventPattern(recoveries)],
                ]
            ),
            ("root-\(account)-calls", .call(["userIdentity": caller])),
            (
                "root-\(account)-is-assumed",
                .call(["eventName": ["AssumeRoot"], "requestParameters": ["targetPrincipal": target]])
            ),
        ]
    }

    private static func user(_ account: String, _ name: String, _ arn: String) -> [Named] {
        // A failed sign-in has no ARN.
        let named: EventPattern = [
            "type": ["IAMUser"], "accountId": EventPattern([account]), "userName": EventPattern([name]),
        ]
        return [
            ("user-\(name)-signs-in", .signIn("userIdentity", named)),
            ("user-\(name)-switches-role", .signIn("additionalEventData", ["SwitchFrom": EventPattern([arn])])),
            ("user-\(name)-calls", .call(["userIdentity": ["arn": EventPattern([arn])]])),
        ]
    }

    private static func role(_ account: String, _ name: String, _ arn: String) -> [Named] {
        let sessions = EventPattern.sessions(of: name, account)
        return Self.sessions("role-\(name)", sessions) + [
            (
                "role-\(name)-is-assumed",
                .call([
                    "eventSource": ["sts.amazonaws.com", "rolesanywhere.amazonaws.com"],
                    "requestParameters": ["roleArn": EventPattern([arn])],
                ])
            ),
            // The Identity Center names the session in its answer only.
            (
                "role-\(name)-is-issued",
                .call([
                    "eventSource": ["sso.amazonaws.com"],
                    "responseElements": ["assumedRoleUser": ["arn": sessions]],
                ])
            ),
        ]
    }

    private static func session(_ role: String, _ session: String, _ arn: String) -> [Named] {
        sessions("session-\(role)-\(session)", [EventPattern(stringLiteral: arn)]) + [
            (
                "session-\(role)-\(session)-is-assumed",
                .call([
                    "eventSource": ["sts.amazonaws.com"],
                    "requestParameters": [
                        "roleArn": [["suffix": "/\(role)"]], "roleSessionName": EventPattern([session]),
                    ],
                ])
            )
        ]
    }

    private static func sessions(_ name: String, _ arns: EventPattern) -> [Named] {
        [
            ("\(name)-signs-in", .signIn("userIdentity", ["arn": arns])),
            ("\(name)-calls", .call(["userIdentity": ["arn": arns]])),
        ]
    }

    private static func secrets(_ arns: [String]) -> [Named] {
        arns.filter { $0.contains(":secretsmanager:") }.enumerated().map { place, arn in
            // A caller may leave out the six characters at the end, or give the name alone.
            let short = String(arn.dropLast(7))
            let name = arn.split(separator: ":").last.map { String($0.dropLast(7)) } ?? short
            return (
                "secret-\(place + 1)-is-read",
                .call([
                    "eventSource": ["secretsmanager.amazonaws.com"],
                    "requestParameters": ["secretId": EventPattern([arn, short, name])],
                ])
            )
        }
    }
}
