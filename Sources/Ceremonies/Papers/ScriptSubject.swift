// SPDX-License-Identifier: Apache-2.0
//
// What ledger and policy know of the credential that a ceremony is about, before it begins.

public import Binder
import SecretSharing
import SheetPrinting

/// What is asked for when a script is made.
public struct ScriptRequest: Sendable {
    /// What people come together for.
    public let ceremony: PaperMade.Ceremony
    /// Which credential.
    public let name: CredentialName
    /// Whether people only practise.
    public let isPractice: Bool
    /// Whether the new set's locked credential is kept on a vault sheet; as in the set before where nothing is said.
    public let hasVaultSheet: Bool
    /// Who has which part: by the part's identifier, in order.
    public let roles: [(role: ScriptRole, name: String)]
    /// What is brought, with serials.
    public let materials: [(name: String, serial: String)]
    /// Where.
    public let place: String?
    /// When.
    public let on: String?
    /// Who makes the script.
    public let by: String
    /// The program.
    public let program: String

    /// Makes a request.
    public init(
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

    /// What was given for a part first.
    func name(of role: ScriptRole) -> String? { roles.first { $0.role == role }?.name }
}

/// Why no script can be made.
public enum ScriptError: Error, Hashable, Sendable {
    /// The ceremony opens sheets, and none are in force.
    case noSheets
    /// The ceremony deals sheets, and the policy in force does not say to whom.
    case notPlanned
    /// No policy is in force, or the ledger has no checkpoint.
    case noPolicy
}

extension PaperMade.Ceremony {
    /// Whether sheets are made.
    var dealsSheets: Bool { [.split, .reshare, .rotation].contains(self) }
    /// Whether sheets in force are read.
    var readsSheets: Bool { [.reshare, .recovery, .drill, .rehearsal].contains(self) }
}

/// The credential, its sheets in force and the sheets to come.
struct ScriptSubject {
    /// A sheet that is brought.
    struct Sheet {
        let share: ShareNumber
        let custodian: String
        let group: String
        let place: String?
        let bag: String?
        let isSealed: Bool

        /// "Ana Ruiz", kept apart from the sentence around it.
        var person: String { PrintedName.isolated(custodian) }
    }

    let request: ScriptRequest
    let life: CredentialStatus
    let policy: Policy
    let account: Policy.Account?
    /// The sheets of the set in force that are neither destroyed nor lost; none where nothing is in force.
    let old: [Sheet]
    /// The set in force.
    let set: SetHistory?
    /// The sheets that the policy plans.
    let new: [Sheet]
    /// The rule of the sheets that are read, or else of those that are made.
    let rule: SheetRule
    /// Whether the set in force needs its vault sheet.
    let oldHasVaultSheet: Bool
    /// Whether the set to come will.
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
                place: received?.place?.description ?? custodian.place, bag: received?.bag?.description,
                isSealed: custodian.isSealed)
        }
    }

    private static func sheets(planned life: CredentialStatus, _ policy: Policy) -> [Sheet] {
        guard let planned = life.planned else { return [] }
        return zip(planned.rule.shareNumbers, planned.custodians).map { share, custodian in
            let group = planned.groups[Int(share.group.rawValue) - 1]
            let site = policy.site(custodian.site)?.name.description ?? custodian.site.rawValue
            return Sheet(
                share: share, custodian: policy.person(custodian.person)?.name.description ?? custodian.person.rawValue,
                group: group.name.description, place: "\(site), \(custodian.container)", bag: nil,
                isSealed: custodian.isSealed)
        }
    }

    /// The options that name the credential.
    var credentialOptions: String {
        "--account \(CommandLineWord.quoted(request.name.account.description))"
            + (request.name.credential.map { " --credential \(CommandLineWord.quoted($0.description))" } ?? "")
    }

    /// Who has a part, or room for the name, within a command.
    func typed(_ role: ScriptRole) -> String { CommandLineWord.quoted(request.name(of: role)) }

    /// What is called what in the text.
    var credential: String { PrintedName.isolated(request.name.description) }

    /// "any 2 of the 3 in Security": what the quorum of the sheets in force takes.
    var oldRule: String { self.set?.manifest.map { SheetRule($0).inWords } ?? "" }
}

extension SheetRule {
    /// The rule that a policy plans.
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
