// SPDX-License-Identifier: Apache-2.0
//
// The way in: the program without a command, and with a command that is not one.

import Foundation
import Testing

@Suite("The way in")
struct StartTests {
    @Test("without a command the program shows what people come for, in 80 columns")
    func alone() async throws {
        let scratch = try Scratch()
        let ended = try await Program.run(Program.path, [], input: [], in: scratch.path, environment: [:])
        #expect(ended.code == 0 && ended.errors.isEmpty, "\(ended.errors)")
        for command in ["recover", "inspect", "page", "init", "split", "--help"] {
            #expect(ended.text.contains("breakglass \(command)"), "\(ended.text)")
        }
        #expect(ended.text.contains("--binder FOLDER"), "\(ended.text)")
        for command in ["who-can", "drill", "status"] {
            #expect(!ended.text.contains("breakglass \(command)"), "it needs a binder: \(ended.text)")
        }
        #expect(ended.text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(ended.text)")
    }

    @Test("a binder whose credential was never dealt is offered no drill")
    func beforeTheFirstSplit() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let ended = try await Program.run(
            Program.path, [], input: [], in: fixture.binder, environment: fixture.environment)
        #expect(ended.code == 0 && ended.text.contains("breakglass split"), "\(ended.text)")
        #expect(ended.text.contains("breakglass who-can") && !ended.text.contains("breakglass drill"), "\(ended.text)")
    }

    @Test("in a binder's folder it shows what is due there first, and a ledger that cannot be read hides no recovery")
    func inBinder() async throws {
        let fixture = try await BinderFixture.make()
        func start() async throws -> Ended {
            try await Program.run(Program.path, [], input: [], in: fixture.binder, environment: fixture.environment)
        }
        let status = try await fixture.run(["status", "--binder", fixture.binder])
        let sentence = try #require(status.text.split(separator: "\n").first)
        let ended = try await start()
        #expect(ended.code == 0 && ended.text.contains(": \(sentence)\n"), "\(ended.text)")
        #expect(ended.text.contains("AWS root / root password: "), "\(ended.text)")
        #expect(ended.text.contains("breakglass recover") && !ended.text.contains("breakglass init"), "\(ended.text)")
        #expect(ended.text.contains("breakglass who-can") && ended.text.contains("breakglass drill"), "\(ended.text)")
        try #require(truncate("\(fixture.binder)/ledger.jsonl", 3 << 40) == 0)
        let broken = try await start()
        #expect(broken.code == 0 && broken.text.contains("The binder here cannot be read: "), "\(broken.text)")
        #expect(broken.text.contains("breakglass recover"), "\(broken.text)")
        for command in ["who-can", "split", "status", "drill"] {
            #expect(!broken.text.contains("  breakglass \(command)"), "\(broken.text)")
        }
    }

    @Test(
        "a mistyped command is answered with the one that was probably meant",
        arguments: [
            (["recver"], "recver", "breakglass recover"), (["statsu", "--json"], "statsu", "breakglass status"),
            (["sheet", "recieve", "x"], "recieve", "breakglass sheet receive"),
            (["ledger", "verfy"], "verfy", "breakglass ledger verify"), (["xyzzy"], "xyzzy", nil),
        ] as [([String], String, String?)])
    func mistyped(words: [String], word: String, meant: String?) async throws {
        let ended = try await Program.run(words)
        ended.expectRefusal(64, "there is no command \(word)", hint: meant.map { "did you mean `\($0)`?" } ?? "--help")
        #expect(ended.errors.contains("did you mean") == (meant != nil))
    }

    @Test("what may be a share's code or words is not repeated")
    func secret() async throws {
        for words in [
            ["BGS1ABCDEFGH"], ["able acid also"], ["ledger", "BGS1ABCDEFGH"], ["sheet", "ableacidalsoapexaqua"],
        ] {
            let ended = try await Program.run(words)
            #expect(ended.code == 64)
            #expect(!ended.errors.contains(words.last!), "\(ended.errors)")
            #expect(ended.errors.contains("does not name a command"), "\(ended.errors)")
        }
    }
}
