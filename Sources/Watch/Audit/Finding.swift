// SPDX-License-Identifier: Apache-2.0

/// Something that the log or the ledger says against a use, or about it.
package struct Finding: Sendable {
    /// What can be found; docs/WATCH.md says what each means.
    package enum Kind: String, Sendable, CaseIterable {
        case unopenedUse = "unopened-use"
        case openingSaid = "opening-said"
        case outsideWindow = "outside-window"
        case openingKind = "opening-kind"
        case unusedOpening = "unused-opening"
        case ledgerDisputed = "ledger-disputed"
        case noSecondFactor = "no-second-factor"
        case factorUnknown = "factor-unknown"
        case unexpectedNetwork = "unexpected-network"
        case unexpectedAgent = "unexpected-agent"
        case unexpectedRegion = "unexpected-region"
        case noEntry = "no-entry"
        case nobodyNamed = "nobody-named"
        case assumedRoot = "assumed-root"
        case weakeningStands = "weakening-stands"
        case logTouched = "log-touched"
        case descendantAlive = "descendant-alive"
        case custodyRead = "custody-read"
        case conflictingCopies = "conflicting-copies"
        case brokenFile = "broken-file"
        case logAltered = "log-altered"
        case logNotCovered = "log-not-covered"
        case attemptFailed = "attempt-failed"
        case changedAndReverted = "changed-and-reverted"
        case credentialsOffMachine = "credentials-off-machine"
    }

    /// What a finding does to the verdict.
    package enum Weight: String, Sendable {
        case backdoor, missing, note
    }

    package var kind: Kind
    package var weight: Weight
    /// Places in the list of events, in order; empty for what no event shows.
    package var events: [Int]
    /// What it is about when no event is: openings by their entry, files by name.
    package var subjects: [String]

    /// A finding with the weight that its kind has unless the case says otherwise.
    package init(_ kind: Kind, _ events: [Int], subjects: [String] = [], weight: Weight? = nil) {
        self.kind = kind
        self.weight = weight ?? kind.weight
        self.events = Set(events).sorted()
        self.subjects = subjects
    }
}

extension Finding.Kind {
    /// What the finding does to the verdict.
    package var weight: Finding.Weight {
        switch self {
        case .unopenedUse, .outsideWindow, .openingKind, .noSecondFactor, .unexpectedNetwork, .assumedRoot,
            .weakeningStands, .logTouched, .descendantAlive, .custodyRead, .credentialsOffMachine, .logAltered:
            .backdoor
        case .ledgerDisputed, .openingSaid, .factorUnknown, .noEntry, .nobodyNamed, .conflictingCopies, .brokenFile,
            .logNotCovered:
            .missing
        case .unusedOpening, .unexpectedAgent, .unexpectedRegion, .attemptFailed, .changedAndReverted: .note
        }
    }

    /// One sentence that says what was found.
    package var sentence: String {
        switch self {
        case .unopenedUse: "The emergency identity was used and no opening covers it."
        case .openingSaid: "Only the ledger keeper's word stands behind the opening."
        case .outsideWindow: "Acts continued after the opening's window ended."
        case .openingKind: "A practice, drill or rehearsal weakened something."
        case .unusedOpening: "An emergency opening has no use in the log."
        case .ledgerDisputed: "The ledger is disputed or wrong, so its openings prove nothing."
        case .noSecondFactor: "A session had no second factor."
        case .factorUnknown: "The log does not say whether a session had a second factor."
        case .unexpectedNetwork: "Calls came from a network that the policy does not list."
        case .unexpectedAgent: "Calls came from a program that the policy does not list."
        case .unexpectedRegion: "A sign-in landed in a region that the policy does not list."
        case .noEntry: "The sign-in of a session is not in the log."
        case .nobodyNamed: "Neither the ledger nor the log names a person for a session."
        case .assumedRoot: "A session took root by sts:AssumeRoot."
        case .weakeningStands: "A change that weakens protection is still in place."
        case .logTouched: "The audit log or an alert was weakened, or somebody tried to."
        case .descendantAlive: "An identity, key or machine that was made still exists."
        case .custodyRead: "A custody secret was read outside of an opening."
        case .conflictingCopies: "Copies of one event differ."
        case .brokenFile: "A file or record could not be read."
        case .logAltered: "A log file or a digest is not what CloudTrail delivered."
        case .logNotCovered: "Digests do not prove that the log of this time is whole."
        case .attemptFailed: "Something was tried and failed."
        case .changedAndReverted: "A policy was changed and set back."
        case .credentialsOffMachine: "A machine's credentials were used from elsewhere."
        }
    }
}
