// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import CustodyPolicy

/// For each rule: changes of the good policy that trip it, and changes close to them that do not.
struct LintCase: Sendable, CustomTestStringConvertible {
    typealias Edits = [(String, String)]

    let rule: LintRule
    let trips: [Edits]
    let spares: [Edits]

    var testDescription: String { "\(rule.id) \(rule.name)" }

    init(_ rule: LintRule, trips: [Edits], spares: [Edits]) {
        self.rule = rule
        self.trips = trips
        self.spares = spares
    }

    static let all =
        quorum + places + factors + dependencies + emergencies + approvals + times + people + leavers + scope + clouds

    private static let identity = "- name: Identity\n            threshold: 2"

    private static let quorum = [
        LintCase(
            QuorumLint.quorumOfOne, trips: [[(identity, "- name: Identity\n            threshold: 1")]],
            spares: [
                [("- name: Security\n            threshold: 2", "- name: Security\n            threshold: 1")]
            ]),
        LintCase(
            QuorumLint.onePersonQuorum,
            trips: [[("dana, site: hq, container: drawer 10", "bo, site: hq, container: drawer 10")]],
            spares: [[("emeka, site: branch, container: cabinet 5", "ana, site: branch, container: cabinet 5")]]),
        LintCase(
            QuorumLint.personTwice,
            trips: [
                [("emeka, site: branch, container: cabinet 5", "ana, site: branch, container: cabinet 5")],
                [("name: Emeka Obi", "name: ana  RUIZ")],
            ],
            spares: [[("name: Emeka Obi", "name: Emeka Ruiz")]]),
        LintCase(
            QuorumLint.fewCustodians,
            trips: [[("              - {person: chidi, site: bank, container: box 11}\n", "")]],
            spares: [[("              - {person: emeka, site: branch, container: cabinet 5}\n", "")]]),
        LintCase(
            QuorumLint.noSpareSheet, trips: [[(identity, "- name: Identity\n            threshold: 3")]],
            spares: [
                [("- name: Security\n            threshold: 2", "- name: Security\n            threshold: 1")]
            ]),
        LintCase(
            QuorumLint.noSparePerson,
            trips: [[("emeka, site: branch, container: cabinet 5", "dana, site: branch, container: cabinet 5")]],
            spares: [[("emeka, site: branch, container: cabinet 5", "ana, site: branch, container: cabinet 5")]]),
    ]

    private static let places = [
        LintCase(
            PlaceLint.quorumInContainer,
            trips: [[("site: depot, container: locker 13", "site: archive, container: Shelf  12")]],
            spares: [[("container: cabinet 5", "container: safe 2")]]),
        LintCase(
            PlaceLint.quorumAtSite,
            trips: [[("site: depot, container: locker 13", "site: archive, container: locker 13")]],
            spares: [
                [
                    ("container: shelf 12", "container: shelf 12, sealed: true"),
                    ("site: depot, container: locker 13", "site: archive, container: locker 13, sealed: true"),
                ]
            ]),
        LintCase(
            PlaceLint.sealedQuorumAtSite,
            trips: [
                [("site: depot, container: locker 13", "site: archive, container: locker 13, sealed: true")]
            ],
            spares: [[("site: depot, container: locker 13", "site: archive, container: locker 13")]]),
        LintCase(
            PlaceLint.siteLossLocksOut,
            trips: [[("site: lawyer, container: file 6", "site: archive, container: file 6")]],
            spares: [[("site: hq, container: cabinet 4", "site: bank, container: cabinet 4")]]),
        LintCase(
            PlaceLint.sharedContainer, trips: [[("container: cabinet 5", "container: Safe 2")]],
            spares: [[("container: box 3", "container: safe 2")]]),
        LintCase(
            PlaceLint.groupAtOneSite,
            trips: [[("site: hq, container: cabinet 4", "site: branch, container: cabinet 4")]],
            spares: [[("site: hq, container: cabinet 4", "site: bank, container: cabinet 4")]]),
    ]

