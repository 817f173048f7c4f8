// SPDX-License-Identifier: Apache-2.0
//
// What a report says about a ceremony in addition to the sentence of its first entry.

import Custody
import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope

/// Describes ceremonies in words.
struct CeremonyDescriber {
    private typealias Fact = ReportContent.Fact

    private let state: BinderState
    private let lives: [CredentialStatus]
    private let now: LedgerTime
    private let modes: [String: PublicText]

    init(_ state: BinderState, _ lives: [CredentialStatus], now: LedgerTime) {
        self.state = state
        self.lives = lives
        self.now = now
        modes = Dictionary(
            (state.readPolicy?.failureModes ?? []).map { ($0.id.rawValue, $0.means) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The ceremony that these entries make up; the first entry began it.
    func ceremony(_ parts: [ReportTimeline.Part]) -> ReportCeremony {
        let (place, entry) = parts[0]
        let known = description(of: entry.event, at: place, parts)
        return ReportCeremony(
            anchor: ReportTimeline.anchor(of: place), time: Moment(entry.time),
            kind: known?.kind ?? Self.capitalized(entry.event.kind.rawValue), about: known?.about.map { "\($0)" },
            sentence: EntrySentence(place: place, event: entry.event).words, facts: known?.facts ?? [],
            steps: parts.map { part in
                ReportCeremony.Step(
                    entry: EntryLink(part.place), kind: part.entry.event.kind.rawValue, time: Moment(part.entry.time))
            })
    }

    private typealias Description = (kind: String, about: CredentialName?, facts: [Fact])

    private func description(
        of event: LedgerEvent, at place: EntryPlace, _ parts: [ReportTimeline.Part]
    ) -> Description? {
        switch event {
        case .policyChanged(let event):
            return ("Policy", nil, event.changes.map { Fact(name: "Change", value: "\($0)") })
        case .setCreated(let event): return split(event)
        case .drillOpened: return state.drills.first { $0.place == place }.map { drill($0, parts) }
        case .recoveryOpened: return state.openings.first { $0.place == place }.map { recovery($0, parts) }
        case .exception(let event): return exception(event, at: place, parts)
        case .sheetReceived(let event):
            let facts = [fact("Bag", event.bag), fact("Place", event.place)].compactMap { $0 }
            return ("Receipt", name(of: event.set), facts + [signature(parts)])
        case .sheetDestroyed(let event):
            return (
                "Destruction", name(of: event.set), [Fact(name: "Overseen by", value: "\(event.by)"), signature(parts)]
            )
        case .sheetLost(let event): return ("Loss", name(of: event.set), [Fact(name: "Reporter", value: "\(event.by)")])
        case .reshareOpened(let event): return ("Reshare", name(of: event.set), [consent(parts, of: event.set)])
        case .setRetired(let event):
            let own = event.shares == nil ? [] : [consent(parts, of: event.set)]
            return ("Retirement", name(of: event.set), [Fact(name: "Why", value: "\(event.why)")] + own)
        case .custodianLeft(let event):
            return (
                "Leaving", nil,
                event.holds.map { held in
                    Fact(
                        name: "Keeps",
                        value:
                            "\(held.shares.map(\.description).joined(separator: ", ")) of set \(held.set.code), to be "
                            + "reissued by \(held.dealBy)")
                } + [Fact(name: "Reporter", value: "\(event.by)")]
            )
        case .paperMade(let event):
            return (
                Self.capitalized(event.paper.rawValue),
                event.account.map { CredentialName(account: $0, credential: event.credential) },
                [
                    Fact(name: "File", value: "papers/\(event.file)"),
                    Fact(name: "SHA-256", value: event.digest.ledgerText),
                ]
            )
        case .binderOpened, .keyChanged, .countersigned, .refused, .sheetsReleased, .sheetsReadBack, .setAbandoned,
            .recoveryNamed, .cosigned, .recoveryRevealed, .recoveryClosed, .reviewFiled, .rehearsed, .drillClosed,
            .journalOpened, .journalMerged, .custodianJoined:
            return nil
        }
    }

    // MARK: - Kinds of ceremonies

    private func split(_ event: SetCreated) -> Description {
        let set = state.set(event.set)
        var facts = [
            Fact(
                name: "Custodians",
                value: event.custodians.map { "\($0.name) (\($0.share))" }.joined(separator: ", ")
            )
        ]
        if let manifest = set?.manifest { facts.append(Fact(name: "Opens with", value: RuleWording(manifest).rule)) }
        let readBack = set?.readBackAt.count ?? 0
        facts.append(
            Fact(
                name: "Paper",
                value: set?.released == nil
                    ? "its sheets were never released"
                    : "released; \(readBack) of \(event.custodians.count) printed sheets read back",
                isBad: set?.released == nil))
        return (event.practice == nil ? "Split" : "Practice sheets", name(of: event.set), facts)
    }

    private func drill(_ drill: DrillHistory, _ parts: [ReportTimeline.Part]) -> Description {
        let life = lives.first { $0.sets.contains { $0.identity == drill.opened.set } }
        let proven = drill.proven
        let unproven = drill.unproven
        var facts = [
            Fact(name: "Scenario", value: drill.opened.way.scenario),
            Fact(name: "Proven", value: proven.isEmpty ? "none" : names(proven, of: drill.opened.set)),
        ]
        if let (_, event) = drill.rehearsed {
            facts.append(
                Fact(
                    name: "Recovered in",
                    value: "\(Duration.words(event.seconds)), from the challenge to the opened credential; "
                        + "\(event.quorumsTried) of \(event.quorums) quorums tried"))
        } else if !unproven.isEmpty {
            let isOver = drill.closed != nil || drill.opened.expires < now
            facts.append(
                Fact(
                    name: isOver ? "Not proven" : "Asked", value: names(unproven, of: drill.opened.set), isBad: isOver))
        }
        facts.append(Fact(name: "Led by", value: "\(drill.opened.by)"))
        if let (time, event) = drill.closed {
            facts.append(
                Fact(name: "Findings", value: event.findings.map { "\($0)" } ?? "none reported", isBad: false))
            if let alerts = event.alerts, let result = event.result {
                facts.append(
                    Fact(
                        name: "Alerts tested", value: DrillClosed.TestedAlert.words(alerts),
                        isBad: !DrillClosed.TestedAlert.areInTime(alerts)))
                facts.append(Fact(name: "Result file", value: "SHA-256 \(result.ledgerText)"))
            }
            facts.append(Fact(name: "Closed", value: "\(Moment(time).day), by \(event.by)"))
        } else {
            facts.append(
                Fact(
                    name: "Open", value: "answers count until \(Moment(drill.opened.expires).minute)",
                    isBad: drill.opened.expires < now))
        }
        if let life, life.drills.last?.place == drill.place, let live = life.liveSet,
            live.identity == drill.opened.set, let due = life.nextProof(of: live)
        {
            facts.append(Fact(name: "Next due", value: Moment(due).day, isBad: due <= now))
        }
        return (drill.opened.way.title, name(of: drill.opened.set), facts)
    }

    private func recovery(_ opening: Opening, _ parts: [ReportTimeline.Part]) -> Description {
        let life = lives.first { $0.openings.contains { $0.place == opening.place } }
        var facts = [
            fact("Ticket", opening.opened.ticket),
            opening.opened.failureMode.map { mode in
                Fact(name: "Failure mode", value: modes["\(mode)"].map { "\(mode): \($0)" } ?? "\(mode)")
            },
            fact("Normal path", opening.opened.normalPathDown), fact("Operator", opening.opened.operatedBy),
        ].compactMap { $0 }
        let approvers = opening.opened.approvedBy.map { "\($0)" }.joined(separator: ", ")
        facts.append(Fact(name: "Approved by", value: approvers.isEmpty ? "nobody" : approvers))
        if let set = opening.set {
            facts.append(
                Fact(
                    name: "Consent",
                    value: opening.consents.isEmpty ? "none" : names(opening.consents.sorted(), of: set),
                    entry: parts.first { $0.entry.event.kind == .cosigned }.map { EntryLink($0.place) },
                    isBad: opening.consents.isEmpty && opening.revealed != nil))
        }
        facts.append(
            Fact(
                name: "Shown",
                value: opening.revealed.map { revealed in
                    Moment(revealed.time).minute
                        + (revealed.event.field.map { ", its \($0)" } ?? ", all of it")
                        + (revealed.event.until.map { ", for use until \(Moment($0).minute)" } ?? "")
                } ?? "never",
                entry: parts.first { $0.entry.event.kind == .recoveryRevealed }.map { EntryLink($0.place) }))
        if let (time, event) = opening.closed {
            facts.append(Fact(name: "Ended", value: "\(Moment(time).minute), \(event.outcome.rawValue)"))
        } else {
            facts.append(Fact(name: "Ended", value: "not yet, or it was cut off", isBad: true))
        }
        // Practice opens nothing of value, so there is nothing to review.
        guard !state.isPractice(opening) else { return ("Practice", life?.name, facts) }
        return ("Recovery", life?.name, facts + review(of: opening, in: life))
    }

    private func review(of opening: Opening, in life: CredentialStatus?) -> [Fact] {
        let early = opening.earlyReviews.map { review in
            Fact(
                name: "Review before the use",
                value: "\(Moment(review.time).day), by \(review.event.by): it does not count",
                entry: EntryLink(review.place), isBad: true)
        }
        guard opening.use != nil else { return early }
        guard let review = opening.review else {
            let due = life?.reviewDue(of: opening, at: now)
            let words = due.map { $0 <= now ? "none; it was due by \(Moment($0).day)" : "due by \(Moment($0).day)" }
            return early + [Fact(name: "Review", value: words ?? "none", isBad: true)]
        }
        let event = review.event
        let reviewer = ReviewerWording(review, of: opening, in: state)
        return early + [
            Fact(
                name: "Review", value: "\(Moment(review.time).day), by \(reviewer.words)",
                entry: EntryLink(review.place), isBad: reviewer.isOwnReview),
            Fact(name: "What broke", value: "\(event.broke)"), Fact(name: "What was done", value: "\(event.done)"),
            Fact(name: "Restored", value: "\(event.restored)"), Fact(name: "Prevention", value: "\(event.prevents)"),
            Fact(name: "Used by", value: event.operatedBy.map { "\($0)" }.joined(separator: ", ")),
            Fact(name: "Alerts", value: event.alerts.words, isBad: event.alerts != .arrived),
        ]
            + result(event)
            + event.evidence.map { file in
                Fact(name: "Evidence", value: "\(file.name), \(file.bytes) bytes, SHA-256 \(file.digest.ledgerText)")
            }
    }

    /// What the audit of the cloud's log says about a use.
    private func result(_ event: ReviewFiled) -> [Fact] {
        guard let verdict = event.verdict, let result = event.result else { return [] }
        return [
            Fact(name: "Audit of the log", value: verdict.rawValue, isBad: verdict != .breakGlass),
            event.follows.map { Fact(name: "What follows", value: "\($0)") },
            Fact(name: "Result file", value: "SHA-256 \(result.ledgerText)"),
        ].compactMap { $0 }
    }

    private func exception(
        _ event: CeremonyException, at place: EntryPlace, _ parts: [ReportTimeline.Part]
    ) -> Description {
        let history = state.exceptions.first { $0.place == place }
        var facts = event.about.map { [Fact(name: "About", value: "", entry: EntryLink($0))] } ?? []
        if !event.isNote { facts.append(Fact(name: "Expected", value: "\(event.expected)")) }
        facts.append(Fact(name: "Decided", value: "\(event.decided), by \(event.by)"))
        if let (time, event) = history?.countersigned {
            facts.append(
                Fact(
                    name: "Countersigned", value: "\(Moment(time).day), by \(event.by): \(event.statement)",
                    entry: parts.first { $0.entry.event.kind == .countersigned }.map { EntryLink($0.place) }))
        } else if event.override {
            facts.append(Fact(name: "Countersigned", value: "by nobody", isBad: true))
        }
        return (event.override ? "Override" : event.isNote ? "Note" : "Exception", nil, facts)
    }

    // MARK: - Words

    private func consent(_ parts: [ReportTimeline.Part], of set: SetIdentity) -> Fact {
        let signed = parts.flatMap { part -> [ShareNumber] in
            if case .cosigned(let event) = part.entry.event { event.signatures.map { $0.share } } else { [] }
        }
        return Fact(
            name: "Consent", value: signed.isEmpty ? "none" : names(signed.sorted(), of: set), isBad: signed.isEmpty)
    }

    private func signature(_ parts: [ReportTimeline.Part]) -> Fact {
        let signed = parts.first { $0.entry.event.kind == .cosigned }
        return Fact(
            name: "Signed", value: signed == nil ? "by no share: it does not count" : "by the share itself",
            entry: signed.map { EntryLink($0.place) }, isBad: signed == nil)
    }

    private func fact(_ name: String, _ value: PublicText?) -> Fact? { value.map { Fact(name: name, value: "\($0)") } }

    private func name(of set: SetIdentity) -> CredentialName? {
        lives.first { $0.sets.contains { $0.identity == set } }?.name
    }

    private func names(_ shares: [ShareNumber], of identity: SetIdentity) -> String {
        state.set(identity)?.people(shares) ?? shares.map(\.description).joined(separator: ", ")
    }

    private static func capitalized(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() }
}
