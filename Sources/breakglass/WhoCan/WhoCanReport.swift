// SPDX-License-Identifier: Apache-2.0

import Binder
import SecretSharing
import ShareEnvelope

/// The answer to who can open what, for people and for machines.
struct WhoCanReport: Encodable {
    struct Keeper: Encodable {
        let share: String
        let group: String
        let name: String
        let person: String
        let place: String?
        let left: String?
        let sealed: Bool
    }

    struct Set: Encodable {
        let credential: String
        let set: String
        let identity: String
        let dealt: String
        let isInForce: Bool
        let isBurnt: Bool
        let rule: String
        let figures: String
        let keepers: [Keeper]
        let alone: [String]
        let quorums: [[String]]?
        let quorumCount: Int
        let leaversCanOpen: Bool
    }

    let day: String
    let sets: [Set]
    let bothFactors: [String]

    init(_ custody: [Custody], policy: Policy?, day: CalendarDay) {
        self.day = day.description
        sets = custody.map { Set($0) }
        bothFactors = BothFactors.findings(in: custody, under: policy)
    }

    /// The answer in words.
    var lines: [String] {
        guard !sets.isEmpty else { return ["On \(day) no sheets of any credential were out."] }
        return sets.flatMap { $0.lines } + (bothFactors.isEmpty ? [] : bothFactors + [""]) + ["As of \(day), in UTC."]
    }
}

extension WhoCanReport.Set {
    init(_ custody: Custody) {
        let wording = RuleWording(custody.manifest)
        credential = custody.name.description
        set = custody.set.identity.code
        identity = custody.set.identity.hexadecimal
        dealt = custody.set.time.description
        isInForce = custody.set.isLive
        isBurnt = custody.set.isBurnt
        rule = wording.rule
        figures = wording.figures
        keepers = custody.keepers.map { keeper in
            WhoCanReport.Keeper(
                share: keeper.share.description, group: keeper.group.description, name: keeper.name.description,
                person: keeper.person.description, place: keeper.place, left: keeper.left?.description,
                sealed: keeper.isSealed)
        }
        alone = custody.alone.map { custody.name(of: $0).description }
        quorums = custody.quorums?.map { $0.map { custody.name(of: $0).description } }
        quorumCount = custody.manifest.rule.minimalQuorumCount
        leaversCanOpen = custody.canLeaversOpen
    }

    fileprivate var lines: [String] {
        let condition =
            !isInForce ? "RETIRED, and its credential was not changed" : isBurnt ? "OPENED, counts as burnt" : "sealed"
        var lines = [
            credential, "  set \(set), dealt \(dealt.prefix(10)), \(condition)", "  opens with \(rule)", "  \(figures)",
        ]
        let width = keepers.map { $0.name.count }.max() ?? 0
        for keeper in keepers {
            let space = String(repeating: " ", count: width - keeper.name.count)
            let left = keeper.left.map { "  LEFT on \($0), still keeps the sheet" } ?? ""
            lines.append(
                "    \(keeper.share)  \(keeper.name)\(space)  \(keeper.group)\(keeper.place.map { ", \($0)" } ?? "")"
                    + (keeper.sealed ? ", sealed" : "") + left)
        }
        lines.append(alone.isEmpty ? "  Alone: nobody." : "  ALONE: \(alone.joined(separator: ", "))")
        if let quorums {
            lines.append("  Together: " + quorums.map { $0.joined(separator: " + ") }.joined(separator: "; "))
        } else {
            lines.append(
                "  Together: \(quorumCount == .max ? "more than can be counted" : "\(quorumCount)") smallest quorums")
        }
        if leaversCanOpen { lines.append("  THOSE WHO LEFT can still open it together.") }
        return lines + [""]
    }
}

/// Finds people who hold first and second factor of one account together.
private enum BothFactors {
    static func findings(in custody: [Custody], under policy: Policy?) -> [String] {
        (policy?.accounts ?? []).flatMap { account -> [String] in
            let first = of(account, [.password, .keyFile], custody)
            let second = of(account, [.oneTimePassword, .recoveryCodes], custody)
            return first.flatMap { first in second.flatMap { findings(first, $0) } }
        }
    }

    private static func of(
        _ account: Policy.Account, _ kinds: [Policy.CredentialKind], _ custody: [Custody]
    ) -> [Custody] {
        custody.filter { custody in
            custody.name.account == account.name && custody.set.isLive
                && custody.name.credential.flatMap { account.credential(named: $0) }.map { kinds.contains($0.kind) }
                    == true
        }
    }

    private static func findings(_ first: Custody, _ second: Custody) -> [String] {
        let both = first.people.filter { second.people.contains($0) }
        var lines = both.map { "\(first.name(of: $0)) keeps sheets of both \(first.name) and \(second.name)." }
        let groups = (first.quorums ?? []).filter { second.canOpen(Set($0)) }
        lines += groups.map { group in
            let names = group.map { first.name(of: $0).description }.joined(separator: " + ")
            return "THE SAME PEOPLE hold both factors of \(first.name.account): \(names)"
        }
        return lines
    }
}
