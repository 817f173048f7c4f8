// SPDX-License-Identifier: Apache-2.0

import Glibc
import SecretMemory
import Testing

@Suite("Memory of a secret that is used again")
struct SecretReuseTests {
    @Test("starts as zeros, at every length around the longest that is kept")
    func zeros() {
        for count in [0, 1, 16, 32, 48, 255, 256, 257, 4_096] {
            for _ in 0..<20 {
                var secret = SecretBytes(zeroCount: count)
                #expect(secret.exposed == [UInt8](repeating: 0, count: count))
                for index in 0..<count { secret.write(0xA5, at: index) }
            }
        }
    }

    @Test("belongs to one secret at a time, whatever threads do")
    func exclusive() async {
        let strangers = await withTaskGroup(of: Int.self) { group in
            for task in UInt8(1)...8 {
                group.addTask {
                    var strangers = 0
                    for round in 0..<2_000 {
                        let count = 16 + round % 3 * 16
                        var secret = SecretBytes(zeroCount: count)
                        for index in 0..<count where secret.span[index] != 0 { strangers += 1 }
                        for index in 0..<count { secret.write(task, at: index) }
                        let copy = secret.duplicate()
                        for index in 0..<count where copy.span[index] != task { strangers += 1 }
                        for index in 0..<count where secret.span[index] != task { strangers += 1 }
                    }
                    return strangers
                }
            }
            return await group.reduce(0, +)
        }
        #expect(strangers == 0)
    }

    @Test("is guarded as it was the first time")
    func guarded() async {
        await #expect(processExitsWith: .signal(SIGSEGV)) {
            for _ in 0..<3 { _ = SecretBytes(randomCount: 5) }
            let secret = SecretBytes(zeroCount: 5)
            let byte = secret.span.withUnsafeBufferPointer {
                UnsafeRawPointer($0.baseAddress! + 5).load(as: UInt8.self)
            }
            exit(Int32(byte))
        }
        await #expect(processExitsWith: .failure) {
            for _ in 0..<3 { _ = SecretBytes(randomCount: 5) }
            do {
                var secret = SecretBytes(zeroCount: 5)
                var room = secret.mutableSpan
                room.withUnsafeMutableBufferPointer { ($0.baseAddress! - 16).pointee ^= 1 }
            }
            exit(0)
        }
    }

    @Test("is not hoarded: of a thousand secrets at once, at most 128 regions stay")
    func bounded() async {
        await #expect(processExitsWith: .success) {
            func nest(_ depth: Int) {
                let secret = SecretBytes(zeroCount: 1 + depth % 200)
                if depth > 0 { nest(depth - 1) }
                precondition(secret.count > 0)
            }
            nest(1_000)
            // Each region takes a locked page between its two guards.
            precondition(lockedKiB() <= 128 * 4 + 64)
        }
    }
}

/// What the kernel counts as locked memory of this process.
private func lockedKiB() -> Int {
    guard let status = fopen("/proc/self/status", "r") else { return .max }
    defer { fclose(status) }
    var line: UnsafeMutablePointer<CChar>?
    var room = 0
    defer { free(line) }
    while getline(&line, &room, status) > 0, let text = line.map({ String(cString: $0) }) {
        guard text.hasPrefix("VmLck:") else { continue }
        return Int(text.filter { $0.isNumber }) ?? .max
    }
    return .max
}
