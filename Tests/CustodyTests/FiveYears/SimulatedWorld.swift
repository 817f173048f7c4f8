// SPDX-License-Identifier: Apache-2.0
//
// What is true of people, sheets and credentials, whatever the ledger says of it.

import SecretMemory
import SecretSharing
import ShareEnvelope

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

/// A generator whose numbers follow from a seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// Whether something happens that happens once in so many times.
    mutating func once(in times: Int) -> Bool { Int.random(in: 0..<times, using: &self) == 0 }
}

/// A person of the organisation.
struct SimulatedPerson {
    let id: String
    let name: String
    var left: CalendarDay?
}

/// A dealt set and its paper.
struct SimulatedSet {
    let dealt: DealtSet
    /// Which state of the credential it opens.
    let version: Int
    /// The sheets that exist and can be read.
    var intact: Set<ShareNumber>
    /// Sheets that are unreadable, and nobody knows it yet.
    var hidden: [ShareNumber: LedgerTime] = [:]

    var identity: SetIdentity { dealt.manifest.identity }
    var rule: QuorumRule { dealt.manifest.rule }

    /// Proven shares of sheets that are there.
    func shares(_ numbers: some Sequence<ShareNumber>) throws -> [Share] {
        try dealt.shares.filter { share in numbers.contains(share.number) }.map { try dealt.manifest.prove($0) }
    }

    /// The smallest quorum of what is there; nothing when there is none.
    var quorum: [ShareNumber]? {
        var quorums = rule.minimalQuorums(among: intact.sorted()).makeIterator()
        return quorums.next()
    }
}

/// An account with one credential.
struct SimulatedAccount {
    let name: PublicText
    var custodians: [Int]
    var version = 1
    var sets: [SimulatedSet] = []
    /// Whether the third sheet of Security is a spare.
    let hasSpare: Bool

    /// Whether the credential as it is now can be brought back from paper.
    var isRecoverable: Bool { sets.contains { $0.version == version && $0.rule.isMet(by: $0.intact) } }
}

/// Everything, and the policy that describes it.
struct SimulatedWorld {
    static let credential = PublicText.known("root password")
    var people: [SimulatedPerson]
    var accounts: [SimulatedAccount]

    init(using generator: inout SeededGenerator) {
        people = (0..<60).map { SimulatedPerson(id: "p\($0)", name: "Person \($0)") }
        accounts = (0..<20).map {
            SimulatedAccount(name: .known("account \($0)"), custodians: [], hasSpare: $0.isMultiple(of: 2))
        }
        for index in accounts.indices {
            accounts[index].custodians = Array(Array(people.indices).shuffled(using: &generator).prefix(5))
        }
    }

    /// The people who have not left.
    var staff: [Int] { people.indices.filter { people[$0].left == nil } }

    /// The policy's text: 2 of 3 in Security and 1 of 2 in Operations for each account.
    var policy: String {
        func custodian(_ person: Int) -> String {
            "              - {person: \(people[person].id), site: \(person % 2 == 0 ? "hq" : "bank"), container: box \(person)}"
        }
        var lines: [String] = []
        for account in accounts {
            lines += [
                "  - name: \(account.name)", "    failure_modes: [idp-down]", "    approvers: [\(people[59].id)]",
                "    window: 4 h", "    review_within: 5 d", "    drill_every: 90 d", "    credentials:",
                "      - name: \(Self.credential)", "        kind: password", "        groups:",
                "          - name: Security", "            threshold: 2", "            custodians:",
            ]
            lines += account.custodians.prefix(3).map(custodian)
            lines += ["          - name: Operations", "            threshold: 1", "            custodians:"]
            lines += account.custodians.suffix(2).map(custodian)
        }
        let head = [
            "version: 1", "organisation: Example Corp", "failure_modes:",
            "  - {id: idp-down, means: The identity provider is down, normal_path: The portal}", "sites:",
            "  - {id: hq, name: Headquarters}", "  - {id: bank, name: Bank vault}", "people:",
        ]
        let persons = people.map { person in
            "  - {id: \(person.id), name: \(person.name)" + (person.left.map { ", left: \($0)" } ?? "") + "}"
        }
        return (head + persons + ["accounts:"] + lines).joined(separator: "\n") + "\n"
    }

    /// Deals an account's credential as it is now, or a practice set beside it.
    static func deal(_ account: SimulatedAccount, isPractice: Bool = false) throws -> SimulatedSet {
        let value = SecretBytes(copying: Array("\(account.name) \(account.version)".utf8).span)
        let fields = try Credential(fields: [
            CredentialField(kind: .secret, name: PublicText("password", limit: 255), value: value)
        ])
        let groups = [("Security", 2, 3), ("Operations", 1, 2)]
        let plan = try SetPlan(
            label: account.name, credential: credential,
            groups: groups.map { name, needed, total in
                Manifest.Group(name: .known(name), threshold: try Threshold(needed, of: total))
            }, groupsNeeded: 2, isCiphertextApart: false, isPractice: isPractice)
        let dealt = try Dealer.deal(
            fields, plan: plan, created: 1_800_000_000, seed: CeremonySeed(dice: SecretBytes(zeroCount: 0)))
        return SimulatedSet(
            dealt: dealt, version: account.version, intact: Set(dealt.manifest.rule.shareNumbers))
    }
}
