// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import SecretMemory
import Testing

@testable import Ceremonies

@Suite("Printing through a real queue")
struct PrintTests {
    let scratch: Scratch
    let journal: String

    init() throws {
        scratch = try Scratch()
        journal = scratch.file("journal.jsonl")
    }

    private func split(_ flags: [String], on server: PrintServer) async throws -> Ended {
        try await Program.run(
            ["split"] + Deal.custodians + ["--field-from", "password=-", "--no-read-back", "--journal", journal]
                + ["--print", PrintServer.queue] + flags, input: Array(Deal.password.utf8),
            environment: server.environment)
    }

    @Test("every sheet arrives whole at the printer, recovers the credential, and leaves nothing in the spool")
    func printed() async throws {
        let server = try await PrintServer()
        let ended = try await split([], on: server)
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.isEmpty)
        let printed = server.printed
        #expect(printed.count == 5)
        for name in ["g1m1, Ana Ruiz", "g1m3, Chloé Martin", "g2m2, Emeka Obi"] {
            #expect(ended.errors.contains("Printed: share \(name)"), "\(ended.errors)")
        }
        #expect(ended.errors.contains("The sheets are on \(PrintServer.queue)."))
        let recovered = try await Deal.recover([printed[0], printed[2], printed[4]], journal: journal)
        #expect(recovered.text == Deal.password, "\(recovered.errors)")
        #expect(try await server.command("lpstat", "-W", "all", "-o").isEmpty)
        #expect(server.spooled.isEmpty, "\(server.spooled)")
        #expect(!ended.warningLines.contains { $0.contains("still lists job") })
        #expect(scratch.names == ["journal.jsonl"])
        // Neither names nor the account stand in what the print system logs and remembers.
        let logs = server.logs
        #expect(logs.contains("sheet"))
        for word in ["Ana", "Ruiz", "AWS", "example.com", Deal.password, "BGS1"] {
            #expect(!logs.contains(word), "\(word)")
        }
    }

    @Test("to a folder and to a printer: both get the same bytes")
    func both() async throws {
        let server = try await PrintServer()
        let sheets = scratch.file("sheets")
        let ended = try await split(["--output", sheets, "--vault-sheet"], on: server)
        #expect(ended.code == 0, "\(ended.errors)")
        let names = Deal.all.map { "sheet-\($0).pdf" } + ["vault.pdf"]
        #expect(server.printed.count == names.count)
        for (printed, name) in zip(server.printed, names) {
            #expect(FileManager.default.contentsEqual(atPath: printed, andPath: "\(sheets)/\(name)"), "\(name)")
        }
        #expect(ended.errors.contains("The sheets are in \(sheets) and on \(PrintServer.queue)."))
    }

    @Test("a server that would keep printed files has them taken away, and the keeping is warned of")
    func keepingServer() async throws {
        let server = try await PrintServer(settings: "PreserveJobFiles Yes\nPreserveJobHistory Yes")
        let ended = try await split([], on: server)
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(server.spooled.isEmpty, "\(server.spooled)")
        // The warnings go by this machine's settings, which is where a dealer's print system is set up.
        let settings = SpoolSettings()
        #expect(ended.warningLines.contains { $0.contains("PreserveJobFiles No") } == settings.keepsFiles)
        #expect(ended.warningLines.contains { $0.contains("spool is on a disk") } == !settings.isInMemory)
    }

    @Test("where somebody else's job is in the queue theirs is left alone, and what stays is told")
    func othersJobs() async throws {
        let server = try await PrintServer()
        try await server.command("lp", "-d", PrintServer.queue, "-t", "theirs", "-")
        let ended = try await split([], on: server)
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(server.printed.count == 6)
        #expect(
            ended.warningLines.contains { $0.contains("still lists job \(PrintServer.queue)-2") }, "\(ended.errors)")
        #expect(try await server.command("lpstat", "-W", "all", "-o").contains("\(PrintServer.queue)-1 "))
    }

    @Test("a queue that takes no jobs, that is not there, or has no server is refused before the credential is read")
    func noQueue() async throws {
        let server = try await PrintServer()
        try await server.command("cupsreject", PrintServer.queue)
        try await split([], on: server).expectRefusal(5, "accepts no jobs", hint: "lpstat")
        let flags = Deal.custodians + ["--field-from", "password=-", "--no-read-back", "--journal", journal]
        let other = try await Program.run(
            ["split", "--print", "nowhere"] + flags, input: Array("pw".utf8), environment: server.environment)
        other.expectRefusal(5, "the print queue nowhere cannot be used", hint: "lpstat")
        let none = try await Program.run(
            ["split", "--print", "office"] + flags, input: Array("pw".utf8),
            environment: ["CUPS_SERVER": scratch.file("no.sock")])
        none.expectRefusal(5, "the print queue office cannot be used")
        #expect(server.printed.isEmpty)
        #expect(scratch.names.isEmpty)
    }

    @Test("a job that the printer never ends is taken back")
    func stuck() async throws {
        let server = try await PrintServer(printer: "sleep 60")
        // Only this test's own calls of lp see the variable: all others are given theirs.
        setenv("CUPS_SERVER", server.environment["CUPS_SERVER"] ?? "", 1)
        defer { unsetenv("CUPS_SERVER") }
        let file = DrawnFile(name: "sheet.pdf", bytes: SecretBytes(copying: Array("%PDF-1.4".utf8).span))
        await #expect(throws: PrintError.stuck(job: "\(PrintServer.queue)-1")) {
            try await PrintQueue(name: PrintServer.queue, patience: .seconds(2)).print(file, title: "sheet")
        }
        try await Patience.wait(until: "the spool is empty") { server.spooled.isEmpty }
        #expect(try await server.command("lpstat", "-W", "not-completed", "-o").isEmpty)
    }

    @Test("at a terminal one custodian at a time is called to the printer, and Ctrl-C stops before the next sheet")
    func oneAtATime() async throws {
        let server = try await PrintServer()
        let screen = try await Screen(variables: server.environment)
        try await screen.start(
            ["split"] + Deal.custodians + Deal.passwordField + ["--no-read-back", "--journal", journal]
                + ["--print", PrintServer.queue])
        try await screen.wait(for: "Next: share g1m1, Ana Ruiz. Only this custodian should stand at the printer.")
        try await screen.wait(for: "Type `print` to print it:")
        // Neither a reader nor a paste prints.
        for keys in ["print", "\u{1B}[200~print\u{1B}[201~", ""] { try await screen.send(keys + "\r\n") }
        try await screen.wait(for: "That came too fast for a hand.")
        try await Task.sleep(for: .seconds(1))
        #expect(server.printed.isEmpty)
        try await screen.press("C-u")
        try await screen.confirm("print")
        try await screen.wait(for: "Next: share g1m2, Bo Chen.")
        #expect(server.printed.count == 1)
        try await screen.press("C-c")
        try await screen.expectEnd(130)
        #expect(server.printed.count == 1)
        #expect(server.spooled.isEmpty, "\(server.spooled)")
    }

    @Test("giving up at a printer with Ctrl-D says that not every sheet was printed")
    func givenUp() async throws {
        let server = try await PrintServer()
        let screen = try await Screen(variables: server.environment)
        try await screen.start(
            ["split"] + Deal.custodians + Deal.passwordField + ["--no-read-back", "--journal", journal]
                + ["--print", PrintServer.queue])
        try await screen.wait(for: "Type `print` to print it:")
        try await screen.press("C-d")
        try await screen.wait(for: "not every sheet was printed")
        try await screen.expectEnd(130)
        #expect(server.printed.isEmpty)
    }
}
