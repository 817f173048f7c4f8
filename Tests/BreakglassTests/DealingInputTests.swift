// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What dealers give the program, as services, editors and people make it.
@Suite("What is dealt is what was meant")
struct DealingInputTests {
    let scratch: Scratch
    let journal: String
    let sheets: String

    init() throws {
        scratch = try Scratch()
        journal = scratch.file("journal.jsonl")
        sheets = scratch.file("sheets")
    }

    private func split(_ flags: [String]) async throws -> Ended { try await Program.run(arguments(flags)) }

    private func arguments(_ flags: [String]) -> [String] {
        ["split", "--account", "x", "--group", "A:2", "--custodian", "A:Ana", "--custodian", "A:Bo"]
            + ["--custodian", "A:Chloé", "--output", sheets, "--no-read-back", "--journal", journal] + flags
    }

    private func recover(_ field: String) async throws -> Ended {
        try await Program.run(
            ["recover", "--reason", "x", "--journal", journal, sheets, "--field", field, "--output", "-"])
    }

    // MARK: - Enrolments

    @Test("an enrolment with &amp; between its parameters is refused, as a picture and as a text")
    func htmlEscaped() async throws {
        let text =
            "otpauth://totp/Ex:a?secret=JBSWY3DPEHPK3PXP&amp;digits=8&amp;period=60&amp;algorithm=SHA256"
        let picture = scratch.file("amp.png")
        try await Program.tool("qrencode", "-o", picture, text)
        let file = try scratch.write(text, "amp.txt")
        for flags in [["--otpauth", picture], ["--field-from", "code:otp=\(file)"]] {
            let ended = try await split(flags + ["--untried-seed", "x"])
            ended.expectRefusal(65, "it has &amp; between its parameters", hint: "write & for each &amp;")
            #expect(!ended.errors.contains("JBSW"))
        }
        #expect(scratch.names == ["amp.png", "amp.txt"])
    }

    @Test("an authenticator app's export is named, with what to do")
    func appExport() async throws {
        let text = "otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SEkV4YW1wbGU6YWxpY2VAZXgaB0V4YW1wbGUgASgBMAI"
        let picture = scratch.file("migration.png")
        try await Program.tool("qrencode", "-o", picture, text)
        let file = try scratch.write(text, "migration.txt")
        for flags in [["--otpauth", picture], ["--field-from", "code:otp=\(file)"]] {
            try await split(flags + ["--untried-seed", "x"])
                .expectRefusal(65, "is an authenticator app's export", hint: "have the service show its code again")
        }
    }

    @Test(
        "seeds of any length are taken as authenticator apps take them, and give the app's codes",
        arguments: ["JBSWY3DPEHPK3PXPA", "JBSWY3DPEHPK3PXPZ7", "abcd efgh-ijkl mnop qrst uvwx yz======"])
    func seedLengths(seed: String) async throws {
        let app = OneTimeCode(secret: try Self.padded(seed.uppercased().filter { $0.isLetter || $0.isNumber }))
        let file = try scratch.write("otpauth://totp/x?secret=\(seed)&period=\(app.period)", "seed")
        let ended = try await Program.run(arguments(["--field-from", "code:otp=\(file)"]), code: app)
        #expect(ended.code == 0, "\(ended.errors)")
        let start = Date()
        let code = try await recover("code")
        #expect(try await app.codes(since: start).contains(code.text), "\(code.errors)")
    }

