// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Ledger
import SheetPrinting

/// The roles in a ceremony that can be given names.
package enum ScriptRole: String, Hashable, Sendable, CaseIterable {
    /// Leads the ceremony by the script, and decides on exceptions.
    case administrator
    /// The only person who touches the machine.
    case `operator`
    /// Makes sure that the script is followed, and writes down each exception.
    case witness
    /// Changes the credential at the account.
    case owner
    /// Watches without taking part, for example as an auditor.
    case observer

    var title: String {
        switch self {
        case .administrator: "Ceremony administrator"
        case .operator: "Operator"
        case .witness: "Internal witness"
        case .owner: "Account owner"
        case .observer: "Observer"
        }
    }

    var duty: String {
        switch self {
        case .administrator: "Reads each step aloud, and has the last word on exceptions."
        case .operator: "Is the only one who touches the machine."
        case .witness: "Sees that the script is followed, and writes down each exception. Keeps no sheet."
        case .owner: "Knows the credential, or changes it at the account."
        case .observer: "Watches. Has no part in any step."
        }
    }

    /// Whether a ceremony needs this role.
    func isNeeded(for ceremony: PaperMade.Ceremony) -> Bool {
        switch self {
        case .administrator, .operator, .witness: true
        case .owner: ceremony == .split || ceremony == .rotation
        case .observer: false
        }
    }
}

extension ScriptSubject {
    /// Everybody with a role, in the order in which they sign.
    var roles: [CeremonyScript.Role] {
        var roles: [CeremonyScript.Role] = []
        for role in ScriptRole.allCases {
            let names = request.roles.filter { $0.role == role }.map(\.name)
            for name in names {
                roles.append(CeremonyScript.Role(title: role.title, duty: role.duty, name: name))
            }
            if names.isEmpty, role.isNeeded(for: request.ceremony) {
                roles.append(CeremonyScript.Role(title: role.title, duty: role.duty, name: nil))
            }
        }
        return roles + approvers + custodians
    }

    private var approvers: [CeremonyScript.Role] {
        guard request.ceremony == .recovery, let account else { return [] }
        return account.approvers.compactMap { policy.person($0) }.map { person in
            CeremonyScript.Role(
                title: "Approver",
                duty: "May approve the opening: \(account.approvals) of \(account.approvers.count) must."
                    + (person.contact.map { " Contact: \(PrintedName.isolated($0.description))." } ?? ""),
                name: person.name.description)
        }
    }

    /// The custodians who bring a sheet, then those who only take one.
    private var custodians: [CeremonyScript.Role] {
        let bring = request.ceremony.readsSheets || request.ceremony == .rotation ? old : []
        let brought = bring.map { sheet in
            CeremonyScript.Role(
                title: "Custodian of \(sheet.share), \(PrintedName.isolated(sheet.group))",
                duty: "Brings the sheet." + (takes(sheet.custodian).map { " Takes the new sheet of \($0)." } ?? ""),
                name: sheet.custodian)
        }
        let names = Set(bring.map(\.custodian))
        return brought
            + new.filter { !names.contains($0.custodian) }.map { sheet in
                CeremonyScript.Role(
                    title: "Custodian of \(sheet.share), \(PrintedName.isolated(sheet.group))",
                    duty: "Takes the sheet." + (sheet.isSealed ? " Chooses a passphrase for it." : ""),
                    name: sheet.custodian)
            }
    }

    private func takes(_ custodian: String) -> String? {
        new.first { $0.custodian == custodian }.map { $0.share.description }
    }

    /// People with roles that one person should not have together, in words.
    var conflicts: [String] {
        let custodians = Set((old + new).map { NameIdentity($0.custodian) })
        let watching = request.roles.filter { [.witness, .observer].contains($0.role) }
        var found = watching.filter { custodians.contains(NameIdentity($0.name)) }
            .map { "\($0.name) is \($0.role.title.lowercased()) and keeps a sheet" }
        for (index, part) in request.roles.enumerated() {
            guard
                let other = request.roles[..<index].first(where: {
                    NameIdentity($0.name) == NameIdentity(part.name) && $0.role != part.role
                })
            else { continue }
            found.append(
                "\(part.name) is \(other.role.title.lowercased()) and \(part.role.title.lowercased())")
        }
        return found
    }
}
