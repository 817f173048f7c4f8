// SPDX-License-Identifier: Apache-2.0
//
// What is refused and what is overridden is the same kind of entry in every ceremony.

import Foundation
import Testing

@Suite("What is refused or overridden, in the ledger")
struct GateEntryTests {
    /// A ceremony that the state of the binder forbids.
    struct Forbidden: Sendable, CustomStringConvertible {
        /// What the entry calls it.
        let act: String
        /// Its command without the binder.
        let arguments: @Sendable (BinderFixture) -> [String]
        let words: String
        var canBeOverridden = true

        var description: String { act }
    }

    private static func dealing(_ name: String, _ flags: [String]) -> @Sendable (BinderFixture) -> [String] {
        { [name] + flags + ["--output", $0.scratch.file("new-sheets"), "--no-read-back"] }
    }

    /// The person who overrode a rule stands for it alone.
    private static func countersigning(by name: String) -> Forbidden {
        Forbidden(
            act: "review",
            arguments: { fixture in
                let place = (try? fixture.entries.firstIndex { $0["kind"] as? String == "exception" }) ?? 0
                return ["review", "\(place)", "--by", name, "--statement", "all is well"]
            }, words: "another person must countersign", canBeOverridden: false)
    }

    private static let author = ["--by", "Dana Novak"]
    private static let reason = author + ["--why", "a test"]

    /// What nobody may do while the credential is in use, or twice, or to a set that is in force.
    static let forbidden = [
        Forbidden(
            act: "split", arguments: dealing("split", ["--field-from", "password=-"] + author),
            words: "a split asks for a credential that is not in use"),
        Forbidden(
            act: "split", arguments: dealing("split", ["--changed", "--field-from", "password=-"] + author),
            words: "a split asks for a credential that is not in use"),
        Forbidden(
            act: "reshare",
            arguments: { dealing("reshare", ["--because", "people"] + reason)($0) + [$0.scratch.file("codes.txt")] },
            words: "a reshare asks for a credential that was never shown"),
        Forbidden(
            act: "reshare",
            arguments: {
                dealing("reshare", ["--because", "lost", "--share", "g1m1", "--why", "burned"] + author)($0)
                    + [$0.scratch.file("codes.txt")]
            }, words: "a reshare asks for a credential that was never shown"),
        Forbidden(
            act: "recover",
            arguments: { fixture in
                ["recover"] + BinderFixture.statement.filter { $0 != "--ticket" && $0 != "INC-1" }
                    + ["--field", "password", "--output", "-", fixture.scratch.file("codes.txt")]
            }, words: "a recovery asks for a ticket: none is named"),
        Forbidden(
            act: "recover",
            arguments: { fixture in
                ["recover"] + BinderFixture.statement + ["--approved-by", "Bo Chen"]
                    + ["--field", "password", "--output", "-", fixture.scratch.file("codes.txt")]
            }, words: "approval by an approver of AWS root: Bo Chen is none"),
        Forbidden(
            act: "sheet receive",
            arguments: { ["sheet", "receive", "--custodian", "Zoë Ek"] + author + [$0.scratch.file("g1m1.txt")] },
            words: "a hand-over asks for a custodian whom the policy knows"),
        Forbidden(
            act: "sheet destroy",
            arguments: {
                ["sheet", "destroy", "--how", "shredded", "--by", "Dana Novak", $0.scratch.file("g1m1.txt")]
            }, words: "a destruction asks for a set that is out of force"),
        Forbidden(
            act: "people join",
            arguments: { _ in ["people", "join", "ana-ruiz", "--name", "Zoë Ek"] + reason },
            words: "the policy has ana-ruiz already", canBeOverridden: false),
        Forbidden(
            act: "people leave",
            arguments: { _ in ["people", "leave", "ana-ruiz", "--successor", "bo-chen"] + reason },
            words: "Bo Chen keeps a sheet of AWS root / root password already", canBeOverridden: false),
        Forbidden(
            act: "sheet lost",
            arguments: { fixture in
                ["sheet", "lost", (try? fixture.setCode) ?? "", "g1m2", "--happened", "water", "--by", "Dana Novak"]
            }, words: "share g1m2 of set", canBeOverridden: false),
        Forbidden(
            act: "drill mail", arguments: { ["drill", "mail", $0.scratch.file("answer.txt")] },
            words: "an answer", canBeOverridden: false),
        countersigning(by: "fay  lund"), countersigning(by: "fay-lund"),
    ]

