// SPDX-License-Identifier: Apache-2.0
//
// What waits for a review, and what a review takes.

import Foundation
import Testing

@Suite("review")
struct ReviewTests {
    private static let answers = [
        "--broke", "the portal", "--done", "a login", "--restored", "restarted", "--prevents", "another",
        "--operated-by", "Dana Novak", "--alerts", "arrived",
    ]

    /// A binder with a use without a review, and the override of a rule.
    private static let overridden = Task {
        let fixture = try await BinderFixture.make()
        let opened = try await fixture.run(
            fixture.recoverArguments.filter { $0 != "--ticket" && $0 != "INC-1" } + ["--override", "no ticket system"])
        try #require(opened.code == 0, "\(opened.errors)")
        return fixture
    }

    private static func places(_ fixture: BinderFixture) throws -> (use: Int, override: Int) {
        (try place(of: "recovery opened", fixture), try place(of: "exception", fixture))
    }

    private static func place(of kind: String, _ fixture: BinderFixture) throws -> Int {
        try #require(try fixture.kinds.firstIndex(of: kind))
    }

    @Test("the options say which of several entries is meant, and those that fit none are refused")
    func options() async throws {
        let fixture = try await Self.overridden.value.copy()
        let (use, override) = try Self.places(fixture)
        let before = try fixture.kinds
        func review(_ arguments: [String]) async throws -> Ended {
            try await fixture.run(["review", "--binder", fixture.binder, "--by", "Gil Or"] + arguments)
        }
        let several = try await review([])
        several.expectRefusal(
            64, "several entries wait for a review: ", hint: "`breakglass review ENTRY --binder \(fixture.binder)`")
        #expect(several.errorLines.first?.contains("\(use)") == true)
        #expect(several.errorLines.first?.contains("\(override)") == true)
        try await review(["\(use)", "--statement", "it was right"])
            .expectRefusal(64, "entry \(use) waits for the review of a use, and the options give a countersignature")
        try await review(["\(override)"] + Self.answers)
            .expectRefusal(64, "entry \(override) waits for a countersignature, and the options give the review")
        try await review(["--ended", "the power failed"])
            .expectRefusal(64, "nothing waits for word of how a recovery ended")
        try await review(["0"]).expectRefusal(64, "entry 0 does not wait for a review", hint: "\(use)")
        #expect(try fixture.kinds == before)

        let signed = try await review(["--statement", "it was right"])
        #expect(signed.code == 0, "\(signed.errors)")
        #expect(try fixture.kinds.last == "countersigned")
        try await review(["--statement", "it was right"]).expectRefusal(64, "nothing waits for a countersignature")
        let reviewed = try await review(Self.answers)
        #expect(reviewed.code == 0, "\(reviewed.errors)")
        #expect(try fixture.kinds.last == "review filed")
        try await review([]).expectRefusal(
            64, "nothing waits for a review", hint: "`breakglass status --binder \(fixture.binder)`")
        #expect(try await fixture.verify().code == 0)
    }

    @Test("at a terminal, a person chooses from what is open and is asked what it waits for")
    func choice() async throws {
        let fixture = try await Self.overridden.value.copy()
        let (use, override) = try Self.places(fixture)
        let screen = try await Screen(variables: fixture.environment)
        try await screen.start(["review", "--binder", fixture.binder])
        try await screen.waitForPrompt("Which entry:")
        try await screen.wait(for: "a use without a review: the portal answers 503")
        try await screen.wait(for: "overrode a rule: ")
        try await screen.type("0")
        try await screen.wait(until: "the entry is asked again") {
            $0.contains("entry 0 is not in the list") && $0.components(separatedBy: "Which entry:").count == 3
        }
        try await screen.type("\(override)")
        try await screen.waitForPrompt("Who countersigns:")
        try await screen.type("Gil Or")
        try await screen.waitForPrompt("What you say about it:")
        try await screen.type("I was told twice")
        try await screen.waitForPrompt("Enter if this is right, or the number of an answer to change:")
        try await screen.type("3")
        try await screen.waitForPrompt("What you say about it:", asked: 2)
        try await screen.type("back")
        try await screen.waitForPrompt("Who countersigns:", asked: 2)
        try await screen.type("Gil Or")
        try await screen.waitForPrompt("What you say about it:", asked: 3)
        try await screen.type("I was told at once")
        try await screen.waitForPrompt("Enter if this is right, or the number of an answer to change:", asked: 2)
        try await screen.type("")
        try await screen.expectEnd(0)
        #expect(try fixture.kinds.last == "countersigned")
        #expect(try fixture.lastEntry["exception"] as? String == "\(override)" && use != override)
        #expect(try fixture.lastEntry["statement"] as? String == "I was told at once")
    }

    @Test("at a terminal, who decided is refused at the name, and nothing goes on record")
    func ownDecision() async throws {
        let fixture = try await Self.overridden.value.copy()
        let (_, override) = try Self.places(fixture)
        let before = try fixture.kinds
        let screen = try await Screen(variables: fixture.environment)
        try await screen.start(["review", "--binder", fixture.binder, "\(override)"])
        try await screen.waitForPrompt("Who countersigns:")
        try await screen.type("Dana Novak")
        try await screen.wait(for: "Dana Novak decided it: another person must countersign")
        try await screen.waitForPrompt("Who countersigns:", asked: 2)
        try await screen.press("C-c")
        try await screen.expectEnd(130)
        #expect(try fixture.kinds == before)
    }

