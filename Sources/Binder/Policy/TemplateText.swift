// SPDX-License-Identifier: Apache-2.0
//
// The words of a first policy.yaml.

import ShareEnvelope

/// The fixed parts of a first policy, and texts as YAML scalars.
enum TemplateText {
    static func opening(_ organisation: PublicText) -> [String] {
        """
        # What counts as an emergency, who keeps which sheet, and what has to follow an opening.
        # Each key is described in docs/POLICY.md. Check the file with: breakglass policy lint
        # Everything in it is public to whoever holds the binder: no secret belongs here.
        # Lengths of time: 90 d, 4 h, 30 min. Days: 2027-01-31. Identifiers: a-z, 0-9 and -, at most 32.

        version: 1
        organisation: \(scalar(organisation))

        # How long after a drill's expiry an answer still counts.
        answer_grace: 3 d

        # The failures that justify an opening. A reason that is none of these is refused or recorded as an exception.
        #   means         what has failed
        #   normal_path   the everyday way, which has to be shown as being down
        #   shown_by      what two people check before they believe it
        #   breaks        what is gone in this failure; held against depends_on of each credential
        failure_modes:
          - id: idp-down
            means: The identity provider is down
            normal_path: Signing in through the identity provider
            shown_by: Two people fail to sign in from two networks
            breaks: [idp]
          - id: mfa-down
            means: The provider of second factors is down
            normal_path: Signing in with one's own second factor
            shown_by: Two people with different devices are refused
            breaks: [mfa-provider]
          - id: policy-lockout
            means: An access policy has locked all administrators out
            normal_path: The role of the administrator on call
            shown_by: Two administrators are refused, and the change that did it is named
            breaks: [access-policy]
          - id: containment
            means: Administrators' accounts are in an intruder's hands
            normal_path: The administrators' own accounts
            shown_by: The incident lead has declared the accounts compromised
            breaks: [admin-accounts]
        """.components
    }

    static let sites = """

        # Places that can be lost as a whole. No site should hold a quorum, and none should be needed for one.
        sites:
        """.components

    static let people = """

        # Custodians and approvers. When somebody leaves, add `left: 2027-01-31` and keep the entry: the ledger's
        # past refers to it.
        people:
        """.components

    static func account(_ name: PublicText, approvers: [String]) -> [String] {
        let approval =
            approvers.isEmpty
            ? """
                # Who may approve an opening, by identifier: people who keep no sheet of this account.
                # approvers: [two, names]
                # How many of them have to.
                # approvals: 1
            """
            : """
                # Who may approve an opening: people who keep no sheet of this account.
                approvers: [\(approvers.joined(separator: ", "))]
                # How many of them have to.
                approvals: 1
            """
        return """

            # What the credentials open. The name stands on every sheet.
            accounts:
              - name: \(scalar(name))
                # Which of the failures above justify opening this account.
                failure_modes: [idp-down, mfa-down, policy-lockout, containment]
            """.components + approval.components
                + """
                    # How long an opening lasts; after it every use is a finding.
                    window: 4 h
                    # How soon after the opening its review is due.
                    review_within: 5 d
                    # How often each custodian proves to hold the sheet.
                    drill_every: 90 d
                    # From where use is expected; the watch on the account's audit log reports any other.
                    # networks: [192.0.2.0/24, "2001:db8::/32"]
                """.components
    }

    static func credential(_ name: PublicText, kind: Policy.CredentialKind, groupsNeeded: Int?) -> [String] {
        """
            # What it takes to use the account. Password and second factor are two credentials, kept by different people
            # at different sites.
            credentials:
              - name: \(scalar(name))
                # password, one-time-password, recovery-codes, key-file or other
                kind: \(kind.rawValue)
                # What must work for this credential to be of use, in words of your own, as in breaks above.
                depends_on: [network]
                # How many groups must come together; all of them when left out.
                \(groupsNeeded.map { "groups_needed: \($0)" } ?? "# groups_needed: 1")
                # threshold: how many of the group's custodians it takes. One sheet for each custodian:
                #   site, container   where it is kept; sheets that lie together are taken together
                #   sealed: true      locks the share with a passphrase of the custodian's own
                #   spare: true       kept apart, to take the place of a sheet that is lost
                groups:
        """.components
    }

    static func closing(account: PublicText, credential: PublicText) -> [String] {
        """

        # Whose quorum may replace the binder's key.
        key_change:
          account: \(scalar(account))
          credential: \(scalar(credential))

        # Words that mark a reason as convenience. Left out, a built-in list holds: \
        \(Policy.defaultNotEmergencies.prefix(4).map(\.description).joined(separator: ", ")), …
        # not_emergencies: [slow, hotfix, deploy]
        """.components
    }

    /// A text as a YAML scalar: plain when no reader can take it for anything else, in quotation marks otherwise.
    static func scalar(_ text: PublicText) -> String {
        let string = text.description
        let isPlain =
            string.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || "0"..."9" ~= $0 || $0 == " " || $0 == "-" }
            && string.first?.isLetter == true && string.last != " " && !PlainScalar.words.contains(string.lowercased())
        guard !isPlain else { return string }
        var quoted = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            // An asterisk before a word is refused, whatever it stands in.
            case "*": quoted += "\\x2A"
            // YAML takes no noncharacters as they are (YAML 1.2.2 §5.1).
            case "\u{FFFE}", "\u{FFFF}": quoted += scalar.value == 0xFFFE ? "\\uFFFE" : "\\uFFFF"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension String {
    fileprivate var components: [String] { split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
}
