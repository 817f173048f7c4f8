// SPDX-License-Identifier: Apache-2.0

import Glibc
import SecretMemory
import Testing

@testable import Isolation

@Suite("Secrets pass through descriptors without a copy in ordinary memory")
struct SecretStreamTests {
    @Test("what is written is what is read, also in pieces larger than a pipe holds", arguments: [0, 1, 4096, 300_000])
    func roundTrip(count: Int) async throws {
        let (readEnd, writeEnd) = try pipe()
        let secret = Box(SecretBytes(randomCount: count))
        async let writing: Void = WaitingThread.run {
            try? SecretOutput.write(secret.bytes, to: writeEnd)
            close(writeEnd)
        }
        let received = Received()
        await WaitingThread.run {
            received.isSame = (try? SecretInput.read(from: readEnd, limit: count))?.isEqual(to: secret.bytes)
        }
        await writing
        close(readEnd)
        #expect(received.isSame == true)
    }

    @Test("more than the limit is refused")
    func limit() throws {
        let (readEnd, writeEnd) = try pipe()
        try SecretOutput.write(Probe.bytes("12345"), to: writeEnd)
        close(writeEnd)
        #expect(throws: SecretInput.Failure.tooLong(limit: 4)) { _ = try SecretInput.read(from: readEnd, limit: 4) }
        close(readEnd)
    }

    @Test("a reader that is gone is an error, not the end of this process")
    func brokenPipe() throws {
        let (readEnd, writeEnd) = try pipe()
        close(readEnd)
        #expect(throws: SecretOutput.Failure.readerIsGone) { try SecretOutput.write(Probe.bytes("x"), to: writeEnd) }
        close(writeEnd)
    }

    @Test("a descriptor that is not open is an error with the system's number")
    func badDescriptor() {
        #expect(throws: SecretInput.Failure.system(errno: EBADF)) { _ = try SecretInput.read(from: -1, limit: 4) }
        #expect(throws: SecretOutput.Failure.system(errno: EBADF)) {
            try SecretOutput.write(Probe.bytes("x"), to: -1)
        }
    }

    private func pipe() throws -> (Int32, Int32) {
        var ends: [Int32] = [-1, -1]
        try #require(Glibc.pipe(&ends) == 0)
        return (ends[0], ends[1])
    }

    private final class Received: @unchecked Sendable {
        var isSame: Bool?
    }

    private final class Box: Sendable {
        let bytes: SecretBytes
        init(_ bytes: consuming SecretBytes) { self.bytes = bytes }
    }
}
