// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Binder
import Ceremonies
import Foundation
import SecretMemory
import SecretSharing
import ShareEnvelope
public import SheetPrinting

extension PaperSize: ExpressibleByArgument {}
extension SheetFormat: ExpressibleByArgument {}

/// `breakglass split`
struct SplitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Lock a credential and print a sheet for each custodian.",
        discussion: """
            Reads the credential, shares its key among the custodians, draws one sheet for each of them, reads every \
            sheet back, tries every quorum, and only then lets the sheets out.

              breakglass split --account "AWS root, example.com" \\
                --group Security:2 --custodian Security:"Ana Ruiz" \\
                --custodian Security:"Bo Chen" --custodian Security:"Chloé Martin" \\
                --group Operations:1 --custodian Operations:"Dana Novak" \\
                --custodian Operations:"Emeka Obi" \\
                --field "user name:text" --field password --output /dev/shm/sheets
            """)

    @OptionGroup(title: "Custodians") var rosterArguments: RosterArguments
    @OptionGroup(title: "Credential") var fieldArguments: FieldArguments

    @Flag(help: "Add dice of your own to the machine's randomness.")
    var dice = false

    @Flag(help: "Keep password and one-time-password seed in one set, although one quorum then holds both factors.")
    var allowOneSet = false

    @Option(
        help: ArgumentHelp(
            "Take a sealed share's passphrase from a file, for scripts. Repeatable.", valueName: "share=path"))
    var passphraseFrom: [String] = []

    @Flag(help: "Seal shares although swap is on.")
    var allowSwap = false

    @Flag(help: "Keep the locked credential off the custodians' sheets, on a vault sheet for another safe.")
    var vaultSheet = false

    @Flag(help: "Leave account, rule and names off the sheets' outer face.")
    var anonymous = false

    @Option(help: "The paper: a4 or letter.")
    var paper = PaperSize.a4

    @Option(help: "The kind of file: pdf, svg or png.")
    var format = SheetFormat.pdf

    @Option(help: ArgumentHelp("Write the sheets into a new folder, which lies in memory.", valueName: "folder"))
    var output: String?

    @Flag(help: "Let the folder of sheets lie on a disk.")
    var toDisk = false

    @Option(name: .customLong("print"), help: ArgumentHelp("Print through this queue.", valueName: "queue"))
    var queue: String?

    @Flag(help: "Do not ask for scans of the printed sheets.")
    var noReadBack = false

    @Option(help: "Which of the account's credentials in the binder's policy.")
    var credential: String?

    @Flag(help: "The credential was changed, so that what the set before this one opens is worthless.")
    var rotated = false

    @Option(
        name: .customLong("override"),
        help: ArgumentHelp(
            "Deal it although the ledger says that it is not the time, and say why: another person must countersign.",
            valueName: "why"))
    var overriding: String?

    @OptionGroup(title: "Evidence") var evidence: EvidenceArguments

    func run() async throws {
        let place = try evidence.place()
        if let trouble = place.trouble { throw trouble }
        let roster: Roster
        var name: PublicText?
        if let policy = place.policy {
            (roster, name) = try rosterArguments.read(from: policy, credential: credential)
            try SplitRule(place, overriding: overriding).check(
                CredentialName(account: roster.account, credential: name), under: policy)
        } else {
            roster = try rosterArguments.read()
            name = try credential.map { text throws(Complaint) in
                try PublicText(named: "--credential", text, limit: Policy.Limit.name)
            }
        }
        let sources = try fieldArguments.sources()
        let passphrases = try PassphraseInput(passphraseFrom)
        try checkArguments(roster, passphrases)
        let delivery = try await SheetDelivery(
            folder: output, allowingDisk: toDisk, queue: queue, printsPDF: format == .pdf)
        do {
            let evidence = SplitEvidence(place, credential: name, isRotated: rotated)
            try await run(roster, sources, passphrases, delivery, evidence)
        } catch {
            delivery.discard()
            throw error
        }
    }

    /// Everything that can be refused before a secret is asked for.
    private func checkArguments(_ roster: Roster, _ passphrases: PassphraseInput) throws(Complaint) {
        do throws(EnvelopeError) { _ = try roster.plan(isCiphertextApart: vaultSheet) } catch { throw Complaint(error) }
        guard output != nil || queue != nil else {
            throw Complaint(
                .usage, "the sheets have nowhere to go", hint: "--output /dev/shm/sheets, --print QUEUE, or both")
        }
        guard noReadBack || Terminal.isInteractive else {
            throw Complaint(
                .usage, "there is no terminal to ask for scans of the printed sheets at",
                hint: "--no-read-back, and `breakglass inspect` on the scans later")
        }
        let sealed = Self.sealedNumbers(of: roster)
        if let number = passphrases.numbers.subtracting(sealed).min() {
            throw Complaint(.usage, "share \(number) is not sealed", hint: "--seal NAME for its custodian")
        }
        try SwapRule.check(isSealing: !sealed.isEmpty, isAllowed: allowSwap)
    }

    private func run(
        _ roster: Roster, _ sources: [FieldSource], _ passphrases: PassphraseInput, _ delivery: SheetDelivery,
        _ evidence: SplitEvidence
    ) async throws {
        let rolls = try DiceInput.read(isWanted: dice)
        let credential = try await CredentialInput().read(sources)
        try checkFactors(of: credential)
        let ceremony: SplitCeremony
        do throws(CeremonyError) {
            ceremony = try SplitCeremony(
                credential, to: roster, isCiphertextApart: vaultSheet, created: UInt64(Date().timeIntervalSince1970),
                seed: CeremonySeed(dice: rolls), style: style)
        } catch { throw Complaint(error) }
        let report = SplitReport(ceremony)
        report.showSet()
        for number in ceremony.numbers where roster.custodian(of: number).isSealed {
            let passphrase = try passphrases.agree(with: roster.custodian(of: number).name.description, number)
            do throws(CeremonyError) { try await ceremony.seal(number, with: passphrase) } catch {
                throw Complaint(error)
            }
        }
        try evidence.create(ceremony)
        let token = Interruption.undo { evidence.abandon(because: "interrupted") }
        defer { Interruption.forget(token) }
        do {
            let (sheets, tried, all) = try await draw(ceremony)
            try evidence.letOut(tried: tried, of: all)
            try await delivery.deliver(sheets, of: ceremony)
            evidence.areOut()
            report.showDelivery(delivery.places, sheets: sheets, areFiles: output != nil)
        } catch {
            Interruption.forget(token)
            evidence.abandon(because: error.message)
            throw error
        }
        try await readBack(ceremony, delivery, evidence)
        try evidence.retirePredecessors()
    }

    private func readBack(
        _ ceremony: SplitCeremony, _ delivery: SheetDelivery, _ evidence: SplitEvidence
    ) async throws(Complaint) {
        guard !noReadBack else {
            Talk.warn("the printed sheets were not read back: try `breakglass inspect` on a scan of each")
            return
        }
        try await PrintedReadBack(ceremony, drawnIn: delivery.folderPath).run()
        try evidence.areReadBack(ceremony.numbers)
        Talk.say("Done: every printed sheet is whole.")
    }

    private var style: SheetStyle {
        SheetStyle(
            paper: paper, format: format, isAnonymous: anonymous, secondsFromUTC: TimeZone.current.secondsFromGMT(),
            version: Breakglass.version)
    }

    private func checkFactors(of credential: Credential) throws(Complaint) {
        guard let conflict = SecondFactorRule.conflict(in: credential) else { return }
        guard allowOneSet else {
            throw Complaint(
                .refused,
                "\(conflict.secret) and \(conflict.seed) in one set: whoever opens it holds both factors, so that the "
                    + "second protects nothing",
                hint: "split them into two sets with different custodians, or say --allow-one-set")
        }
        Talk.warn("\(conflict.secret) and \(conflict.seed) are in one set: one quorum holds both factors")
    }

    private func draw(
        _ ceremony: SplitCeremony
    ) async throws(Complaint) -> (sheets: [DeliverableSheet], tried: Int, all: Int) {
        var sheets: [DeliverableSheet] = []
        let total = ceremony.numbers.count + (vaultSheet ? 1 : 0)
        let progress = ProgressLine("Drawing and reading back", of: total)
        do throws(CeremonyError) {
            for number in ceremony.numbers {
                let files = try await ceremony.sheet(of: number)
                sheets.append(DeliverableSheet(number: number, files: files))
                progress.show(sheets.count, "share \(number)")
            }
            if vaultSheet {
                sheets.append(DeliverableSheet(number: nil, files: try await ceremony.vaultSheet()))
                progress.show(sheets.count, "vault sheet")
            }
            let (tried, all) = try ceremony.check()
            Talk.say(Self.words(tried: tried, all: all))
            return (sheets, tried, all)
        } catch { throw Complaint(error) }
    }

    private static func words(tried: Int, all: Int) -> String {
        switch (tried, all) {
        case (_, 1): "The only quorum recovers the credential from the drawn sheets."
        case let (tried, all) where tried >= all:
            "Each of the \(all) smallest quorums recovers the credential from the drawn sheets."
        default: "A sample of \(tried) of the \(all) smallest quorums recovers the credential from the drawn sheets."
        }
    }

    private static func sealedNumbers(of roster: Roster) -> Set<ShareNumber> {
        guard let rule = try? roster.plan(isCiphertextApart: false).rule else { return [] }
        return Set(rule.shareNumbers.filter { roster.custodian(of: $0).isSealed })
    }
}
