// SPDX-License-Identifier: Apache-2.0
//
// Secrets that are searched for wherever they must not be: outputs, folders, arguments, environments, crashes.

import Foundation
import Glibc
import Testing

@Suite("No secret where it must not be")
struct CanaryTests {
    private static let credential = "canary-credential-7f3a91"
    private static let passphrase = "canary passphrase of six words"

    let scratch: Scratch
    let journal: String
    let sheets: String

    init() throws {
        scratch = try Scratch()
        journal = scratch.file("journal.jsonl")
        sheets = scratch.file("sheets")
        for folder in ["home", "temporary", "given"] {
            try FileManager.default.createDirectory(atPath: scratch.file(folder), withIntermediateDirectories: true)
        }
        _ = try scratch.write(Self.passphrase, "given/passphrase")
        _ = try scratch.write(Self.credential, "given/credential")
    }

    private var environment: [String: String] {
        ["HOME": scratch.file("home"), "TMPDIR": scratch.file("temporary"), "XDG_CACHE_HOME": scratch.file("home")]
    }

    private var splitArguments: [String] {
        ["split"] + Deal.custodians + [
            "--field-from", "password=\(scratch.file("given/credential"))", "--seal", "Ana Ruiz", "--allow-swap",
            "--passphrase-from", "g1m1=\(scratch.file("given/passphrase"))", "--output", sheets, "--no-read-back",
            "--journal", journal,
        ]
    }

    private func recoverArguments(_ numbers: [String]) -> [String] {
        ["recover", "--reason", "x", "--operator", "Dana", "--journal", journal, "--allow-swap"]
            + numbers.map { "\(sheets)/sheet-\($0).pdf" }
            + ["--passphrase-from", "g1m1=\(scratch.file("given/passphrase"))"]
    }

    // MARK: - Outputs and files

