// SPDX-License-Identifier: Apache-2.0

import Foundation
import LedgerFixtures
import MerkleLog
import SecretSharing
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Another key for the binder")
struct KeyChangeTests {
    private static let policy = """
        version: 1
        organisation: Example Corp
        failure_modes:
          - {id: idp-down, means: It is down, normal_path: The portal, shown_by: Two people fail}
        people:
          - {id: ana, name: Ana Ruiz}
          - {id: bo, name: Bo Chen}
          - {id: chidi, name: Chidi Eze}
        accounts:
          - name: AWS root
            failure_modes: [idp-down]
            approvers: [ana]
            window: 4 h
            review_within: 5 d
            credentials:
              - name: root password
                kind: password
                groups:
                  - name: Security
                    threshold: 2
                    custodians:
                      - {person: ana, site: hq, container: safe}
                      - {person: bo, site: hq, container: safe}
                      - {person: chidi, site: hq, container: safe}
        sites:
          - {id: hq, name: Headquarters}
        """ + "\n"
    private static let named = policy + "key_change: {account: AWS root, credential: root password}\n"

    /// A binder with a set in force, and a policy.
    private struct Binder {
        let folder = try! StoreFolder()
        let set: DealtSet
        let successor = BinderKey.random()

        init(policy: String, isLive: Bool = true) throws {
            set = try TestLedger.deal()
            let custodians = set.shares.map {
                SetCreated.Custodian(share: $0.number, name: .known("\($0.number)"), person: nil, sealed: false)
            }
            try add(
                .policyChanged(
                    PolicyChanged(
                        by: .known("Ana"), why: .known("a test"), changes: [],
                        policy: PolicyLine.lines(of: policy))))
            try add(
                .setCreated(
                    SetCreated(
                        manifest: set.manifest, custodians: custodians, program: TestLedger.program)))
            if isLive {
                try add(.sheetsReleased(SheetsReleased(set: set.manifest.identity, quorumsTried: 3, quorums: 3)))
            }
        }

        func add(_ event: LedgerEvent) throws {
            _ = try folder.store.append(LedgerEntry(time: StoreFolder.time(100), event: event))
        }

        /// Changes the key as the program does, with the consent of the first so many shares.
        @discardableResult
        func change(shares count: Int = 2) throws -> Appended {
            let shares = try set.shares.prefix(count).map { try set.manifest.prove($0) }
            let change = KeyChanged(
                key: successor.publicKey, set: set.manifest.identity, shares: shares.map { $0.number },
                by: .known("Ana"), why: .known("the laptop was lost"))
            return try LedgerStore.change(
                change, of: folder.path, from: folder.key.publicKey, to: successor, at: StoreFolder.time(200)
            ) { request, proof throws(ConsentError) in
                try request.cosign(shares, of: set.manifest, proof: proof, at: 1_795_000_200)
            }
        }

        var faults: [AuditFinding.What] {
            get throws { try folder.audit().findings.filter { !$0.isWarning }.map { $0.what } }
        }
    }

