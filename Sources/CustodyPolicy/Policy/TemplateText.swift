// SPDX-License-Identifier: Apache-2.0
//
// The text of a first policy.yaml.

import ShareEnvelope

/// The fixed parts of a first policy, and how texts are written as YAML scalars.
enum TemplateText {
    static func opening(_ organisation: PublicText) -> [String] {
        """
        # What counts as an emergency, who keeps which sheet, and what must follow an opening.
        # docs/POLICY.md describes every key. After a change, check this file with `breakglass policy`, then put it
        # into force with `breakglass policy --adopt`.
        # Anyone who holds the binder can read this file. Do not write secrets in it.
        # Lengths of time: 90 d, 4 h, 30 min. Days: 2027-01-31. Identifiers: 1 to 32 characters from a-z, 0-9 and -.

        version: 1
        organisation: \(scalar(organisation))
        # Where the program and its instructions are: new sheets and night kits show it to people who have only paper.
        # program: "https://wiki.example.com/breakglass"

        # How long after a drill's expiry an answer still counts.
        answer_grace: 3 d

        # The failures that justify an opening. Any other reason is refused, or recorded as an exception.
        #   means         what has failed
        #   normal_path   the everyday way in, which must be shown to be down
        #   shown_by      what two people check before they believe it
        #   breaks        what is gone in this failure; compared with depends_on of each credential
        failure_modes:
          - id: idp-down
            means: The identity provider is down
            normal_path: Signing in through the identity provider
            shown_by: Two people fail to sign in from two networks
            breaks: [idp]
          - id: mfa-down
            means: The provider of second factors is down
            normal_path: Signing in with your own second factor
            shown_by: Two people with different devices are refused
            breaks: [mfa-provider]
          - id: policy-lockout
            means: An access policy has locked all administrators out
            normal_path: The role of the administrator on call
            shown_by: Two administrators are refused, and the change that caused it is known
            breaks: [access-policy]
          - id: containment
            means: Administrators' accounts are in an intruder's hands
            normal_path: The administrators' own accounts
            shown_by: The incident lead has declared the accounts compromised
            breaks: [admin-accounts]
        """.components
    }

    static let sites = """

        # Places that can be lost as a whole. No site should hold a quorum, and losing any one should leave a quorum.
        sites:
        """.components

    static let people = """

        # Custodians and approvers. When somebody leaves, add the day, such as `left: 2027-01-31`. Keep the entry,
        # because older ledger entries refer to it. `breakglass people leave` does this for you.
        people:
        """.components

    static func account(_ name: PublicText, approvers: [String]) -> [String] {
        let approval =
            approvers.isEmpty
            ? """
                # Who may approve an opening, by identifier. Choose people who keep no sheet of this account.
                # approvers: [first-person, second-person]
                # How many of them must approve.
                # approvals: 1
            """
            : """
                # Who may approve an opening, by identifier. Choose people who keep no sheet of this account.
                approvers: [\(approvers.joined(separator: ", "))]
                # How many of them must approve.
                approvals: 1
            """
        return """

            # What the credentials open. The name is on every sheet.
            accounts:
              - name: \(scalar(name))
                # Which of the failures above justify opening this account.
                failure_modes: [idp-down, mfa-down, policy-lockout, containment]
            """.components + approval.components
                + """
                    # How long an opening lasts. Any use after that is a finding.
                    window: 4 h
                    # How soon after the opening its review is due.
                    review_within: 5 d
                    # How often each custodian must prove that they hold the sheet.
                    drill_every: 90 d
                    # The networks from which use is expected. Have your audit-log monitoring report use from any other.
                    # networks: [192.0.2.0/24, "2001:db8::/32"]
                """.components
    }

    static func credential(_ name: PublicText, kind: Policy.CredentialKind, groupsNeeded: Int?) -> [String] {
        """
            # What it takes to use the account. A password and its second factor are two credentials. Different people
            # keep them, at different sites.
            credentials:
              - name: \(scalar(name))
                # password, one-time-password, recovery-codes, key-file, or other
                kind: \(kind.rawValue)
                # What must work for this credential to be usable. Use the same words in breaks above.
                depends_on: [network]
                # How many groups must come together; all of them if left out.
                \(groupsNeeded.map { "groups_needed: \($0)" } ?? "# groups_needed: 1")
                # threshold: how many of the group's custodians are needed. Each entry under custodians is one sheet:
                #   site, container   where it is kept; sheets that are kept together are stolen together
                #   sealed: true      the share is locked with the custodian's own passphrase
                #   spare: true       the sheet is kept apart, and replaces one that is lost
                groups:
        """.components
    }

    static func closing(account: PublicText, credential: PublicText) -> [String] {
        """

        # The credential whose quorum may replace the binder's key.
        key_change:
          account: \(scalar(account))
          credential: \(scalar(credential))

        # Words that mark a reason as convenience. If left out, the built-in list applies: \
        \(Policy.defaultNotEmergencies.prefix(4).map(\.description).joined(separator: ", ")), …
        # not_emergencies: [slow, hotfix, deploy]
        """.components
    }

    /// A text as a YAML scalar: plain if no reader can take it for anything else, otherwise in quotation marks.
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
            // The policy reader refuses an asterisk before a word, even in quotation marks.
            case "*": quoted += "\\x2A"
            // YAML requires noncharacters to be escaped (YAML 1.2.2 §5.1).
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
