// SPDX-License-Identifier: Apache-2.0
//
// Where the bytes of one secret lie: guarded, locked memory of libsodium, kept for the next secret of the same length.
// Mapping and guarding a region takes the kernel fifty times longer than what is done with most secrets.

import CSodium
import Synchronization

/// The memory of one secret: a canary, the secret's bytes, and right behind them a page that nobody may touch.
@safe
struct SecretRegion {
    /// Where the secret's bytes start.
    let start: UnsafeMutableRawPointer
    let count: Int
    let isLocked: Bool

    /// As many zero bytes, from the shelf or from the system; without memory the process ends.
    static func zeros(_ count: Int) -> SecretRegion {
        Sodium.start()
        if let start = unsafe Shelf.take(count) {
            return unsafe SecretRegion(start: start, count: count, isLocked: true)
        }
        guard let base = unsafe sodium_malloc(Canary.byteCount + count) else {
            fatalError("no memory left for secrets")
        }
        // sodium_malloc hides a failed lock, so it is asked for again and the answer kept.
        let isLocked = unsafe sodium_mlock(base, Canary.byteCount + count) == 0
        if !isLocked { LockFailures.note() }
        unsafe Canary.write(to: base)
        // The allocation has `count` bytes behind the canary.
        let start = unsafe base + Canary.byteCount
        unsafe sodium_memzero(start, count)
        return unsafe SecretRegion(start: start, count: count, isLocked: isLocked)
    }

    /// Wipes the bytes and puts the region on the shelf, or gives it back to the system.
    func wipe() {
        let base = unsafe start - Canary.byteCount
        guard unsafe Canary.isWhole(at: base) else { fatalError("something wrote before a secret") }
        unsafe sodium_memzero(start, count)
        if isLocked, unsafe Shelf.put(start, count) { return }
        unsafe sodium_free(base)
    }
}

/// Sixteen random bytes before each secret that nothing may change.
private enum Canary {
    static let byteCount = 16

    private static let value: (UInt64, UInt64) = {
        var value: (UInt64, UInt64) = (0, 0)
        // The tuple has exactly the bytes that are drawn.
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

/// Wiped regions that wait for the next secret of their length. Each place holds one address or zero; whoever swaps it
/// out owns the region, so no lock is needed.
private enum Shelf {
    /// Keys, bodies, boxes and texts of shares are shorter; longer secrets are few.
    private static let longest = 256
    /// Places for each length.
    private static let depth = 8
    /// At most so many regions wait: half a MiB of locked memory, of the 8 MiB that Debian allows a process.
    private static let limit = 128

    private static let waiting = Atomic<Int>(0)

    /// `depth` places for each length from 0 to `longest`; never freed, and atomic, so that threads may share them.
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
