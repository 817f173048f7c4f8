// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

extension Refusal {
    /// Why a roster is refused.
    package init(_ error: RosterError) {
        switch error {
        case .noGroups:
            self.init(
                "no group of custodians is named",
                hint: "--group Security:2 --custodian Security:\"Ana Ruiz\" …, or --roster FILE.yaml")
        case .emptyGroup(let name):
            self.init("group \(name) has no custodian", hint: "--custodian \"\(name):NAME\" for each of them")
        case .threshold(let needed, let name, let members):
            let custodians = members == 1 ? "1 custodian" : "\(members) custodians"
            self.init(
                "group \(name) has \(custodians), so \(needed) of them cannot be required",
                hint: "give a number from 1 to \(members)")
        case .groupsNeeded(let needed, let groups):
            self.init("\(needed) of \(groups) groups cannot be required", hint: "a number from 1 to \(groups)")
        case .custodianTwice(let name):
            self.init(
                "\(name) is named twice: one person would keep two sheets of one set",
                hint: "if these are two people, give them different names; case, spaces and invisible characters "
                    + "make no difference")
        case .groupTwice(let name):
            self.init("group \(name) is named twice", hint: "give each group its own name")
        case .blankName(let part):
            self.init(
                "the name of \(part == .account ? "the account" : "a \(part.rawValue)") has no visible character",
                hint: "write it in visible characters")
        }
    }
}
