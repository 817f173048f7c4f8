// SPDX-License-Identifier: Apache-2.0
//
// Who can open what: first a summary, then a block for each set whose paper is out.

import Custody
import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope

/// Who can open what on a day, for people and for machines.
struct WhoCanReport: Encodable {
    struct Custodian: Encodable {
        let share: String
        let group: String
        let name: String
        let person: String
        let place: String?
        let left: String?
        let isUnlisted: Bool
        let sealed: Bool
        let spare: Bool
        /// Whether somebody reported the sheet lost; the person who had it last still counts among those who can open.
        let saidLost: Bool
    }

    struct Set: Encodable {
        let account: String
        let credential: String?
        let set: String
        let identity: String
        let dealt: String
        let isInForce: Bool
        /// Whether it was abandoned although its paper is out.
        let isGivenUp: Bool
        /// Whether only the ledger keeper asserts that the set is its credential's.
        let isClaim: Bool
        /// Whether another set of the credential is in force beside it.
        let isOlder: Bool
        let isBurnt: Bool
        let rule: String
        let needsVaultSheet: Bool
        let custodians: [Custodian]
        let lost: [String]
        let fewest: Int?
        let alone: [String]
        let quorums: [[String]]?
        let quorumCount: Int?
        let gone: [String]
        let goneCanOpen: Bool
    }

    struct Factors: Encodable {
        let account: String
        let keepBoth: [String]
        let alone: [String]
        let sameHands: [[String]]
        let quorums: [[String]]?
        let fewest: Int?
    }

    let day: String
    let summary: [String]
    let sets: [Set]
    let factors: [Factors]
    /// Lines of the ledger that its key did not sign; they count for nothing.
    let unsignedLines: UInt64
    /// Entries that were written later than they say, up to that day and after it.
    let writtenLater: [String]

    init(_ custody: [Custody], _ state: BinderState, policy: Policy?, day: CalendarDay) {
        self.day = day.description
        unsignedLines = state.unsignedCount
        writtenLater = state.writtenLater.map(\.description)
        sets = custody.map { Set($0) }
        factors = (policy?.factors(in: custody) ?? []).map { Factors($0) }
        summary = WhoCanSummary(sets: sets, factors: factors, day: self.day).lines
    }

    /// The answer in words.
    var lines: [String] {
        summary + doubts + sets.flatMap { [""] + $0.lines } + factors.flatMap { [""] + $0.lines }
    }

    /// Warnings about unsigned lines, which are left out, and about entries that were written late.
    private var doubts: [String] {
        var lines: [String] = []
        if unsignedLines > 0 {
            lines.append(
                unsignedLines == 1
                    ? "A LINE OF THE LEDGER IS NOT SIGNED and does not count here."
                    : "\(unsignedLines) LINES OF THE LEDGER ARE NOT SIGNED and do not count here.")
        }
        if !writtenLater.isEmpty {
            let list = writtenLater.prefix(10).joined(separator: ", ") + (writtenLater.count > 10 ? ", …" : "")
            lines.append(
                "Entries written later than their date: \(list). They count from when they were written.")
        }
        return lines
    }
}

extension WhoCanReport.Set {
    init(_ custody: Custody) {
        account = custody.name.account.description
        credential = custody.name.credential?.description
        set = custody.set.identity.code
        identity = custody.set.identity.hexadecimal
        dealt = custody.set.time.description
        isInForce = custody.set.isLive
        isGivenUp = custody.set.givenUp != nil
        isClaim = custody.set.isClaim
        isOlder = custody.isOlder
        isBurnt = custody.set.isBurnt
        rule = RuleWording(custody.manifest).rule
        needsVaultSheet = custody.manifest.isCiphertextApart
        custodians = custody.custodians.map { custodian in
            WhoCanReport.Custodian(
                share: custodian.share.description, group: custodian.group.description,
                name: custodian.name.description,
                person: custodian.person.description, place: custodian.place, left: custodian.left?.description,
                isUnlisted: custodian.isUnlisted, sealed: custodian.isSealed, spare: custodian.isSpare,
                saidLost: custodian.isSaidLost)
        }
        func names(_ people: [PublicText]) -> [String] { people.map { custody.name(of: $0).description } }
        lost = custody.lost.map(\.description)
        fewest = custody.fewest
        alone = names(custody.alone)
        quorums = custody.quorums.map { $0.map(names) }
        quorumCount = custody.quorumCount.flatMap { $0 == .max ? nil : $0 }
        gone = custody.leavers.map(\.name.description).uniqued
        goneCanOpen = custody.canLeaversOpen
    }

    /// "AWS root / root password"
    var title: String { credential.map { "\(account) / \($0)" } ?? account }