    /// The same bytes as oathtool takes them: in whole groups of eight letters, with zeros behind the last byte.
    private static func padded(_ letters: String) throws -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var bits = try letters.flatMap { letter -> [Bool] in
            let value = try #require(alphabet.firstIndex(of: letter))
            return (0..<5).map { value >> (4 - $0) & 1 == 1 }
        }
        bits.removeLast(bits.count % 8)
        while bits.count % 5 != 0 { bits.append(false) }
        let text = stride(from: 0, to: bits.count, by: 5).map { place in
            alphabet[(0..<5).reduce(0) { $0 << 1 | (bits[place + $1] ? 1 : 0) }]
        }
        return String(text) + String(repeating: "=", count: (8 - text.count % 8) % 8)
    }

    @Test("each thing that is odd about a seed has a message of its own")
    func seedMessages() async throws {
        for (text, words) in [
            ("otpauth://totp/x", "has no secret"), ("otpauth://totp/x?secret=", "has an empty secret"),
            ("=", "empty secret"),
            ("A", "one letter"), ("JBSWY3DPEHPK3PX0", "character 16 is not one of A to Z and 2 to 7"),
            ("otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP&counter=1", "counter-based passwords"),
            ("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&secret=JBSWY3DPEHPK3PXP", "the parameter secret twice"),
            ("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&encoder=steam", "enrollments do not have: encoder"),
            ("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=10", "has a value of digits"),
            ("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=3600", "has a value of period"),
            ("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&algorithm=MD5", "has a value of algorithm"),
            ("https://example.com", "is not an MFA enrollment"),
        ] {
            let ended = try await split(
                ["--field-from", "code:otp=\(try scratch.write(text, "seed"))", "--untried-seed", "x"])
            ended.expectRefusal(65, words)
            #expect(!ended.errors.contains("JBSW"), "\(ended.errors)")
        }
    }

    @Test(
        "bytes that nobody may have meant are told, and dealt as they are",
        arguments: [
            ([0x63, 0x61, 0x66, 0xE9], "the field password is not UTF-8"),
            ([0x70, 0x00, 0x77], "the field password has a control character at byte 2"),
            ([0x61, 0x0A, 0x62, 0x0A], "the field password has 2 lines"),
        ] as [([UInt8], String)])
    func doubtful(bytes: [UInt8], words: String) async throws {
        let ended = try await split(["--field-from", "password=\(try scratch.write(bytes, "pw"))"])
        #expect(ended.code == 0 && ended.warningLines.contains { $0.contains(words) }, "\(ended.errors)")
        let back = try await recover("password")
        #expect(back.output == (bytes.last == 0x0A ? bytes.dropLast() : bytes), "\(back.errors)")
    }

    // MARK: - Trying a seed

    @Test("a seed is dealt when it gives the service's current code, and not with another one")
    func currentCode() async throws {
        let service = OneTimeCode(secret: "JBSWY3DPEHPK3PXP")
        let seed = try scratch.write(service.enrolment, "seed")
        let other = try await OneTimeCode(secret: "GEZDGNBVGY3TQOJQ").code()
        let long = try await OneTimeCode(secret: "JBSWY3DPEHPK3PXP", digits: 8).code()
        /// Deals with a code of the moment when it is the program's turn among all that run.
        func split(_ code: () async throws -> String) async throws -> Ended {
            try await Gate.programs.pass {
                try await Program.ungated(
                    Program.path, arguments(["--field-from", "code:otp=\(seed)", "--current-code", try await code()]))
            }
        }
        let cases: [(code: () async throws -> String, words: String)] = [
            ({ other }, "the seed gives a different code now; this machine's clock shows"),
            ({ long }, "the code has 8 digits, but the enrollment gives codes of 6"),
            (
                { try await service.code(at: Date(timeIntervalSinceNow: -2400)) },
                "seconds ago: this machine's clock is wrong, or the code is old"
            ),
        ]
        for (code, words) in cases {
            let ended = try await split(code)
            ended.expectRefusal(65, words, hint: "right after it changes")
            #expect(scratch.names == ["seed"])
        }
        let dealt = try await split { "code=" + (try await service.code()) }
        #expect(dealt.code == 0 && dealt.errors.contains("The code matches the seed of code."), "\(dealt.errors)")
        #expect(!(try scratch.text("journal.jsonl").contains(#""kind":"exception""#)))
    }

    @Test("a seed that is dealt untried is on record, with the reason, as what another person must countersign")
    func untried() async throws {
        let seed = try scratch.write("JBSWY3DPEHPK3PXP", "seed")
        try await split(["--field-from", "code:otp=\(seed)"])
            .expectRefusal(64, "no terminal to ask for the current code of code", hint: "--untried-seed")
        try await split(["--field-from", "code:otp=\(seed)", "--untried-seed", ""])
            .expectRefusal(64, "--untried-seed is empty")
        #expect(scratch.names == ["seed"])
        try await split(["--field-from", "code:otp=\(seed)", "--untried-seed", "the phone is lost"])
            .expectRefusal(64, "--by is not given", hint: "who overrides this rule")
        #expect(!FileManager.default.fileExists(atPath: sheets))
        let dealt = try await split([
            "--field-from", "code:otp=\(seed)", "--untried-seed", "the phone is lost", "--by", "Dana Novak",
        ])
        #expect(dealt.code == 0, "\(dealt.errors)")
        #expect(dealt.warningLines.contains { $0.contains("was not tried against the service's code") })
        let line = try #require(
            try scratch.text("journal.jsonl").split(separator: "\n").first { $0.contains(#""kind":"exception""#) })
        #expect(line.contains("the seed of code was not tried") && line.contains("the phone is lost"), "\(line)")
        #expect(line.contains(#""override":true"#))
    }

    @Test("at a terminal the code is asked for until one fits, and a seed is left untried only with a reason")
    func askedAtTerminal() async throws {
        let service = OneTimeCode(secret: "JBSWY3DPEHPK3PXP")
        let seed = try scratch.write(service.enrolment, "seed")
        let arguments = [
            "split", "--account", "x", "--group", "A:1", "--custodian", "A:Ana", "--field-from", "code:otp=\(seed)",
            "--output", sheets, "--no-read-back", "--journal", journal,
        ]
        let screen = try await Screen()
        try await screen.start(arguments)
        try await screen.wait(for: "Code that it shows now")
        try await screen.type(try await OneTimeCode(secret: "GEZDGNBVGY3TQOJQ").code())
        try await screen.wait(for: "Not accepted: the seed gives a different code now")
        try await screen.type(try await service.code())
        try await screen.wait(for: "It matches.")
        try await screen.wait(for: "exit=0.")
        #expect(!(try scratch.text("journal.jsonl").contains(#""kind":"exception""#)))

        try FileManager.default.removeItem(atPath: sheets)
        try await screen.start(arguments)
        try await screen.wait(for: "Code that it shows now")
        try await screen.type("")
        try await screen.wait(for: "Why is it dealt untried?")
        try await screen.type("812398")
        try await screen.wait(for: "That is a code, not a reason.")
        try await screen.wait(until: "the code is asked for again") {
            $0.components(separatedBy: "Code that it shows now").count > 2
        }
        try await screen.type("")
        try await screen.wait(until: "the reason is asked for again") {
            $0.components(separatedBy: "Why is it dealt untried?").count > 2
        }
        try await screen.type("the phone is lost")
        try await screen.wait(for: "Who overrides this rule")
        try await screen.type("123456")
        try await screen.wait(for: "--by has no letter, so it names no person")
        try await screen.type("Dana Novak")
        try await screen.wait(for: "Overridden by  Dana Novak")
        try await screen.wait(for: "If this is right, type `record` to continue")
        #expect(!FileManager.default.fileExists(atPath: sheets))
        try await screen.confirm("record")
        try await screen.wait(for: "exit=0.")
        let written = try scratch.text("journal.jsonl")
        #expect(written.contains("the phone is lost") && written.contains(#""by":"Dana Novak""#))
    }

    // MARK: - Passwords in files

    @Test("a password file with an editor's mark or in UTF-16 gives the password that it shows, and that is said")
    func markedPasswords() async throws {
        let text = [UInt8]("pass\r\n".utf8)
        let low = text.flatMap { [$0, 0] as [UInt8] }
        let high = text.flatMap { [0, $0] as [UInt8] }
        let files: [([UInt8], String)] = [
            ([0xEF, 0xBB, 0xBF] + text, "begins with a byte order mark, which is dropped"),
            ([0xFF, 0xFE] + low, "is UTF-16, and is converted to UTF-8"),
            ([0xFE, 0xFF] + high, "is UTF-16, and is converted to UTF-8"),
        ]
        for (bytes, words) in files {
            let file = try scratch.write(bytes, "password.txt")
            let dealt = try await split(["--field-from", "p=\(file)", "--field-from", "exact:file=\(file)"])
            #expect(dealt.code == 0, "\(dealt.errors)")
            #expect(
                dealt.warningLines.contains {
                    $0.contains("the field p \(words)") && $0.contains("p:file keeps every byte")
                },
                "\(dealt.errors)")
            #expect(dealt.warningLines.count { $0.contains("the field exact") } == 0)
            #expect(try await recover("p").text == "pass")
            #expect(try await recover("exact").output == bytes)
            try FileManager.default.removeItem(atPath: sheets)
        }
        let broken = try scratch.write([0xFF, 0xFE, 0x70], "broken.txt")
        let unmarked = try scratch.write(low, "unmarked.txt")
        for file in [broken, unmarked] {
            try await split(["--field-from", "p=\(file)"])
                .expectRefusal(65, "the field p looks like UTF-16", hint: "p:file keeps every byte as it is")
        }
    }

    @Test("a custodian's passphrase is read by the same rule, so that it is what is typed later")
    func markedPassphrase() async throws {
        let marked = try scratch.write([0xFF, 0xFE] + "six words\r\n".utf8.flatMap { [$0, 0] as [UInt8] }, "marked")
        let plain = try scratch.write("Six  Words ", "plain")
        _ = try scratch.write("pw", "pw")
        let dealt = try await split(
            ["--field-from", "p=\(scratch.file("pw"))", "--seal", "Ana", "--allow-swap"]
                + ["--passphrase-from", "g1m1=\(marked)"])
        #expect(dealt.code == 0, "\(dealt.errors)")
        #expect(dealt.warningLines.contains { $0.contains("the passphrase in \(marked) is UTF-16") })
        // Typed with capital letters and blanks too many it opens too.
        let opened = try await Program.run(
            ["recover", "--reason", "x", "--journal", journal, "--allow-swap", "--passphrase-from", "g1m1=\(plain)"]
                + ["\(sheets)/sheet-g1m1.pdf", "\(sheets)/sheet-g1m2.pdf", "--field", "p", "--output", "-"])
        #expect(opened.text == "pw", "\(opened.errors)")
    }
}
