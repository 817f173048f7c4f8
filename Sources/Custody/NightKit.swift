// SPDX-License-Identifier: Apache-2.0
//
// What the paper for a recovery at night says about one account. It is a value, so that what a kit said when it was made
// can be compared with what it would say now.

package import CustodyPolicy
package import Ledger
package import SecretSharing
package import ShareEnvelope

/// The facts of a night kit, from policy and ledger alone.
package struct NightKit: Hashable, Sendable {
    /// Somebody to call.
    package struct Person: Hashable, Sendable {
        /// The name.
        package let name: PublicText
        /// How to reach the person, if the policy says so.
        package let contact: PublicText?
    }

    /// A sheet, who keeps it, and where it lies.
    package struct Sheet: Hashable, Sendable {
        /// The share.
        package let share: ShareNumber
        /// The group's name.
        package let group: PublicText
        /// The custodian.
        package let custodian: Person
        /// Site and container.
        package let place: String?
        /// The serial of its bag.
        package let bag: PublicText?
        /// Whether the custodian's passphrase locks the share.
        package let isSealed: Bool
        /// Whether it is kept apart, to replace one that is lost.
        package let isSpare: Bool
        /// Whether the custodian has left.
        package let isGone: Bool
    }

    /// One of the account's credentials that are on paper.
    package struct Factor: Hashable, Sendable {
        /// Its name, if it has one.
        package let name: PublicText?
        /// The manifest of the set in force.
        package let manifest: Manifest
        /// The sheets that are neither lost nor destroyed, in the order of their shares.
        package let sheets: [Sheet]
    }

    /// The account.
    package let account: PublicText
    /// The organization.
    package let organisation: PublicText
    /// Where the program and its instructions are.
    package let program: PublicText?
    /// Where binder, key and laptop lie, as far as the policy says so.
    package let emergency: Policy.Emergency?
    /// What must have failed, according to the policy; empty if it names nothing.
    package let failureModes: [Policy.FailureMode]
    /// The people who may approve, and have not left.
    package let approvers: [Person]
    /// How many of them must approve.
    package let approvals: Int
    /// The credentials with sheets in force, in the policy's order.
    package let factors: [Factor]

    /// Finds the facts on a day; `nil` if no sheets of the account are out, or no policy can be read.
    package init?(of account: PublicText, in state: BinderState, on day: CalendarDay) {
        guard let policy = state.readPolicy else { return nil }
        let factors = state.lives(under: policy).filter { $0.name.account == account }.compactMap { life in
            Factor(of: life, under: policy, on: day)
        }
        guard !factors.isEmpty else { return nil }
        let terms = policy.account(named: account)
        self.account = account
        organisation = policy.organisation
        program = policy.program
        emergency = policy.emergency
        failureModes = (terms?.failureModes ?? []).compactMap { policy.failureMode($0) }
        approvers = (terms?.approvers ?? []).compactMap { policy.person($0) }.filter { !$0.hasLeft(by: day) }.map {
            Person(name: $0.name, contact: $0.contact)
        }
        approvals = terms?.approvals ?? 0
        self.factors = factors
    }

    private init(_ kit: NightKit, _ factors: [Factor]) {
        account = kit.account
        organisation = kit.organisation
        program = kit.program
        emergency = kit.emergency
        failureModes = kit.failureModes
        approvers = kit.approvers
        approvals = kit.approvals
        self.factors = factors
    }

    /// The same kit for one credential; `nil` if it has no sheets in force.
    package func narrowed(to credential: PublicText?) -> NightKit? {
        let kept = factors.filter { $0.name == credential }
        return kept.isEmpty ? nil : NightKit(self, kept)
    }

    /// Everybody to call.
    package var people: [Person] { approvers + factors.flatMap(\.sheets).map(\.custodian) }

    // MARK: - Changes

    /// What is different from an earlier kit, in words; empty if nothing is.
    func changes(since old: NightKit) -> [String] {
        let both = factors.compactMap { factor in
            old.factors.first { $0.name == factor.name }.map { (old: $0, new: factor) }
        }
        let same = both.filter { $0.old.manifest == $0.new.manifest }
        return factors.filter { factor in !both.contains { $0.new == factor } }.map {
            "there are sheets of \(title($0)) now"
        }
            + old.factors.filter { factor in !both.contains { $0.old == factor } }.map {
                "\(title($0)) is no longer on sheets"
            }
            + both.filter { $0.old.manifest != $0.new.manifest }.map { "another set of \(title($0.new)) is in force" }
            + [
                (
                    approvers != old.approvers || approvals != old.approvals
                        || same.contains { $0.old.custodians != $0.new.custodians },
                    "there are other people or numbers"
                ),
                (same.contains { $0.old.places != $0.new.places }, "a sheet lies elsewhere, or its bag is another"),
                (failureModes != old.failureModes, "the failure modes are others"),
                (program != old.program, "the program has another address"),
                (emergency != old.emergency, "the binder, its key or the laptop lies elsewhere"),
                (organisation != old.organisation, "the organization has another name"),
            ].filter { $0.0 }.map { $0.1 }
    }

    private func title(_ factor: Factor) -> PublicText { factor.name ?? account }
}

extension NightKit.Factor {
    /// The sheets of a credential that are out; `nil` if none are.
    fileprivate init?(of life: CredentialStatus, under policy: Policy, on day: CalendarDay) {
        guard let set = life.liveSet, set.released != nil, let custody = Custody(of: set, in: life, on: day) else {
            return nil
        }
        name = life.name.credential
        manifest = custody.manifest
        sheets = custody.custodians.filter { !$0.isSaidLost }.map { custodian in
            let received = set.sheets[custodian.share]?.received?.event
            let person = PolicyIdentifier(custodian.person.description).flatMap { policy.person($0) }
            return NightKit.Sheet(
                share: custodian.share, group: custodian.group,
                custodian: NightKit.Person(name: custodian.name, contact: person?.contact),
                place: custodian.place, bag: received?.bag,
                isSealed: custodian.isSealed, isSpare: custodian.isSpare, isGone: custodian.isGone)
        }
    }

    /// Who keeps which sheet.
    fileprivate var custodians: [[AnyHashable]] {
        sheets.map { [AnyHashable($0.share), AnyHashable($0.custodian), AnyHashable($0.isGone)] }
    }

    /// Where each sheet lies.
    fileprivate var places: [[AnyHashable]] {
        sheets.map { [AnyHashable($0.share), AnyHashable($0.place), AnyHashable($0.bag)] }
    }
}
