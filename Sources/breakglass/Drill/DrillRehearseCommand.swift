// SPDX-License-Identifier: Apache-2.0
//
// A rehearsal does everything that a recovery does except show the credential: it recombines the credential in memory,
// tries every quorum of the sheets that are there, and wipes everything.

import ArgumentParser
import Ceremonies
import CustodyPolicy
import Ledger
import Recovery
import SecretSharing
import ShareEnvelope

/// `breakglass drill rehearse`
struct DrillRehearseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: "Open the credential in memory with a quorum, show nothing, and record how long it took.",
        discussion: """
            Every smallest quorum of the sheets that are there is tried, up to a thousand.

            --practice reads no sheets. It prints a practice set of a worthless credential instead, for training a whole \
            recovery with `breakglass recover --practice`, including the screen that shows it.
            """)

    @Argument(help: "Files and folders with sheets, or - for text on the standard input.")
    var paths: [String] = []

    @OptionGroup(title: "Credential") var credential: CredentialArguments

    @Option(help: "Who leads the drill.")
    var by: String?

    @Option(help: "The findings, for the record.")
    var findings: String?

    @Option(
        help: ArgumentHelp(
            "Take a sealed share's passphrase from a file, for scripts. Repeatable.", valueName: "share=path"))
    var passphraseFrom: [String] = []

    @Flag(help: "Print practice sheets of a worthless credential instead, to train the reveal too.")
    var practice = false

    @OptionGroup(title: "Practice sheets") var dealing: DealingArguments

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    /// How long a rehearsal may take.
    private static let openFor: UInt64 = 86_400

    func run() async throws {
        let passphrases = try PassphraseInput(passphraseFrom)
        guard practice || dealing.output == nil && dealing.queue == nil else {
            throw CommandError(.usage, "a rehearsal prints no sheets", hint: "--practice prints practice sheets")
        }
        guard !practice else { return try await dealPractice() }
        guard !paths.isEmpty || Terminal.isInteractive else {
            throw CommandError(
                .usage, "no sheets are named", hint: "`breakglass drill rehearse` needs the sheets' files")
        }
        let binder = try StrictBinder(self.binder, key)
        let life = try await binder.find(for: paths, .drillRehearse) { () throws(CommandError) in
            try binder.life(credential)
        }
        guard let set = life.liveSet, let manifest = set.manifest else { throw CommandError(.fault, "the set is gone") }
        let author = try PublicText(named: "--by", try Prompt().text(by, "Who leads the drill", "--by"), limit: 64)
        let begun = ContinuousClock.now
        let drill = try OpenDrill(
            DrillOpened(
                set: set.identity, shares: set.created.custodians.map { $0.share }, nonce: DrillNonce(),
                way: .rehearsal,
                expires: LedgerTime.now.adding(seconds: Self.openFor), by: author), in: binder)
        for line in drill.lines(set) { Console.say(line) }
        let reader = SheetReader(
            passphrases: passphrases, allowsSwap: dealing.allowSwap, opens: .sets([manifest.identity]),
            known: KnownSets(binder.state), goal: .rehearsal)
        reader.take(manifest)
        do {
            try await binder.gather(paths, at: reader, for: .drillRehearse)
            try rehearse(reader, drill, set, begun, in: binder)
        } catch {
            try? DrillEnd(index: drill.index, in: binder).write(findings: error.message, by: author)
            throw error
        }
        let written = try Prompt().findings(findings)
        try DrillEnd(index: drill.index, in: binder).write(findings: written, by: author)
    }

    private func dealPractice() async throws {
        guard paths.isEmpty else {
            throw CommandError(.usage, "--practice reads no sheets", hint: "leave them in their bags")
        }
        let binder = try StrictBinder(self.binder, key)
        let life = try binder.life(credential)
        guard let set = life.liveSet else { throw CommandError(.fault, "the set is gone") }
        try await PracticeDealing(dealing, in: binder).run(for: life, beside: set)
    }

    private func rehearse(
        _ reader: SheetReader, _ drill: OpenDrill, _ set: SetHistory, _ begun: ContinuousClock.Instant,
        in binder: StrictBinder
    ) throws(CommandError) {
        let (quorum, ciphertext) = try reader.quorum()
        let locked = reader.session.sealedNumbers.map { "\(set.custodian(of: $0)) (\($0))" }
        if !locked.isEmpty { Console.say("Here, but not unlocked: \(locked.joined(separator: ", "))") }
        _ = try drill.answer(quorum.shares, of: quorum.manifest, in: binder)
        let trial = QuorumTrial(quorum, ciphertext)
        let seconds = UInt64(max(0, (ContinuousClock.now - begun).components.seconds))
        guard trial.failed.isEmpty else {
            throw CommandError(
                .fault,
                "\(trial.failed.count) of \(trial.count) quorums did not open it: "
                    + trial.failed[0].map(\.description).joined(separator: ", "),
                hint: "the set was dealt wrong: reissue the credential while another quorum still opens it")
        }
        let appended = try binder.append(
            .rehearsed(
                Rehearsed(
                    drill: drill.index, set: set.identity, shares: quorum.shares.map { $0.number },
                    quorumsTried: trial.tried, quorums: trial.count, seconds: seconds)))
        Console.say(
            "It opens: tried \(trial.tried) of the \(trial.count) quorums of these sheets, within \(seconds) s; "
                + "nothing was shown.")
        Slip(appended.checkpoint, of: .ledger(binder.store), at: binder.place)
            .handOut(to: quorum.shares.map { set.custodian(of: $0.number) }, of: "Rehearsal", with: [set])
    }
}
