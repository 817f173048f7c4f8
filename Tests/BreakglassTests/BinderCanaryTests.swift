// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Nothing secret in the binder")
struct BinderCanaryTests {
    /// Searches a folder for a text in every usual form, and for every usual digest of it.
    private static let search = """
        import base64, hashlib, pathlib, sys
        folder, secrets = pathlib.Path(sys.argv[1]), [line.encode() for line in sys.argv[2:]]
        forms = []
        for secret in secrets:
            values = {"itself": secret, "with a line end": secret + b"\\n"}
            for name in ("md5", "sha1", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s"):
                for label, value in list(values.items())[:2]:
                    values[f"{name} of {label}"] = hashlib.new(name, value).digest()
            values["blake2b-256"] = hashlib.blake2b(secret, digest_size=32).digest()
            values["blake2b-128"] = hashlib.blake2b(secret, digest_size=16).digest()
            for name, value in values.items():
                forms.append((f"{name} as bytes", value))
                forms.append((f"{name} in hexadecimal", value.hex().encode()))
                forms.append((f"{name} in upper case", value.hex().upper().encode()))
                forms.append((f"{name} in base64", base64.b64encode(value).rstrip(b"=")))
                forms.append((f"{name} in base32", base64.b32encode(value).rstrip(b"=")))
        hits = [f"{path.name}: {name}" for path in folder.rglob("*") if path.is_file()
                for name, form in forms if form in path.read_bytes()]
        print("\\n".join(hits) or "nothing")
        """

    private func hits(_ fixture: BinderFixture, _ secrets: [String]) async throws -> String {
        let ended = try await Program.run(
            "/usr/bin/python3", ["-c", Self.search, fixture.binder] + secrets, in: fixture.scratch.path)
        #expect(ended.code == 0, "\(ended.errors)")
        return ended.text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test("neither a credential nor a share nor a hash of what can be guessed, after a whole life of one")
    func wholeLife() async throws {
        let fixture = try await BinderFixture.make()
        #expect(try await fixture.recover().text == BinderFixture.password)
        let journal = fixture.scratch.file("journal")
        #expect(try await fixture.recover(["--journal", journal]).text == BinderFixture.password)
        for arguments in [
            ["ledger", "merge", journal],
            ["ledger", "exception", "--expected", "a", "--happened", "b", "--decided", "c", "--by", "Dana Novak"],
            [
                "drill", "in-person", "--by", "Dana Novak", "--findings", "none",
                fixture.scratch.file("sheets/sheet-g1m1.pdf"),
            ],
            ["review", "4", "--alerts", "arrived", "--operated-by", "Dana Novak"]
                + ["broke", "done", "restored", "prevents", "by"].flatMap { ["--\($0)", "words"] },
        ] {
            let ended = try await fixture.run(arguments + ["--binder", fixture.binder])
            #expect(ended.code == 0, "\(arguments): \(ended.errors)")
        }
        let codes = try fixture.scratch.text("codes.txt").split(separator: "\n").map(String.init)
        let shares = codes.filter { $0.hasPrefix("BGS1") }
        #expect(shares.count == 2)
        let secrets = [BinderFixture.password] + shares + shares.map { String($0.dropFirst(4)) }
        #expect(try await hits(fixture, secrets) == "nothing")

        // The search finds what it is to find.
        _ = try fixture.scratch.write(
            "x \(Data(BinderFixture.password.utf8).base64EncodedString()) x", "binder/planted")
        #expect(try await hits(fixture, secrets).contains("planted: itself in base64"))
    }
}
