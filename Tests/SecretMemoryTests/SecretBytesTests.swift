// SPDX-License-Identifier: Apache-2.0

import Glibc
import SecretMemory
import Testing

extension SecretBytes {
    /// The bytes in the open, for comparing: what tests hold is no secret.
    var exposed: [UInt8] { span.indices.map { span[$0] } }
}

@Suite("Secret bytes")
struct SecretBytesTests {
    @Test("start as zeros, as random bytes, or as a copy")
    func beginnings() {
        #expect(SecretBytes(zeroCount: 3).exposed == [0, 0, 0])
        #expect(SecretBytes(zeroCount: 0).exposed.isEmpty)
        #expect(SecretBytes(copying: [1, 2, 3].span).exposed == [1, 2, 3])
        #expect(SecretBytes(randomCount: 32).exposed != SecretBytes(randomCount: 32).exposed)
    }

    @Test("are written, sliced and duplicated without touching one another")
    func writing() {
        var secret = SecretBytes(zeroCount: 4)
        secret.write([7, 8].span, at: 1)
        let copy = secret.duplicate()
        secret.write(9, at: 3)
        #expect(secret.exposed == [0, 7, 8, 9])
        #expect(copy.exposed == [0, 7, 8, 0])
        #expect(secret.slice(1..<3).exposed == [7, 8])
    }

    @Test("are equal when every byte is, and unequal on a change of any bit or of the length")
    func comparison() {
        let bytes = [UInt8](0..<32)
        let secret = SecretBytes(copying: bytes.span)
        let isEqualToCopy = secret.isEqual(to: secret.duplicate())
        #expect(isEqualToCopy)
        for bit in 0..<256 {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            let isEqual = secret.isEqual(to: SecretBytes(copying: changed.span))
            #expect(!isEqual)
        }
        let isEqualToPart = secret.isEqual(to: secret.slice(0..<31))
        #expect(!isEqualToPart)
    }

    @Test("are nowhere in memory once their owner is gone")
    func wiping() async {
        await #expect(processExitsWith: .success) {
            let needle = UnsafeMutableRawBufferPointer.allocate(byteCount: 32, alignment: 1)
            do {
                var secret = SecretBytes(randomCount: 32)
                secret.write(0xA7, at: 0)
                for index in 0..<32 { needle[index] = secret.span[index] }
                // The search is able to find them, at their one place, while they live.
                precondition(MemorySearch.hits(of: UnsafeRawBufferPointer(needle)) == 1)
                let second = secret.duplicate()
                precondition(second.count == 32 && MemorySearch.hits(of: UnsafeRawBufferPointer(needle)) == 2)
            }
            precondition(MemorySearch.hits(of: UnsafeRawBufferPointer(needle)) == 0)
        }
    }

    @Test("end the program at the first byte read or written behind them")
    func guardBehind() async {
        await #expect(processExitsWith: .signal(SIGSEGV)) {
            let secret = SecretBytes(zeroCount: 5)
            let byte = secret.span.withUnsafeBufferPointer {
                UnsafeRawPointer($0.baseAddress! + 5).load(as: UInt8.self)
            }
            exit(Int32(byte))
        }
        await #expect(processExitsWith: .signal(SIGSEGV)) {
            var secret = SecretBytes(zeroCount: 5)
            var room = secret.mutableSpan
            room.withUnsafeMutableBufferPointer { ($0.baseAddress! + 5).pointee = 1 }
            exit(0)
        }
    }

    @Test("end the program when the canary before them was changed")
    func canaryBefore() async {
        await #expect(processExitsWith: .failure) {
            do {
                var secret = SecretBytes(zeroCount: 5)
                var room = secret.mutableSpan
                room.withUnsafeMutableBufferPointer { ($0.baseAddress! - 1).pointee ^= 1 }
            }
            exit(0)
        }
    }

    @Test("end the program when read past their count through a span")
    func bounds() async {
        await #expect(processExitsWith: .failure) {
            let secret = SecretBytes(zeroCount: 5)
            exit(Int32(secret.span[secret.count]))
        }
    }

    @Test("note when the system does not keep them out of swap")
    func lockFailures() async {
        await #expect(processExitsWith: .success) {
            precondition(LockFailures.count == 0)
            var none = rlimit(rlim_cur: 0, rlim_max: 0)
            precondition(setrlimit(__rlimit_resource_t(__RLIMIT_MEMLOCK.rawValue), &none) == 0)
            // Whoever may do everything is above the limit: become nobody.
            if geteuid() == 0 { precondition(setuid(65_534) == 0) }
            let secret = SecretBytes(zeroCount: 32)
            precondition(!secret.isLocked)
            precondition(LockFailures.count == 1)
        }
    }

    @Test("are locked where the system allows it, and then nothing is noted")
    func locking() async {
        await #expect(processExitsWith: .success) {
            let secret = SecretBytes(zeroCount: 32)
            precondition(secret.isLocked == (LockFailures.count == 0))
        }
    }
}
