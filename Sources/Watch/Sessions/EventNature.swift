// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// What kind of record an event is, before any rule is asked.
package enum EventNature: Sendable {
    /// It began a session, or asked who is signed in.
    case entry
    /// It changed nothing.
    case read
    /// It may have changed something.
    case act
    /// A service made it with the caller's identity: an act of the identity, but no sign of where or how it signed in.
    case onward
    /// The agent of a machine made it by itself.
    case heartbeat
    /// A service made it as itself.
    case service
}

extension LogEvent {
    /// What kind of record this is.
    package var nature: EventNature {
        if identity.type == "AWSService" || type == "AwsServiceEvent" || identity.type == nil && isFromService {
            return .service
        }
        // Aggregated, Insight and network activity events repeat what others say, or are no calls.
        if let category, !["Management", "Data"].contains(category) { return .service }
        if identity.invokedBy != nil { return .onward }
        // A machine acts by a role; a person who makes such a call by hand is seen.
        if identity.type == "AssumedRole", Heartbeats.contains(service, name) { return .heartbeat }
        if isEntry { return .entry }
        return isReadOnly ? .read : .act
    }

    /// Whether the address is a service's name.
    package var isFromService: Bool {
        guard let address else { return false }
        return address == "AWS Internal" || address.hasSuffix(".amazonaws.com")
            || address.hasSuffix(".amazonaws.com.cn")
    }

    /// Calls that lead into a session. They are judged as sessions, never as changes.
    private var isEntry: Bool {
        switch service {
        case "signin": Self.signIns.contains(name)
        case "sts": name.hasPrefix("AssumeRo") || name.hasPrefix("Get") || name.hasPrefix("Decode")
        case "rolesanywhere": name == "CreateSession"
        case "sso": ["GetRoleCredentials", "Federate", "Authenticate", "CreateToken"].contains(name)
        default: false
        }
    }

    /// Calls of the sign-in service that lead into a session.
    package static let signIns: Set<String> = [
        "ConsoleLogin", "CheckMfa", "SwitchRole", "ExitRole", "RenewRole", "GetSigninToken", "CreateOAuth2Token",
        "AuthorizeOAuth2Access", "UserAuthentication", "CredentialVerification", "CredentialChallenge",
        "PasswordRecoveryRequested",
    ]

    /// Whether the call changes nothing.
    var isReadOnly: Bool {
        if let readOnly { return readOnly || Self.changesNothing.contains("\(service):\(name)") }
        return Self.changesNothing.contains("\(service):\(name)")
            || Self.readVerbs.contains { verb in
                name.hasPrefix(verb) && !(name.dropFirst(verb.count).first?.isLowercase ?? false)
            }
    }

    /// Logged as writes, though they only make a report or a ticket.
    package static let changesNothing: Set<String> = [
        "iam:GenerateCredentialReport", "iam:GenerateServiceLastAccessedDetails",
        "iam:GenerateOrganizationsAccessReport", "cloudtrail:StartQuery", "logs:StartQuery", "cloudshell:GetLayout",
        "cloudshell:SendHeartBeat",
    ]

    /// How the name of a call that only reads begins, for records that do not say.
    package static let readVerbs = [
        "Get", "List", "Describe", "Head", "Lookup", "Search", "BatchGet", "Query", "Scan", "Select", "View", "Check",
        "Simulate", "Validate", "Estimate", "Preview", "Filter", "Test",
    ]
}