    private static let factors = [
        LintCase(
            FactorLint.personHoldsBothFactors,
            trips: [
                [("goran, site: archive, container: shelf 7", "ana, site: archive, container: shelf 7")],
                [("name: Goran Ilić", "name: \"Ana\\u200B Ru\\u00ADiz\"")],
                [("+34 600 000 007", "+34-600 (000) 001")],
            ],
            spares: [
                [("goran, site: archive, container: shelf 7", "jonas, site: archive, container: shelf 7")],
                [("+34 600 000 007", "+34 600 000 017")],
            ]),
        LintCase(
            FactorLint.samePeopleHoldBothFactors,
            trips: [
                [
                    ("fatima, site: lawyer", "dana, site: lawyer"),
                    ("goran, site: archive, container: shelf 7", "bo, site: archive, container: shelf 7"),
                    ("hana, site: depot, container: locker 8", "chidi, site: depot, container: locker 8"),
                ]
            ],
            spares: [
                [
                    ("goran, site: archive, container: shelf 7", "bo, site: archive, container: shelf 7"),
                    ("hana, site: depot, container: locker 8", "chidi, site: depot, container: locker 8"),
                ]
            ]),
        LintCase(
            FactorLint.recoveryCodesWithPassword,
            trips: [[("goran, site: archive, container: shelf 12", "bo, site: archive, container: shelf 12")]],
            spares: [[("goran, site: archive, container: shelf 12", "ana, site: archive, container: shelf 12")]]),
        LintCase(
            FactorLint.factorsInContainer,
            trips: [
                [("site: lawyer, container: file 6", "site: hq, container: Safe 1")],
                [("site: lawyer, container: file 6", "site: hq, container: \"sa\\u2060fe 1\"")],
            ],
            spares: [[("site: lawyer, container: file 6", "site: lawyer, container: safe 1")]]),
        LintCase(
            FactorLint.factorsAtSite, trips: [[("site: lawyer, container: file 6", "site: hq, container: file 6")]],
            spares: [[("site: lawyer, container: file 6", "site: depot, container: file 6")]]),
        LintCase(
            FactorLint.groupKeepsBothFactors,
            trips: [[("name: Platform", "name: security")], [("name: Platform", "name: \"Secu\\u00ADrity\"")]],
            spares: [[("name: Platform", "name: Reserve")]]),
        LintCase(
            FactorLint.noSecondFactor, trips: [[("kind: recovery-codes", "kind: other")]],
            spares: [
                [
                    ("kind: recovery-codes", "kind: other"),
                    ("tenant password\n        kind: password", "tenant password\n        kind: key-file"),
                ]
            ]),
    ]

    private static let dependencies = [
        LintCase(
            DependencyLint.rescueNeedsTheBroken, trips: [[("depends_on: [network]", "depends_on: [network, idp]")]],
            spares: [[("depends_on: [internet]", "depends_on: [internet, idp]")]]),
        LintCase(
            DependencyLint.noDependenciesNamed, trips: [[("        depends_on: [network]\n", "")]],
            spares: [[("depends_on: [network]", "depends_on: [power]")]]),
        LintCase(
            DependencyLint.modeBreaksNothing, trips: [[("    breaks: [idp]\n", "")]],
            spares: [[("breaks: [idp]", "breaks: [vpn]")]]),
        LintCase(
            DependencyLint.needsPersonalChannel, trips: [[("depends_on: [internet]", "depends_on: [internet, phone]")]],
            spares: [[("depends_on: [internet]", "depends_on: [internet, phone-line]")]]),
        LintCase(
            DependencyLint.needsIdentityProvider, trips: [[("depends_on: [internet]", "depends_on: [internet, idp]")]],
            spares: [[("depends_on: [network]", "depends_on: [network, idp]")]]),
    ]

    private static let emergencies = [
        LintCase(
            EmergencyLint.noFailureModes, trips: [[("    failure_modes: [policy-lockout]\n", "")]],
            spares: [[("failure_modes: [policy-lockout]", "failure_modes: [idp-down]")]]),
        LintCase(
            EmergencyLint.modeNotShown, trips: [[("    shown_by: Two people fail to sign in from two networks\n", "")]],
            spares: [[("shown_by: Two people fail to sign in from two networks", "shown_by: Nobody can sign in")]]),
        LintCase(
            EmergencyLint.modeReadsAsConvenience,
            trips: [[("means: The identity provider is down", "means: Sign-in is SLOW")]],
            spares: [[("means: The identity provider is down", "means: A slowloris attack holds sign-in down")]]),
        LintCase(
            EmergencyLint.modeUnused,
            trips: [[("failure_modes: [idp-down, policy-lockout]", "failure_modes: [policy-lockout]")]],
            spares: [[("failure_modes: [policy-lockout]", "failure_modes: [idp-down]")]]),
        LintCase(
            EmergencyLint.noConvenienceWords, trips: [[("key_change:", "not_emergencies: []\nkey_change:")]],
            spares: [[("key_change:", "not_emergencies: [tired]\nkey_change:")]]),
    ]

