// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing

@testable import ShareEnvelope

/// A dealer who follows the format as far as an attack needs it, and no further.
struct DishonestDealer {
    var commitsTo: [UInt8] = [UInt8](repeating: 1, count: 32)
    var sealsUnder: [UInt8]?
    /// y of each share, in order of group and member.
    var values: [[UInt8]]
    var groups: [(needed: Int, total: Int)] = [(1, 1)]
    var groupsNeeded = 1
    /// The plaintext, padding and all.
    var plaintext = [UInt8](repeating: 0, count: 64)
    var changesCiphertext: ([UInt8]) -> [UInt8] = { $0 }

    /// Deals to one custodian, whose share is the key itself.
    init(plaintext: [UInt8]) {
        values = [commitsTo]
        self.plaintext = plaintext
    }

    /// Deals given values under a rule of one level or two.
    init(values: [[UInt8]], groups: [(needed: Int, total: Int)], groupsNeeded: Int = 1) {
        self.values = values
        self.groups = groups
        self.groupsNeeded = groupsNeeded
        plaintext = DishonestDealer.padded(DishonestDealer.list([(2, "password", "correct horse")]))
    }

    func deal() throws -> (manifest: Manifest, ciphertext: Ciphertext, shares: [UnverifiedShare]) {
        let key = SharedKey(Sample.secret(commitsTo))
        let sealingKey = SharedKey(Sample.secret(sealsUnder ?? commitsTo))
        let groups = try groups.enumerated().map { index, group in
            Manifest.Group(
                name: try PublicText("Group \(index + 1)", limit: 32),
                threshold: try Threshold(group.needed, of: group.total))
        }
        let rule = try QuorumRule(groupsNeeded: groupsNeeded, groups: groups.map { $0.threshold })
        let nonce = [UInt8](repeating: 9, count: 16)
        let bodies = values.enumerated().map { $1 + [UInt8](repeating: UInt8($0), count: 16) }
        let keys = zip(rule.shareNumbers, bodies).map {
            VerificationKey(shareBody: Sample.secret($1), number: $0, manifestNonce: nonce)
        }
        let head = ManifestLayout.head(
            apart: false, isPractice: false, nonce: nonce, created: 1_800_000_000,
            label: try PublicText("Attack", limit: 64), credential: nil,
            groups: groups, groupsNeeded: groupsNeeded, commitment: key.commitment().publicBytes(), keys: keys)
        let box = AEAD.seal(
            Sample.secret(plaintext), keyAndNonce: sealingKey.keyAndNonce(head: head), associated: head)
        let ciphertext = try Ciphertext(bytes: changesCiphertext(box.publicBytes()))
        let manifest = try Manifest(encoded: head + ManifestLayout.tail(of: ciphertext))
        let shares = zip(rule.shareNumbers, bodies).map {
            UnverifiedShare(set: manifest.identity.prefix, number: $0, body: Sample.secret($1))
        }
        return (manifest, ciphertext, shares)
    }

    /// What a recovery says, when all of these shares take part.
    func open(with present: [Int]? = nil) throws -> OpenedCredential {
        let dealt = try deal()
        let proven = try (present ?? Array(dealt.shares.indices)).map { try dealt.manifest.prove(dealt.shares[$0]) }
        return try Quorum(proven, of: dealt.manifest).open(dealt.ciphertext)
    }

    // MARK: - Plaintexts by hand

    static func list(_ fields: [(kind: UInt8, name: String, value: String)]) -> [UInt8] {
        fields.reduce([UInt8(fields.count)]) { $0 + field($1.kind, Array($1.name.utf8), Array($1.value.utf8)) }
    }

    static func field(_ kind: UInt8, _ name: [UInt8], _ value: [UInt8]) -> [UInt8] {
        [kind, UInt8(name.count)] + name + [UInt8(value.count >> 8), UInt8(value.count & 0xFF)] + value
    }

    static func padded(_ list: [UInt8]) -> [UInt8] {
        let open = list + [0x80]
        return open + [UInt8](repeating: 0, count: (64 - open.count % 64) % 64)
    }
}
