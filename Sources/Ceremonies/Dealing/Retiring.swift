// SPDX-License-Identifier: Apache-2.0
//
// A quorum of a set's own sheets takes it out of force.

import Custody
package import Ledger
package import ShareEnvelope

/// A set is taken out of force, and nothing is dealt.
package struct Retiring: Ceremony {
    private let set: SetHistory
    private let isChanged: Bool
    private let binder: OpenBinder

    /// Begins with the set.
    ///
    /// - Parameter isChanged: whether the credential was changed, so that what the set opens is worthless.
    package init(_ set: SetHistory, isChanged: Bool, _ binder: OpenBinder) {
        self.set = set
        self.isChanged = isChanged
        self.binder = binder
    }

    /// The rule that a set is retired once, and only when another set in force is proven.
    package var rules: [any Rule] {
        [HandlingRule.retiring(set, of: life, isChanged: isChanged)]
    }

    /// Who asks for it, and why.
    package func plan(_ answers: Answers) throws(Asking) -> SetRetirement {
        SetRetirement(
            of: set, successor: successor, isChanged: isChanged, by: try answers.personName(.asksForReshare),
            why: try answers.text(Question("--why", "Why"), limit: 1000))
    }

    /// What is taken out of force, and what becomes of its sheets.
    package func summary(of plan: SetRetirement) -> [PlanLine] {
        set.retirementLines("Retires")
            + [
                PlanLine(
                    "Still opens",
                    isChanged ? "nothing: the credential was changed" : "the credential, as it is unchanged"),
                PlanLine("Instead", instead),
                PlanLine("Asked by", plan.author, "--by"), PlanLine("Why", plan.reason, "--why"),
            ].compactMap { $0 }
    }

    private var life: CredentialStatus? { binder.state.life(of: set.identity, under: binder.policy) }

    private var instead: String {
        guard let successor else { return "no set of it is in force" }
        let isUnproven = life?.unprovenReplacement(of: set) != nil
        return "set \(successor.code) is in force\(isUnproven ? ", BUT NO QUORUM OF ITS SHEETS WAS EVER PROVEN" : "")"
    }

    private var successor: SetIdentity? {
        binder.state.sets.last {
            $0.isLive && !$0.isPractice && $0.identity != set.identity && $0.created.account == set.created.account
                && $0.created.credential == set.created.credential
        }?.identity
    }
}

/// The retirement of a set.
package struct SetRetirement: Sendable {
    private let set: SetHistory
    private let successor: SetIdentity?
    private let isChanged: Bool
    /// Who asks for it.
    package let author: PublicText
    fileprivate let reason: PublicText

    /// Plans a retirement.
    ///
    /// - Parameter isChanged: whether the credential was changed, so that what the set opens is worthless.
    init(of set: SetHistory, successor: SetIdentity?, isChanged: Bool, by author: PublicText, why reason: PublicText) {
        self.set = set
        self.successor = successor
        self.isChanged = isChanged
        self.author = author
        self.reason = reason
    }

    /// Records it, signed by a quorum of the set, and before it what is overridden.
    ///
    /// - Returns: what became of the set, and a warning about its paper if that still opens something.
    /// - Throws: `BinderError`.
    package func record(
        signedBy shares: [Share], of manifest: Manifest, in binder: OpenBinder, _ passage: Passage
    ) throws(BinderError) -> (words: String, warning: String?) {
        try passage.record()
        let event = SetRetired(
            set: set.identity, successor: successor, rotated: isChanged, by: author, why: reason,
            shares: shares.map { $0.number })
        let appended = try binder.append(.setRetired(event), signedBy: shares, of: manifest)
        return (
            "Entry \(appended.index): set \(set.identity.code) is retired.",
            isChanged
                ? nil
                : "its sheets still open the credential until no quorum of them is left, or the credential is changed"
        )
    }

    /// What to do with paper that still opens something.
    package static let destroying =
        "Let each custodian bring the old sheet, run `breakglass sheet destroy SCAN`, then shred it."
}

extension SetHistory {
    /// A set that is to be retired, as people compare it with its sheets: its code and words, who keeps it, and what is
    /// to be destroyed.
    ///
    /// - Parameter name: what is said of it, in a word or two.
    func retirementLines(_ name: String) -> [PlanLine] {
        let sheets = lastCustodians
        let keepers = sheets.map { "\($0.name) (\($0.share))\(self.sheets[$0.share]?.lost == nil ? "" : ", lost")" }
        let numbers = sheets.map(\.share.description).joined(separator: ", ")
        return [
            PlanLine(name, "set \(identity.code), \(identity.words.joined(separator: " "))"),
            PlanLine("Kept by", keepers.isEmpty ? "nobody: every sheet is destroyed" : keepers.joined(separator: "; ")),
            PlanLine(
                "To destroy",
                sheets.isEmpty ? nil : sheets.count == 1 ? "the sheet \(numbers)" : "\(sheets.count) sheets: \(numbers)"
            ),
        ].compactMap { $0 }
    }
}

extension Question {
    /// Who has a credential dealt to new paper, or its set retired.
    static let asksForReshare = Question("--by", "Who asks for it")
}
