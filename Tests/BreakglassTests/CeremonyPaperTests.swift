// SPDX-License-Identifier: Apache-2.0
//
// Scripts, records and labels by the real program; what stands on them is read by other people's tools.

import Foundation
import Testing

@Suite("The papers of a ceremony")
struct CeremonyPaperTests {
    private static func script(
        _ fixture: BinderFixture, _ ceremony: String, _ flags: [String] = []
    ) async throws -> (path: String, ended: Ended) {
        let ended = try await fixture.run(
            ["paper", ceremony, "--binder", fixture.binder, "--by", "Dana Novak"] + flags)
        try #require(ended.code == 0, "\(ended.errors)")
        return (try path(ended), ended)
    }

    private static func record(_ fixture: BinderFixture, _ arguments: [String] = []) async throws -> String {
        let ended = try await fixture.run(
            ["paper", "record", "--binder", fixture.binder, "--by", "Fay Lund"] + arguments)
        try #require(ended.code == 0, "\(ended.errors)")
        return try path(ended)
    }

    private static func path(_ ended: Ended) throws -> String {
        String(try #require(ended.lines("Paper    ").first))
    }

    private static func digest(_ path: String) async throws -> String {
        String(try await Program.tool("sha256sum", path).prefix(64))
    }

    /// The text of a PDF, as its lines stand, without the marks that order names.
    private static func text(_ path: String, _ flags: String...) async throws -> String {
        let ended = try await Program.run("pdftotext", flags + [path, "-"])
        try #require(ended.code == 0, "\(ended.errors)")
        return ended.text.filter { !"\u{2068}\u{2069}\u{202B}\u{202C}".contains($0) }
    }

    private static func flat(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The last entry of the ledger.
    private static func lastEntry(_ fixture: BinderFixture) throws -> [String: Any] {
        let line = try #require(try fixture.scratch.text("binder/ledger.jsonl").split(separator: "\n").last)
        return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test("a script is named by its hash in the ledger, and says who, what, where, and how to begin")
    func script() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let (path, ended) = try await Self.script(
            fixture, "split",
            [
                "--role", "administrator=Dana Novak", "--role", "witness=山田太郎", "--material", "Laptop=LT-0042",
                "--material", "Torch=T-9", "--place", "غرفة", "--on", "2026-12-01 09:00 CET", "--practice",
            ])
        let entry = try Self.lastEntry(fixture)
        let digest = try await Self.digest(path)
        #expect(entry["kind"] as? String == "paper made" && entry["paper"] as? String == "script")
        #expect(entry["digest"] as? String == digest && ended.errors.contains("SHA-256  \(digest)"))
        #expect(path.hasSuffix("/papers/\(try #require(entry["file"] as? String))"))
        let data = String(path.dropLast(3)) + "json"
        let name = try #require(path.split(separator: "/").last)
        #expect(name == "script-\(try await Self.digest(data).prefix(32)).pdf", "it is named after its own bytes")
        let all = Self.flat(try await Self.text(path))
        for expected in [
            "Example Corp", "AWS root / root password", "all 2 in Security", "PRACTICE", "غرفة", "山田太郎", "LT-0042",
            "T-9", "2026-12-01 09:00 CET", "Ana Ruiz", "Bo Chen", "Ledger at 2 entries", "breakglass ledger verify",
            "DO NOT AGREE", "not needed", "Approval to hold this ceremony", "lp /dev/shm/sheets/sheet-g1m2.pdf",
            "What was expected", "Bag serial", "page 1 of ",
        ] {
            #expect(all.contains(expected), "\(expected)")
        }
        let words = try #require(ended.lines("Script   ").first).prefix { $0 != "," }
        let pages = try await Program.tool("pdfinfo", path)
        let count = try #require(pages.firstMatch(of: /Pages: +([0-9]+)/)?.output.1)
        #expect(all.components(separatedBy: "(\(words))").count - 1 == Int(count), "its words stand on each page")
        #expect(try await fixture.verify().code == 0)
    }

    @Test("what a script says to type is understood by the program")
    func commands() async throws {
        let fixture = try await BinderFixture.make()
        for ceremony in ["split", "reshare", "recovery", "drill", "rehearsal", "rotation"] {
            let (path, _) = try await Self.script(fixture, ceremony)
            let data = try Data(contentsOf: URL(filePath: String(path.dropLast(3)) + "json"))
            let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            let phases = try #require(object["phases"] as? [[String: Any]])
            let steps = phases.flatMap { $0["steps"] as? [[String: Any]] ?? [] }
            let parts = steps + steps.flatMap { $0["turns"] as? [[String: Any]] ?? [] }
            let commands = Set(
                parts.flatMap { $0["commands"] as? [String] ?? [] }.filter { $0.hasPrefix("breakglass ") })
            #expect(commands.count > 6)
            for command in commands {
                // With --help behind it a command line is parsed whole, and nothing is done.
                let parsed = try await Program.run(
                    "sh",
                    ["-c", command.replacing("breakglass ", with: "\(Program.path) ", maxReplacements: 1) + " --help"])
                #expect(parsed.code == 0 && parsed.text.contains("USAGE"), "\(command): \(parsed.errors)")
                let options = command.matches(of: /\s(--[a-z-]+)/).map { String($0.output.1) }
                for option in options { #expect(parsed.text.contains(option), "\(command): \(option)") }
            }
        }
    }

    @Test("the record has the ledger's entries next to the steps, an exception in full, and its place in the ledger")
    func record() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        _ = try await Self.script(fixture, "split", ["--role", "administrator=Dana Novak"])
        let script = try fixture.kinds.count - 1
        try #require(try await fixture.split().code == 0)
        let told = try await fixture.run([
            "ledger", "exception", "--binder", fixture.binder, "--expected", "two bags of one kind", "--happened",
            "one was torn", "--decided", "another bag", "--by", "Dana Novak",
        ])
        try #require(told.code == 0, "\(told.errors)")
        let path = try await Self.record(fixture)
        let entry = try Self.lastEntry(fixture)
        #expect(entry["paper"] as? String == "record" && entry["script"] as? String == "\(script)")
        #expect(entry["digest"] as? String == (try await Self.digest(path)))
        let layout = try await Self.text(path, "-layout")
        let lines = layout.split(separator: "\n").map { Self.flat(String($0)) }
        let deal = try #require(lines.first { $0.hasPrefix("12 Deal") })
        #expect(deal.contains("\(script + 1) ") && deal.contains("was dealt to"), "\(deal)")
        #expect(lines.contains { $0.contains("Read the paper back") && $0.contains("Nothing in the ledger.") })
        #expect(lines.contains { $0.contains("Arrival It leaves no entry.") })
        let all = Self.flat(try await Self.text(path))
        for expected in [
            "1 recorded", "Expected: two bags of one kind", "Happened: one was torn", "Decided: another bag",
            "Steps without an entry", "drill: by ", "Sign-off", "Ledger at \(script + 4) entries",
        ] {
            #expect(all.contains(expected), "\(expected)")
        }
        #expect(try await fixture.verify().code == 0)
        let second = try await Program.run("/usr/bin/python3", [Self.secondVerifier, fixture.binder])
        #expect(second.code == 0, "\(second.text)\(second.errors)")
        let again = try await fixture.run(["paper", "record", "--binder", fixture.binder, "--by", "Fay Lund"])
        again.expectRefusal(64, "each script has a record", hint: "name one of: \(script)")
        _ = try await Self.record(fixture, ["\(script)"])
    }

    @Test("the record of an interrupted recovery says how far it came, and that nothing was recorded otherwise")
    func interrupted() async throws {
        let fixture = try await BinderFixture.make()
        _ = try await Self.script(fixture, "recovery")
        let ended = try await fixture.run(
            ["recover", "--binder", fixture.binder] + BinderFixture.statement + [
                "--field", "password", "--output", "-", "/nowhere.pdf",
            ])
        try #require(ended.code == 3)
        let path = try await Self.record(fixture)
        let layout = try await Self.text(path, "-layout")
        let lines = layout.split(separator: "\n").map { Self.flat(String($0)) }
        #expect(lines.contains { $0.contains("The statement") && $0.contains("Dana Novak asked to open AWS root") })
        #expect(lines.contains { $0.contains("Shown Nothing in the ledger.") }, "\(layout)")
        #expect(lines.contains { $0.contains("The end of the opening") && $0.contains("ended:") })
        let all = Self.flat(layout)
        #expect(all.contains("Exceptions none recorded") && all.contains("nothing was opened"))
    }

    private static var secondVerifier: String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Vectors/verify_ledger.py")
            .standardizedFileURL.path(percentEncoded: false)
    }

    @Test("a changed script, a changed file of its steps and a missing one are refused, and `ledger verify` says which")
    func changed() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let (path, made) = try await Self.script(fixture, "split")
        let check = ["ledger", "verify", "--binder", fixture.binder, "--paper"]
        let record = ["paper", "record", "--binder", fixture.binder, "--by", "Fay Lund"]
        let papers = "\(fixture.binder)/papers"
        let whole = try await fixture.run(check + [papers])
        #expect(whole.code == 0 && whole.text.contains("is the file that the ledger names"), "\(whole.text)")
        let words = try #require(made.lines("Script   ").first)
        #expect(whole.text.contains("  Script   \(words)"), "as it is read aloud from the foot of a page")
        let copied = fixture.scratch.file("copy.pdf")
        try FileManager.default.copyItem(atPath: path, toPath: copied)
        let named = try await fixture.run(check + [copied])
        #expect(named.code == 0 && named.text.contains("\(copied) is the file that the ledger names"), "\(named.text)")
        let entries = try fixture.kinds.count
        let data = String(path.dropLast(3)) + "json"
        let (page, steps) = try (Data(contentsOf: URL(filePath: path)), Data(contentsOf: URL(filePath: data)))

        try (page + Data([0x0A])).write(to: URL(filePath: path))
        let other = try await fixture.run(record)
        other.expectRefusal(65, "it was changed", hint: "record an exception")
        let told = try await fixture.run(check + [papers])
        #expect(told.code == 65 && told.text.contains("IS NOT the file that the ledger names"))
        for file in [path, copied] { #expect(told.text.contains(try await Self.digest(file))) }
        let alone = try await fixture.run(check + [copied, "--paper", path])
        #expect(
            alone.code == 65 && alone.text.contains("\(path) IS NOT a paper that the ledger names"), "\(alone.text)")
        #expect(alone.text.contains("\(copied) is the file that the ledger names"), "each file is judged on its own")
        let machine = try await fixture.run(check + [papers, "--json"])
        #expect(machine.code == 65)
        let members = try #require(JSONSerialization.jsonObject(with: Data(machine.text.utf8)) as? [String: Any])
        let results = try #require(members["papers"] as? [[String: Any]]).map { $0["result"] as? String }
        #expect(results == ["changed"] && members["verdict"] != nil, "\(machine.text)")

        try FileManager.default.removeItem(atPath: path)
        try await fixture.run(record).expectRefusal(66, "is missing")
        let gone = try await fixture.run(check + [papers])
        #expect(gone.code == 66 && gone.text.contains("IS MISSING"))

        try page.write(to: URL(filePath: path))
        try Data(String(decoding: steps, as: UTF8.self).replacing("Arrival", with: "Departure").utf8)
            .write(to: URL(filePath: data))
        try await fixture.run(record).expectRefusal(65, "was changed")
        try FileManager.default.removeItem(atPath: data)
        try await fixture.run(record).expectRefusal(66, "the steps of the script are missing")
        #expect(try fixture.kinds.count == entries, "nothing was written")
        try steps.write(to: URL(filePath: data))
        _ = try await Self.record(fixture)
    }

