// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger
import SecretSharing
package import ShareEnvelope

/// Whether a credential that is about to be dealt stays apart from the other factor of its account: no person, group,
/// container or site may hold sheets of both.
package struct FactorSeparation: Sendable {
    /// What the two would share, in words; empty if they stay apart.
    package let breaches: [String]

    /// Compares the policy's plan for one credential with its plan for the other factor, and with who has that factor's
    /// paper today, and where.
    package init(of name: CredentialName, under policy: Policy, in state: BinderState, on day: CalendarDay) {
        guard let (account, credential) = policy.credential(named: name) else {
            breaches = []
            return
        }
        let planned = FactorLint.separation(
            of: credential, in: account, LintSubject(policy: policy, today: day)
        ).map { finding in "\(finding.credential.map { "\($0): " } ?? "")\(finding.what)" }
        let own = credential.custodians.compactMap { policy.person($0.person) }.map { PersonOnPaper($0) }
        let places = credential.custodians.map { PlaceOnPaper($0, under: policy) }
        breaches =
            planned
            + state.otherFactorPaper(than: credential, of: account, under: policy, on: day).flatMap { custody, plan in
                custody.custodians.flatMap { custodian -> [String] in
                    let sheet = "\(custodian.share) of set \(custody.set.identity.code), \(custody.name)"
                    let person = PersonOnPaper(custodian, under: policy)
                    // People whom the policy plans for both are already listed in `planned`.
                    let isToldAbove = plan.contains { $0.isSame(as: person) }
                    let holder =
                        !isToldAbove && own.contains { $0.isSame(as: person) }
                        ? ["\(custodian.name) still keeps \(sheet)"] : []
                    let place = state.place(of: custodian.share, in: custody.set)
                    guard !custodian.isSaidLost, let place, places.contains(where: { $0.holds(place) }) else {
                        return holder
                    }
                    return holder + ["\(place), where this credential's sheets go, has \(sheet)"]
                }
            }
    }

    /// What a person keeps, or will keep, of the other factors of a credential's account, in words.
    ///
    /// - Parameters:
    ///   - custodian: the name on paper.
    ///   - id: the policy's identifier, if there is one.
    package static func conflicts(
        of custodian: PublicText, _ id: PublicText?, with name: CredentialName, under policy: Policy,
        in state: BinderState, on day: CalendarDay
    ) -> [String] {
        guard let (account, credential) = policy.credential(named: name) else { return [] }
        let known = id.flatMap { PolicyIdentifier($0.description) }.flatMap { policy.person($0) }
        let person = known.map { PersonOnPaper($0) } ?? PersonOnPaper(custodian, id)
        let planned = account.credentials.filter { other in
            other.isOtherFactor(than: credential)
                && other.custodians.contains {
                    policy.person($0.person).map { PersonOnPaper($0).isSame(as: person) } == true
                }
        }
        let held = state.otherFactorPaper(than: credential, of: account, under: policy, on: day).flatMap { custody, _ in
            custody.custodians.filter { PersonOnPaper($0, under: policy).isSame(as: person) }
                .map { "\(custodian) keeps \($0.share) of set \(custody.set.identity.code), \(custody.name)" }
        }
        return planned.map { "\(custodian) will keep a sheet of \(account.name) / \($0.name)" } + held
    }
}

/// A person as named in a policy or on paper: the same identifier, name, or contact means the same human being.
private struct PersonOnPaper {
    let id: String?
    let name: String
    let contact: String?

    init(_ person: Policy.Person) {
        id = person.id.rawValue
        name = LintSubject.folded(person.name)
        contact = person.contact.flatMap { LintSubject.foldedContact($0) }
    }

    init(_ name: PublicText, _ id: PublicText?) {
        self.id = id?.description
        self.name = LintSubject.folded(name)
        contact = nil
    }

    init(_ custodian: Custody.Custodian, under policy: Policy) {
        let person = PolicyIdentifier(custodian.person.description).flatMap { policy.person($0) }
        id = custodian.person.description
        name = LintSubject.folded(custodian.name)
        contact = person?.contact.flatMap { LintSubject.foldedContact($0) }
    }

    func isSame(as other: PersonOnPaper) -> Bool {
        id != nil && id == other.id || name == other.name || contact != nil && contact == other.contact
    }
}

/// Where a policy says that a sheet is kept, for comparison with the words of a receipt.
private struct PlaceOnPaper {
    private let site: String
    private let container: String

    init(_ custodian: Policy.Custodian, under policy: Policy) {
        site = LintSubject.folded(policy.site(custodian.site)?.name.description ?? custodian.site.rawValue)
        container = LintSubject.folded(custodian.container)
    }

    /// Whether these words name the site, a place at the site, or the container alone without a site.
    func holds(_ place: String) -> Bool {
        let place = LintSubject.folded(place)
        return place == site || place.hasPrefix("\(site),") || place == container
    }
}

extension BinderState {
    /// The custody of the other factors of a credential's account, and the people for whom the policy plans it.
    fileprivate func otherFactorPaper(
        than credential: Policy.Credential, of account: Policy.Account, under policy: Policy, on day: CalendarDay
    ) -> [(custody: Custody, plan: [PersonOnPaper])] {
        custody(under: policy, on: day).compactMap { custody in
            guard custody.name.account == account.name,
                let other = custody.name.credential.flatMap({ account.credential(named: $0) }),
                other.isOtherFactor(than: credential)
            else { return nil }
            return (custody, other.custodians.compactMap { policy.person($0.person) }.map { PersonOnPaper($0) })
        }
    }

    /// Where a sheet is kept: as its receipt says, or else as the policy said when it was dealt.
    fileprivate func place(of share: ShareNumber, in set: SetHistory) -> String? {
        if let place = set.sheets[share]?.place { return place.description }
        guard let name = set.created.credential,
            let policy = policies.last(where: { $0.place < set.place }).flatMap({ try? PolicyFile.parse($0.text) }),
            let planned = policy.account(named: set.created.account)?.credential(named: name),
            let index = planned.rule.shareNumbers.firstIndex(of: share)
        else { return nil }
        return policy.place(of: planned.custodians[index])
    }
}

extension Policy {
    fileprivate func credential(named name: CredentialName) -> (Account, Credential)? {
        guard let account = account(named: name.account),
            let credential = name.credential.flatMap({ account.credential(named: $0) })
        else { return nil }
        return (account, credential)
    }
}
