// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as a trust policy: they are refused at a line of the file, or are a rule that more cosignatures never
// break.

import MerkleLog
import SecretMemory

func fuzz(_ input: [UInt8]) {
    let policy: TrustPolicy
    do throws(MerkleLogError) { policy = try TrustPolicy(bytes: input) } catch {
        guard case .notAPolicy(let line, _) = error else { return require(false, "the error is about the policy") }
        require((1...input.count { $0 == 0x0A } + 1).contains(line), "the file has this line")
        return
    }
    require((try? TrustPolicy(bytes: input + Array("\n# a comment\n \t\n".utf8))) == policy, "comments have no effect")
    require((try? TrustPolicy(bytes: input + Array("\nquorum none\n".utf8))) == nil, "a second quorum is refused")
    require(Set(policy.logs.map { $0.publicKey }).count == policy.logs.count, "no log is repeated")

    var believers: [String] = []
    var isBelieved = false
    for count in 0...Sample.signatures.count {
        let signed = SignedCheckpoint(Sample.checkpoint, signatures: Array(Sample.signatures.prefix(count)))
        let names = try? policy.verify(signed, known: [Sample.log])
        require(names != nil || !isBelieved, "more cosignatures do not reduce trust")
        require(Set(believers).isSubset(of: names ?? []), "more cosignatures do not remove witnesses")
        (isBelieved, believers) = (names != nil, names ?? [])
    }
}

/// A checkpoint with the log and the witnesses that the policies in the corpus name.
private enum Sample {
    static let checkpoint = Checkpoint(origin: KeyName("log.example")!, size: TreeFrontier().size, root: .empty)
    static let log = signer("log.example", .ed25519, 1).verifier

    /// The log's signature, then the cosignatures of four witnesses.
    static let signatures: [NoteSignature] =
        [signer("log.example", .ed25519, 1).sign(checkpoint.text)]
        + (2...5).map { signer("witness-\($0).example", .cosignature, $0).cosign(checkpoint, at: 1_790_000_000) }

    private static func signer(_ name: String, _ type: SignatureType, _ seed: UInt8) -> NoteSigner {
        let bytes = [UInt8](repeating: seed, count: 32)
        return NoteSigner(name: KeyName(name)!, type: type, seed: SecretBytes(copying: bytes.span))
    }
}