    fileprivate var lines: [String] {
        let condition =
            (!isInForce
                ? "RETIRED, but its credential was not changed" : isBurnt ? "OPENED, counts as burned" : "sealed")
            + (isGivenUp ? ", ABANDONED, but its sheets are not destroyed" : "")
            + (isOlder ? ", IN FORCE BESIDE A NEWER SET" : "") + (isClaim ? ", ON THE LEDGER KEEPER'S WORD ALONE" : "")
        let ways = quorumCount.map { $0 == 1 ? "one way" : "\($0) ways" } ?? "very many ways"
        let least = fewest.map {
            $0 == 1 ? "at least ONE PERSON ALONE; \(ways)" : "at least \($0) people; \(ways)"
        }
        var lines = [
            title, "  Set       \(set), dealt \(dealt.prefix(10)), \(condition)",
            "  Opens     with \(rule)\(needsVaultSheet ? ", and the vault sheet" : "")",
            "  Takes     \(least ?? "more people than have sheets")",
        ]
        lines += Self.list("Kept by", custodianLines)
        if !lost.isEmpty {
            lines += Self.list(
                "Lost",
                [
                    "\(lost.joined(separator: ", ")), reportedly: anyone who has one can use it, so its last holder counts"
                ])
        }
        lines += Self.list("Alone", [alone.isEmpty ? "nobody" : "\(alone.joined(separator: ", ")) CAN OPEN IT ALONE"])
        if let quorums { lines += Self.list("Together", quorums.map { $0.joined(separator: " + ") }) }
        if goneCanOpen {
            lines += Self.list("Gone", ["\(gone.joined(separator: " + ")): THEY CAN STILL OPEN IT TOGETHER"])
        } else if !gone.isEmpty {
            lines += Self.list("Gone", ["\(gone.joined(separator: ", ")): together they cannot open it"])
        }
        return lines
    }

    private var custodianLines: [String] {
        let name = custodians.map(\.name.count).max() ?? 0
        let group = custodians.map(\.group.count).max() ?? 0
        return custodians.map { custodian in
            let place = custodian.place.map { "  \($0)" } ?? ""
            let left = custodian.left.map { ", LEFT on \($0)" } ?? (custodian.isUnlisted ? ", NOT IN THE POLICY" : "")
            return custodian.name.padded(to: name) + "  " + custodian.group.padded(to: group) + "  \(custodian.share)"
                + place
                + (custodian.sealed ? ", sealed" : "") + (custodian.spare ? ", spare" : "")
                + (custodian.saidLost ? ", REPORTED LOST" : "") + left
        }
    }

    private static func list(_ label: String, _ items: [String]) -> [String] {
        items.enumerated().map { "  " + ($0 == 0 ? label : "").padded(to: 10) + $1 }
    }
}

extension WhoCanReport.Factors {
    init(_ custody: FactorCustody) {
        func names(_ people: [PublicText]) -> [String] { people.map { custody.name(of: $0).description } }
        account = custody.account.description
        keepBoth = names(custody.inBoth)
        alone = names(custody.alone)
        sameHands = custody.sameHands.map(names)
        let all = custody.quorums
        fewest = all?.map(\.count).min()
        quorums = all.flatMap { $0.count <= Custody.listLimit ? $0.map(names) : nil }
    }

    fileprivate var lines: [String] {
        var lines = ["\(account): password and second factor"]
        lines.append(
            "  Both      " + (keepBoth.isEmpty ? "nobody keeps sheets of both" : keepBoth.joined(separator: ", ")))
        if let fewest {
            lines.append("  Takes     \(fewest == 1 ? "ONE PERSON ALONE" : "at least \(fewest) people")")
        }
        for group in sameHands { lines.append("  SAME      \(group.joined(separator: " + ")) can open both") }
        return lines
    }
}

/// The summary in a few sentences.
private struct WhoCanSummary {
    let sets: [WhoCanReport.Set]
    let factors: [WhoCanReport.Factors]
    let day: String

    var lines: [String] {
        guard !sets.isEmpty else { return ["On \(day) no sheets of any credential were out."] }
        return ["As of \(day), in UTC: " + alone] + gone + shared
    }

    private var alone: String {
        let able = sets.filter { !$0.alone.isEmpty }
        guard !able.isEmpty else { return "nobody can open anything alone." }
        return able.map { "\($0.alone.joined(separator: " or ")) CAN OPEN \($0.title) ALONE." }.joined(separator: " ")
    }

    private var gone: [String] {
        let people = sets.flatMap(\.gone).uniqued
        guard !people.isEmpty else { return [] }
        let who =
            people.count == 1 ? "1 person who is gone still keeps" : "\(people.count) people who are gone still keep"
        let able = sets.filter(\.goneCanOpen).map { "TOGETHER THEY CAN OPEN \($0.title)." }
        return (["\(who) sheets: \(people.joined(separator: ", "))."] + able)
    }

    private var shared: [String] {
        factors.filter { !$0.sameHands.isEmpty }.map { factors in
            "THE SAME PEOPLE can open password and second factor of \(factors.account)."
        }
    }
}

extension Sequence where Element: Hashable {
    /// Each element once, in order.
    fileprivate var uniqued: [Element] {
        var seen: Swift.Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

extension String {
    /// The text, padded with spaces on the right to a width in characters.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