    @Test("a quorum of the set that the policy names gives it, and the ledger goes on under the new key alone")
    func handedOver() throws {
        let binder = try Binder(policy: Self.named)
        let before = try binder.folder.audit().log
        let origin = try #require(before.ledgerOrigin)
        let old = try #require(before.newestCheckpoint?.paper(key: binder.folder.key.publicKey, origin: origin))
        let appended = try binder.change()
        let successor = try LedgerStore(path: binder.folder.path, key: binder.successor)
        _ = try successor.append(LedgerEntry(time: StoreFolder.time(300), event: StoreFolder.event("goes on")))
        #expect(throws: BinderError.foreignCheckpoint(path: binder.folder.file("checkpoint"))) {
            try binder.folder.append("the old key")
        }
        let audit = try binder.folder.audit()
        #expect(audit.isWhole, "\(audit.findings)")
        #expect(audit.log.ledgerOrigin == origin)
        let keys = try #require(audit.log.keys)
        #expect(keys.key(at: appended.index) == binder.folder.key.publicKey)
        #expect(keys.key(at: appended.index + 1) == binder.successor.publicKey)
        // Paper of before the change stays good, paper of after it carries the new key's digest.
        let new = try #require(audit.log.newestCheckpoint?.paper(key: binder.successor.publicKey, origin: origin))
        let stolen = try #require(audit.log.newestCheckpoint?.paper(key: binder.folder.key.publicKey, origin: origin))
        var evidence = AuditEvidence()
        evidence.printed = [("old", old), ("new", new)]
        #expect(try LedgerAudit(folder: binder.folder.path, evidence: evidence).isWhole)
        evidence.printed = [("stolen", stolen)]
        #expect(try !LedgerAudit(folder: binder.folder.path, evidence: evidence).isWhole)
    }

    @Test(
        "less than a quorum, a set that is not out, or a policy that names nobody found no key; a retirement that the quorum did not agree to takes nothing away",
        arguments: 0..<4)
    func unfounded(_ way: Int) throws {
        let binder = try Binder(policy: way == 2 ? Self.policy : Self.named, isLive: way != 1)
        if way == 3 {
            try binder.add(
                .setRetired(
                    SetRetired(
                        set: binder.set.manifest.identity, successor: nil, rotated: true, by: .known("Ana"),
                        why: .known("over"))))
        }
        try binder.change(shares: way == 0 ? 1 : 2)
        let other = AuditFinding.What.keyOfAnotherSet(binder.set.manifest.identity)
        #expect(try binder.faults == [[.keyWithoutConsent], [other], [other], []][way])
    }

    @Test("a change without the consent right behind it founds no key")
    func withoutConsent() throws {
        for follows in [[], [StoreFolder.event("something else")]] {
            let binder = try Binder(policy: Self.named)
            let shares = binder.set.manifest.rule.shareNumbers
            try binder.add(
                .keyChanged(
                    KeyChanged(
                        key: binder.folder.key.publicKey, set: binder.set.manifest.identity, shares: shares,
                        by: .known("Ana"), why: .known("theft"))))
            for event in follows { try binder.add(event) }
            #expect(try binder.faults == [.keyWithoutConsent])
        }
    }

    @Test("a change that fails half way leaves the ledger to the old key")
    func halfWay() throws {
        let binder = try Binder(policy: Self.named)
        let before = binder.folder.bytes("ledger.jsonl")
        let change = KeyChanged(
            key: binder.successor.publicKey, set: binder.set.manifest.identity, shares: [], by: .known("Ana"),
            why: .known("x"))
        let shares = try binder.set.shares.prefix(2).map { try binder.set.manifest.prove($0) }
        // The entry does not list the shares: none of them signs.
        #expect(throws: BinderError.noConsent(.notAsked(shares[0].number))) {
            try LedgerStore.change(
                change, of: binder.folder.path, from: binder.folder.key.publicKey, to: binder.successor,
                at: StoreFolder.time(200)
            ) { request, proof throws(ConsentError) in
                try request.cosign(shares, of: binder.set.manifest, proof: proof, at: 1_795_000_200)
            }
        }
        #expect(binder.folder.bytes("ledger.jsonl") == before)
        try binder.folder.append("goes on")
        #expect(try binder.faults.isEmpty)
    }

    @Test("a torn tail before a change is told by the same write, and the ledger is whole")
    func tornBefore() throws {
        let binder = try Binder(policy: Self.named)
        try binder.folder.write((binder.folder.bytes("ledger.jsonl") ?? []) + Array("{\"kind\":".utf8), "ledger.jsonl")
        let appended = try binder.change()
        #expect(appended.repairs == [.setAside(byteCount: 8, file: "set-aside-1")])
        #expect(try binder.faults.isEmpty)
    }
}
