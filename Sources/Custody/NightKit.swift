// SPDX-License-Identifier: Apache-2.0
//
// What the paper for a recovery at night says about one credential. It is a value, so that what a kit said when it was
// made can be compared with what it would say now.

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

    /// The credential.
    package let name: CredentialName
    /// The organization.
    package let organisation: PublicText
    /// Where the program and its instructions are.
    package let program: PublicText?
    /// The manifest of the set in force.
    package let manifest: Manifest
    /// The people who may approve, and have not left.
    package let approvers: [Person]
    /// How many of them must approve.
    package let approvals: Int
    /// The sheets that are neither lost nor destroyed, in the order of their shares.
    package let sheets: [Sheet]
    /// The account's other credentials that are on paper.
    package let others: [PublicText]

    /// Finds the facts on a day; `nil` if no set of the credential is out, or no policy says whom to call.
    package init?(of name: CredentialName, in state: BinderState, on day: CalendarDay) {
        guard let policy = state.readPolicy else { return nil }
        let lives = state.lives(under: policy)
        guard let life = lives.first(where: { $0.name == name }), let account = life.account, let set = life.liveSet,
            set.released != nil, let custody = Custody(of: set, in: life, on: day)
        else { return nil }
        self.name = name
        organisation = policy.organisation
        program = policy.program
        manifest = custody.manifest
        approvers = account.approvers.compactMap { policy.person($0) }.filter { !$0.hasLeft(by: day) }.map {
            Person(name: $0.name, contact: $0.contact)
        }
        approvals = account.approvals
        sheets = custody.custodians.filter { !$0.isSaidLost }.map { custodian in
            let received = set.sheets[custodian.share]?.received?.event
            let person = PolicyIdentifier(custodian.person.description).flatMap { policy.person($0) }
            return Sheet(
                share: custodian.share, group: custodian.group,
                custodian: Person(name: custodian.name, contact: person?.contact),
                place: custodian.place, bag: received?.bag,
                isSealed: custodian.isSealed, isSpare: custodian.isSpare, isGone: custodian.isGone)
        }
        others = lives.filter { $0.name.account == name.account && $0.name != name && $0.liveSet?.released != nil }
            .compactMap(\.name.credential)
    }

    /// What is different from an earlier kit, in words; empty if nothing is.
    func changes(since old: NightKit) -> [String] {
        [
            (manifest != old.manifest, "another set is in force"),
            (manifest == old.manifest && people != old.people, "there are other people or numbers"),
            (manifest == old.manifest && places != old.places, "a sheet lies elsewhere, or its bag is another"),
            (program != old.program, "the program has another address"),
            (others != old.others || organisation != old.organisation, "the account or the organization changed"),
        ].filter { $0.0 }.map { $0.1 }
    }

    private var people: [AnyHashable] {
        [AnyHashable(approvers), AnyHashable(approvals)]
            + sheets.flatMap { [AnyHashable($0.share), AnyHashable($0.custodian), AnyHashable($0.isGone)] }
    }

    private var places: [AnyHashable] {
        sheets.flatMap { [AnyHashable($0.share), AnyHashable($0.place), AnyHashable($0.bag)] }
    }
}