    private static let approvals = [
        LintCase(
            ApprovalLint.noApprovers, trips: [[("    approvers: [jonas, iris]\n", "")]],
            spares: [[("approvers: [jonas, iris]", "approvers: [jonas]")]]),
        LintCase(
            ApprovalLint.noApprovalNeeded, trips: [[("approvals: 1", "approvals: 0")]],
            spares: [[("approvals: 1", "approvals: 2")]]),
        LintCase(
            ApprovalLint.quorumApprovesItself,
            trips: [
                [("approvers: [jonas, iris]", "approvers: [bo, iris]")],
                [("approvers: [jonas, iris]", "approvers: [bo, iris, dana]\n    approvals: 2")],
            ],
            spares: [[("approvers: [jonas, iris]", "approvers: [bo, iris]\n    approvals: 2")]]),
        LintCase(
            ApprovalLint.approverKeepsSheet,
            trips: [[("approvers: [jonas, iris]", "approvers: [bo, iris]\n    approvals: 2")]],
            spares: [[("approvers: [jonas, iris]", "approvers: [ana, iris]\n    approvals: 2")]]),
        LintCase(
            ApprovalLint.noSecondApprover, trips: [[("approvals: 1", "approvals: 2")]],
            spares: [[("approvals: 1", "approvals: 0")]]),
    ]

    private static let times = [
        LintCase(
            TimeLint.noWindow, trips: [[("    window: 8 h\n", "")]], spares: [[("window: 8 h", "window: 30 min")]]),
        LintCase(
            TimeLint.longWindow, trips: [[("window: 8 h", "window: 25 h")]], spares: [[("window: 8 h", "window: 1 d")]]),
        LintCase(
            TimeLint.noReviewDeadline, trips: [[("    review_within: 7 d\n", "")]],
            spares: [[("review_within: 7 d", "review_within: 12 h")]]),
        LintCase(
            TimeLint.lateReview, trips: [[("review_within: 7 d", "review_within: 15 d")]],
            spares: [[("review_within: 7 d", "review_within: 14 d")]]),
        LintCase(
            TimeLint.rareDrills, trips: [[("drill_every: 90 d", "drill_every: 91 d")]],
            spares: [[("drill_every: 90 d", "drill_every: 30 d")]]),
        LintCase(
            TimeLint.longGrace, trips: [[("answer_grace: 3 d", "answer_grace: 15 d")]],
            spares: [[("answer_grace: 3 d", "answer_grace: 14 d")]]),
    ]

    private static let people = [
        LintCase(
            PeopleLint.noContact, trips: [[(", contact: +34 600 000 009", "")]],
            spares: [[("contact: +34 600 000 009", "left: 2027-01-01")]]),
        LintCase(
            PeopleLint.personUnused,
            trips: [[("000 010}", "000 010}\n  - {id: kim, name: Kim Ahn, contact: +34 600 000 011}")]],
            spares: ["2027-01-01", "2099-01-01"].map { day in
                [("000 010}", "000 010}\n  - {id: kim, name: Kim Ahn, left: \(day)}")]
            }),
        LintCase(
            PeopleLint.personKeepsOfEverything,
            trips: [
                [
                    ("hana, site: depot, container: locker 8", "chidi, site: depot, container: locker 8"),
                    ("hana, site: depot, container: locker 13", "chidi, site: depot, container: locker 13"),
                ]
            ],
            spares: [[("hana, site: depot, container: locker 8", "chidi, site: depot, container: locker 8")]]),
        LintCase(
            PeopleLint.siteUnused,
            trips: [[("{id: depot, name: Depot}", "{id: depot, name: Depot}\n  - {id: cellar, name: Cellar}")]],
            spares: [[("{id: depot, name: Depot}", "{id: depot, name: Cellar}")]]),
        LintCase(
            PeopleLint.oneNameTwice, trips: [[("name: Iris Blom", "name: jonas  WOLF")]],
            spares: [[("name: Iris Blom", "name: Iris Wolf")]]),
        LintCase(
            PeopleLint.oneContactTwice, trips: [[("+34 600 000 009", "+34 600 000 010")]],
            spares: [[("+34 600 000 009", "+34 600 000 011")]]),
        LintCase(
            PeopleLint.mailOnlyContact, trips: [[("+34 600 000 009", "iris@example.com")]],
            spares: [[("+34 600 000 009", "iris@example.com or +34 600 000 009")]]),
    ]

