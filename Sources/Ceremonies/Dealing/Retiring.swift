// SPDX-License-Identifier: Apache-2.0
//
// A quorum of a set's own sheets takes it out of force.

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

    /// The rule that a set is retired once.
    package var rules: [any Rule] { [HandlingRule.retiring(set)] }

    /// Who asks for it, and why.
    package func plan(_ answers: Answers) throws(Asking) -> SetRetirement {
        SetRetirement(
            of: set, successor: successor, isChanged: isChanged, by: try answers.text(.asksForReshare, limit: 64),
            why: try answers.text(Question("--why", "Why"), limit: 1000))
    }

    private var successor: SetIdentity? {
        binder.state.sets.last {
            $0.isLive && $0.identity != set.identity && $0.created.account == set.created.account
                && $0.created.credential == set.created.credential
        }?.identity
    }
}

/// The retirement of a set.
package struct SetRetirement: Sendable {
    private let set: SetHistory
    private let successor: SetIdentity?
    private let isChanged: Bool
    private let author: PublicText
    private let reason: PublicText

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

    /// Records it, signed by a quorum of the set.
    ///
    /// - Returns: what became of the set, and a warning about its paper if that still opens something.
    /// - Throws: `BinderError`.
    package func record(
        signedBy shares: [Share], of manifest: Manifest, in binder: OpenBinder
    ) throws(BinderError) -> (words: String, warning: String?) {
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

extension Question {
    /// Who has a credential dealt to new paper, or its set retired.
    static let asksForReshare = Question("--by", "Who asks for it")
}
