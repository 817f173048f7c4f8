// SPDX-License-Identifier: Apache-2.0

import Custody

/// How many of a credential's sheets were proven whole within the interval, for people and machines.
struct StatusCoverage: Encodable {
    struct Sheet: Encodable {
        let share: String
        let custodian: String
        let proven: String?
        let isFresh: Bool
        let isInHand: Bool
    }

    struct Group: Encodable {
        let name: String
        let proven: Int
        let inHand: Int
        let needed: Int
        let spare: Int
    }

    let days: Int
    let proven: Int
    let total: Int
    let isQuorumProven: Bool
    let isQuorumInHand: Bool
    let groups: [Group]
    let sheets: [Sheet]
    let words: String

    init(_ coverage: Coverage) {
        days = coverage.interval.seconds / 86_400
        proven = coverage.provenCount
        total = coverage.sheets.count
        isQuorumProven = coverage.isQuorumProven
        isQuorumInHand = coverage.isQuorumInHand
        groups = coverage.groups.map { group in
            Group(
                name: group.name.description, proven: group.proven, inHand: group.inHand, needed: group.needed,
                spare: group.spare)
        }
        sheets = coverage.sheets.map { sheet in
            Sheet(
                share: sheet.share.description, custodian: sheet.custodian.description,
                proven: sheet.proven?.description, isFresh: sheet.isFresh, isInHand: sheet.isInHand)
        }
        words =
            coverage.words
            + (coverage.isQuorumInHand
                ? coverage.isQuorumProven ? "" : "; THE PROVEN ONES ALONE ARE NOT A QUORUM" : "; NO QUORUM IS LEFT")
    }
}
