// SPDX-License-Identifier: Apache-2.0
//
// Custodians come one by one, show their sheets and leave. Each share has a reader of its own, which is cleared before
// the next one comes: no two shares are ever in memory together.

import ArgumentParser
import Ceremonies
import CustodyPolicy
import Ledger
import Reports
import SecretSharing
import ShareEnvelope
import TerminalDialogue

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

    @OptionGroup var sealed: SealedArguments

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    func run() async throws {
        guard !close else { return try end() }
        guard !leaveOpen || drill.alert == nil else {
            throw CommandError(
                .usage, "--alert is recorded when the drill ends, and --leave-open leaves it open",
                hint: "give the file with --close")
        }
        let passphrases = try PassphraseInput(sealed.passphraseFrom)
        guard !paths.isEmpty || Terminal.isInteractive else {
            throw CommandError(
                .usage, "no sheets are named",
                hint: "`breakglass drill in-person\(credential.naming)` with a file for each custodian")
        }
        let binder = try OpenBinder(self.binder, key)
        let drilled = try await binder.drilled(credential, sheets: paths, for: .drillInPerson)
        let ceremony = InPersonDrill(of: drilled, in: binder)
        let leader = try drill.plan(ceremony)
        var meeting: DrillMeeting
        do throws(BinderError) { meeting = try ceremony.open(by: leader) } catch { throw CommandError(error) }
        for line in meeting.lines { Console.say(line) }
        let table = DrillTable(drilled, binder) {
            drilled.reader(passphrases, allowsSwap: sealed.allowSwap, in: binder, for: .proof)
        }
        // One file after the other, so that no two sheets are in memory together.
        for path in paths.flatMap({ $0 == "-" ? ["-"] : SheetPaths.files(in: $0) }) {
            try await table.read(path, at: &meeting)
        }
        if paths.isEmpty { try await table.ask(at: &meeting) }
        guard !leaveOpen || meeting.waiting.isEmpty else {
            return Console.say(meeting.leftOpen)
        }
        try drill.end(meeting.end)
    }

    private func end() throws(CommandError) {
        guard paths.isEmpty, !leaveOpen else {
            throw CommandError(
                .usage, "--close reads no sheets, and leaves no drill open",
                hint: "use it without files and --leave-open")
        }
        let binder = try OpenBinder(self.binder, key)
        try drill.end(try binder.openDrill([.inPerson, .rehearsal], of: credential))
    }
}

/// Where custodians show their sheets, each to a reader of its own.
private struct DrillTable {
    private let drilled: DrilledSet
    private let binder: OpenBinder
    private let reader: () -> SheetReader

    init(_ drilled: DrilledSet, _ binder: OpenBinder, reader: @escaping () -> SheetReader) {
        self.drilled = drilled
        self.binder = binder
        self.reader = reader
    }

    /// Asks for one sheet after another, until everybody has come or the person has no more.
    func ask(at meeting: inout DrillMeeting) async throws(CommandError) {
        while !meeting.waiting.isEmpty {
            Console.say()
            Console.say(meeting.stillToCome)
            Console.say("One custodian's sheet now, then the next.")
            let reader = self.reader()
            var dialogue = RecoveryDialogue(reader)
            do throws(CommandError) { try await dialogue.run() } catch {
                guard error.code == .interrupted else { throw error }
                // A sheet that was put aside may still show that the binder was rolled back.
                return try check(reader, meeting)
            }
            guard reader.isReady else { return try check(reader, meeting) }
            try take(reader, at: &meeting)
        }
    }

    /// Takes one custodian's sheet from a file.
    func read(_ path: String, at meeting: inout DrillMeeting) async throws(CommandError) {
        let reader = self.reader()
        try await reader.take([path])
        if Terminal.isInteractive, !reader.waitingForPassphrase.isEmpty {
            var dialogue = RecoveryDialogue(reader)
            try await dialogue.run()
        }
        try take(reader, at: &meeting, from: "\(path): ")
    }

    private func check(_ reader: SheetReader, _ meeting: DrillMeeting) throws(CommandError) {
        do throws(GateError) { try meeting.check(reader.paper.checkpoints) } catch { throw CommandError(error) }
        warn(of: reader, meeting)
    }

    /// Says what the ledger says against the sheets, also where they are of another set and do not count.
    private func warn(of reader: SheetReader, _ meeting: DrillMeeting, from source: String = "") {
        let whole = reader.session.sets.map { (set: $0.manifest.identity, shares: $0.proven) }
        for warning in meeting.warnings(whole) { Console.warn(source + warning) }
    }

    private func take(_ reader: SheetReader, at meeting: inout DrillMeeting, from source: String = "")
        throws(CommandError)
    {
        let sheet = ShownSheet(
            reader.session.provenShares, of: reader.session.sets.map { $0.manifest },
            showing: reader.paper.checkpoints)
        let meaning: DrillMeeting.Meaning
        do throws(DrillError) { meaning = try meeting.take(sheet) } catch { throw CommandError(error) }
        warn(of: reader, meeting, from: source)
        switch meaning {
        case .notWhole, .practice, .otherSet, .several: Console.warn(source + meeting.words(meaning))
        case .answered: Console.say(meeting.words(meaning))
        case .whole(let share, let appended):
            Console.say(meeting.words(meaning))
            Slip(appended.checkpoint, of: .ledger(binder.store), at: binder.evidence)
                .handOut(to: [drilled.set.custodian(of: share)], of: "Drill", with: [drilled.set])
        }
    }
}
