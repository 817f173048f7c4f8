// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as a proof file: they are refused, or are the only encoding of a proof, which alone proves nothing.

import MerkleLog

func fuzz(_ input: [UInt8]) {
    guard let proof = try? LogProof(bytes: input) else { return }
    require(proof.bytes == input, "a proof has exactly one encoding")
    require(proof.inclusion.size == proof.checkpoint.checkpoint.size, "the path belongs to the checkpoint's tree")
    require(proof.inclusion.hashes.count <= 63, "no tree has more levels")
    let again = LogProof(extra: proof.extra, inclusion: proof.inclusion, checkpoint: proof.checkpoint)
    require(again == proof, "the pieces of a proof make the same proof")
    let policy = try? TrustPolicy(bytes: Array("quorum none".utf8))
    require((try? policy?.verify(proof.checkpoint)) == nil, "no log is trusted without its key")

    // An attacker who chooses index, size and path still cannot choose the root.
    let wanted = TreeHash.leaf(Array("wanted".utf8))
    let isProven = (try? proof.inclusion.verify(leaf: wanted, root: proof.checkpoint.checkpoint.root)) != nil
    require(!isProven || proof.checkpoint.checkpoint.root == wanted, "a root is not matched by chance")
    let continuation = ConsistencyProof(
        old: proof.inclusion.size, new: proof.inclusion.size, hashes: proof.inclusion.hashes)
    let isContinued = (try? continuation.verify(oldRoot: wanted, newRoot: wanted)) != nil
    require(isContinued == proof.inclusion.hashes.isEmpty, "only an empty proof shows that a tree extends itself")
}