    @Test("who used the credential and reviews the use is asked once more, warned, and put on record")
    func ownReview() async throws {
        let fixture = try await Self.overridden.value.copy()
        let (use, _) = try Self.places(fixture)
        let screen = try await Screen(variables: fixture.environment)
        try await screen.start(["review", "--binder", fixture.binder, "\(use)"] + Self.answers)
        try await screen.waitForPrompt("Who reports this:")
        try await screen.type("Dana Novak")
        try await screen.wait(for: "Dana Novak used the credential; a review needs somebody else's eyes")
        try await screen.waitForPrompt("Who reports this:", asked: 2)
        try await screen.type("Dana Novak")
        try await screen.waitForPrompt("Enter if this is right, or the number of an answer to change:")
        try await screen.type("")
        try await screen.wait(for: "warning: Dana Novak used the credential and reviews the use")
        try await screen.expectEnd(0)
        #expect(try fixture.kinds.suffix(2) == ["review filed", "exception"])
        #expect(try fixture.lastEntry["happened"] as? String == "Dana Novak used it and reviewed the use")
        #expect(try await fixture.verify().code == 0)
    }

    @Test("a reviewer by options who used the credential is asked before anything is recorded")
    func ownReviewByOptions() async throws {
        let fixture = try await Self.overridden.value.copy()
        let (use, _) = try Self.places(fixture)
        let before = try fixture.kinds
        let screen = try await Screen(variables: fixture.environment)
        try await screen.start(
            ["review", "--binder", fixture.binder, "\(use)", "--by", "Dana Novak"] + Self.answers)
        try await screen.wait(for: "Dana Novak used the credential; a review needs somebody else's eyes")
        try await screen.waitForPrompt("Who reports this:")
        #expect(try fixture.kinds == before)
        try await screen.type("Fay Lund")
        try await screen.waitForPrompt("Enter if this is right, or the number of an answer to change:")
        try await screen.type("")
        try await screen.expectEnd(0)
        #expect(try fixture.kinds == before + ["review filed"])
        #expect(try fixture.lastEntry["by"] as? String == "Fay Lund")
    }

    @Test("an entry that needs no countersignature is refused before anything is asked")
    func settled() async throws {
        let fixture = try await Self.overridden.value.copy()
        let (use, override) = try Self.places(fixture)
        let policy = try Self.place(of: "policy changed", fixture)
        let screen = try await Screen(variables: fixture.environment)
        try await screen.start(["review", "--binder", fixture.binder, "\(policy)"])
        try await screen.wait(for: "entry \(policy) needs no countersignature")
        try await screen.wait(for: "these entries wait for a review: \(use), \(override)")
        try await screen.expectEnd(4)
        #expect(try fixture.kinds.last == "refused")
    }

    @Test("a use that was cut off while it was shown is closed first, and reviewed then or later")
    func cutOff() async throws {
        let fixture = try await BinderFixture.make()
        let screen = try await Screen(variables: fixture.environment)
        try await screen.start(
            ["recover", "--binder", fixture.binder] + BinderFixture.statement + [fixture.scratch.file("codes.txt")])
        try await screen.wait(for: "Type `show` to show the credential")
        try await screen.confirm("show")
        try await screen.waitForPrompt("Then type `show` to show the credential")
        try await screen.confirm("show")
        try await screen.wait(for: BinderFixture.password)
        _ = try await Program.tool("pkill", "-KILL", "-f", "recover --binder \(fixture.binder)", mayFail: true)
        try await screen.wait(for: "exit=137.")
        let place = "\(try Self.place(of: "recovery opened", fixture))"
        let before = try fixture.kinds
        #expect(before.last == "recovery revealed")
        func review(_ arguments: [String], _ fixture: BinderFixture) async throws -> Ended {
            try await fixture.run(["review", "--binder", fixture.binder, "--by", "Gil Or"] + arguments)
        }
        let ended = ["--ended", "the machine lost its power"]
        try await review(Self.answers, fixture).expectRefusal(64, "--ended is not given")
        try await review(ended + ["--broke", "the portal"], fixture).expectRefusal(64, "--done is not given")
        #expect(try fixture.kinds == before, "half an answer changes nothing")

        let night = try fixture.copy()
        let closed = try await review([place] + ended, night)
        #expect(
            closed.code == 0 && closed.errors.contains("`breakglass review \(place) --binder \(night.binder)`"),
            "\(closed.errors)")
        #expect(try night.kinds == before + ["recovery closed"])
        #expect(try await review(Self.answers, night).code == 0)
        #expect(try night.kinds == before + ["recovery closed", "review filed"])

        let given = try fixture.copy()
        let terminal = try await Screen(variables: given.environment)
        try await terminal.start(["review", "--binder", given.binder, "--by", "Gil Or"])
        try await terminal.wait(for: "was never closed. Make sure that it is not running anywhere.")
        try await terminal.waitForPrompt("How did it end")
        try await terminal.type("the machine lost its power")
        try await terminal.waitForPrompt("Enter if this is right")
        try await terminal.type("")
        try await terminal.wait(for: "Now the review of its use. Ctrl-C leaves it for later.")
        try await terminal.waitForPrompt("What broke:")
        try await terminal.press("C-c")
        try await terminal.expectEnd(130)
        #expect(try given.kinds == before + ["recovery closed"], "who gives up now has closed the recovery anyway")

        let both = try await review(ended + Self.answers, fixture)
        #expect(both.code == 0, "\(both.errors)")
        #expect(try fixture.kinds == before + ["recovery closed", "review filed"])
        #expect(try await fixture.verify().code == 0)
    }
}
