// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

extension Policy {
    /// The keys of a policy.
    enum Keys {
        static let mapping = PolicyMapping(
            "the policy",
            [
                version, organisation, program, emergency, answerGrace, failureModes, sites, people, accounts,
                keyChange, notEmergencies,
            ]
        ) { fields, reader in
            checkKeyChange(fields, &reader)
        } make: { fields in
            Policy(
                organisation: try fields.required(organisation), program: fields[program], emergency: fields[emergency],
                answerGrace: fields[answerGrace] ?? Policy.defaultAnswerGrace, failureModes: fields[failureModes] ?? [],
                sites: fields[sites] ?? [], people: fields[people] ?? [], accounts: try fields.required(accounts),
                keyChange: fields[keyChange], notEmergencies: fields[notEmergencies] ?? Policy.defaultNotEmergencies)
        }

        static let version = PolicyKey<Policy, Int>(
            "version", .number(Policy.version...Policy.version),
            "the version of this format, which is \(Policy.version)",
            written: { _ in Policy.version })

        static let organisation = PolicyKey<Policy, PublicText>(
            "organisation", .text(Limit.name), "whose policy this is",
            written: \.organisation,
            changed: { $0.value("organisation", \.organisation) })

        static let program = PolicyKey<Policy, PublicText>(
            "program", .text(Limit.name),
            """
            the address of the program and its instructions, printed on new sheets and night kits for people who have only \
            paper; not on anonymous ones, because it may name the organization
            """,
            whenLeftOut: "not printed",
            comment:
                "Where the program and its instructions are: new sheets and night kits show it to people who have only paper.",
            example: "wiki.example.com/breakglass",
            written: \.program,
            changed: { $0.value("address of the program and its instructions", \.program) })

        static let emergency = PolicyKey<Policy, Emergency>(
            "emergency", .mapping(Emergency.Keys.mapping),
            "where the things lie that a recovery at night begins with; printed on night kits",
            whenLeftOut: "lines to fill in by hand",
            comment: """
                Where the things lie that a recovery at night begins with: night kits show it. What is left out is a line to
                fill in by hand.
                """,
            example:
                "{binder: \"Headquarters, safe 2\", keys: \"Headquarters, safe 3\", machine: \"Headquarters, safe 2\"}",
            written: \.emergency,
            changed: { Emergency.Keys.changes($0) })

        static let answerGrace = PolicyKey<Policy, PolicySpan>(
            "answer_grace", .span, "how long after a drill's expiry an answer still counts",
            whenLeftOut: defaultAnswerGrace.description,
            comment: "How long after a drill's expiry an answer still counts.",
            written: \.answerGrace,
            changed: { $0.value("grace for drill answers", \.answerGrace) },
            loosened: { $1.answerGrace > $0.answerGrace ? ["drill answers may come later"] : [] })

        static let failureModes = PolicyKey<Policy, [FailureMode]>(
            "failure_modes", .declarations(of: FailureMode.Keys.mapping), "the failures that justify an opening",
            whenLeftOut: "none",
            comment: """
                The failures that justify an opening. Any other reason is refused, or recorded as an exception.
                  means         what has failed
                  normal_path   how people sign in when nothing has failed: it must be down
                  shown_by      what two people check before they believe it
                  breaks        what is gone in this failure; compared with depends_on of each credential
                """,
            written: \.failureModes,
            changed: { FailureMode.Keys.changes($0.old.failureModes, $0.new.failureModes, in: $0.policies) })

        static let sites = PolicyKey<Policy, [Site]>(
            "sites", .declarations(of: Site.Keys.mapping, isFlow: true), "places that can be lost as a whole",
            whenLeftOut: "none",
            comment: """
                Places that can be lost as a whole. No site should hold a quorum, and losing any one should leave a quorum.
                """,
            written: \.sites,
            changed: { Site.Keys.changes($0.old.sites, $0.new.sites, in: $0.policies) })

        static let people = PolicyKey<Policy, [Person]>(
            "people", .declarations(of: Person.Keys.mapping), "custodians and approvers, present and past",
            whenLeftOut: "none",
            comment: """
                Custodians and approvers. When somebody leaves, add the day, such as `left: 2027-01-31`. Keep the entry,
                because older ledger entries refer to it. `breakglass people leave` does this for you.
                """,
            written: \.people,
            changed: { Person.Keys.changes($0.old.people, $0.new.people, in: $0.policies) })

        static let accounts = PolicyKey<Policy, [Account]>(
            "accounts", .entries(of: Account.Keys.mapping, unique: ("account", { $0.name })),
            "what the credentials open",
            comment: "What the credentials open. The name is on every sheet.",
            written: \.accounts,
            changed: { Account.Keys.changes($0.old.accounts, $0.new.accounts, in: $0.policies) })

        static let keyChange = PolicyKey<Policy, KeyChange>(
            "key_change", .mapping(KeyChange.Keys.mapping), "the credential whose quorum may replace the binder's key",
            whenLeftOut: "nobody may",
            comment: "The credential whose quorum may replace the binder's key.",
            written: \.keyChange,
            changed: { change in
                change.value("credential whose quorum may change the binder's key") { policy in
                    policy.keyChange.map { "\(quoted($0.account)) / \(quoted($0.credential))" }
                }
            },
            loosened: { old, new in
                old.keyChange == nil || new.keyChange == old.keyChange
                    ? [] : ["another quorum, or none, may change the binder's key"]
            })

        static let notEmergencies = PolicyKey<Policy, [PublicText]>(
            "not_emergencies", .texts(Limit.word, one: "word"),
            "words that mark a reason as one of convenience, matched as whole words, regardless of case",
            whenLeftOut: defaultNotEmergencies.map { "`\($0)`" }.joined(separator: ", "),
            comment: """
                Words that mark a reason as convenience. If left out, the built-in list applies: \
                \(defaultNotEmergencies.prefix(4).map(\.description).joined(separator: ", ")), …
                """,
            example: "[slow, hotfix, deploy]",
            written: { $0.notEmergencies == defaultNotEmergencies ? nil : $0.notEmergencies },
            changed: { $0.words("words that mark convenience", \.notEmergencies) },
            loosened: { old, new in
                let count = Set(old.notEmergencies).subtracting(new.notEmergencies).count
                return switch count {
                case 0: []
                case 1: ["1 word no longer marks convenience"]
                default: ["\(count) words no longer mark convenience"]
                }
            })

        /// Refuses a key change by a credential that the policy does not have.
        private static func checkKeyChange(_ fields: PolicyFields, _ reader: inout PolicyReader) {
            // An account with errors is missing from the list, so a reference to it must not be reported.
            guard reader.nodes.errors.isEmpty, let change = fields[keyChange], let accounts = fields[accounts],
                let accountNode = fields.node(of: KeyChange.Keys.account, in: keyChange),
                let credentialNode = fields.node(of: KeyChange.Keys.credential, in: keyChange)
            else { return }
            guard let account = accounts.first(where: { $0.name == change.account }) else {
                return reader.nodes.refuse(
                    accountNode,
                    .unknownReference(
                        "account", change.account.description, known: accounts.map(\.name.description)))
            }
            guard account.credential(named: change.credential) == nil else { return }
            reader.nodes.refuse(
                credentialNode,
                .unknownReference(
                    "credential", change.credential.description, known: account.credentials.map(\.name.description)))
        }
    }
}