    private static let leavers = [
        LintCase(
            LeaverLint.leaverKeepsSheet, trips: [[("000 003}", "000 003, left: 2027-03-01}")]],
            spares: [[("000 003}", "000 003, left: 2027-03-02}")]]),
        LintCase(
            LeaverLint.leaverApproves, trips: [[("000 009}", "000 009, left: 2027-01-31}")]],
            spares: [[("000 009}", "000 009, left: 2027-03-02}")]]),
        LintCase(
            LeaverLint.leavesSoon, trips: [[("000 009}", "000 009, left: 2027-03-31}")]],
            spares: [[("000 009}", "000 009, left: 2027-04-01}")]]),
        LintCase(
            LeaverLint.tooFewStayed,
            trips: [[("000 002}", "000 002, left: 2027-01-31}"), ("000 004}", "000 004, left: 2027-01-31}")]],
            spares: [[("000 002}", "000 002, left: 2027-01-31}")]]),
        LintCase(
            LeaverLint.leaversCanOpen,
            trips: [[("000 002}", "000 002, left: 2027-01-31}"), ("000 004}", "000 004, left: 2027-01-31}")]],
            spares: [[("000 001}", "000 001, left: 2027-01-31}"), ("000 002}", "000 002, left: 2027-01-31}")]]),
    ]

    private static let scope = [
        LintCase(
            ScopeLint.oneAccount, trips: [[(PolicyFixture.secondAccount, "")]],
            spares: [[("name: Identity provider, tenant", "name: Identity provider")]]),
        LintCase(
            ScopeLint.noNetworks, trips: [[("    networks: [198.51.100.0/24]\n", "")]],
            spares: [[("networks: [198.51.100.0/24]", "networks: [203.0.113.0/24]")]]),
        LintCase(
            ScopeLint.wideNetwork,
            trips: [[("198.51.100.0/24", "198.0.0.0/15")], [("198.51.100.0/24", "\"::/0\"")]],
            spares: [[("198.51.100.0/24", "198.51.0.0/16")]]),
        LintCase(
            ScopeLint.noKeyChange,
            trips: [[("key_change: {account: \"AWS root, example.com\", credential: root password}", "")]],
            spares: [[("credential: root password", "credential: root one-time password")]]),
        LintCase(
            ScopeLint.allSheetsSealed,
            trips: [
                [("shelf 12}", "shelf 12, sealed: true}"), ("locker 13}", "locker 13, sealed: true}")]
            ],
            spares: [[("shelf 12}", "shelf 12, sealed: true}")]]),
    ]

    private static let tenantLog = """
            cloud:
              provider: aws
              accounts: ["444455556666"]
              identities: ["arn:aws:iam::444455556666:user/tenant"]
              buckets: [example-tenant-logs]
              alerts: [security@example.com]

        """

    private static let clouds = [
        LintCase(
            CloudLint.noLog, trips: [[(tenantLog, "")]],
            spares: [[("user/tenant", "user/other")]]),
        LintCase(
            CloudLint.identityElsewhere, trips: [[("iam::444455556666:user/tenant", "iam::777788889999:user/tenant")]],
            spares: [
                [
                    ("iam::444455556666:user/tenant", "iam::777788889999:user/tenant"),
                    ("[\"444455556666\"]", "[\"444455556666\", \"777788889999\"]"),
                ]
            ]),
        LintCase(
            CloudLint.sharedIdentity,
            trips: [
                [
                    ("arn:aws:iam::444455556666:user/tenant", "arn:aws:iam::111122223333:root"),
                    ("[\"444455556666\"]", "[\"111122223333\"]"),
                ]
            ],
            spares: [
                [
                    ("iam::444455556666:user/tenant", "iam::111122223333:user/tenant"),
                    ("[\"444455556666\"]", "[\"111122223333\"]"),
                ]
            ]),
        LintCase(
            CloudLint.noTrail, trips: [[("      buckets: [example-tenant-logs]\n", "")]],
            spares: [[("      buckets: [example-audit-logs]\n", "")]]),
        LintCase(
            CloudLint.noAlert, trips: [[("      alerts: [security@example.com]\n", "")]],
            spares: [[("      alert_within: 5 min\n", "")]]),
    ]
}
