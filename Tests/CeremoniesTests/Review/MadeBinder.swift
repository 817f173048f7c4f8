// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Foundation
import Ledger
import ShareEnvelope
import Testing

@testable import Ceremonies

/// A binder in a folder of its own, with a set that was dealt. It is removed when the value dies.
final class MadeBinder {
    let key = BinderKey.random()
    let folder: BinderFolder
    private let manifest: Manifest
    private let account: PublicText

    init(groups: [(needed: Int, total: Int)] = [(2, 3)]) throws {
        var ledger = try PaperLedger(groups: groups)
        ledger.deal()
        manifest = ledger.manifest
        account = .known(ledger.account)
        let name = "binder-\(UUID().uuidString)"
        folder = BinderFolder(path: FileManager.default.temporaryDirectory.appending(path: name).path)
        let events = ledger.entries.map(\.event)
        guard case .policyChanged(let policy) = events[1], let ledgerName = LedgerName(ledgerText: "example.com") else {
            preconditionFailure("the ledger of the tests begins with a policy")
        }
        let opened = BinderOpened(name: ledgerName, key: key.publicKey, program: .known("test"))
        _ = try folder.create(opened, key: key, policy: policy, instructions: [], at: .now)
        for event in events.dropFirst(2) { try add(event) }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder.path) }

    var binder: OpenBinder {
        get throws { try OpenBinder(folder, LedgerStore(path: folder.path, key: key)) { _ in } }
    }

    /// The entries so far.
    var events: [LedgerEvent] {
        get throws {
            let log = try folder.read().log
            return (0..<log.size).compactMap { log.entry(at: $0)?.event }
        }
    }

    /// The kinds of the newest entries.
    func kinds(_ count: Int) throws -> [String] { try events.suffix(count).map(\.kind.rawValue) }

    @discardableResult
    func add(_ event: LedgerEvent) throws -> UInt64 { try binder.append(event).index }

    /// Writes a policy into its file.
    func write(_ policy: String) throws {
        try policy.write(toFile: "\(folder.path)/policy.yaml", atomically: true, encoding: .utf8)
    }

    /// A recovery that was begun, and perhaps shown.
    func recover(shown: Bool, closed: Bool, operatedBy name: String? = "Dana Novak") throws -> UInt64 {
        let opening = try add(
            .recoveryOpened(
                RecoveryOpened(
                    account: account, credential: .known("root password"), failureMode: nil, normalPathDown: nil,
                    reason: .known("the portal answers 503"), ticket: nil, operatedBy: name.map { .known($0) },
                    approvedBy: [], windowSeconds: 14_400, set: manifest.identity,
                    shares: manifest.rule.shareNumbers)))
        if shown {
            try add(
                .recoveryRevealed(
                    RecoveryRevealed(
                        opening: opening, set: manifest.identity,
                        shares: Array(manifest.rule.shareNumbers.prefix(2)), field: nil, until: nil)))
        }
        if closed {
            try add(
                .recoveryClosed(
                    RecoveryClosed(
                        opening: opening, outcome: shown ? .shown : .leftOpen, set: manifest.identity, shares: [],
                        detail: nil)))
        }
        return opening
    }

    /// Says of a recovery that was begun that the credential was shown.
    func closeAsShown(_ opening: UInt64) throws {
        try add(
            .recoveryClosed(
                RecoveryClosed(opening: opening, outcome: .shown, set: manifest.identity, shares: [], detail: nil)))
    }

    /// An override that another person must countersign.
    func overrideARule(by name: String = "Fay Lund") throws -> UInt64 {
        try add(
            .exception(
                CeremonyException(
                    about: nil, expected: .known("a ticket"), happened: .known("none is named"),
                    decided: .known("to go on"), by: .known(name), override: true)))
    }
}