    /// A binder whose credential is in use on an override, one of whose sheets is lost, and one answered a drill.
    private static let inUse = Task {
        let fixture = try await BinderFixture.make()
        let opened = try await fixture.run(
            fixture.recoverArguments.filter { $0 != "--ticket" && $0 != "INC-1" }
                .map { $0 == "Dana Novak" ? "Fay Lund" : $0 } + ["--override", "no ticket system"])
        try #require(opened.code == 0, "\(opened.errors)")
        let lost = try await fixture.run(
            [
                "sheet", "lost", fixture.setCode, "g1m2", "--happened", "fire", "--by", "Dana Novak", "--binder",
                fixture.binder,
            ])
        try #require(lost.code == 0, "\(lost.errors)")
        let codes = try await Deal(folder: fixture.scratch.file("sheets")).codes("g1m1")
        _ = try fixture.scratch.write(codes.joined(separator: "\n") + "\n", "g1m1.txt")
        try await answerDrill(fixture)
        return fixture
    }

    private static func answerDrill(_ fixture: BinderFixture) async throws {
        let slip = try await fixture.run(["ledger", "show", "--checkpoint", "code", "--binder", fixture.binder])
        _ = try fixture.scratch.write(slip.output, "slip.txt")
        let opened = try await fixture.run([
            "drill", "mail", "--by", "Dana Novak", "--since", "\(try fixture.kinds.count)", "--binder", fixture.binder,
        ])
        try #require(opened.code == 0, "\(opened.errors)")
        let papers = try FileManager.default.contentsOfDirectory(atPath: "\(fixture.binder)/papers")
        let letter = try #require(papers.first { $0.hasPrefix("letter-") && $0.hasSuffix(".txt") })
        let answer = try await fixture.run(
            ["drill", "answer", "--yes", "\(fixture.binder)/papers/\(letter)"]
                + ["g1m1.txt", "slip.txt"].map(fixture.scratch.file))
        try #require(answer.code == 0, "\(answer.errors)")
        _ = try fixture.scratch.write(answer.output, "answer.txt")
        let taken = try await fixture.run(
            ["drill", "mail", fixture.scratch.file("answer.txt"), "--binder", fixture.binder])
        try #require(taken.code == 0, "\(taken.errors)")
    }

    private static func run(_ forbidden: Forbidden, _ fixture: BinderFixture, _ flags: [String] = []) async throws
        -> Ended
    {
        try await fixture.run(
            forbidden.arguments(fixture) + flags + ["--binder", fixture.binder], input: BinderFixture.password)
    }

    @Test("a ceremony that is refused leaves one refusal with the same members, and nothing else", arguments: forbidden)
    func refused(forbidden: Forbidden) async throws {
        let fixture = try await Self.inUse.value.copy()
        let before = try fixture.kinds
        try await Self.run(forbidden, fixture).expectRefusal(4, forbidden.words)
        #expect(try fixture.kinds == before + ["refused"])
        let entry = try fixture.lastEntry
        #expect(Set(entry.keys).isSubset(of: ["kind", "time", "act", "account", "why"]), "\(entry)")
        #expect(entry["act"] as? String == forbidden.act)
        #expect((entry["why"] as? String)?.isEmpty == false)
        #expect(try await fixture.verify().code == 0)
    }

    @Test("a ceremony that is overridden leaves one exception that must be countersigned", arguments: forbidden)
    func overridden(forbidden: Forbidden) async throws {
        let fixture = try await Self.inUse.value.copy()
        let before = try fixture.kinds
        guard forbidden.canBeOverridden else {
            // Nobody can say why: the option is not even there.
            #expect(try await Self.run(forbidden, fixture).code == 4)
            #expect(!(try fixture.kinds.dropFirst(before.count).contains("exception")))
            return
        }
        let ended = try await Self.run(forbidden, fixture, ["--override", "a test"])
        #expect(ended.code == 0, "\(ended.errors)")
        // The sheet that this ledger has as lost is told of on its own when it comes to a recovery.
        let written = try fixture.entries.dropFirst(before.count).filter {
            $0["kind"] as? String == "exception" && $0["expected"] as? String != "sheets that are in hand"
        }
        #expect(written.count == 1, "\(written)")
        #expect(written.first?["override"] as? Bool == true)
        #expect(written.first?["decided"] as? String == "a test")
        #expect(try await fixture.verify().code == 0)
    }

    @Test("an override is written last: what fails before leaves none")
    func late() async throws {
        let fixture = try await Self.inUse.value.copy()
        let before = try fixture.kinds
        let ended = try await fixture.run([
            "split", "--changed", "--binder", fixture.binder, "--override", "a test", "--by", "Dana Novak",
            "--field-from",
            "password=/nowhere",
            "--output", fixture.scratch.file("new-sheets"), "--no-read-back",
        ])
        #expect(ended.code == 66, "\(ended.errors)")
        #expect(try fixture.kinds == before)
    }
}