    @Test("credential, passphrase and shares stand in no output, journal, temporary folder or metadata of a sheet")
    func files() async throws {
        var talk = ""
        let split = try await Program.run(splitArguments, environment: environment)
        #expect(split.code == 0, "\(split.errors)")
        talk += split.text + split.errors
        let shares = try await shareCodes()
        #expect(shares.count == 5)

        let field = ["--field", "password", "--output", "-"]
        for arguments in [
            recoverArguments(["g1m1", "g2m1"]) + field,
            recoverArguments(["g1m1", "g1m2", "g2m1"]) + ["--field", "no"],
            recoverArguments(["g1m1", "g1m2", "g2m1"]) + ["--field", "no", "--output", "-"],
            recoverArguments(["g1m1", "g1m2", "g2m1"]) + ["--field", "password", "--output", "/nowhere/x"],
            ["inspect", sheets], ["inspect", "--json", sheets], ["inspect", scratch.file("given/credential")],
        ] {
            let ended = try await Program.run(arguments, in: scratch.path, environment: environment)
            talk += ended.text + ended.errors
        }
        let opened = try await Program.run(
            recoverArguments(["g1m1", "g1m2", "g2m1"]) + field, environment: environment)
        #expect(opened.text == Self.credential, "\(opened.errors)")
        talk += opened.errors
        // Shares pasted in, good ones and ones with a wrong character, are not said again.
        let pasted = shares.flatMap { [$0, String($0.dropLast()) + ($0.last == "A" ? "B" : "A")] }
        let typed = try await Program.run(
            ["recover", "--reason", "x", "--journal", journal, "-"] + field,
            input: Array(pasted.joined(separator: "\n").utf8), environment: environment)
        talk += typed.text + typed.errors

        let needles = [Self.credential, Self.passphrase] + shares.map { String($0.dropFirst(30).prefix(24)) }
        for needle in needles {
            #expect(!talk.lowercased().contains(needle.lowercased()), "\(needle)")
            for file in scratch.everyFile where !file.contains("/given/") {
                guard let bytes = FileManager.default.contents(atPath: file) else { continue }
                #expect(bytes.range(of: Data(needle.utf8)) == nil, "\(needle) in \(file)")
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.file("temporary")).isEmpty)
        for number in Deal.all {
            let facts = try await Program.tool("pdfinfo", "\(sheets)/sheet-\(number).pdf")
            let text = try await Program.tool("pdftotext", "\(sheets)/sheet-\(number).pdf", "-")
            for needle in needles { #expect(!facts.contains(needle) && !text.contains(needle)) }
            for name in ["Ana", "Dana", "AWS"] { #expect(!facts.contains(name), "\(facts)") }
        }
        #expect(scratch.names == ["given", "home", "journal.jsonl", "sheets", "temporary"])
    }

    private func shareCodes() async throws -> [String] {
        let deal = Deal(folder: sheets)
        var codes: [String] = []
        for number in Deal.all { codes.append(try await deal.shareCode(number)) }
        return codes
    }

    // MARK: - Processes

    @Test("neither arguments nor environment of the program and its children hold a secret, and none may dump core")
    func processes() async throws {
        // Whoever looks into /proc sees what a program was started with, which the trace holds whole.
        let trace = scratch.file("trace")
        let ended = try await Program.run(
            "strace",
            ["-f", "-qq", "-v", "-s", "65536", "-o", trace, "-e", "trace=execve", Program.path] + splitArguments,
            environment: environment)
        #expect(ended.code == 0, "\(ended.errors)")
        var seen: Set<String> = []
        for line in try scratch.text("trace").split(separator: "\n") where line.contains("execve(") {
            #expect(!line.contains(Self.credential) && !line.contains(Self.passphrase), "\(line)")
            for command in ["split", "draw", "decode", "stretch"] where line.contains("\"\(command)\"") {
                // That the environment is seen too shows in what is known to stand in it.
                let known = command == "split" ? scratch.file("home") : "BREAKGLASS_PARENT="
                if line.contains(known) { seen.insert(command) }
            }
        }
        #expect(seen == ["split", "draw", "decode", "stretch"])
    }

    @Test("the program and each of its children forbid core dumps and reading by others before they read a secret")
    func dumpable() async throws {
        let trace = scratch.file("trace")
        let ended = try await Program.run(
            "strace",
            ["-f", "-qq", "-o", trace, "-e", "trace=execve,prctl,prlimit64,setrlimit,read", Program.path]
                + splitArguments)
        #expect(ended.code == 0, "\(ended.errors)")
        var processes: [String: [String]] = [:]
        for line in try scratch.text("trace").split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            if parts.count == 2 {
                processes[String(parts[0]), default: []].append(parts[1].trimmingCharacters(in: .whitespaces))
            }
        }
        let workers = processes.values.filter { $0.contains { $0.hasPrefix("execve(") && $0.contains(#""worker""#) } }
        // Five sheets drawn, five read back, one passphrase stretched.
        #expect(workers.count == 11)
        let main = processes.values.filter { $0.first?.contains(#""split""#) == true }
        #expect(main.count == 1)
        for calls in workers + main {
            let dumpable = calls.firstIndex { $0.contains("PR_SET_DUMPABLE, SUID_DUMP_DISABLE") && $0.hasSuffix("= 0") }
            let core = calls.firstIndex { $0.contains("RLIMIT_CORE, {rlim_cur=0, rlim_max=0}") && $0.hasSuffix("= 0") }
            let secret = calls.firstIndex { $0.hasPrefix("read(0,") }
            #expect(dumpable != nil, "\(calls.prefix(3))")
            #expect(core != nil, "\(calls.prefix(3))")
            if let secret, let dumpable, let core {
                #expect(dumpable < secret && core < secret, "\(calls.prefix(3))")
            }
        }
        for calls in workers { #expect(calls.contains { $0.contains("PR_SET_PDEATHSIG, SIGKILL") }) }
    }

    @Test(
        "a crash while the credential is in memory leaves no core file and says nothing of it",
        arguments: ["SEGV", "ABRT", "TRAP"])
    func crash(signal: String) async throws {
        let split = try await Program.run(splitArguments, environment: environment)
        #expect(split.code == 0, "\(split.errors)")
        let screen = try await Screen()
        try await screen.type("cd '\(scratch.file("home"))'; ulimit -c unlimited; cat /proc/self/limits | grep core")
        try await screen.start(recoverArguments(["g1m1", "g1m2", "g2m1"]))
        try await screen.wait(for: "Type `show` to show the credential")
        try await screen.confirm("show")
        try await screen.wait(for: Self.credential)
        let pid = try await Program.tool(
            "pgrep", "-f", "^\(Program.path) recover --reason x --operator Dana --journal \(journal)"
        )
        .trimmingCharacters(in: .newlines)
        try #require(Int(pid) != nil, "\(pid)")
        let limits = try String(contentsOfFile: "/proc/\(pid)/limits", encoding: .utf8)
        let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
        #expect(core?.split(separator: " ").suffix(3).prefix(2) == ["0", "0"])
        try await Program.tool("kill", "-\(signal)", pid)
        let codes = ["SEGV": 139, "ABRT": 134, "TRAP": 133]
        let after = try await screen.wait(for: "exit=\(codes[signal] ?? -1).")
        #expect(!after.contains("core dumped"))
        // No report of the runtime with what registers point to, and nothing of the credential where it was shown.
        #expect(!after.contains("crashed"))
        try await screen.expectNowhere(Self.credential)
        try await screen.expectEnd(codes[signal] ?? -1)
        #expect(scratch.names == ["given", "home", "journal.jsonl", "sheets", "temporary"])
        for file in scratch.everyFile where !file.contains("/given/") {
            guard let bytes = FileManager.default.contents(atPath: file) else { continue }
            #expect(bytes.range(of: Data(Self.credential.utf8)) == nil, "\(file)")
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: scratch.file("home")).allSatisfy {
                !$0.contains("core")
            })
    }
}
