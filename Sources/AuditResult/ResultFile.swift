// SPDX-License-Identifier: Apache-2.0
//
// What an audit of a cloud's log found, as one small file that goes from the machine that reads the logs to the binder's
// (docs/RESULT.md). It knows nothing of any one cloud.

package import LedgerTimes
package import PublicHashes
package import PublicTexts

/// The result of the audit of one account's log.
package struct ResultFile: Hashable, Sendable {
    /// The name of the format, the first member of each file.
    package static let format = "breakglass audit result"
    /// The version of the format.
    package static let version: UInt64 = 1
    /// The most bytes that a file may have.
    package static let byteLimit = 1 << 20

    /// What the audit concludes.
    package enum Verdict: String, Hashable, Sendable, CaseIterable {
        /// The use was what the ledger says, and nothing of it stands.
        case breakGlass = "break-glass"
        /// Something that the log shows is not what the ledger allows.
        case backdoor
        /// Something is missing that would show which of the two it was.
        case cannotBeShown = "cannot be shown"
    }

    /// The opening or the drill of a ledger that the audit is about.
    package struct Opening: Hashable, Sendable {
        /// The origin of the ledger.
        package let ledger: PublicText
        /// The place of the entry: `17`, or `17.3` in a merged journal.
        package let entry: PublicText

        /// Names an entry.
        package init(ledger: PublicText, entry: PublicText) {
            self.ledger = ledger
            self.entry = entry
        }
    }

    /// A statement about the use that does not hold, or cannot be shown.
    package struct Failure: Hashable, Sendable {
        /// The identifier of the finding, such as `unopened-use`.
        package let finding: PublicText
        /// The identifiers of the events behind it.
        package let events: Counted<PublicText>

        /// Makes a failure.
        package init(finding: PublicText, events: [PublicText]) {
            self.finding = finding
            self.events = Counted(events, limit: ResultLimit.events)
        }

        init(finding: PublicText, counted events: Counted<PublicText>) {
            self.finding = finding
            self.events = events
        }
    }

    /// The sessions of the emergency identity and of what came from it.
    package struct Sessions: Hashable, Sendable {
        /// How many there were.
        package let count: UInt64
        /// The times of their first and last event; `nil` if there were none.
        package let span: TimeSpan?

        /// Counts sessions; without a span there are none.
        package init(count: UInt64, span: TimeSpan?) {
            self.count = span == nil ? 0 : count
            self.span = count == 0 ? nil : span
        }
    }

    /// A change that stands at the end of the log.
    package struct Change: Hashable, Sendable {
        /// The identifier of the event that made it.
        package let event: PublicText
        /// What was done, such as `iam:CreateAccessKey`.
        package let act: PublicText
        /// The commands that take it back, in order; none are known for some.
        package let close: [PublicText]

        /// Makes a change; of its commands, the first four are kept.
        package init(event: PublicText, act: PublicText, close: [PublicText]) {
            self.event = event
            self.act = act
            self.close = Array(close.prefix(ResultLimit.commands))
        }
    }

    /// The alert of the use on one channel.
    package struct Alert: Hashable, Sendable {
        /// Whether an alert arrived before the policy's deadline.
        package enum InTime: String, Hashable, Sendable, CaseIterable {
            case yes
            /// It came late, or not at all.
            case no
            /// The policy has no deadline, or nothing shows when it arrived.
            case cannotTell = "cannot tell"
        }

        /// The channel, as the policy names it.
        package let channel: PublicText
        /// When it arrived; `nil` if it did not, or nothing shows when.
        package let arrived: LedgerTime?
        /// Whether it arrived in time. What has no time of arrival did not.
        package let inTime: InTime

        /// Makes an alert.
        package init(channel: PublicText, arrived: LedgerTime?, inTime: InTime) {
            self.channel = channel
            self.arrived = arrived
            self.inTime = arrived == nil && inTime == .yes ? .cannotTell : inTime
        }
    }

    /// How much of the time of the use is covered by digests that were validated.
    package enum Coverage: Hashable, Sendable {
        /// All of it.
        case all
        /// All but these times.
        case part(Counted<TimeSpan>)
        /// Nothing of it, or no digests were read.
        case nothing

        /// All but these times, of which the first fifty are kept; everything if there are none.
        package init(allBut uncovered: [TimeSpan]) {
            self = uncovered.isEmpty ? .all : .part(Counted(uncovered, limit: ResultLimit.spans))
        }
    }

    /// The program that wrote it, with its version.
    package let program: PublicText
    /// When it was written.
    package let time: LedgerTime
    /// The account, as the policy names it.
    package let account: PublicText
    /// What it is about; `nil` for an audit without a ledger.
    package let opening: Opening?
    /// The files that were read.
    package let inputs: ResultInputs
    /// What the audit concludes.
    package let verdict: Verdict
    /// Why the verdict is not break-glass, and empty where it is.
    package let failures: [Failure]
    /// The sessions.
    package let sessions: Sessions
    /// The changes that stand.
    package let standing: Counted<Change>
    /// The alerts, one for each channel.
    package let alerts: [Alert]
    /// What digests cover.
    package let coverage: Coverage

    /// Makes a result, of whose lists only the beginnings are kept.
    ///
    /// - Parameters:
    ///   - failures: at least one if the verdict is not break-glass, and none if it is.
    ///   - alerts: one for each channel, at most 20.
    /// - Throws: `ResultError` if the parts contradict one another or a text is too long, as for a file that is read.
    package init(
        program: PublicText, time: LedgerTime, account: PublicText, opening: Opening?, inputs: ResultInputs,
        verdict: Verdict, failures: [Failure], sessions: Sessions, standing: [Change], alerts: [Alert],
        coverage: Coverage
    ) throws(ResultError) {
        self.init(
            program: program, time: time, account: account, opening: opening, inputs: inputs, verdict: verdict,
            failures: failures, sessions: sessions, counted: Counted(standing, limit: ResultLimit.changes),
            alerts: alerts, coverage: coverage)
        // What cannot be read back is never written.
        guard try ResultFile(bytes: encoded) == self else { throw .contradiction("", "a value is out of range") }
    }

    init(
        program: PublicText, time: LedgerTime, account: PublicText, opening: Opening?, inputs: ResultInputs,
        verdict: Verdict, failures: [Failure], sessions: Sessions, counted standing: Counted<Change>,
        alerts: [Alert], coverage: Coverage
    ) {
        self.program = program
        self.time = time
        self.account = account
        self.opening = opening
        self.inputs = inputs
        self.verdict = verdict
        self.failures = failures
        self.sessions = sessions
        self.standing = standing
        self.alerts = alerts
        self.coverage = coverage
    }

    /// The SHA-256 of a file's bytes, as the ledger records it.
    package static func digest(of bytes: [UInt8]) -> TreeHash? { TreeHash(bytes: SHA256Digest.of(bytes)) }
}
