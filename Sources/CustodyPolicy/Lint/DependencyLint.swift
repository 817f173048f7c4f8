// SPDX-License-Identifier: Apache-2.0
//
// Credentials that need what the emergency takes away.

/// Rules about what a credential needs in order to work.
enum DependencyLint {
    static let rescueNeedsTheBroken = LintRule(
        "BG030", "rescue-needs-the-broken", .critical,
        """
        The credential depends on the very thing that is gone in a failure it is meant for. It will be useless on the \
        one night that counts.
        """,
        standard: "AWS Well-Architected SEC03-BP03; Microsoft Entra, Manage emergency access accounts",
        fix: "Use a credential that works without that dependency, or remove the failure mode from the account.")
    static let noDependenciesNamed = LintRule(
        "BG031", "no-dependencies-named", .note,
        """
        The policy does not say what the credential needs in order to work: network, clock, identity provider, email. \
        Nobody can then say in which failures it helps.
        """,
        standard: "AWS Well-Architected SEC03-BP03; NIST SP 800-53 r5 CP-2(8)",
        fix: "Under depends_on, list what must work. For most credentials, that is at least the network.")
    static let modeBreaksNothing = LintRule(
        "BG032", "mode-breaks-nothing", .note,
        """
        The failure mode does not say what is gone in it, so nobody can check whether the credentials still work in \
        it.
        """,
        standard: "AWS Well-Architected SEC03-BP03; NIST SP 800-53 r5 CP-2(8)",
        fix: "Under breaks, list the dependencies that are gone.")
    static let needsPersonalChannel = LintRule(
        "BG033", "needs-personal-channel", .warning,
        """
        The credential depends on a phone, text messages, or email. These belong to one person, travel with that \
        person, and are easily taken over.
        """,
        standard: "Microsoft Entra, Manage emergency access accounts; AWS Well-Architected SEC03-BP03",
        fix:
            """
            Use a factor that does not depend on anyone's device, such as a seed split here or a hardware key in a \
            safe.
            """
    )
    static let needsIdentityProvider = LintRule(
        "BG034", "needs-identity-provider", .warning,
        """
        The credential depends on an identity provider or a directory. Emergency access is needed most when these \
        are down.
        """,
        standard: "Microsoft Entra, Manage emergency access accounts; AWS Well-Architected SEC03-BP03",
        fix: "Use an account that signs in directly, without federation.")

    static let rules = [
        rescueNeedsTheBroken, noDependenciesNamed, modeBreaksNothing, needsPersonalChannel, needsIdentityProvider,
    ]

    private static let personalChannels: Set = ["phone", "mobile", "smartphone", "sms", "email", "e-mail", "mail"]
    private static let identityProviders: Set = [
        "idp", "sso", "federation", "saml", "oidc", "ldap", "directory", "active-directory", "identity-provider",
    ]

    static func findings(_ subject: LintSubject) -> [LintFinding] {
        let modes = subject.policy.failureModes.filter(\.breaks.isEmpty).map {
            LintFinding(modeBreaksNothing, "failure mode \($0.id) does not say what is gone")
        }
        return modes
            + subject.credentials.flatMap { account, credential in
                findings(credential, of: account, in: subject.policy)
            }
    }

    private static func findings(
        _ credential: Policy.Credential, of account: Policy.Account, in policy: Policy
    ) -> [LintFinding] {
        var found: [LintFinding] = []
        func add(_ lint: LintRule, _ what: String) {
            found.append(LintFinding(lint, what, account: account, credential: credential))
        }
        if credential.dependsOn.isEmpty { add(noDependenciesNamed, "the policy does not say what it depends on") }
        let modes = account.failureModes.compactMap(policy.failureMode)
        for mode in modes {
            for need in credential.dependsOn where mode.breaks.contains(need) {
                add(rescueNeedsTheBroken, "it depends on \(need), which is gone in \(mode.id)")
            }
        }
        for need in credential.dependsOn where !modes.contains(where: { $0.breaks.contains(need) }) {
            if personalChannels.contains(need.rawValue) { add(needsPersonalChannel, "it depends on \(need)") }
            if identityProviders.contains(need.rawValue) { add(needsIdentityProvider, "it depends on \(need)") }
        }
        return found
    }
}
