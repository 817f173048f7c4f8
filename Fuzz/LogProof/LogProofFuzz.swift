// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a proof's file: refused, or the one form of what was read, which proves nothing by itself.

import MerkleLog

func fuzz(_ input: [UInt8]) {
    guard let proof = try? LogProof(bytes: input) else { return }
    require(proof.bytes == input, "a proof has one form")
    require(proof.inclusion.size == proof.checkpoint.checkpoint.size, "a path is of its checkpoint's tree")
    require(proof.inclusion.hashes.count <= 63, "no tree is higher")
    let again = LogProof(extra: proof.extra, inclusion: proof.inclusion, checkpoint: proof.checkpoint)
    require(again == proof, "its pieces make it again")
    let policy = try? TrustPolicy(bytes: Array("quorum none".utf8))
    require((try? policy?.verify(proof.checkpoint)) == nil, "no log is believed without its key")

    // Whoever chooses index, size and path still cannot choose the root.
    let wanted = TreeHash.leaf(Array("wanted".utf8))
    let isProven = (try? proof.inclusion.verify(leaf: wanted, root: proof.checkpoint.checkpoint.root)) != nil
    require(!isProven || proof.checkpoint.checkpoint.root == wanted, "a root is not met by chance")
    let continuation = ConsistencyProof(
        old: proof.inclusion.size, new: proof.inclusion.size, hashes: proof.inclusion.hashes)
    let isContinued = (try? continuation.verify(oldRoot: wanted, newRoot: wanted)) != nil
    require(isContinued == proof.inclusion.hashes.isEmpty, "a tree continues itself by an empty proof alone")
}
