// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Custody
import Ledger
import Reports
import ShareEnvelope
import TerminalDialogue

/// Who leads a drill, and what it found.
struct DrillArguments: ParsableArguments {
    @Option(help: "Who leads the drill.")
    var by: String?

    @Option(help: "What the drill found, for the record; asked for when it ends.")
    var findings: String?

    @Option(
        help: ArgumentHelp(
            "The result file of the audit of this drill: its alerts are recorded when the drill ends.",
            valueName: "file"))
    var alert: String?

    /// Asks who leads the drill if nobody is named, and whatever else its ceremony needs.
    func plan<Asked: Ceremony>(
        _ ceremony: Asked, _ given: [(option: String, text: String?)] = []
    ) throws(CommandError) -> Asked.Plan {
        var interview = Interview([("--by", by), ("--findings", findings)] + given)
        return try interview.plan(ceremony)
    }

    /// The person who leads the drill, if the command line names one.
    func leader() throws(CommandError) -> PublicText? {
        try by.map { name throws(CommandError) in try PublicText(person: name, named: "--by") }
    }

    /// Ends a drill, and prints its report.
    func end(_ end: DrillEnd) throws(CommandError) {
        let end = end.showing(try alert.map { path throws(CommandError) in try GivenResult(reading: path) })
        let findings: DrillFindings
        do throws(CommandError) { findings = try plan(end) } catch {
            guard error.code == .interrupted else { throw error }
            throw CommandError(
                .interrupted, "the drill stays open", hint: "`\(end.closing)` ends it. \(end.whoMayEndIt)")
        }
        let closed: ClosedDrill
        do throws(DrillError) { closed = try end.close(findings) } catch { throw CommandError(error) }
        Console.say(closed.words)
        let report = DrillReport(
            closed.drill, of: closed.set, closed.life, closedAs: (closed.place, closed.time, closed.event))
        for line in report.lines { Console.result(line) }
        for warning in [closed.warning, closed.alertWarning].compactMap({ $0 }) { Console.warn(warning) }
    }
}

extension OpenBinder {
    /// The set in force of the credential that the arguments name. If this ledger has none, the sheets may show why.
    func drilled(
        _ credential: CredentialArguments, sheets paths: [String], for act: Act
    ) async throws(CommandError) -> DrilledSet {
        let life = try await find(for: paths, act) { () throws(CommandError) in try self.life(credential) }
        return try DrilledSet(in: life)
    }

    /// The drill that is to be ended: the first open one of the credential that the arguments name.
    func openDrill(_ ways: Set<DrillOpened.Way>, of credential: CredentialArguments) throws(CommandError) -> DrillEnd {
        let open = state.lives(under: policy).filter { $0.openDrill(ways) != nil }
        let words = ways.contains(.byMail) ? "drill by mail" : "drill in person or rehearsal"
        guard !open.isEmpty else { throw CommandError(.usage, "no \(words) is open", hint: "`breakglass status`") }
        let life = try credential.choose(
            among: open, orElse: "no \(words) of that credential is open", hint: "`breakglass status`")
        guard let drill = life.openDrill(ways) else { throw CommandError(.fault, "the drill is gone") }
        return DrillEnd(drill, in: self)
    }
}

extension DrilledSet {
    /// The set in force of a credential that has one.
    init(in life: CredentialStatus) throws(CommandError) {
        guard let drilled = DrilledSet(life) else { throw CommandError(.fault, "the set is gone") }
        self = drilled
    }

    /// A reader for real sheets of the set, and no others.
    func reader(
        _ passphrases: PassphraseInput, allowsSwap: Bool, in binder: OpenBinder, for goal: ReadingPurpose
    ) -> SheetReader {
        let reader = SheetReader(
            passphrases: passphrases, allowsSwap: allowsSwap, opens: .sets([manifest.identity]),
            known: KnownSets(binder.state), isPractice: false, goal: goal)
        reader.take(manifest)
        return reader
    }
}
