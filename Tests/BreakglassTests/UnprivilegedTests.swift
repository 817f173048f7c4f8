// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@Suite("Without privileges and without a home")
struct UnprivilegedTests {
    private static let warning = "the system refused to keep some secrets out of swap: raise `ulimit -l`"

    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        // Whoever else the program runs as needs a place for sheets and journal.
        chmod(scratch.path, 0o777)
        _ = try scratch.write("six words of her own", "passphrase")
    }

    @Test(
        "an ordinary user without HOME splits and recovers, and is warned only where memory cannot be locked",
        arguments: [(kibibytes: 0, isWarned: true), (64, true), (8192, false)])
    func ordinaryUser(kibibytes: Int, isWarned: Bool) async throws {
        let split = try await run(
            ["split"] + Deal.custodians + ["--field-from", "password=-", "--output", scratch.file("sheets")]
                + ["--no-read-back", "--seal", "Ana Ruiz"], lockable: kibibytes, input: Deal.password)
        #expect(split.code == 0, "\(split.errors)")
        let recover = try await run(
            ["recover", "--reason", "INC-1", "--field", "password", "--output", "-"]
                + ["g1m1", "g1m3", "g2m2"].map { scratch.file("sheets/sheet-\($0).pdf") }, lockable: kibibytes)
        #expect(recover.code == 0, "\(recover.errors)")
        #expect(recover.text == Deal.password)
        for ended in [split, recover] {
            #expect(ended.errorLines.isEmpty, "\(ended.errors)")
            #expect(ended.warningLines.count { $0.hasPrefix(Self.warning) } == (isWarned ? 1 : 0), "\(ended.errors)")
            // Libraries that miss a home or a cache have no word here.
            #expect(!ended.errors.contains("Fontconfig"), "\(ended.errors)")
        }
        #expect(scratch.names == ["journal.jsonl", "passphrase", "sheets"])
        var owner = stat()
        #expect(stat(scratch.file("sheets/sheet-g1m1.pdf"), &owner) == 0)
        #expect(owner.st_uid != 0)
        #expect(owner.st_mode & 0o777 == 0o600)
    }

    /// Runs the program as nobody, or as whoever runs the tests if that is not root, with so much lockable memory.
    private func run(_ arguments: [String], lockable kibibytes: Int, input: String = "") async throws -> Ended {
        let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"]
        let limit = "--memlock=\(kibibytes * 1024)"
        let words =
            (geteuid() == 0 ? nobody : []) + ["prlimit", limit, "env", "-u", "HOME", Program.path] + arguments
            + ["--journal", scratch.file("journal.jsonl"), "--allow-swap"]
            + ["--passphrase-from", "g1m1=\(scratch.file("passphrase"))"]
        return try await Program.run(words[0], Array(words.dropFirst()), input: Array(input.utf8))
    }
}
