// SPDX-License-Identifier: Apache-2.0

import MerkleLog
import Testing

@Suite("Reading trust policies")
struct TrustPolicyReadingTests {
    private let log = Signers.log().verifier.vkey
    private let keys = (1...4).map { Signers.witness(UInt8($0)).verifier.vkey }

    /// The refused line and why; nothing for a policy that is read.
    private func refused(_ bytes: [UInt8]) -> MerkleLogError? {
        refusal { () throws(MerkleLogError) in _ = try TrustPolicy(bytes: bytes) }
    }

    private func refused(_ lines: [String]) -> MerkleLogError? {
        refused(Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    @Test("a policy with blanks, tabs, comments, addresses and names in any order of lines is read")
    func loose() throws {
        let text = """
            # logs
            \t log \t\(log)\thttps://example.com/log/ \t

            witness B \(keys[1]) https://witness-2.example/
             # an indented comment
            witness A \(keys[0])
            group é any A
            group # 1 B
            group both all é #
            quorum both
            """
        for end in ["", "\n", "\n\n \t\n# last"] {
            #expect(refused(Array((text + end).utf8)) == nil)
        }
        #expect(try TrustPolicy(bytes: Array(text.utf8)).logs.map { $0.vkey } == [log])
        #expect(try TrustPolicy(bytes: Array("quorum none".utf8)).logs.isEmpty)
    }

    @Test("each defect is told with its line")
    func defects() {
        let (a, b) = ("witness A \(keys[0])", "witness B \(keys[1])")
        let policies: [([String], Int, PolicyDefect)] = [
            ([], 2, .noQuorum), (["log \(log)"], 2, .noQuorum), (["# quorum none"], 2, .noQuorum),
            (["quorum none", "quorum none"], 2, .quorumTwice), (["quorum"], 1, .wrongWordCount),
            (["quorum none none"], 1, .wrongWordCount), (["quorum A", a], 1, .unknownName("A")),
            (["Quorum none"], 1, .unknownKeyword("Quorum")), (["", "logs \(log)"], 2, .unknownKeyword("logs")),
            (["log"], 1, .wrongWordCount), (["log \(log) a b"], 1, .wrongWordCount),
            (["witness A"], 1, .wrongWordCount), ([a + " b c"], 1, .wrongWordCount),
            (["group G any"], 1, .wrongWordCount), (["group G"], 1, .wrongWordCount),
            (["log x+00000000+AAAA"], 1, .badKey("its type is not known here")),
            (["log \(keys[0])"], 1, .badKey("a log signs with type 0x01")),
            (["witness A \(log)"], 1, .badKey("a witness signs with type 0x04")),
            (["log \(log)", "log \(log)"], 2, .repeatedKey), ([a, "witness B \(keys[0])"], 2, .repeatedKey),
            ([a, "witness A \(keys[1])"], 2, .repeatedName("A")), ([a, "group A any A"], 2, .repeatedName("A")),
            ([a, b, "group G any A", "group G any B"], 4, .repeatedName("G")),
            ([a, b, "group G any A", "witness G \(keys[2])"], 4, .repeatedName("G")),
            (["witness none \(keys[0])"], 1, .repeatedName("none")),
            ([a, "group none any A"], 2, .repeatedName("none")),
            ([a, "group G any none"], 2, .unknownName("none")), ([a, "group G any G"], 2, .unknownName("G")),
            ([a, "group G any H", "group H any A"], 2, .unknownName("H")),
            ([a, "group G any a"], 2, .unknownName("a")), ([a, "group G any A A"], 2, .memberTwice("A")),
            ([a, "group G any A", "group H any A"], 3, .memberTwice("A")),
            ([a, b, "group G any A", "group H any G", "group I any G"], 5, .memberTwice("G")),
            ([a, b, "group G 0 A B"], 3, .badThreshold("0")), ([a, b, "group G 3 A B"], 3, .badThreshold("3")),
            ([a, b, "group G 01 A B"], 3, .badThreshold("01")), ([a, b, "group G -1 A B"], 3, .badThreshold("-1")),
            ([a, b, "group G +1 A B"], 3, .badThreshold("+1")), ([a, b, "group G ALL A B"], 3, .badThreshold("ALL")),
            ([a, b, "group G 99999999999999999999 A B"], 3, .badThreshold("99999999999999999999")),
        ]
        for (lines, number, defect) in policies {
            #expect(refused(lines) == .notAPolicy(line: number, defect), "\(lines)")
        }
    }

    @Test("one key under two names is refused, among logs and among witnesses")
    func oneKeyTwice() throws {
        let key = try #require(NoteVerifier(vkey: log).publicKey as [UInt8]?)
        let renamed = try #require(NoteVerifier(name: "other.example", publicKey: key)).vkey
        #expect(refused(["log \(log)", "log \(renamed)"]) == .notAPolicy(line: 2, .repeatedKey))
        let witness = try NoteVerifier(vkey: keys[0]).publicKey
        let again = try #require(NoteVerifier(name: "other.example", type: .cosignature, publicKey: witness)).vkey
        #expect(refused(["witness A \(keys[0])", "witness B \(again)"]) == .notAPolicy(line: 2, .repeatedKey))
    }

    @Test("bytes that a policy may not hold are refused wherever they stand, comments included")
    func bytes() {
        for byte in Array(0x00...0x1F) + [0x7F] as [UInt8] where byte != 0x09 && byte != 0x0A {
            #expect(refused([0x23, byte, 0x0A] + Array("quorum none\n".utf8)) == .notAPolicy(line: 1, .forbiddenByte))
            #expect(refused(Array("\nquorum none".utf8) + [byte]) == .notAPolicy(line: 2, .forbiddenByte))
        }
        #expect(refused([0x23, 0xFF, 0x80, 0x0A] + Array("quorum none\n".utf8)) == nil)
    }

    @Test("names are octets: no two spellings are one name, and UTF-8 is not asked for")
    func opaqueNames() throws {
        let kelvin = ["witness K \(keys[0])", "quorum \u{212A}"]
        #expect(refused(kelvin) == .notAPolicy(line: 2, .unknownName("\u{212A}")))
        let both = ["witness K \(keys[0])", "witness \u{212A} \(keys[1])", "group G all K \u{212A}", "quorum G"]
        #expect(refused(both) == nil)
        let octets =
            Array("witness ".utf8) + [0xFF] + Array(" \(keys[0])\nwitness ".utf8) + [0xFE]
            + Array(" \(keys[1])\nquorum ".utf8) + [0xFF, 0x0A]
        #expect(refused(octets) == nil)
    }

    @Test("a blank that is neither space nor tab parts no words")
    func otherBlanks() {
        #expect(refused(["quorum\u{A0}none"]) == .notAPolicy(line: 1, .unknownKeyword("quorum\u{A0}none")))
    }

    @Test("a key whose name is no UTF-8 is refused, though its identifier fits what a lossy reader makes of it")
    func keyOfNoUTF8() throws {
        let bytes = try NoteVerifier(vkey: log).publicKey
        let repaired = try #require(NoteVerifier(name: "\u{FFFD}", publicKey: bytes)).vkey
        let raw = [0xFF] + Array(repaired.utf8.dropFirst("\u{FFFD}".utf8.count))
        let policy = Array("log ".utf8) + raw + Array("\nquorum none\n".utf8)
        #expect(refused(policy) == .notAPolicy(line: 1, .badKey("it is not UTF-8")))
    }
}
