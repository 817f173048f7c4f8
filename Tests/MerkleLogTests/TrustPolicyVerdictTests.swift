// SPDX-License-Identifier: Apache-2.0

import MerkleLog
import Testing

@Suite("What a trust policy believes")
struct TrustPolicyVerdictTests {
    private let checkpoint = Checkpoint(
        origin: "example.com/log", size: 7, root: SlowTree.root(SlowTree.leaves[..<7]))

    /// The checkpoint under the log's signature and these witnesses' cosignatures.
    private func signed(by witnesses: [UInt8]) -> SignedCheckpoint {
        let cosignatures = witnesses.map { Signers.witness($0).cosign(checkpoint, at: 1_790_000_000) }
        return SignedCheckpoint(checkpoint, signatures: [Signers.log().sign(checkpoint.text)] + cosignatures)
    }

    private func policy(_ lines: [String], witnesses: Int, hasLog: Bool = true) throws -> TrustPolicy {
        let log = hasLog ? ["log \(Signers.log().verifier.vkey)"] : []
        let witnesses = (0..<witnesses).map { "witness w\($0 + 1) \(Signers.witness(UInt8($0 + 1)).verifier.vkey)" }
        return try TrustPolicy(bytes: Array((log + witnesses + lines).joined(separator: "\n").utf8))
    }

    private func isBelieved(_ policy: TrustPolicy, by witnesses: [UInt8]) throws -> Bool {
        do {
            let names = try policy.verify(signed(by: witnesses))
            #expect(names == witnesses.map { "w\($0)" }.sorted())
            return true
        } catch MerkleLogError.quorumNotMet { return false }
    }

    @Test("the specification's example takes two of three, and one of three others")
    func example() throws {
        let policy = try policy(
            ["group X 2 w1 w2 w3", "group Y any w4 w5 w6", "group X-and-Y all X Y", "quorum X-and-Y"], witnesses: 6)
        for set in 0..<64 {
            let witnesses = (1...6).filter { set >> ($0 - 1) & 1 == 1 }
            let expected = witnesses.count { $0 <= 3 } >= 2 && witnesses.contains { $0 > 3 }
            #expect(try isBelieved(policy, by: witnesses.map { UInt8($0) }) == expected, "\(witnesses)")
        }
    }

    @Test("a quorum of one witness, of none, of all and of any is what it says")
    func simpleQuorums() throws {
        let one = try policy(["quorum w2"], witnesses: 3)
        #expect(try isBelieved(one, by: [2]) && isBelieved(one, by: [1, 2, 3]))
        #expect(try !isBelieved(one, by: []) && !isBelieved(one, by: [1, 3]))
        let none = try policy(["quorum none"], witnesses: 3)
        #expect(try isBelieved(none, by: []) && isBelieved(none, by: [3]))
        let all = try policy(["group G all w1 w2 w3", "quorum G"], witnesses: 3)
        #expect(try isBelieved(all, by: [3, 1, 2]) && !isBelieved(all, by: [1, 2]))
        let any = try policy(["group G any w1 w2 w3", "quorum G"], witnesses: 3)
        #expect(try isBelieved(any, by: [3]) && !isBelieved(any, by: []))
    }

    @Test("a witness that signs twice, and one that the policy does not name, count for nothing more")
    func strangersAndRepeats() throws {
        let policy = try policy(["group G 2 w1 w2", "quorum G"], witnesses: 2)
        let once = signed(by: [1])
        let twice = SignedCheckpoint(
            checkpoint,
            signatures: once.note.signatures + [Signers.witness(1).cosign(checkpoint, at: 5)]
                + [Signers.witness(9).cosign(checkpoint, at: 5)])
        #expect(throws: MerkleLogError.quorumNotMet) { try policy.verify(twice) }
    }

    @Test("without its log's signature a checkpoint is not believed, whoever cosigned")
    func logSignature() throws {
        let policy = try policy(["quorum w1"], witnesses: 1)
        let cosigned = SignedCheckpoint(checkpoint, signatures: [Signers.witness(1).cosign(checkpoint, at: 5)])
        #expect(throws: MerkleLogError.noKnownSignature) { try policy.verify(cosigned) }
        let byStranger = Signers.signer("example.com/log", .ed25519, number: 3).sign(checkpoint.text)
        let strange = SignedCheckpoint(checkpoint, signatures: [byStranger] + cosigned.note.signatures)
        #expect(throws: MerkleLogError.noKnownSignature) { try policy.verify(strange) }
        let other = Checkpoint(origin: "example.com/other", size: 7, root: checkpoint.root)
        let otherLog = SignedCheckpoint(other, signatures: [Signers.log().sign(other.text)])
        #expect(throws: MerkleLogError.otherLog(origin: "example.com/other")) { try policy.verify(otherLog) }
    }

    @Test("a policy without logs believes those that the reader knows, and no others")
    func knownLogs() throws {
        let open = try policy(["quorum none"], witnesses: 0, hasLog: false)
        let key = Signers.log().verifier
        #expect(try open.verify(signed(by: []), known: [key]) == [])
        #expect(throws: MerkleLogError.otherLog(origin: "example.com/log")) { try open.verify(signed(by: [])) }
        let stranger = Signers.signer("example.com/log", .ed25519, number: 3)
        let closed = try policy(["quorum none"], witnesses: 0)
        let byStranger = SignedCheckpoint(checkpoint, signatures: [stranger.sign(checkpoint.text)])
        let known = [stranger.verifier]
        #expect(throws: MerkleLogError.noKnownSignature) { try closed.verify(byStranger, known: known) }
    }

    @Test("a named witness's wrong cosignature spoils the checkpoint")
    func wrongCosignature() throws {
        let policy = try policy(["quorum none"], witnesses: 2)
        let older = Checkpoint(origin: checkpoint.origin, size: 6, root: checkpoint.root)
        let lines = signed(by: [1]).note.signatures + [Signers.witness(2).cosign(older, at: 5)]
        #expect(throws: MerkleLogError.wrongSignature(keyName: "witness-2.example")) {
            try policy.verify(SignedCheckpoint(checkpoint, signatures: lines))
        }
    }

    @Test("32 logs, witnesses and groups are supported")
    func many() throws {
        let others = (1...31).map { number in
            "log \(Signers.signer(KeyName("log-\(number).example")!, .ed25519, number: UInt8(100 + number)).verifier.vkey)"
        }
        let groups = (1...31).map { "group g\($0) all w\($0)" }
        let top = ["group top 31 \((1...31).map { "g\($0)" }.joined(separator: " ")) w32", "quorum top"]
        let policy = try policy(others + groups + top, witnesses: 32)
        #expect(policy.logs.count == 32)
        #expect(try isBelieved(policy, by: Array(1...32)) && isBelieved(policy, by: Array(2...32)))
        #expect(try !isBelieved(policy, by: Array(3...32)))
    }

    @Test("groups may nest as deep as a file is long")
    func deepNesting() throws {
        let depth = 20_000
        let groups = (1...depth).map { "group g\($0) all \($0 == 1 ? "w1" : "g\($0 - 1)")" }
        let policy = try policy(groups + ["quorum g\(depth)"], witnesses: 2)
        #expect(try isBelieved(policy, by: [1]) && !isBelieved(policy, by: [2]))
    }
}
