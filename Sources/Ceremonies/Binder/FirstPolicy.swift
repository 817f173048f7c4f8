// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import SecretSharing
import ShareEnvelope

/// What a binder's first policy is made from.
struct FirstPolicy: Sendable {
    let organization: PublicText
    let account: PublicText
    let credential: PublicText
    let groups: [Roster.Group]
    let groupsNeeded: Int

    /// The policy.
    ///
    /// - Throws: `Refusal` if no policy can be made from it.
    func draft(_ places: SheetPlaces, approvers: [PublicText]) throws(Refusal) -> DraftPolicy {
        let newGroups = try groups.map { group throws(Refusal) in
            let threshold: Threshold
            do { threshold = try Threshold(group.needed, of: group.custodians.count) } catch {
                throw Refusal("group \(group.name): a threshold of \(group.needed) is impossible")
            }
            return Policy.NewGroup(
                name: group.name, threshold: threshold, custodians: group.custodians.map { places.place($0) })
        }
        let text: String
        do throws(SharingError) {
            text = try Policy.template(
                organisation: organization, account: account, credential: credential, groups: newGroups,
                groupsNeeded: groupsNeeded, approvers: approvers)
        } catch { throw Refusal("\(groupsNeeded) of \(newGroups.count) groups is impossible") }
        do throws(PolicyDefect) { return try DraftPolicy(text) } catch {
            switch error {
            case .unreadable(let error): throw Refusal("the policy: \(error.message)", hint: error.hint)
            case .line(let number): throw Refusal("line \(number) of the policy cannot be written into the ledger")
            }
        }
    }
}

/// Where custodians keep their sheets.
package struct SheetPlaces: Sendable {
    private var places: [NameIdentity: (site: PublicText, container: PublicText)] = [:]

    /// Reads places such as `Ana Ruiz=Headquarters/safe 1`.
    ///
    /// - Throws: `Refusal`.
    package init(_ texts: [String]) throws(Refusal) {
        func text(_ part: Substring, limit: Int) throws(Refusal) -> PublicText {
            try PublicText(answer: String(part), called: "--place", limit: limit)
        }
        for place in texts {
            let parts = place.split(separator: "=", maxSplits: 1)
            let names = parts.count == 2 ? parts[1].split(separator: "/", maxSplits: 1) : []
            guard names.count == 2 else {
                throw Refusal(
                    "--place \(place): no name, site and container", hint: "--place \"Ana Ruiz=Headquarters/safe 1\"")
            }
            places[NameIdentity(try text(parts[0], limit: Policy.Limit.name))] = (
                try text(names[0], limit: Policy.Limit.name), try text(names[1], limit: Policy.Limit.container)
            )
        }
    }

    /// A custodian with the place of the sheet, or with one that is to be named.
    fileprivate func place(_ custodian: Roster.Custodian) -> Policy.NewCustodian {
        let place = places[NameIdentity(custodian.name)] ?? (.known("Main office"), .known("to be named"))
        return Policy.NewCustodian(
            name: custodian.name, site: place.site, container: place.container, isSealed: custodian.isSealed,
            isSpare: custodian.isSpare)
    }
}
