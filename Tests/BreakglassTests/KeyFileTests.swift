// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Testing

@Suite("The file of the binder's key")
struct KeyFileTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func read(_ key: String) async throws -> Ended {
        let fixture = try await BinderFixture.make(deal: false)
        return try await fixture.run([
            "ledger", "exception", "--binder", fixture.binder, "--expected", "a", "--happened", "b", "--decided", "c",
            "--by", "d", "--binder-key", key,
        ])
    }

    @Test("is refused where it belongs to another user, who can read it and change it")
    func owner() async throws {
        // Root alone can give a file away; everybody else finds one of root's.
        var key = "/etc/passwd"
        if geteuid() == 0 {
            key = try scratch.write("whatever", "key")
            #expect(chmod(key, 0o600) == 0 && chown(key, 65534, 65534) == 0)
        }
        let ended = try await read(key)
        ended.expectRefusal(4, "the binder's key \(key) belongs to another user, \(geteuid() == 0 ? "nobody" : "root")")
        #expect(ended.errors.contains("chown"))
    }

    @Test("is refused where others can read it")
    func mode() async throws {
        let key = try scratch.write("whatever", "key")
        #expect(chmod(key, 0o640) == 0)
        try await read(key).expectRefusal(4, "others can read the binder's key \(key)")
    }

    @Test("is no named pipe, which would wait for somebody to write")
    func pipe() async throws {
        let key = scratch.file("key")
        #expect(mkfifo(key, 0o600) == 0)
        try await read(key).expectRefusal(65, "the binder's key \(key) is not a file")
    }

    @Test("is no link, which would name another file")
    func link() async throws {
        let key = scratch.file("key")
        #expect(symlink("elsewhere", key) == 0)
        try await read(key).expectRefusal(66, "cannot be read: it is a link, not a file", hint: "name the file itself")
    }
}
