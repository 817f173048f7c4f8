// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Ledger
import SecretSharing
import ShareEnvelope

/// `breakglass retire`
struct RetireCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "Take a set out of force, with a quorum of its own sheets.",
        discussion: """
            Use it for a set that another one has replaced, or whose account is gone. The set's sheets still open the \
            credential until they are destroyed or the credential is changed.
            """)

    @Argument(help: "The set's code, as on its sheets.")
    var set: String

    @Argument(help: "Files and folders with its sheets, or - for text on the standard input.")
    var paths: [String] = []

    @Option(help: "Who reports this.")
    var by: String?

    @Option(help: "Why.")
    var why: String?

    @Flag(help: "The credential was changed, so what the set opens is worthless.")
    var rotated = false

    @Option(
        help: ArgumentHelp(
            "Take a sealed share's passphrase from a file, for scripts. Repeatable.", valueName: "share=path"))
    var passphraseFrom: [String] = []

    @Flag(help: "Open sealed shares even if swap is on.")
    var allowSwap = false

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    func run() async throws {
        let passphrases = try PassphraseInput(passphraseFrom)
        guard !paths.isEmpty || Terminal.isInteractive else {
            throw CommandError(.usage, "no sheets are named", hint: "name the files of a quorum's sheets")
        }
        let binder = try StrictBinder(self.binder, key)
        let set = try await binder.find(for: paths, .retire) { () throws(CommandError) in
            try binder.set(named: self.set)
        }
        try binder.gate(.retire, of: set.created.account).pass([HandlingRule.retiring(set)])
        guard let manifest = set.manifest else { throw CommandError(.fault, "the set is gone") }
        let author = try PublicText(named: "--by", try Prompt().text(by, "Who reports this", "--by"), limit: 64)
        let reason = try PublicText(named: "--why", try Prompt().text(why, "Why", "--why"), limit: 1000)
        let reader = SheetReader(
            passphrases: passphrases, allowsSwap: allowSwap, opens: .sets([manifest.identity]),
            known: KnownSets(binder.state), goal: .consent)
        reader.take(manifest)
        try await binder.gather(paths, at: reader, for: .retire)
        guard reader.isReady else { throw reader.quorumIsMissing() }
        let successor = binder.state.sets.last {
            $0.isLive && $0.identity != set.identity && $0.created.account == set.created.account
                && $0.created.credential == set.created.credential
        }
        try Retirement(of: set, successor: successor?.identity, isRotated: rotated, by: author, why: reason)
            .write(with: reader.session.provenShares, of: manifest, in: binder)
    }
}

/// The retirement of a set.
struct Retirement {
    private let set: SetHistory
    private let successor: SetIdentity?
    private let isRotated: Bool
    private let author: PublicText
    private let reason: PublicText

    init(of set: SetHistory, successor: SetIdentity?, isRotated: Bool, by author: PublicText, why reason: PublicText) {
        self.set = set
        self.successor = successor
        self.isRotated = isRotated
        self.author = author
        self.reason = reason
    }

    /// Records the retirement, signed by a quorum of the set, and says what the set's paper still opens.
    func write(with shares: [Share], of manifest: Manifest, in binder: StrictBinder) throws(CommandError) {
        let event = SetRetired(
            set: set.identity, successor: successor, rotated: isRotated, by: author, why: reason,
            shares: shares.map { $0.number })
        let appended = try binder.append(.setRetired(event), signedBy: shares, of: manifest)
        Console.say("Entry \(appended.index): set \(set.identity.code) is retired.")
        guard !isRotated else { return }
        Console.warn(
            "its sheets still open the credential until no quorum of them is left, or the credential is changed")
        Console.say("Have each custodian run `breakglass sheet destroy`, then shred the sheet.")
    }
}
