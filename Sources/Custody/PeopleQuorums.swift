// SPDX-License-Identifier: Apache-2.0
//
// A rule counts sheets. If one person keeps several, fewer people than sheets are enough. This counts people.

import SecretSharing

/// The groups of people who can meet a rule together. A group is a bit mask: person `i` is bit `i`.
struct PeopleQuorums {
    /// The most groups that are compared pairwise.
    static let compareLimit = 2_000

    private let rule: QuorumRule
    private let sheets: [[ShareNumber]]

    /// - Parameter sheets: what each person keeps; each sheet has one custodian, so there are at most 32 people.
    init(_ rule: QuorumRule, sheets: [[ShareNumber]]) {
        self.rule = rule
        self.sheets = sheets
    }

    /// Whether nobody keeps two sheets, so that sheets and people count the same.
    private var isOneSheetEach: Bool {
        sheets.allSatisfy { $0.count == 1 } && sheets.count == rule.shareCount
    }

    /// How many smallest groups there are; `nil` if there are too many to compare.
    var count: Int? { isOneSheetEach ? rule.minimalQuorumCount : masks?.count }

    /// The smallest groups, sorted by size, then by people; `nil` if there are too many to compare.
    var smallest: [[Int]]? {
        masks.map { masks in
            masks.map { mask in sheets.indices.filter { mask & 1 << UInt64($0) != 0 } }
                .sorted { $0.count != $1.count ? $0.count < $1.count : $0.lexicographicallyPrecedes($1) }
        }
    }

    /// The smallest groups as masks; `nil` if there are too many to compare.
    var masks: [UInt64]? {
        guard rule.minimalQuorumCount <= Self.compareLimit else { return nil }
        var person: [ShareNumber: UInt64] = [:]
        for (index, kept) in sheets.enumerated() { for share in kept { person[share] = 1 << UInt64(index) } }
        let groups = rule.minimalQuorums(among: person.keys).map { quorum in
            quorum.reduce(UInt64(0)) { $0 | (person[$1] ?? 0) }
        }
        return Self.smallest(groups)
    }

    /// The fewest people who can act together; `nil` if all of them together cannot.
    ///
    /// Custodians of the same group who keep one sheet each are interchangeable. For the custodians who keep several
    /// sheets, at most sixteen people, every combination is tried.
    var fewest: Int? {
        let several = sheets.filter { $0.count > 1 }
        let single = counts(sheets.filter { $0.count == 1 }.flatMap { $0 })
        let choices = UInt64(1) << UInt64(several.count)
        return (0..<choices).compactMap { choice -> Int? in
            let chosen = several.indices.filter { choice & 1 << UInt64($0) != 0 }
            let present = counts(chosen.flatMap { several[$0] })
            let missing = rule.groups.indices.compactMap { group -> Int? in
                let lacking = max(0, rule.groups[group].needed - present[group])
                return lacking <= single[group] ? lacking : nil
            }
            guard missing.count >= rule.groupThreshold.needed else { return nil }
            return chosen.count + missing.sorted().prefix(rule.groupThreshold.needed).reduce(0, +)
        }.min()
    }

    /// How many of these sheets each group has.
    private func counts(_ shares: [ShareNumber]) -> [Int] {
        shares.filter(rule.contains).reduce(into: [Int](repeating: 0, count: rule.groups.count)) { counts, share in
            counts[Int(share.group.rawValue) - 1] += 1
        }
    }

    /// The groups that contain no other group of the list.
    static func smallest(_ groups: [UInt64]) -> [UInt64] {
        var kept: [UInt64] = []
        for group in Set(groups).sorted(by: { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) })
        where !kept.contains(where: { $0 & group == $0 }) {
            kept.append(group)
        }
        return kept
    }
}
