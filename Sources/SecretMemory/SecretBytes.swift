// SPDX-License-Identifier: Apache-2.0
//
// The only room where secret bytes live. Nothing here prints, copies silently or compares with `==`;
// every pointer that leaves is a borrowed span that cannot outlive its owner.

import CSodium

/// Secret bytes in guarded, locked memory that is wiped when the value dies.
///
/// The storage comes from `sodium_malloc`: guard pages on both sides, a canary, excluded from core dumps,
/// and locked against swapping where the system allows (see ``isLocked``). Wiped storage is kept for secrets to come.
/// Running out of memory ends the process: no caller could go on without its secret.
@safe
public struct SecretBytes: ~Copyable, @unchecked Sendable {
    private let region: SecretRegion

    /// The number of bytes.
    public var count: Int { region.count }

    /// Whether the system agreed to keep these bytes out of swap.
    public var isLocked: Bool { region.isLocked }

    /// Makes `count` zero bytes.
    public init(zeroCount count: Int) {
        precondition(count >= 0, "a secret has no negative length")
        region = SecretRegion.zeros(count)
    }

    /// Draws `count` bytes from the system's random source.
    public init(randomCount count: Int) {
        self.init(zeroCount: count)
        unsafe randombytes_buf(region.start, count)
    }

    /// Copies the bytes of a span that the caller already holds.
    public init(copying source: borrowing Span<UInt8>) {
        self.init(zeroCount: source.count)
        write(source, at: 0)
    }

    deinit {
        region.wipe()
    }

    /// The bytes, readable while this value is borrowed.
    public var span: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get {
            // The storage lives until deinit and `count` bytes of it were initialised in `init`.
            let start = unsafe UnsafePointer(region.start.assumingMemoryBound(to: UInt8.self))
            let span = unsafe Span(_unsafeStart: start, count: count)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// The bytes, writable while this value is held exclusively.
    public var mutableSpan: MutableSpan<UInt8> {
        @_lifetime(&self)
        mutating get {
            // As in `span`; `mutating` gives exclusive access.
            let start = unsafe region.start.assumingMemoryBound(to: UInt8.self)
            let span = unsafe MutableSpan(_unsafeStart: start, count: count)
            return unsafe _overrideLifetime(span, mutating: &self)
        }
    }

    /// Tells in constant time whether two secrets of equal length hold the same bytes.
    ///
    /// Lengths are public: different lengths answer `false` at once.
    public borrowing func isEqual(to other: borrowing SecretBytes) -> Bool {
        guard count == other.count else { return false }
        return unsafe sodium_memcmp(region.start, other.region.start, count) == 0
    }

    /// Writes a run of bytes from `offset` on; the run must fit.
    public mutating func write(_ bytes: borrowing Span<UInt8>, at offset: Int) {
        var room = mutableSpan
        for index in bytes.indices { room[offset + index] = bytes[index] }
    }

    /// Writes one byte at `offset`.
    public mutating func write(_ byte: UInt8, at offset: Int) {
        var room = mutableSpan
        room[offset] = byte
    }

    /// Copies a part on purpose.
    public borrowing func slice(_ range: Range<Int>) -> SecretBytes {
        SecretBytes(copying: span.extracting(range))
    }

    /// Makes a second copy on purpose.
    public borrowing func duplicate() -> SecretBytes {
        SecretBytes(copying: span)
    }
}
