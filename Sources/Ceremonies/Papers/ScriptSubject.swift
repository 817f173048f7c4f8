// SPDX-License-Identifier: Apache-2.0
//
// What the ledger and the policy say, before a ceremony, about its credential.

import Custody
package import CustodyPolicy
package import Ledger
import Reports
import SecretSharing
import SheetPrinting

/// The facts that a script is made from.
package struct ScriptRequest: Sendable {
    /// The kind of ceremony.
    package let ceremony: PaperMade.Ceremony
    /// The credential.
    package let name: CredentialName
    /// Whether this is only practice.
    package let isPractice: Bool
    /// Whether the new set has a vault sheet. If `false`, it has one only if the set before it has one.
    package let hasVaultSheet: Bool
    /// The people who have roles, in order.
    package let roles: [(role: ScriptRole, name: String)]
    /// The materials, with serials.
    package let materials: [(name: String, serial: String)]
    /// Where it takes place.
    package let place: String?
    /// When it takes place.
    package let on: String?
    /// The person who makes the script.
    package let by: String
    /// The program that makes the script.
    package let program: String

    /// Makes a request.
    package init(
        ceremony: PaperMade.Ceremony, name: CredentialName, isPractice: Bool = false, hasVaultSheet: Bool = false,
        roles: [(role: ScriptRole, name: String)] = [], materials: [(name: String, serial: String)] = [],
        place: String? = nil, on: String? = nil, by: String, program: String
    ) {
        self.ceremony = ceremony
        self.name = name
        self.isPractice = isPractice
        self.hasVaultSheet = hasVaultSheet
        self.roles = roles
        self.materials = materials
        self.place = place
        self.on = on
        self.by = by
        self.program = program
    }

    /// The first name that was given for a role.
    func name(of role: ScriptRole) -> String? { roles.first { $0.role == role }?.name }
}

/// Why a script cannot be made.
package enum ScriptError: Error, Hashable, Sendable {
    /// The ceremony opens sheets, and none are in force.
    case noSheets
    /// The ceremony deals sheets, and the policy in force does not say to whom.
    case notPlanned
    /// No policy is in force, or the ledger has no checkpoint.
    case noPolicy
}

extension PaperMade.Ceremony {
    /// Whether it makes sheets.
    var dealsSheets: Bool { [.split, .reshare, .rotation].contains(self) }
    /// Whether it reads sheets in force.
    var readsSheets: Bool { [.reshare, .recovery, .drill, .rehearsal].contains(self) }
}

/// The credential, its sheets in force and the sheets to come.
struct ScriptSubject {
    /// A sheet and its custodian.
    struct Sheet {
        let share: ShareNumber
        let custodian: String
        let group: String
        let place: String?
        let bag: String?
        let isSealed: Bool

        /// "Ana Ruiz", isolated from the sentence around it.
        var person: String { PrintedName.isolated(custodian) }
    }

    let request: ScriptRequest
    let life: CredentialStatus
    let policy: Policy
    let account: Policy.Account?
    /// The sheets of the set in force that are neither destroyed nor lost; empty if no set is in force.
    let old: [Sheet]
    /// The set in force.
    let set: SetHistory?
    /// The sheets that the policy plans.
    let new: [Sheet]
    /// The rule of the sheets that are made, or of those that are read if none are made.
    let rule: SheetRule
    /// Whether the set in force has a vault sheet.
    let oldHasVaultSheet: Bool
    /// Whether the new set will have one.
    let newHasVaultSheet: Bool

    init(_ request: ScriptRequest, _ state: BinderState, now: LedgerTime) throws(ScriptError) {
        guard let policy = state.readPolicy, let day = CalendarDay(secondsSince1970: Int(now.posixSeconds)) else {
            throw .noPolicy
        }
        guard let life = state.lives(under: policy).first(where: { $0.name == request.name }) else { throw .notPlanned }
        let custody = state.custody(under: policy, on: day).first { $0.set.identity == life.liveSet?.identity }
        if request.ceremony.readsSheets, custody == nil { throw .noSheets }
        if request.ceremony.dealsSheets, life.planned == nil { throw .notPlanned }
        self.request = request
        self.life = life
        self.policy = policy
        account = life.account
        set = custody?.set
        old = custody.map(Self.sheets) ?? []
        new = request.ceremony.dealsSheets ? Self.sheets(planned: life, policy) : []
        let oldRule = custody.map { SheetRule($0.manifest) }
        let newRule = life.planned.map { SheetRule($0) }
        guard let rule = request.ceremony.dealsSheets ? newRule : oldRule else { throw .noSheets }
        self.rule = rule
        oldHasVaultSheet = custody?.manifest.isCiphertextApart ?? false
        newHasVaultSheet = request.ceremony.dealsSheets && (request.hasVaultSheet || oldHasVaultSheet)
    }

    private static func sheets(of custody: Custody) -> [Sheet] {
        custody.custodians.filter { !$0.isSaidLost }.map { custodian in
            let received = custody.set.sheets[custodian.share]?.received?.event
            return Sheet(
                share: custodian.share, custodian: custodian.name.description, group: custodian.group.description,
                place: custodian.place, bag: received?.bag?.description,
                isSealed: custodian.isSealed)
        }
    }

    private static func sheets(planned life: CredentialStatus, _ policy: Policy) -> [Sheet] {
        guard let planned = life.planned else { return [] }
        return zip(planned.rule.shareNumbers, planned.custodians).map { share, custodian in
            let group = planned.groups[Int(share.group.rawValue) - 1]
            return Sheet(
                share: share, custodian: policy.person(custodian.person)?.name.description ?? custodian.person.rawValue,
                group: group.name.description, place: policy.place(of: custodian), bag: nil,
                isSealed: custodian.isSealed)
        }
    }

    /// The options that name the credential.
    var credentialOptions: String { request.name.options }

    /// The option that names the person in a role, or has room for the name.
    func option(_ name: String, _ role: ScriptRole) -> String {
        CommandLineWord.option(name, request.name(of: role))
    }

    /// The credential's name in the text.
    var credential: String { PrintedName.isolated(request.name.description) }

    /// "any 2 of the 3 in Security": the quorum of the sheets in force.
    var oldRule: String { self.set?.manifest.map { SheetRule($0).inWords } ?? "" }
}

extension SheetRule {
    /// The rule that a policy plans for a credential.
    init(_ planned: Policy.Credential) {
        self.init(
            groups: planned.groups.map { group in
                Group(
                    name: group.name.description, threshold: group.threshold.needed, members: group.threshold.total)
            },
            groupThreshold: planned.groupsNeeded, fewestWhoCanAct: planned.rule.fewestWhoCanAct,
            fewestLossesThatLockOut: planned.rule.fewestLossesThatLockOut)
    }
}