    @Test("a ceremony without sheets in force, an unknown part and a pair without its sign are refused")
    func refusals() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        func run(_ arguments: [String]) async throws -> Ended {
            try await fixture.run(
                ["paper"] + arguments + ["--binder", fixture.binder, "--by", "Dana Novak"])
        }
        try await run(["drill"]).expectRefusal(
            4, "a drill opens sheets, but no sheets of AWS root / root password are in force")
        try await run(["split", "--role", "wizard=X"]).expectRefusal(64, "there is no such role", hint: "administrator")
        try await run(["split", "--material", "Laptop"]).expectRefusal(64, "there is no =")
        try await run(["split", "--account", "x"]).expectRefusal(64, "neither policy nor ledger has")
        try await run(["drill", "--vault-sheet"]).expectRefusal(64, "a drill deals no sheets")
        #expect(try fixture.kinds.count == 2)
        let none = try await fixture.run(["paper", "record", "--binder", fixture.binder, "--by", "X"])
        none.expectRefusal(64, "the ledger names no script")
        try await run(["record", "--role", "witness=Fay", "--account", "x"])
            .expectRefusal(64, "--account, --role: a record takes everything from its script")
        try await run(["split", "3"]).expectRefusal(64, "entry 3: only a record is about a script")
        try await run(["wedding"]).expectRefusal(64, "wedding")
        #expect(try fixture.kinds.count == 2)
    }

    @Test("a script of what would be refused as things stand is made, with a warning")
    func untimely() async throws {
        let fixture = try await BinderFixture.make()
        let (_, early) = try await Self.script(fixture, "split")
        #expect(early.warningLines.isEmpty, "nothing shows that its sheets are on paper, so that it may be dealt anew")
        let proven = try await fixture.run([
            "drill", "in-person", "--binder", fixture.binder, "--by", "Dana Novak", "--findings", "none",
            fixture.scratch.file("sheets/sheet-g1m1.pdf"),
        ])
        try #require(proven.code == 0, "\(proven.errors)")
        let (_, ended) = try await Self.script(fixture, "split")
        #expect(ended.warningLines.contains { $0.contains("as things stand a split would be refused") })
        let (_, timely) = try await Self.script(fixture, "reshare")
        #expect(timely.warningLines.isEmpty, "\(timely.errors)")
    }

    @Test("two scripts that are made at once have a file and an entry each")
    func race() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let arguments = ["paper", "split", "--binder", fixture.binder, "--by", "Dana Novak", "--place"]
        try await withThrowingTaskGroup(of: Int.self) { group in
            for room in 1...4 {
                group.addTask {
                    try await Program.ungated(
                        Program.path, arguments + ["Room \(room)"], environment: fixture.environment
                    ).code
                }
            }
            for try await code in group { #expect(code == 0) }
        }
        #expect(try fixture.kinds.count { $0 == "paper made" } == 4)
        let checked = try await fixture.run([
            "ledger", "verify", "--binder", fixture.binder, "--paper", "\(fixture.binder)/papers",
        ])
        #expect(checked.code == 0, "\(checked.text)")
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(fixture.binder)/papers")
        #expect(names.count { $0.hasSuffix(".pdf") } == 4 && names.count { $0.hasSuffix(".json") } == 4)
    }

    @Test("a night kit says whom to call and where the sheets lie, and the status asks for it until it says the truth")
    func nightKit() async throws {
        let fixture = try await BinderFixture.make()
        func status() async throws -> String {
            try await fixture.run(["status", "--binder", fixture.binder]).text
        }
        #expect(try await status().contains("it has no night kit"))
        let night = ["paper", "night", "--binder", fixture.binder, "--by", "Dana Novak"]
        let ended = try await fixture.run(night)
        #expect(ended.code == 0, "\(ended.errors)")
        let path = try Self.path(ended)
        let entry = try Self.lastEntry(fixture)
        #expect(entry["kind"] as? String == "paper made" && entry["paper"] as? String == "night kit")
        #expect(entry["ceremony"] as? String == "recovery" && entry["account"] as? String == "AWS root")
        #expect(entry["credential"] == nil, "it is about all credentials of the account")
        #expect(entry["digest"] as? String == (try await Self.digest(path)))
        #expect(path.hasSuffix("/papers/\(try #require(entry["file"] as? String))"))
        let all = Self.flat(try await Self.text(path))
        for expected in [
            "AWS root / root password", try fixture.setCode, "all 2 in Security", "Ana Ruiz", "Bo Chen", "Fay Lund",
            "Who approves: 1 of these", "g1m1", "g1m2", "breakglass recover --account 'AWS root'", "Led by",
            "What must have failed", "1. Decide that it is an emergency", "5. Close, before anybody sleeps",
        ] {
            #expect(all.contains(expected), "\(expected): \(all)")
        }
        for code in try fixture.scratch.text("codes.txt").split(separator: "\n") { #expect(!all.contains(code)) }
        let pages = try await Program.tool("pdfinfo", path)
        let count = try #require(pages.firstMatch(of: /Pages: +([0-9]+)/)?.output.1)
        #expect(try #require(Int(count)) <= 2)
        #expect(try await fixture.verify().code == 0)
        let second = try await Program.run("/usr/bin/python3", [Self.secondVerifier, fixture.binder])
        #expect(second.code == 0, "\(second.text)\(second.errors)")
        #expect(try await !status().contains("night kit"))
        let left = try await fixture.run(
            ["people", "leave", "fay-lund", "--binder", fixture.binder, "--by", "Dana Novak", "--why", "another job"])
        try #require(left.code == 0, "\(left.errors)")
        let place = try #require(try fixture.kinds.lastIndex(of: "paper made"))
        #expect(try await status().contains("the night kit of entry \(place) is out of date: there are other people"))
        #expect(try await fixture.run(night + ["--paper", "letter"]).code == 0)
        #expect(try await !status().contains("night kit"))
        let entries = try fixture.kinds
        try await fixture.run(night + ["--role", "witness=Fay"])
            .expectRefusal(64, "--role: a night kit takes everything from policy and ledger")
        #expect(try fixture.kinds == entries)
        let bare = try await BinderFixture.make(deal: false)
        try await bare.run(["paper", "night", "--binder", bare.binder, "--by", "Dana Novak"])
            .expectRefusal(
                64, "no credential of that name has a set in force", hint: "`breakglass split --binder \(bare.binder)`")
    }

    @Test("a bag's label says what is in it and to whom it goes back, an anonymous one neither account nor people")
    func label() async throws {
        let fixture = try await BinderFixture.make()
        let inspected = try await fixture.run(["inspect", fixture.scratch.file("sheets/manifest.bgm")])
        let line = try #require(inspected.text.split(separator: "\n").first { $0.hasPrefix("Set ") })
        let set = String(try #require(line.split(separator: " ").dropFirst().first))
        let codes = try fixture.scratch.text("codes.txt").split(separator: "\n").filter { $0.hasPrefix("BGS1") }
        var scans: [String: String] = [:]
        for share in ["g1m1", "g1m2"] {
            let sheet = try await Deal(folder: fixture.scratch.file("sheets")).codes(share)
            scans[share] = try fixture.scratch.write(sheet.joined(separator: "\n") + "\n", "\(share).txt")
        }
        func receive(_ share: String, _ flags: [String]) async throws -> Ended {
            try await fixture.run(
                ["sheet", "receive", "--binder", fixture.binder] + flags + [try #require(scans[share])])
        }
        let named = fixture.scratch.file("named.pdf")
        let ended = try await receive(
            "g1m2", ["--bag", "TE-204417", "--return-to", "Example Corp, Main Street 1", "--label", named])
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(try fixture.kinds.suffix(2) == ["sheet received", "cosigned"])
        let all = Self.flat(try await Self.text(named))
        for expected in [
            "AWS root", "Bo Chen", "share 2 of 2 in Security (g1m2)", "TE-204417", set,
            "Do not open outside of a ceremony.", "bring it unopened to Example Corp, Main Street 1.", "Closed by",
            "Witnessed by", "Bag checked on", "To be proven whole by ",
        ] {
            #expect(all.contains(expected), "\(expected)")
        }
        #expect(try await Program.tool("pdfinfo", named).contains("Pages:           1\n"))
        let blank = fixture.scratch.file("blank.pdf")
        #expect(try await receive("g1m1", ["--anonymous", "--paper", "letter", "--label", blank]).code == 0)
        #expect(try await Program.tool("pdfinfo", blank).contains("(letter)"))
        let bare = Self.flat(try await Self.text(blank))
        #expect(bare.contains(set) && bare.contains("share g1m1"))
        for hidden in ["AWS", "Ana", "Security"] { #expect(!bare.contains(hidden)) }
        // Sealed is a share that needs a passphrase; these two need none.
        for label in [all, bare] { #expect(!label.lowercased().contains("seal"), "\(label)") }
        for code in codes { #expect(!all.contains(code) && !bare.contains(code)) }
        let entries = try fixture.kinds
        try await receive("g1m2", ["--label", named]).expectRefusal(73, "already exists")
        try await receive("g1m2", ["--anonymous", "--return-to", "us", "--paper", "a4"])
            .expectRefusal(64, "--anonymous, --return-to, --paper: no label is asked for", hint: "--label FILE")
        #expect(try fixture.kinds == entries)
        let lost = ["sheet", "lost", "--binder", fixture.binder, "--happened", "fire", "--by", "Dana Novak"]
        try await fixture.run(lost + [set, "g9m9"]).expectRefusal(64, "has no share g9m9")
        try await fixture.run(lost + ["AAAA-AAAA-AAAA-AAAA", "g1m1"])
            .expectRefusal(66, "the ledger has no set")
    }
}
