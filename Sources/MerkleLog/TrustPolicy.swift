// SPDX-License-Identifier: Apache-2.0
//
// A text that says which signatures about a log to believe (c2sp.org/tlog-policy): logs, witnesses, groups of them, and
// the quorum.

/// A trust policy.
package struct TrustPolicy: Hashable, Sendable {
    /// A name within the policy, as bytes: two spellings that Unicode considers equivalent stay different.
    typealias Name = [UInt8]

    /// A group of which `needed` members must have cosigned.
    struct Group: Hashable, Sendable {
        let name: Name
        let needed: Int
        let members: [Name]
    }

    /// The logs that are believed, by their vkeys.
    package let logs: [NoteVerifier]
    private let witnesses: [Name: NoteVerifier]
    /// The groups in the order of the file: a group's members come before it.
    private let groups: [Group]
    private let quorum: Name?

    /// Reads a policy's file.
    ///
    /// - Throws: `MerkleLogError.notAPolicy` with the line, from 1.
    package init(bytes: [UInt8]) throws(MerkleLogError) {
        var reader = TrustPolicyReader()
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            do throws(PolicyRefusal) { try reader.take(Array(line)) } catch {
                throw .notAPolicy(line: number + 1, error.defect)
            }
        }
        guard reader.hasQuorum else { throw .notAPolicy(line: lines.count, .noQuorum) }
        logs = reader.logs
        witnesses = reader.witnesses
        groups = reader.groups
        quorum = reader.quorum
    }

    /// The keys of the witnesses that the policy names.
    package var witnessKeys: [NoteVerifier] { Array(witnesses.values) }

    /// Whether the policy asks for the cosignature of a witness; `quorum none` does not.
    package var asksForWitnesses: Bool { quorum != nil }

    /// Whether the witnesses meet a quorum. One pass over the groups in order is enough for any depth of nesting.
    private func isMet(_ quorum: Name, by witnesses: Set<Name>) -> Bool {
        var met = witnesses
        for group in groups where group.members.count(where: { met.contains($0) }) >= group.needed {
            met.insert(group.name)
        }
        return met.contains(quorum)
    }

    /// Checks a checkpoint: a log of the policy signed it, and enough witnesses cosigned.
    ///
    /// - Parameter known: the logs to believe when the policy names none.
    /// - Returns: the policy's names of the witnesses that cosigned.
    /// - Throws: `MerkleLogError.otherLog`, `.wrongSignature`, `.noKnownSignature`, `.quorumNotMet`.
    package func verify(_ checkpoint: SignedCheckpoint, known: [NoteVerifier] = []) throws(MerkleLogError) -> [String] {
        let origin = checkpoint.checkpoint.origin
        let keys = (logs.isEmpty ? known : logs).filter { $0.name == origin }
        guard !keys.isEmpty else { throw .otherLog(origin: origin.description) }
        _ = try checkpoint.note.verify(with: keys)
        let signed = Set(try checkpoint.note.verify(with: keys + witnesses.values))
        guard let names = names(among: signed) else { throw .quorumNotMet }
        return names
    }

    /// The policy's names of the witnesses among these signers; `nil` if they are no quorum.
    package func names(among signers: Set<NoteVerifier>) -> [String]? {
        let names = witnesses.filter { signers.contains($0.value) }.map { $0.key }
        guard quorum.map({ isMet($0, by: Set(names)) }) ?? true else { return nil }
        return names.map { String(decoding: $0, as: UTF8.self) }.sorted()
    }
}
