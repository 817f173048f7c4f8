// SPDX-License-Identifier: Apache-2.0
//
// RFC 6962, section 2.1, as it is written there: recursive, without any memory of what was hashed before.

import MerkleLog

enum SlowTree {
    /// Entries of many lengths, all different.
    static let leaves: [TreeHash] = (0..<64).map { .leaf([UInt8](repeating: UInt8($0), count: $0 % 7 + 1)) }

    /// MTH(D[n]), section 2.1.
    static func root(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
        guard let first = leaves.first else { return .empty }
        guard leaves.count > 1 else { return first }
        let cut = leaves.startIndex + split(leaves.count)
        return .node(root(leaves[..<cut]), root(leaves[cut...]))
    }

    /// PATH(m, D[n]), section 2.1.1; `index` counts from the slice's start.
    static func path(_ index: Int, _ leaves: ArraySlice<TreeHash>) -> [TreeHash] {
        guard leaves.count > 1 else { return [] }
        let half = split(leaves.count)
        let cut = leaves.startIndex + half
        return index < half
            ? path(index, leaves[..<cut]) + [root(leaves[cut...])]
            : path(index - half, leaves[cut...]) + [root(leaves[..<cut])]
    }

    /// PROOF(m, D[n]), section 2.1.2.
    static func proof(_ old: Int, _ leaves: ArraySlice<TreeHash>) -> [TreeHash] {
        old == 0 ? [] : subproof(old, leaves, isOldRootKnown: true)
    }

    private static func subproof(
        _ old: Int, _ leaves: ArraySlice<TreeHash>, isOldRootKnown: Bool
    ) -> [TreeHash] {
        if old == leaves.count { return isOldRootKnown ? [] : [root(leaves)] }
        let half = split(leaves.count)
        let cut = leaves.startIndex + half
        return old <= half
            ? subproof(old, leaves[..<cut], isOldRootKnown: isOldRootKnown) + [root(leaves[cut...])]
            : subproof(old - half, leaves[cut...], isOldRootKnown: false) + [root(leaves[..<cut])]
    }

    /// The largest power of two smaller than the count.
    private static func split(_ count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }
}
