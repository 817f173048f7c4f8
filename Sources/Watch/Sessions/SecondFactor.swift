// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Whether a second factor was used.
package enum SecondFactor: String, Sendable {
    case yes, no, unknown
}

extension LogEvent {
    /// What the call that began a session says about the factor; `nil` if nothing.
    var factorAtEntry: SecondFactor? {
        if name == "ConsoleLogin" {
            switch additional?.member("MFAUsed")?.text?.lowercased() {
            case "yes": return .yes
            // A provider outside of the cloud asks for the factor, and the record says "No".
            case "no": return ["IAMUser", "Root"].contains(identity.type) ? .no : nil
            default: return nil
            }
        }
        if parameters?.member("serialNumber")?.text?.isEmpty == false { return .yes }
        return nil
    }

    /// Whether the factor is asked for outside of the cloud, so that "false" in the log means nothing.
    var isVouchedFor: Bool {
        switch (service, name) {
        case ("sts", "AssumeRoleWithSAML"), ("sts", "AssumeRoleWithWebIdentity"), ("sso", _), ("rolesanywhere", _):
            true
        case ("signin", "ConsoleLogin"): !["IAMUser", "Root"].contains(identity.type)
        default: false
        }
    }
}
