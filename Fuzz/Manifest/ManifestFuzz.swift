// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as a manifest: they are refused, or are the only encoding of what was read.

import Recovery
import SecretSharing

@testable import ShareEnvelope

func fuzz(_ input: [UInt8]) {
    guard let manifest = try? Manifest(encoded: input) else { return }
    let head = ManifestLayout.head(
        apart: manifest.isCiphertextApart, isPractice: manifest.isPractice, nonce: manifest.nonce,
        created: manifest.created, label: manifest.label, credential: manifest.credential, groups: manifest.groups,
        groupsNeeded: manifest.rule.groupThreshold.needed, commitment: manifest.commitment,
        keys: manifest.verificationKeys)
    let count = manifest.ciphertextByteCount
    let tail = [UInt8(count >> 8), UInt8(count & 0xFF)] + manifest.ciphertextDigest
    require(head + tail == input, "a manifest has exactly one encoding")
    require(head == manifest.head && input.count <= ManifestLayout.byteCountLimit, "the head and the length are right")

    require(manifest.verificationKeys.count == manifest.rule.shareCount, "each share has a key")
    require(manifest.rule.isMet(by: manifest.rule.shareNumbers), "all shares together are a quorum")
    require(manifest.rule.fewestWhoCanAct <= manifest.rule.shareCount, "a quorum needs at most all shares")
    require(manifest.rule.fewestLossesThatLockOut >= 1, "a set with no lost share opens")

    var parts = PartCollector()
    for part in manifest.parts.reversed() { parts.add(part, from: 1) }
    require(parts.manifests() == [manifest], "the parts make the same manifest")
    var lines = RecoverySession(.anyOne)
    for line in manifest.lines { lines.add(line, from: Source("lines")) }
    _ = lines.settle()
    require(lines.manifests == [manifest], "the lines make the same manifest")
}
