// SPDX-License-Identifier: Apache-2.0
//
// Custodians come one by one, show their sheets and leave. Each share has a reader of its own, which is cleared before
// the next one comes: no two shares are ever in memory together.

import ArgumentParser
import Ceremonies
import Custody
import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope

/// `breakglass drill in-person`
struct DrillInPersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "in-person",
        abstract: "Check sheets one by one, as their custodians show them, and give each a slip.",
        discussion: """
            Each share that is whole signs the challenge. A drill that was left open continues. Each file that you \
            name is read as one custodian's sheet.
            """)

    @Argument(help: "Files or folders, one for each custodian's sheet.")
    var paths: [String] = []

    @OptionGroup(title: "Credential") var credential: CredentialArguments

    @OptionGroup var drill: DrillArguments

    @Flag(help: "Leave the drill open for custodians who come later.")
    var leaveOpen = false

    @Flag(help: "End a drill in person that was left open, or a rehearsal that was cut off, and read no sheets.")
    var close = false

    @Option(
        help: ArgumentHelp(
            "Take a sealed share's passphrase from a file, for scripts. Repeatable.", valueName: "share=path"))
    var passphraseFrom: [String] = []

    @Flag(help: "Open sealed shares even if swap is on.")
    var allowSwap = false

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    /// How long a drill in person stays open: custodians come within some days, not months.
    private static let openFor: UInt64 = 7 * 86_400

    func run() async throws {
        guard !close else { return try end() }
        let passphrases = try PassphraseInput(passphraseFrom)
        guard !paths.isEmpty || Terminal.isInteractive else {
            throw CommandError(.usage, "no sheets are named", hint: "`breakglass drill` with a file for each custodian")
        }
        let binder = try OpenBinder(self.binder, key)
        let life = try await binder.find(for: paths, .drillInPerson) { () throws(CommandError) in
            try binder.life(credential)
        }
        guard let set = life.liveSet, let manifest = set.manifest else { throw CommandError(.fault, "the set is gone") }
        let author = try self.drill.leader()
        let drill = try challenge(of: set, life, author, in: binder)
        for line in drill.lines(set) { Console.say(line) }
        var meeting = DrillMeeting(drill, of: set, manifest, in: binder)
        // One file after the other, so that no two sheets are in memory together.
        for path in paths.flatMap({ $0 == "-" ? ["-"] : SheetPaths.files(in: $0) }) {
            try await meeting.take(path, passphrases, allowsSwap: allowSwap)
        }
        if paths.isEmpty { try await meeting.run(passphrases, allowsSwap: allowSwap) }
        guard !leaveOpen || meeting.waiting.isEmpty else {
            return Console.say(
                "The drill stays open until \(drill.opened.expires): `breakglass drill` continues it.")
        }
        try DrillEnd(index: drill.index, .inPerson, in: binder).run(self.drill, by: author)
    }

    private func end() throws(CommandError) {
        guard paths.isEmpty, !leaveOpen else {
            throw CommandError(
                .usage, "--close reads no sheets, and leaves no drill open",
                hint: "use it without files and --leave-open")
        }
        let binder = try OpenBinder(self.binder, key)
        try DrillEnd(try binder.openDrill([.inPerson, .rehearsal], of: credential), in: binder).run(drill)
    }

    /// The drill in person that is open, or a new one.
    private func challenge(
        of set: SetHistory, _ life: CredentialStatus, _ author: PublicText, in binder: OpenBinder
    ) throws(CommandError) -> OpenDrill {
        let open = life.drills.last { drill in
            drill.opened.set == set.identity && drill.opened.way == .inPerson && drill.closed == nil
                && drill.opened.expires > .now
        }
        if let open, let drill = OpenDrill(open, in: binder) {
            Console.say("Continuing the drill of entry \(open.place).")
            return drill
        }
        let challenge = DrillOpened(
            set: set.identity, shares: set.created.custodians.map { $0.share }, nonce: DrillNonce(), way: .inPerson,
            expires: LedgerTime.now.adding(seconds: Self.openFor), by: author)
        return try OpenDrill(challenge, in: binder)
    }
}

/// A drill in person: reads one custodian's sheet after the other, and has each share sign.
struct DrillMeeting {
    private let drill: OpenDrill
    private let set: SetHistory
    private let manifest: Manifest
    private let binder: OpenBinder
    private var proven: Set<ShareNumber>

    init(_ drill: OpenDrill, of set: SetHistory, _ manifest: Manifest, in binder: OpenBinder) {
        self.drill = drill
        self.set = set
        self.manifest = manifest
        self.binder = binder
        let history = binder.state.drills.first { $0.place == EntryPlace(drill.index) }
        proven = Set(history?.answers.keys ?? [:].keys)
    }

    /// The shares that have not answered yet.
    var waiting: [ShareNumber] { drill.opened.shares.filter { !proven.contains($0) } }

    /// Asks for one sheet after another.
    mutating func run(_ passphrases: PassphraseInput, allowsSwap: Bool) async throws(CommandError) {
        while !waiting.isEmpty {
            Console.say()
            Console.say("Still to come: " + waiting.map { "\(set.custodian(of: $0)) (\($0))" }.joined(separator: ", "))
            Console.say("One custodian's sheet now, then the next.")
            let reader = self.reader(passphrases, allowsSwap)
            var dialogue = RecoveryDialogue(reader)
            do throws(CommandError) { try await dialogue.run() } catch {
                guard error.code == .interrupted else { throw error }
                return
            }
            try checkAge(reader)
            try take(reader)
        }
    }

    /// Takes one custodian's sheet from files.
    mutating func take(_ path: String, _ passphrases: PassphraseInput, allowsSwap: Bool) async throws(CommandError) {
        let reader = self.reader(passphrases, allowsSwap)
        try await reader.take([path])
        if Terminal.isInteractive, !reader.waitingForPassphrase.isEmpty {
            var dialogue = RecoveryDialogue(reader)
            try await dialogue.run()
        }
        try checkAge(reader)
        guard reader.isReady else {
            return Console.warn("\(path): no share of set \(set.identity.code) is whole")
        }
        try take(reader)
    }

    /// A sheet of this set that shows more entries than the ledger has means that the binder was rolled back.
    private func checkAge(_ reader: SheetReader) throws(CommandError) {
        try binder.check(reader.paper, of: set, for: .drillInPerson)
    }

    private func reader(_ passphrases: PassphraseInput, _ allowsSwap: Bool) -> SheetReader {
        let reader = SheetReader(
            passphrases: passphrases, allowsSwap: allowsSwap, opens: .sets([manifest.identity]),
            known: KnownSets(binder.state), goal: .proof)
        reader.take(manifest)
        return reader
    }

    private mutating func take(_ reader: SheetReader) throws(CommandError) {
        guard reader.session.provenShares.count == 1 else {
            return Console.warn("sheets of several custodians came together: give each as its own file, one by one")
        }
        for share in reader.session.provenShares {
            let name = set.custodian(of: share.number)
            guard !proven.contains(share.number) else {
                Console.say("\(name): share \(share.number) has already answered this challenge")
                continue
            }
            let appended = try drill.answer([share], of: manifest, in: binder)
            proven.insert(share.number)
            Console.say(
                "WHOLE: \(name), \(RuleWording(manifest).place(of: share.number)), set \(set.identity.code); "
                    + "signed as entry \(appended.index).")
            Slip(appended.checkpoint, of: .ledger(binder.store), at: binder.evidence)
                .handOut(to: [name], of: "Drill", with: [set])
        }
    }
}
