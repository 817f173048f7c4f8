// SPDX-License-Identifier: Apache-2.0

package import Custody
package import CustodyPolicy
import Foundation
package import Ledger
package import ShareEnvelope

/// A recovery opens the set that its statement names, or nothing: a set that the ledger knows, and that is in force.
package struct SetRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    /// Holds a set whose quorum is met against the statement and the ledger.
    ///
    /// - Parameters:
    ///   - manifest: the set.
    ///   - statement: what was stated before any sheet was read.
    ///   - isChosen: whether the set was named by its code before any sheet was read, so that ``ChosenSetRule`` looked at
    ///     what the ledger says of it.
    ///   - state: what the ledger says; `nil` if no ledger can be read.
    package init(_ manifest: Manifest, against statement: RecoveryOpened, isChosen: Bool, in state: BinderState?) {
        var breaches = Self.breaches(of: manifest, against: statement)
        let code = manifest.identity.code
        if let stated = statement.set, stated != manifest.identity {
            breaches.append(
                Breach(
                    expected: "sheets of the stated set \(stated.code)", found: "these are of set \(code)",
                    remedy: "bring the sheets of set \(stated.code), or state the other one with --set \(code)"))
        }
        if let state, !isChosen { breaches += Self.breaches(of: manifest.identity, in: state) }
        self.breaches = breaches
    }

    fileprivate static func breaches(of manifest: Manifest, against statement: RecoveryOpened) -> [Breach] {
        var breaches: [Breach] = []
        if let account = statement.account, account != manifest.label {
            breaches.append(
                Breach(
                    expected: "sheets of \(account)", found: "these are of \(manifest.label)",
                    remedy: "--account names what is opened", canBeOverridden: false))
        }
        if let stated = statement.credential, let opened = manifest.credential, stated != opened {
            breaches.append(
                Breach(
                    expected: "sheets of \(stated)", found: "these are of \(opened)",
                    remedy: "--credential names what is opened", canBeOverridden: false))
        }
        return breaches
    }

    fileprivate static func breaches(of set: SetIdentity, in state: BinderState) -> [Breach] {
        let remedy = "bring the sheets of the set in force: `breakglass who-can`"
        guard let history = state.set(set) else {
            return [
                Breach(expected: "a set of this ledger", found: "the ledger has no set \(set.code)", remedy: remedy)
            ]
        }
        func day(_ time: LedgerTime) -> Substring { time.description.prefix(10) }
        return switch history.end {
        case nil: []
        case .retired(let time, _):
            [
                Breach(
                    expected: "a set that is not retired", found: "set \(set.code) was retired on \(day(time))",
                    remedy: remedy)
            ]
        case .abandoned(let time, _):
            [
                Breach(
                    expected: "a set whose sheets went out", found: "set \(set.code) was abandoned on \(day(time))",
                    remedy: remedy)
            ]
        }
    }
}

/// A set that is named by its code, before any sheet is read, is one of the ledger's, in force, and of what is stated.
package struct ChosenSetRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    /// Holds a code against the ledger.
    ///
    /// - Parameters:
    ///   - code: as it was given.
    ///   - statement: with the set that is meant, where the ledger knows one.
    package init(_ code: String, in statement: RecoveryOpened, of state: BinderState) {
        guard let set = statement.set else {
            breaches = [
                Breach(
                    expected: "a set of this ledger", found: "the ledger has no set \(code)",
                    remedy: "`breakglass who-can` names the set in force")
            ]
            return
        }
        let manifest = state.set(set)?.manifest
        breaches =
            (manifest.map { SetRule.breaches(of: $0, against: statement) } ?? []) + SetRule.breaches(of: set, in: state)
    }
}

/// Practice opens practice sheets, and an emergency none of them.
package struct PracticeRule: Rule {
    private let isPractice: Bool
    private let refused: [String]

    /// Holds the sheets that were put aside against what is practised.
    ///
    /// - Parameter refused: the sheets of the other kind, in words.
    package init(isPractice: Bool, refused: [String]) {
        self.isPractice = isPractice
        self.refused = refused
    }

    /// What is not kept.
    package var breaches: [Breach] {
        guard !refused.isEmpty else { return [] }
        let sheets = refused.joined(separator: ", ")
        return [
            isPractice
                ? Breach(
                    expected: "practice sheets alone", found: "real sheets were read: \(sheets)",
                    remedy: "put them back into their bags; practice sheets say so on their outer face",
                    canBeOverridden: false)
                : Breach(
                    expected: "real sheets", found: "these are practice sheets, which open nothing of value: \(sheets)",
                    remedy: "--practice trains with them; in an emergency bring the real sheets",
                    canBeOverridden: false)
        ]
    }
}
