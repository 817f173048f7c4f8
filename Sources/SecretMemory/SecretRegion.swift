// SPDX-License-Identifier: Apache-2.0
//
// The storage of one secret: guarded, locked memory from libsodium, kept for the next secret of the same length.
// Mapping and guarding a region takes fifty times longer than the work done with most secrets.

import CSodium
import Synchronization

/// The memory of one secret: a canary, then the secret's bytes, directly followed by a guard page.
@safe
struct SecretRegion {
    /// Where the secret's bytes start.
    let start: UnsafeMutableRawPointer
    let count: Int
    let isLocked: Bool

    /// Returns `count` zero bytes, from the shelf or from the system; ends the process when there is no memory.
    static func zeros(_ count: Int) -> SecretRegion {
        Sodium.start()
        if let start = unsafe Shelf.take(count) {
            return unsafe SecretRegion(start: start, count: count, isLocked: true)
        }
        guard let base = unsafe sodium_malloc(Canary.byteCount + count) else {
            fatalError("no memory left for secrets")
        }
        // sodium_malloc hides a failed lock, so lock again and keep the result.
        let isLocked = unsafe sodium_mlock(base, Canary.byteCount + count) == 0
        if !isLocked { LockFailures.note() }
        unsafe Canary.write(to: base)
        // The allocation has `count` bytes after the canary.
        let start = unsafe base + Canary.byteCount
        unsafe sodium_memzero(start, count)
        return unsafe SecretRegion(start: start, count: count, isLocked: isLocked)
    }

    /// Wipes the bytes, then puts the region on the shelf or returns it to the system.
    func wipe() {
        let base = unsafe start - Canary.byteCount
        guard unsafe Canary.isWhole(at: base) else { fatalError("something wrote to the bytes before a secret") }
        unsafe sodium_memzero(start, count)
        if isLocked, unsafe Shelf.put(start, count) { return }
        unsafe sodium_free(base)
    }
}

/// Sixteen random bytes before each secret. Nothing may change them.
private enum Canary {
    static let byteCount = 16

    private static let value: (UInt64, UInt64) = {
        var value: (UInt64, UInt64) = (0, 0)
        // The tuple has exactly as many bytes as are drawn.
        unsafe withUnsafeMutableBytes(of: &value) { unsafe randombytes_buf($0.baseAddress!, $0.count) }
        return value
    }()

    static func write(to base: UnsafeMutableRawPointer) {
        unsafe base.storeBytes(of: value.0, as: UInt64.self)
        unsafe base.storeBytes(of: value.1, toByteOffset: 8, as: UInt64.self)
    }

    static func isWhole(at base: UnsafeMutableRawPointer) -> Bool {
        let first = unsafe base.loadUnaligned(as: UInt64.self)
        let second = unsafe base.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        return first == value.0 && second == value.1
    }
}

/// Wiped regions waiting for the next secret of their length.
///
/// Each place holds one address or zero. The thread that swaps an address out owns the region, so no lock is needed.
private enum Shelf {
    /// The longest secret whose region is kept, in bytes. Keys, bodies, boxes and texts of shares are shorter; longer
    /// secrets are rare.
    private static let longest = 256
    /// How many places there are for each length.
    private static let depth = 8
    /// The most regions that wait: half a MiB of locked memory, out of the 8 MiB that Debian allows a process.
    private static let limit = 128

    private static let waiting = Atomic<Int>(0)

    /// `depth` places for each length from 0 to `longest`. They are never freed; they are atomic so that threads can
    /// share them.
    private nonisolated(unsafe) static let places: UnsafeMutablePointer<Atomic<UInt>> = {
        let count = (longest + 1) * depth
        let places = UnsafeMutablePointer<Atomic<UInt>>.allocate(capacity: count)
        for index in 0..<count { unsafe (places + index).initialize(to: Atomic(0)) }
        return unsafe places
    }()

    static func take(_ count: Int) -> UnsafeMutableRawPointer? {
        guard count <= longest else { return nil }
        for place in count * depth..<(count + 1) * depth {
            let address = unsafe places[place].exchange(0, ordering: .acquiring)
            if address != 0 {
                waiting.subtract(1, ordering: .relaxed)
                return unsafe UnsafeMutableRawPointer(bitPattern: address)
            }
        }
        return nil
    }

    static func put(_ start: UnsafeMutableRawPointer, _ count: Int) -> Bool {
        guard count <= longest else { return false }
        guard waiting.add(1, ordering: .relaxed).newValue <= limit else {
            waiting.subtract(1, ordering: .relaxed)
            return false
        }
        let address = UInt(bitPattern: start)
        for place in count * depth..<(count + 1) * depth {
            let isPut = unsafe places[place]
                .compareExchange(expected: 0, desired: address, ordering: .releasing).exchanged
            if isPut { return true }
        }
        waiting.subtract(1, ordering: .relaxed)
        return false
    }
}
