// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Ledger
import SecretSharing
import ShareEnvelope

/// Takes a set out of force with a quorum of its own sheets; nothing is dealt.
struct Retiring {
    private let arguments: ReshareArguments
    private let sheets: OldSheets
    private let binder: OpenBinder

    init(_ arguments: ReshareArguments, _ sheets: OldSheets, in binder: OpenBinder) {
        self.arguments = arguments
        self.sheets = sheets
        self.binder = binder
    }

    /// Retires the set with a code.
    func run(_ code: String) async throws {
        let set = try await sheets.find { () throws(CommandError) in try binder.set(named: code) }
        try binder.gate(.reshare, of: set.created.account).pass([HandlingRule.retiring(set)])
        guard let manifest = set.manifest else { throw CommandError(.fault, "the set is gone") }
        let author = try arguments.author()
        let reason = try PublicText(named: "--why", try Prompt().text(arguments.why, "Why", "--why"), limit: 1000)
        let reader = try await sheets.read(manifest, for: .consent)
        guard reader.isReady else { throw reader.quorumIsMissing() }
        let successor = binder.state.sets.last {
            $0.isLive && $0.identity != set.identity && $0.created.account == set.created.account
                && $0.created.credential == set.created.credential
        }
        try Retirement(
            of: set, successor: successor?.identity, isChanged: arguments.change.changed, by: author, why: reason
        ).write(with: reader.session.provenShares, of: manifest, in: binder)
    }
}

/// The retirement of a set.
struct Retirement {
    private let set: SetHistory
    private let successor: SetIdentity?
    private let isChanged: Bool
    private let author: PublicText
    private let reason: PublicText

    /// - Parameter isChanged: whether the credential was changed, so that what the set opens is worthless.
    init(of set: SetHistory, successor: SetIdentity?, isChanged: Bool, by author: PublicText, why reason: PublicText) {
        self.set = set
        self.successor = successor
        self.isChanged = isChanged
        self.author = author
        self.reason = reason
    }

    /// Records the retirement, signed by a quorum of the set, and says what the set's paper still opens.
    func write(with shares: [Share], of manifest: Manifest, in binder: OpenBinder) throws(CommandError) {
        let event = SetRetired(
            set: set.identity, successor: successor, rotated: isChanged, by: author, why: reason,
            shares: shares.map { $0.number })
        let appended = try binder.enter(.setRetired(event), signedBy: shares, of: manifest)
        Console.say("Entry \(appended.index): set \(set.identity.code) is retired.")
        guard !isChanged else { return }
        Console.warn(
            "its sheets still open the credential until no quorum of them is left, or the credential is changed")
        Console.say("Have each custodian run `breakglass sheet destroy`, then shred the sheet.")
    }
}
