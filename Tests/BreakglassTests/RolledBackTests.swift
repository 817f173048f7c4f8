// SPDX-License-Identifier: Apache-2.0
//
// A binder that was rolled back, and sheets that show more of its ledger than it has: every ceremony that reads them
// says that the two disagree, before it says anything else of the sheets.

import Foundation
import Testing

@Suite("Ceremonies with a binder that was rolled back")
struct RolledBackTests {
    /// A binder whose newest set its ledger does not know any more, and whether it knows an older one.
    private static func make(hasOlderSet: Bool) async throws -> BinderFixture {
        let fixture = try await BinderFixture.make(deal: hasOlderSet)
        let old = try fixture.copy()
        let sheets = fixture.scratch.file("new-sheets")
        let split = try await fixture.run(
            [
                "split", "--binder", fixture.binder, "--field-from", "password=-", "--output", sheets, "--no-read-back",
                "--override", "a test", "--by", "Dana Novak",
            ], input: BinderFixture.password)
        try #require(split.code == 0, "\(split.errors)")
        let deal = Deal(folder: sheets)
        for share in ["g1m1", "g1m2"] {
            _ = try fixture.scratch.write(
                try await deal.codes(share).joined(separator: "\n") + "\n", "new-\(share).txt")
        }
        for name in ["ledger.jsonl", "checkpoint", "frontier"] {
            try FileManager.default.removeItem(atPath: "\(fixture.binder)/\(name)")
            try FileManager.default.copyItem(atPath: "\(old.binder)/\(name)", toPath: "\(fixture.binder)/\(name)")
        }
        return fixture
    }

    private static func ceremonies(_ fixture: BinderFixture) throws -> [(act: String, arguments: [String])] {
        let sheet = [fixture.scratch.file("new-g1m1.txt")]
        let sheets = sheet + [fixture.scratch.file("new-g1m2.txt")]
        let why = ["--by", "Dana Novak", "--why", "a test"]
        let output = ["--output", fixture.scratch.file("out"), "--no-read-back"]
        return [
            ("sheet receive", ["sheet", "receive"] + sheet),
            ("sheet destroy", ["sheet", "destroy", "--how", "shredded", "--by", "Dana Novak"] + sheet),
            ("reshare", ["reshare", "--retire-only", try fixture.setCode] + why + sheets),
            ("reshare", ["reshare", "--because", "people"] + why + output + sheets),
            ("reshare", ["reshare", "--because", "lost", "--share", "g1m2"] + why + output + sheet),
            ("drill in-person", ["drill", "in-person", "--by", "Dana Novak"] + sheet),
            ("recover --rehearse", ["recover", "--rehearse", "--by", "Dana Novak"] + sheets),
        ]
    }

    @Test(
        "what reads a newer sheet says that paper and ledger disagree, and it is on record", arguments: [false, true])
    func refused(hasOlderSet: Bool) async throws {
        let fixture = try await Self.make(hasOlderSet: hasOlderSet)
        for (act, arguments) in try Self.ceremonies(fixture) {
            let before = try fixture.kinds.count { $0 == "refused" }
            let ended = try await fixture.run(arguments + ["--binder", fixture.binder])
            #expect(ended.code == 4, "\(act): \(ended.errors)")
            #expect(
                ended.errorLines.contains {
                    $0.contains("this paper and this ledger disagree, and one of the two is false")
                        && $0.contains("new-g1m1.txt shows")
                }, "\(act): \(ended.errors)")
            #expect(!ended.errors.contains("scan the sheet again"), "\(act): \(ended.errors)")
            let refusals = try fixture.entries.filter { $0["kind"] as? String == "refused" }
            #expect(refusals.count == before + 1 && refusals.last?["act"] as? String == act, "\(act)")
            #expect(!fixture.scratch.names.contains("out"), "\(act)")
        }
        #expect(try await fixture.verify().code == 0)
    }

    @Test("the key is not changed with such sheets, and no entry tells of it: its key may be lost")
    func newKey() async throws {
        let fixture = try await Self.make(hasOlderSet: true)
        let policy = try fixture.scratch.text("binder/policy.yaml")
        let rule = "key_change: {account: AWS root, credential: root password}\n"
        if !policy.contains("key_change") {
            _ = try fixture.scratch.write(policy + rule, "binder/policy.yaml")
            let adopted = try await fixture.run([
                "policy", "--adopt", "--binder", fixture.binder, "--by", "D", "--why", "x",
            ])
            try #require(adopted.code == 0, "\(adopted.errors)")
        }
        let before = try fixture.scratch.bytes("binder/ledger.jsonl")
        let ended = try await fixture.run([
            "ledger", "new-key", "--binder", fixture.binder, "--by", "D", "--why", "x", "--binder-key",
            fixture.scratch.file("new.key"), fixture.scratch.file("new-g1m1.txt"),
        ])
        ended.expectRefusal(4, "this paper and this ledger disagree", hint: "nothing was signed")
        #expect(try fixture.scratch.bytes("binder/ledger.jsonl") == before)
    }
}
